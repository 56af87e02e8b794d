"""Justified envy: a student would rather be at a host that would rather have them. Stable means none.

Whether a host would take one more is asked of its choice function, so that reserved places count as they do
in the allocation. Of students in the same reserves the first on the waiting list has the best claim; if that
one would not be taken, none of them would.
"""

from collections.abc import Mapping, Sequence

from portal.selection.allocation.claims import Claims
from portal.selection.allocation.reserves import Rule, choose


def envious(
    claims: Claims, held: Mapping[str, Mapping[str, str]], waiting: Mapping[str, Sequence[str]], rule: Rule
) -> dict[str, list[str]]:
    """For each host those on its waiting list whom it would take instead of somebody whom it has."""
    found = {host: _at(claims, host, list(held[host]), names, rule) for host, names in waiting.items()}
    return {host: names for host, names in found.items() if names}


def _at(claims: Claims, host: str, held: list[str], waiting: Sequence[str], rule: Rule) -> list[str]:
    reserves, place = claims.reserves.get(host, ()), claims.place[host]
    refused: set[tuple[bool, ...]] = set()
    found = []
    for student in waiting:
        kind = tuple(student in reserve.members for reserve in reserves)
        if kind in refused:
            continue
        everyone = sorted([*held, student], key=place.__getitem__)
        if student in choose(everyone, claims.capacity[host], reserves, rule):
            found.append(student)
        else:
            refused.add(kind)
    return found
