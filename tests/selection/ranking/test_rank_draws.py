"""What must hold for every call, whatever its scores."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.selection.ranking import calibrate
from tests.selection.calls import Score
from tests.selection.ranking.properties import calls, some


@some
@given(calls(), st.integers(1, 6))
def test_chances_of_the_top_sum_to_its_places(scores: list[Score], places: int) -> None:
    result = calibrate(scores, scale=(1, 6))
    number = len(result.expected_rank)
    assert sum(result.probability_of_top(places).values()) == pytest.approx(min(places, number))


@some
@given(calls())
def test_intervals_of_a_higher_level_are_wider_and_hold_the_narrower(scores: list[Score]) -> None:
    result = calibrate(scores, scale=(1, 6))
    narrow, wide = result.interval(0.5), result.interval(0.9)
    assert all(wide[one][0] <= narrow[one][0] <= narrow[one][1] <= wide[one][1] for one in narrow)
