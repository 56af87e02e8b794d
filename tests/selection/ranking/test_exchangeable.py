"""Calls at the edge of what can be known have a defined result."""

import pytest
from hypothesis import given

from portal.selection.ranking import calibrate
from tests.selection.calls import Score
from tests.selection.ranking.edges import MODELS
from tests.selection.ranking.properties import calls, some


@pytest.mark.parametrize("model", MODELS)
def test_equal_scores_give_all_the_same_middle_rank(model: str) -> None:
    scores = [(f"A{one}", f"R{who}", 4.0) for one in range(7) for who in range(3)]
    result = calibrate(scores, scale=(1, 6), model=model)  # type: ignore[arg-type]  # one of two literals
    assert result.expected_rank == dict.fromkeys(result.expected_rank, 4.0)
    assert result.probability_of_top(3) == pytest.approx(dict.fromkeys(result.expected_rank, 3 / 7))


@pytest.mark.parametrize("number", [12, 80])
def test_single_reviews_by_different_people_keep_the_order_of_the_scores(number: int) -> None:
    scores = [(f"A{one:02d}", f"R{one:02d}", 1 + 5 * one / number) for one in range(number)]
    result = calibrate(scores, scale=(1, 6))
    assert result.order == [f"A{one:02d}" for one in reversed(range(number))]


@some
@given(calls())
def test_a_twin_gets_the_same_rank_interval_and_chance(scores: list[Score]) -> None:
    twins = scores + [("A0-twin", who, score) for one, who, score in scores if one == "A0"]
    result = calibrate(twins, scale=(1, 6))
    figures = (result.expected_rank, result.quality, result.interval(0.5), result.probability_of_top(2))
    assert [one["A0"] == one["A0-twin"] for one in figures] == [True] * 4
