"""Drawn calls are repeatable, as they were asked for, and tell good rules from bad ones."""

from dataclasses import replace

from portal.selection.simulation import GROUPED, coverage, selection_quality
from portal.selection.simulation.tables import share_of_top
from tests.selection.simulation.scenarios import SMALL


def test_ties_at_the_line_count_with_their_chance() -> None:
    quality = {"a": 4.0, "b": 3.0, "c": 2.0, "d": 1.0}
    assert share_of_top({"a": 2.0, "b": 1.0, "c": 1.0, "d": 0.0}, quality, 2) == 0.75


def test_under_strong_severity_calibration_selects_more_of_the_true_best_than_the_mean() -> None:
    found = selection_quality([SMALL], calls=12)["small and severe"]
    assert found["calibrated"]["mean"] > found["raw mean"]["mean"] + 3
    assert found == selection_quality([SMALL], calls=12)["small and severe"]


def test_the_group_effect_pays_where_groups_differ_in_quality() -> None:
    scenario = replace(GROUPED[2], applications=150, places=30)
    found = selection_quality([scenario], calls=6)[scenario.name]
    assert found["calibrated with groups"]["mean"] > found["z-score"]["mean"] + 3


def test_intervals_hold_about_what_they_say() -> None:
    found = coverage(replace(SMALL, applications=100, places=20, severity=0.5), calls=8)
    assert 40 < found["50%"] < 60
    assert 84 < found["90%"] < 96
