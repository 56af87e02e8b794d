"""Student-proposing deferred acceptance: stable, best for students, and safe against clever wishes.

Students propose to their best host that hasn't refused them; each host keeps the best of those who proposed,
for now, and refuses the others; until nobody proposes. (D. Gale and L. S. Shapley, American Mathematical
Monthly 69, 1962.) No student can get a better place by wishing untruthfully (A. E. Roth, Mathematics of
Operations Research 7, 1982), and nobody prefers a place that is held by someone with a weaker claim to it.
"""

from collections.abc import Mapping, Sequence

from portal.selection.allocation.claims import Claims, Order, Preferences, read_claims
from portal.selection.allocation.reserves import Reserve, Rule, choose
from portal.selection.allocation.result import Allocation, describe
from portal.selection.refusals import BadInput
from portal.words import say


def allocate(
    preferences: Preferences,
    priorities: Mapping[str, Order] | Order,
    capacity: Mapping[str, int],
    *,
    reserves: Mapping[str, Sequence[Reserve]] | None = None,
    rule: Rule = "minimum_guarantee",
    tie_order: Sequence[str] | None = None,
    seed: int = 0,
) -> Allocation:
    """Give places to students; preferences and priorities are best first, priorities by host or one for all.

    A host accepts only students in its order. Ties (inner lists) follow one public order for all hosts.
    """
    if rule not in ("minimum_guarantee", "over_and_above"):
        raise BadInput(say("There is no rule for reserved places of the name {rule}.", rule=rule))
    claims = read_claims(preferences, priorities, capacity, reserves=reserves, tie_order=tie_order, seed=seed)
    held = propose(claims, rule)
    inputs = {
        "preferences": claims.wishes,
        "priorities": priorities,
        "capacity": claims.capacity,
        "reserves": {host: [_plain(row) for row in rows] for host, rows in claims.reserves.items()},
        "tie_order": tie_order,
        "steps": [],
    }
    return describe(claims, held, rule=rule, seed=seed, inputs=inputs)


def propose(claims: Claims, rule: Rule) -> dict[str, dict[str, str]]:
    """For each host the students whom it keeps in the end, with the kind of their seats."""
    next_wish = dict.fromkeys(claims.wishes, 0)
    held: dict[str, dict[str, str]] = {host: {} for host in claims.capacity}
    free = list(claims.wishes)
    while free:
        asked: dict[str, list[str]] = {}
        for student in free:
            host = _next_host(claims, student, next_wish)
            if host is not None:
                asked.setdefault(host, []).append(student)
        free = []
        for host, students in asked.items():
            everyone = sorted([*held[host], *students], key=claims.place[host].__getitem__)
            held[host] = choose(everyone, claims.capacity[host], claims.reserves.get(host, ()), rule)
            free += [student for student in everyone if student not in held[host]]
    return held


def _next_host(claims: Claims, student: str, next_wish: dict[str, int]) -> str | None:
    """The best host that hasn't refused the student and that accepts them at all."""
    wishes = claims.wishes[student]
    while next_wish[student] < len(wishes):
        host = wishes[next_wish[student]]
        next_wish[student] += 1
        if student in claims.place[host]:
            return host
    return None


def _plain(reserve: Reserve) -> dict[str, object]:
    return {"name": reserve.name, "seats": reserve.seats, "members": sorted(reserve.members)}
