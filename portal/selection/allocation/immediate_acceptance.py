"""The rule that we don't use, shown so that everyone can see why: first choice first.

Each round every host gives its free places, for good, to those who name it next. Whoever names a sought-after
host first and fails finds the second wish gone: so it pays to wish untruthfully, and those who know this win.
(A. Abdulkadiroğlu and T. Sönmez, American Economic Review 93, 2003, on the Boston mechanism.)
"""

from collections.abc import Mapping, Sequence

from portal.selection.allocation.claims import Order, Preferences, read_claims


def first_choice_first(
    preferences: Preferences, priorities: Mapping[str, Order] | Order, capacity: Mapping[str, int]
) -> dict[str, str | None]:
    """What immediate acceptance would do with these wishes: a comparison, never an allocation."""
    claims = read_claims(preferences, priorities, capacity, reserves=None, tie_order=None, seed=0)
    matching: dict[str, str | None] = dict.fromkeys(claims.wishes)
    free = dict(claims.capacity)
    for round_number in range(max(len(wishes) for wishes in claims.wishes.values())):
        for host in claims.capacity:
            asking = _asking(claims.wishes, matching, host, round_number)
            best = sorted(
                (name for name in asking if name in claims.place[host]), key=claims.place[host].__getitem__
            )
            taken = best[: free[host]]
            matching.update(dict.fromkeys(taken, host))
            free[host] -= len(taken)
    return matching


def _asking(
    wishes: Mapping[str, Sequence[str]], matching: Mapping[str, str | None], host: str, round_number: int
) -> list[str]:
    """Who has no place yet and names this host in this round."""
    return [
        name
        for name, hosts in wishes.items()
        if matching[name] is None and hosts[round_number : round_number + 1] == (host,)
    ]
