"""Budgets: the line, what it passes over, guarantees, part offers, and what can't be."""

from hypothesis import given

from portal.selection.budget import fund
from tests.selection.budget.applications import Case, allowed, cases, some


@some
@given(cases())
def test_the_knapsack_is_the_best_of_all_selections(case: Case) -> None:
    selections = allowed(case)
    if selections:
        best = max(sum(case["score"][name] for name in one) for one in selections)
        assert sum(case["score"][name] for name in fund(**case, rule="knapsack").funded) == best
