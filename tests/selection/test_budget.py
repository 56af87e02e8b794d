"""Budgets: the line, what it passes over, guarantees, part offers, and what can't be."""

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.selection.budget import fund
from portal.selection.budget.funding import FundingRule, Offer
from portal.selection.record import rerun
from portal.selection.refusals import BadInput, Infeasible

some = settings(max_examples=50, deadline=None)
ORDER = ["a", "b", "c", "d"]
COST = {"a": 40, "b": 70, "c": 30, "d": 20}
Case = dict[str, Any]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Small budgets with two groups and their limits."""
    names = [f"a{n}" for n in range(draw(st.integers(2, 6)))]
    groups = {name: draw(st.sampled_from(["east", "west"])) for name in names}
    used = sorted(set(groups.values()))
    minimum = {group: draw(st.integers(0, 2)) for group in used}
    return {
        "order": names,
        "cost": {name: draw(st.integers(1, 9)) for name in names},
        "budget": draw(st.integers(0, 30)),
        "groups": groups,
        "minimum": minimum,
        "maximum": {group: minimum[group] + draw(st.integers(0, 3)) for group in used},
        "score": {name: float(draw(st.integers(1, 10))) for name in names},
    }


def allowed(case: Case) -> list[set[str]]:
    """Every selection that respects all conditions, by looking at all selections."""
    found = []
    for size in range(len(case["order"]) + 1):
        for chosen in combinations(case["order"], size):
            counts = {
                group: sum(case["groups"][name] == group for name in chosen) for group in case["minimum"]
            }
            limits = all(case["minimum"][g] <= n <= case["maximum"][g] for g, n in counts.items())
            if limits and sum(case["cost"][name] for name in chosen) <= case["budget"]:
                found.append(set(chosen))
    return found


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


@some
@given(cases())
def test_the_knapsack_is_the_best_of_all_selections(case: Case) -> None:
    selections = allowed(case)
    if selections:
        best = max(sum(case["score"][name] for name in one) for one in selections)
        assert sum(case["score"][name] for name in fund(**case, rule="knapsack").funded) == best


@some
@given(cases())
def test_without_limits_the_stopped_line_passes_nobody_over(case: Case) -> None:
    found = fund(case["order"], case["cost"], case["budget"])
    assert (found.passed_over, found.funded) == ([], case["order"][: len(found.funded)])
    assert found.spent + found.unused == case["budget"]


def test_too_dear_a_guarantee_is_explained() -> None:
    limits: Case = {"groups": dict.fromkeys(ORDER, "east"), "minimum": {"east": 1}}
    with pytest.raises(Infeasible) as refused:
        fund(["b", "d"], {"b": 70, "d": 20}, 50, groups={"b": "east", "d": "east"}, minimum={"east": 1})
    assert refused.value.ids == ("east",)
    assert fund(ORDER, COST, 45, rule="skip", **limits).funded == ["a"]


def test_too_few_applications_are_named_with_their_group() -> None:
    with pytest.raises(Infeasible) as refused:
        fund(ORDER, COST, 500, groups=dict.fromkeys(ORDER, "east"), minimum={"east": 5})
    assert [(name, str(why)) for name, why in refused.value.reasons] == [("east", "has 4 of 5")]


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
