"""From an order and a budget to awards, by a rule that was announced before.

  stop      down the order until the first that doesn't fit, which may be offered a part of its cost
  skip      down the order, passing over what doesn't fit: dear work may lose against cheaper work below it
  knapsack  the selection with the greatest sum of scores: a what-if only, since it punishes dear work and
            nobody can explain it to those who were passed over

With groups, their minima are filled first, in order within the group, then comes open competition under the
maxima. Money is whole cents.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from portal.selection.budget.conditions import Conditions, check_conditions
from portal.selection.budget.feasibility import cheapest, check_feasible
from portal.selection.budget.knapsack import best_selection
from portal.selection.record import Record, make_record
from portal.selection.refusals import Infeasible
from portal.words import say

FundingRule = Literal["stop", "skip", "knapsack"]


@dataclass(frozen=True)
class Offer:
    """A part of the cost, offered to the first below the line: to accept, to decline, or to pass on."""

    application: str
    amount: int
    share: float


@dataclass(frozen=True)
class Funding:
    """Who is funded, in order, what is left, who was passed over, and the partial offer if there is one."""

    funded: list[str]
    spent: int
    unused: int
    passed_over: list[str]
    partial: Offer | None
    rule: FundingRule
    inputs: dict[str, Any] = field(repr=False)
    parameters: dict[str, Any] = field(repr=False)

    def record(self) -> Record:
        """All that is needed to compute this funding again."""
        offer = self.partial
        results = {
            "funded": self.funded,
            "spent": self.spent,
            "unused": self.unused,
            "passed_over": self.passed_over,
            "partial": None if offer is None else [offer.application, offer.amount],
        }
        return make_record(
            "budget.fund", inputs=self.inputs, parameters=self.parameters, seed=None, results=results
        )


def fund(
    order: Sequence[str],
    cost: Mapping[str, int],
    budget: int,
    *,
    rule: FundingRule = "stop",
    minimum: Mapping[str, int] | None = None,
    maximum: Mapping[str, int] | None = None,
    groups: Mapping[str, str] | None = None,
    score: Mapping[str, float] | None = None,
    partial_from: float | None = None,
) -> Funding:
    """Fund applications, best first, within a budget and the minima and maxima of groups.

    With partial_from (0.8 is 80 %) the first that doesn't fit is offered the rest, if it is that much.
    """
    conditions = Conditions(
        tuple(order), dict(cost), budget, dict(minimum or {}), dict(maximum or {}), dict(groups or {})
    )
    check_conditions(conditions, rule=rule, score=score, partial_from=partial_from)
    check_feasible(conditions)
    funded, missed = _select(conditions, rule, score or {})
    spent = sum(cost[name] for name in funded)
    last = max((conditions.order.index(name) for name in funded), default=0)
    passed_over = [name for name in conditions.order[:last] if name not in funded]
    inputs = {
        "order": list(order),
        "cost": conditions.cost,
        "budget": budget,
        "groups": groups,
        "score": score,
    }
    parameters = {"rule": rule, "minimum": minimum, "maximum": maximum, "partial_from": partial_from}
    offer = _offer(missed, cost, budget - spent, partial_from)
    return Funding(funded, spent, budget - spent, passed_over, offer, rule, inputs, parameters)


def _select(
    conditions: Conditions, rule: FundingRule, score: Mapping[str, float]
) -> tuple[list[str], str | None]:
    """The funded in order, and the first that did not fit."""
    if rule == "knapsack":
        return best_selection(conditions, score), None
    chosen = _guaranteed(conditions, rule)
    missed: str | None = None
    for name in conditions.order:
        if name in chosen or conditions.full(name, chosen):
            continue
        if conditions.price([*chosen, name]) <= conditions.budget:
            chosen.append(name)
            continue
        missed = missed or name
        if rule == "stop":
            break
    return [name for name in conditions.order if name in chosen], missed


def _guaranteed(conditions: Conditions, rule: FundingRule) -> list[str]:
    """The best of each group up to its minimum; with skip, the best that still allow all minima to be met."""
    if rule == "skip":
        return _affordable(conditions)
    chosen = [name for group, low in conditions.minimum.items() for name in conditions.members(group)[:low]]
    if conditions.price(chosen) > conditions.budget:
        raise Infeasible(
            say(
                "The best of the groups with a guaranteed minimum cost more than the budget. "
                "Cheaper ones would fit: please announce skipping, or change the minima."
            ),
            [(group, say("at least {number}", number=low)) for group, low in conditions.minimum.items()],
        )
    return chosen


def _affordable(conditions: Conditions) -> list[str]:
    """Down the order, each who is needed for a minimum and leaves enough for the cheapest of what remains."""
    chosen: list[str] = []
    missing = dict(conditions.minimum)
    for place, name in enumerate(conditions.order):
        group = conditions.groups.get(name, "")
        if missing.get(group, 0) == 0:
            continue
        after = {**missing, group: missing[group] - 1}
        rest = cheapest(conditions, after, conditions.order[place + 1 :])
        if rest is not None and conditions.price([*chosen, name]) + rest <= conditions.budget:
            chosen.append(name)
            missing = after
    return chosen


def _offer(missed: str | None, cost: Mapping[str, int], left: int, least: float | None) -> Offer | None:
    if missed is None or least is None or left < least * cost[missed]:
        return None
    return Offer(missed, left, left / cost[missed])


def fund_again(record: Record) -> Record:
    """The record of the same funding, computed anew."""
    return fund(**record["inputs"], **record["parameters"]).record()
