"""Assignments are the best there are, keep every condition, serve everyone, and can be repaired."""

from itertools import combinations, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.selection.assignment import assign, violations
from portal.selection.refusals import Infeasible
from tests.selection.assignment.panels import drawn, some


def best_by_hand(
    affinity: np.ndarray, *, need: int, capacity: int, forbidden: np.ndarray, minimum: int = 0
) -> float:
    """The best total of all assignments, by looking at each; −inf if there is none."""
    reviewers, applications = affinity.shape
    teams = [
        [team for team in combinations(range(reviewers), need) if not forbidden[list(team), place].any()]
        for place in range(applications)
    ]
    best = -np.inf
    for chosen in product(*teams):
        load = np.bincount([one for team in chosen for one in team], minlength=reviewers)
        if load.max(initial=0) <= capacity and load.min(initial=capacity) >= minimum:
            total = sum(float(affinity[list(team), place].sum()) for place, team in enumerate(chosen))
            best = max(best, total)
    return best


@some
@given(st.integers(0, 10_000), st.integers(2, 4), st.integers(1, 4), st.integers(1, 2), st.integers(0, 1))
def test_the_total_is_the_best_of_all_and_equals_its_bound(
    seed: int, reviewers: int, applications: int, need: int, minimum: int
) -> None:
    affinity, forbidden = drawn(seed, reviewers, applications)
    best = best_by_hand(affinity, need=need, capacity=3, forbidden=forbidden, minimum=minimum)
    if best == -np.inf:
        with pytest.raises(Infeasible):
            assign(affinity, need=need, capacity=3, minimum=minimum, forbidden=forbidden, floor=False)
        return
    found = assign(affinity, need=need, capacity=3, minimum=minimum, forbidden=forbidden, floor=False)
    assert (found.total, found.upper_bound) == pytest.approx((best, best), abs=1e-6)
    assert violations(found.task, found.pairs) == []


@some
@given(st.integers(0, 10_000), st.permutations(range(8)), st.permutations(range(12)))
def test_the_order_of_the_input_changes_no_pair(seed: int, rows: list[int], columns: list[int]) -> None:
    coarse = np.random.default_rng(seed).integers(0, 3, (8, 12)).astype(float)
    who, what = [f"r{row}" for row in range(8)], [f"a{column}" for column in range(12)]
    first = assign(coarse, need=2, capacity=4, reviewers=who, applications=what)
    second = assign(
        coarse[np.ix_(rows, columns)], need=2, capacity=4,
        reviewers=[who[row] for row in rows], applications=[what[column] for column in columns],
    )  # fmt: skip
    assert (first.pairs, first.total) == (second.pairs, second.total)


@some
@given(st.integers(0, 10_000))
def test_one_more_reviewer_or_one_conflict_less_never_lowers_the_best(seed: int) -> None:
    affinity, forbidden = drawn(seed, 7, 8)
    common: dict[str, Any] = {"need": 2, "capacity": 4, "floor": False}
    before = assign(affinity[:-1], forbidden=forbidden[:-1], **common).total
    with_one_more = assign(affinity, forbidden=forbidden, **common).total
    without_conflicts = assign(affinity, **common).total
    assert before <= with_one_more + 1e-9 <= without_conflicts + 2e-9
