"""Budgets: the line, what it passes over, guarantees, part offers, and what can't be."""

import pytest
from hypothesis import given

from portal.selection.budget import fund
from portal.selection.budget.funding import FundingRule, Offer
from portal.selection.record import rerun
from portal.selection.refusals import BadInput
from tests.selection.budget.applications import COST, ORDER, Case, cases, some


@pytest.mark.parametrize(
    ("rule", "funded", "unused", "passed_over"),
    [("stop", ["a"], 60, []), ("skip", ["a", "c", "d"], 10, ["b"]), ("knapsack", ["a", "c", "d"], 10, ["b"])],
)
def test_the_three_rules_on_one_budget(
    rule: FundingRule, funded: list[str], unused: int, passed_over: list[str]
) -> None:
    score = {"a": 9.0, "b": 8.0, "c": 7.0, "d": 6.0}
    found = fund(ORDER, COST, 100, rule=rule, score=score)
    assert (found.funded, found.unused, found.passed_over) == (funded, unused, passed_over)


@pytest.mark.parametrize(("least", "offer"), [(0.8, Offer("b", 60, 60 / 70)), (0.9, None), (None, None)])
def test_the_first_below_the_line_is_offered_the_rest_within_the_band(
    least: float | None, offer: Offer | None
) -> None:
    assert fund(ORDER, COST, 100, partial_from=least).partial == offer


@some
@given(cases())
def test_without_limits_the_stopped_line_passes_nobody_over(case: Case) -> None:
    found = fund(case["order"], case["cost"], case["budget"])
    assert (found.passed_over, found.funded) == ([], case["order"][: len(found.funded)])
    assert found.spent + found.unused == case["budget"]


@pytest.mark.parametrize("rule", ["stop", "skip", "knapsack"])
def test_a_stored_funding_runs_again_to_the_same_record(rule: FundingRule) -> None:
    score = {"a": 9.0, "b": 8.5, "c": 7.0, "d": 6.0}
    record = fund(ORDER, COST, 100, rule=rule, score=score, partial_from=0.8).record()
    assert rerun(record) == record


@pytest.mark.parametrize(
    ("change", "ids"),
    [
        ({"order": []}, ()),
        ({"order": ["a", "a", "b", "c", "d"]}, ("a",)),
        ({"cost": {"a": 1, "b": 1, "c": 1}}, ("d",)),
        ({"cost": {**COST, "z": 1}}, ("z",)),
        ({"cost": {**COST, "d": 0}}, ("d",)),
        ({"cost": {**COST, "d": 1.5}}, ("d",)),
        ({"budget": -1}, ()),
        ({"groups": {"z": "east"}}, ("z",)),
        ({"minimum": {"nowhere": 1}}, ("nowhere",)),
        ({"groups": {"a": "east"}, "minimum": {"east": -1}}, ("east",)),
        ({"groups": {"a": "east"}, "minimum": {"east": 1}, "maximum": {"east": 0}}, ("east",)),
        ({"rule": "knapsack", "score": {"a": 1.0, "b": float("nan"), "c": 1.0, "d": 1.0}}, ("b",)),
        ({"rule": "best"}, ()),
        ({"partial_from": 1.0}, ()),
    ],
)
def test_bad_input_is_named(change: Case, ids: tuple[str, ...]) -> None:
    with pytest.raises(BadInput) as refused:
        fund(**{"order": ORDER, "cost": COST, "budget": 100, **change})
    assert refused.value.ids == ids
