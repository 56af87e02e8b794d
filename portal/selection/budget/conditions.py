"""What a selection must respect: the budget, and for each group how many at least and at most."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from portal.selection.refusals import BadInput, doubled, is_finite, is_whole, refuse_if
from portal.words import say


@dataclass(frozen=True)
class Conditions:
    """The applications in order, what each costs, and the limits."""

    order: tuple[str, ...]
    cost: dict[str, int]
    budget: int
    minimum: dict[str, int]
    maximum: dict[str, int]
    groups: dict[str, str]

    def members(self, group: str) -> list[str]:
        """The applications of a group, in order."""
        return [name for name in self.order if self.groups.get(name) == group]

    def price(self, chosen: Iterable[str]) -> int:
        """What these cost together."""
        return sum(self.cost[name] for name in chosen)

    def full(self, name: str, chosen: Collection[str]) -> bool:
        """Whether the group of this application has as many as it may."""
        group = self.groups.get(name)
        if group not in self.maximum:
            return False
        return sum(self.groups.get(one) == group for one in chosen) >= self.maximum[group]


def check_conditions(
    conditions: Conditions, *, rule: str, score: Mapping[str, float] | None, partial_from: float | None
) -> None:
    """Refuse what can't be computed with, naming the ids."""
    if rule not in ("stop", "skip", "knapsack"):
        raise BadInput(say("There is no funding rule of the name {rule}.", rule=rule))
    if not conditions.order:
        raise BadInput(say("There are no applications to fund."))
    if partial_from is not None and not 0 < partial_from < 1:
        raise BadInput(say("A partial offer begins at a share between 0 and 1."))
    _whole("budget", conditions.budget)
    _check_applications(conditions)
    _check_groups(conditions)
    if rule == "knapsack":
        wrong = [name for name in conditions.order if not is_finite((score or {}).get(name))]
        refuse_if(wrong, say("The knapsack needs a score of every application."))


def _whole(name: str, amount: object) -> None:
    if not is_whole(amount):
        raise BadInput(say("The {name} must be a whole number of cents, not below zero.", name=name))


def _check_applications(conditions: Conditions) -> None:
    known = set(conditions.order)
    refuse_if(doubled(conditions.order), say("An application stands in the order twice."))
    refuse_if(known - set(conditions.cost), say("The cost of an application is missing."))
    refuse_if(set(conditions.cost) - known, say("There are costs of applications that are not in the order."))
    wrong = [name for name, cost in conditions.cost.items() if not is_whole(cost, at_least=1)]
    refuse_if(wrong, say("A cost must be a whole number of cents above zero."))
    refuse_if(
        set(conditions.groups) - known, say("There are groups of applications that are not in the order.")
    )


def _check_groups(conditions: Conditions) -> None:
    limits = {**conditions.minimum, **conditions.maximum}
    refuse_if(
        set(limits) - set(conditions.groups.values()),
        say("There are limits for groups without applications."),
    )
    wrong = [
        name
        for row in (conditions.minimum, conditions.maximum)
        for name, number in row.items()
        if not is_whole(number)
    ]
    refuse_if(wrong, say("A limit of a group must be a whole number, not below zero."))
    crossed = [name for name, low in conditions.minimum.items() if low > conditions.maximum.get(name, low)]
    refuse_if(crossed, say("The minimum of a group is above its maximum."))
