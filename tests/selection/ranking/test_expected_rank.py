"""What must hold for every call, whatever its scores."""

import pytest
from hypothesis import given

from portal.selection.ranking import calibrate
from tests.selection.calls import Score, panel, scores_of
from tests.selection.ranking.properties import calls, some


@some
@given(calls())
def test_expected_ranks_sum_to_those_of_a_list(scores: list[Score]) -> None:
    for result in (calibrate(scores, scale=(1, 6)), calibrate(scores, scale=(1, 6), model="snsf")):
        number = len(result.expected_rank)
        assert sum(result.expected_rank.values()) == pytest.approx(number * (number + 1) / 2, abs=1e-9)


@pytest.mark.parametrize("name", ["p1", "p2", "p3"])
def test_the_half_of_the_ranks_lies_where_the_fine_grid_says(name: str) -> None:
    one = panel(name)
    interval = calibrate(scores_of(one), scale=(1, 6), model="snsf").interval(0.5)
    expected = zip(one["exact"]["rank_q25"], one["exact"]["rank_q75"], strict=True)
    assert [interval[proposal] for proposal in one["proposals"]] == list(expected)


def test_tied_proposals_get_one_rank_where_the_sampler_orders_them_by_noise() -> None:
    ranks = calibrate(scores_of(panel("p1")), scale=(1, 6), model="snsf").expected_rank
    assert len({ranks[name] for name in ("#2", "#3", "#4")}) == 1
    assert len({ranks["#7"], ranks["#8"]}) == 1
