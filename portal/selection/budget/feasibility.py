"""Whether any selection at all can respect the budget, the minima and the maxima, and if not, why.

The cheapest way to meet all minima is to take the cheapest applications of each group, since groups don't
overlap: so the question needs no solver, and the answer is exact for any number of applications.
"""

from collections.abc import Iterable, Mapping

from portal.selection.budget.conditions import Conditions
from portal.selection.refusals import Infeasible
from portal.words import say


def check_feasible(conditions: Conditions) -> None:
    """Refuse if no selection satisfies all conditions, naming the groups and what they lack."""
    few = {
        group: len(conditions.members(group))
        for group, number in conditions.minimum.items()
        if len(conditions.members(group)) < number
    }
    if few:
        raise Infeasible(
            say("Some groups have fewer applications than they are guaranteed awards."),
            [(group, say("has {number} of {minimum}", number=number, minimum=conditions.minimum[group]))
             for group, number in few.items()],
        )  # fmt: skip
    least = {
        group: cheapest(conditions, {group: number}, conditions.order) or 0
        for group, number in conditions.minimum.items()
    }
    if sum(least.values()) > conditions.budget:
        raise Infeasible(
            say(
                "The cheapest applications that meet all minima cost {cost} cents; the budget is {budget}.",
                cost=sum(least.values()),
                budget=conditions.budget,
            ),
            [(group, say("needs at least {cost} cents", cost=cost)) for group, cost in least.items()],
        )


def cheapest(conditions: Conditions, missing: Mapping[str, int], among: Iterable[str]) -> int | None:
    """The least that so many of each group cost among these; None if there are too few."""
    costs: dict[str, list[int]] = {group: [] for group in missing}
    for name in among:
        costs.get(conditions.groups.get(name, ""), []).append(conditions.cost[name])
    if any(len(costs[group]) < number for group, number in missing.items()):
        return None
    return sum(sum(sorted(costs[group])[:number]) for group, number in missing.items())
