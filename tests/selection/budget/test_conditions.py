"""Budgets: the line, what it passes over, guarantees, part offers, and what can't be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.selection.budget import fund
from portal.selection.budget.funding import FundingRule
from portal.selection.refusals import Infeasible
from tests.selection.budget.applications import COST, ORDER, Case, allowed, cases, some


def test_guarantees_come_first_then_open_competition_under_the_maximum() -> None:
    found = fund(
        ORDER, COST, 100, groups={"a": "east", "b": "west", "c": "east", "d": "east"},
        minimum={"west": 1}, maximum={"east": 1},
    )  # fmt: skip
    assert (found.funded, found.unused) == (["b"], 30)


@some
@given(cases(), st.sampled_from(["skip", "knapsack"]))
def test_conditions_are_kept_whenever_any_selection_can_keep_them(case: Case, rule: FundingRule) -> None:
    selections = allowed(case)
    if not selections:
        with pytest.raises(Infeasible) as refused:
            fund(**case, rule=rule)
        assert set(refused.value.ids) <= set(case["minimum"])
        return
    assert set(fund(**case, rule=rule).funded) in selections
