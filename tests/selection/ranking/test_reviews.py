"""Calls at the edge of what can be known have a defined result."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.selection.ranking import calibrate
from tests.selection.calls import Score, drawn
from tests.selection.ranking.properties import calls, some


def test_one_score_is_enough_for_a_result() -> None:
    result = calibrate([("A", "R", 3.0)], scale=(1, 6))
    assert (result.expected_rank, result.quality) == ({"A": 1.0}, {"A": 0.0})


def test_missing_reviews_are_allowed_and_make_less_sure() -> None:
    _, scores = drawn(5, applications=40, reviewers=8, each=4)
    kept = [row for row in scores if row[0] != "A0000"] + [next(row for row in scores if row[0] == "A0000")]
    spread = calibrate(kept, scale=(1, 10)).quality_sd
    assert max(spread, key=lambda name: spread[name]) == "A0000"


@some
@given(calls(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(scores: list[Score], chance: object) -> None:
    shuffled = list(scores)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    first, second = calibrate(scores, scale=(1, 6)), calibrate(shuffled, scale=(1, 6))
    assert first.record() == second.record()


def test_names_change_nothing_but_the_names() -> None:
    _, scores = drawn(8, applications=30, reviewers=8, each=3)
    renamed = [(one[::-1], who[::-1], score) for one, who, score in scores]
    first, second = calibrate(scores, scale=(1, 10)), calibrate(renamed, scale=(1, 10))
    assert {one[::-1]: rank for one, rank in first.expected_rank.items()} == pytest.approx(
        second.expected_rank, abs=1e-7
    )
