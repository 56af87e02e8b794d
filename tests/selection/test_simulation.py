"""Drawn calls are repeatable, as they were asked for, and tell good rules from bad ones."""

from dataclasses import replace

import numpy as np
import pytest

from portal.selection.chance import Chance
from portal.selection.simulation import GROUPED, SCENARIOS, Scenario, coverage, selection_quality
from portal.selection.simulation.drawn_calls import draw_call
from portal.selection.simulation.lotteries import lottery_table
from portal.selection.simulation.tables import share_of_top

SMALL = Scenario("small and severe", 60, 12, load=9, severity=1.5)


def test_the_same_seed_draws_the_same_call() -> None:
    assert draw_call(SMALL, Chance(3, 1)) == draw_call(SMALL, Chance(3, 1))
    assert draw_call(SMALL, Chance(3, 1)) != draw_call(SMALL, Chance(3, 2))


@pytest.mark.parametrize("scenario", [*SCENARIOS, *GROUPED], ids=lambda one: one.name)
def test_every_application_gets_its_reviews_on_the_scale_and_loads_are_even(scenario: Scenario) -> None:
    small = replace(scenario, applications=60 * scenario.groups)
    call = draw_call(small, Chance(1))
    pairs = {(one, who) for one, who, _ in call.scores}
    loads = np.bincount([int(who[1:]) for _, who, _ in call.scores])
    assert (len(pairs), len(call.scores)) == (len(call.quality) * scenario.reviews,) * 2
    assert {score for _, _, score in call.scores} <= set(np.arange(small.scale[0], small.scale[1] + 1))
    assert scenario.crossing > 0 or loads.max() <= scenario.load + 1


def test_crossing_is_what_was_asked_for() -> None:
    shares = {}
    for scenario in GROUPED[:3]:
        call = draw_call(scenario, Chance(2))
        groups = call.groups or {}
        home = [f"G{int(who[1:]) * 5 // 45}" == groups[one] for one, who, _ in call.scores]
        shares[scenario.crossing] = round(1 - float(np.mean(home)), 1)
    assert shares == {0.0: 0.0, 0.1: 0.1, 0.2: 0.2}


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


def test_a_lottery_has_a_pool_and_a_price_and_maximin_a_better_worst_case() -> None:
    found = lottery_table(SMALL, calls=2)
    strict, swiss, robust = (
        found[rule]
        for rule in ("strict order", "pool by 50 % interval (SNSF)", "maximin over 50 % intervals")
    )
    assert (strict["accepted"], strict["pool"]) == (12.0, 0.0)
    assert swiss["pool"] > 0
    assert (
        robust["worst case at 50 %"] >= max(strict["worst case at 50 %"], swiss["worst case at 50 %"]) - 0.01
    )
