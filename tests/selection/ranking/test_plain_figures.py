"""What people compute today stands beside the ranking as a spreadsheet would have it."""

import pytest

from portal.selection.ranking import calibrate


def test_mean_median_and_z_score_are_those_of_a_spreadsheet() -> None:
    scores = [
        ("A", "kind", 6.0), ("B", "kind", 4.0), ("C", "kind", 5.0), ("A", "flat", 3.0), ("B", "flat", 3.0),
        ("A", "once", 2.0),
    ]  # fmt: skip
    found = calibrate(scores, scale=(1, 6))
    assert (found.raw_mean, found.raw_median) == (
        {"A": pytest.approx(11 / 3), "B": 3.5, "C": 5.0},
        {"A": 3.0, "B": 3.5, "C": 5.0},
    )
    assert found.z_score_mean == pytest.approx({"A": 1 / 3, "B": -1 / 2, "C": 0.0})


def test_a_reviewer_who_never_varied_adds_nothing_to_anybodys_z_score() -> None:
    found = calibrate([("A", "flat", 3.0), ("B", "flat", 3.0), ("B", "once", 6.0)], scale=(1, 6))
    assert (found.raw_mean, found.z_score_mean) == ({"A": 3.0, "B": 4.5}, {"A": 0.0, "B": 0.0})
