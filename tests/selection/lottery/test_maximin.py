"""Lotteries: frozen before, recomputable after, without bias, and with their price."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.selection.lottery import (
    maximin,
)
from portal.selection.lottery.maximin import worst_share
from portal.selection.refusals import BadInput
from tests.selection.lottery.draws import some


def possible_tops(intervals: dict[str, tuple[int, int]], places: int) -> list[set[str]]:
    """Every set that some order within the intervals puts on top, by looking at all sets and lines."""
    found = []
    for chosen in combinations(sorted(intervals), places):
        lowest = max(intervals[name][0] for name in chosen)
        rest = [high for name, (_, high) in intervals.items() if name not in chosen]
        if not rest or lowest <= min(rest):
            found.append(set(chosen))
    return found


@st.composite
def rank_intervals(draw: st.DrawFn) -> dict[str, tuple[int, int]]:
    """Intervals of ranks as a ranking gives them: around the place of each."""
    number = draw(st.integers(3, 6))
    return {
        f"a{place}": (max(1, place - draw(st.integers(0, 2))), min(number, place + draw(st.integers(0, 2))))
        for place in range(1, number + 1)
    }


@some
@given(rank_intervals(), st.integers(1, 2))
def test_the_worst_case_is_that_of_all_possible_tops(
    intervals: dict[str, tuple[int, int]], places: int
) -> None:
    found = maximin(intervals, places)
    worst = min(sum(found.chances[name] for name in top) for top in possible_tops(intervals, places)) / places
    assert found.worst_share == pytest.approx(worst, abs=1e-9)
    assert sum(found.chances.values()) == pytest.approx(places)


@some
@given(rank_intervals(), st.integers(1, 2))
def test_no_simple_rule_holds_up_better_in_the_worst_case(
    intervals: dict[str, tuple[int, int]], places: int
) -> None:
    found = maximin(intervals, places)
    number = len(intervals)
    strict = {name: float(name in sorted(intervals)[:places]) for name in intervals}
    rules = [strict, dict.fromkeys(intervals, places / number)]
    assert all(worst_share(rule, intervals, places) <= found.worst_share + 1e-6 for rule in rules)


def test_equal_evidence_gets_equal_chances() -> None:
    likely = {"a": 0.9, "b": 0.5, "c": 0.5, "d": 0.1}
    found = maximin({"a": (1, 2), "b": (1, 3), "c": (1, 3), "d": (3, 4)}, 2, likely=likely)
    assert found.chances["b"] == found.chances["c"]


def test_certain_ranks_need_no_lottery() -> None:
    found = maximin({"a": (1, 1), "b": (2, 2), "c": (3, 3)}, 2)
    assert (found.accepted, found.pool, round(found.worst_share, 9)) == (["a", "b"], [], 1.0)


@pytest.mark.parametrize(
    ("intervals", "places"),
    [({}, 0), ({"a": (1, 2)}, 2), ({"a": (2, 1), "b": (1, 2)}, 1), ({"a": (1, 1)}, -1)],
)
def test_maximin_refuses_impossible_intervals_and_places(
    intervals: dict[str, tuple[int, int]], places: int
) -> None:
    with pytest.raises(BadInput):
        maximin(intervals, places)
