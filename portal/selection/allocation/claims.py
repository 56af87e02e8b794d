"""What students wish and hosts must honour, after everything was refused that can't be allocated with."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import cast

from portal.selection.allocation.reserves import Reserve
from portal.selection.refusals import BadInput, doubled, is_whole, refuse_if
from portal.words import say

Preferences = Mapping[str, Sequence[str]]
Order = Sequence[str | Sequence[str]]  # best first; students in one inner list are tied


@dataclass(frozen=True)
class Claims:
    """Each student's wishes, and for each host the place of every student whom it accepts."""

    wishes: dict[str, tuple[str, ...]]
    place: dict[str, dict[str, int]]
    capacity: dict[str, int]
    reserves: dict[str, tuple[Reserve, ...]]
    ties: tuple[str, ...]
    settled: frozenset[str] = frozenset()  # who keep what they have and want nothing more


def read_claims(
    preferences: Preferences,
    priorities: Mapping[str, Order] | Order,
    capacity: Mapping[str, int],
    *,
    reserves: Mapping[str, Sequence[Reserve]] | None,
    tie_order: Sequence[str] | None,
    seed: int,
) -> Claims:
    """Check the input and break all ties by one public order, the same for all hosts."""
    wishes = {student: tuple(hosts) for student, hosts in sorted(preferences.items())}
    orders = dict(priorities) if isinstance(priorities, Mapping) else dict.fromkeys(capacity, priorities)
    _check(wishes, orders, capacity)
    ties = _tie_order(wishes, tie_order, seed)
    rank = {name: number for number, name in enumerate(ties)}
    listed = {host: _untied(orders[host], rank) for host in sorted(capacity)}
    place = {host: dict(zip(names, range(1, len(names) + 1), strict=True)) for host, names in listed.items()}
    _check_orders(listed, place, wishes)
    kept = {host: tuple(sorted(rows, key=lambda row: row.name)) for host, rows in (reserves or {}).items()}
    _check_reserves(kept, capacity, wishes)
    return Claims(wishes, place, dict(sorted(capacity.items())), kept, tuple(ties))


def _check(
    wishes: Mapping[str, Sequence[str]], orders: Mapping[str, Order], capacity: Mapping[str, int]
) -> None:
    if not wishes:
        raise BadInput(say("There are no students to allocate."))
    refuse_if(
        (host for host, number in capacity.items() if not is_whole(number)),
        say("A capacity must be a whole number, not below zero."),
    )
    refuse_if(
        (host for hosts in wishes.values() for host in hosts if host not in capacity),
        say("Students wish for hosts that are not known."),
    )
    refuse_if(
        (student for student, hosts in wishes.items() if len(set(hosts)) < len(hosts)),
        say("A student names the same host twice."),
    )
    refuse_if(capacity.keys() - orders.keys(), say("A host has no order of students."))
    refuse_if(orders.keys() - capacity.keys(), say("There is an order for a host that is not known."))


def _check_orders(
    listed: Mapping[str, Sequence[str]],
    place: Mapping[str, Mapping[str, int]],
    wishes: Mapping[str, Sequence[str]],
) -> None:
    refuse_if(
        (host for host, names in listed.items() if len(place[host]) < len(names)),
        say("A host lists the same student twice."),
    )
    strangers = {name for places in place.values() for name in places.keys() - wishes.keys()}
    refuse_if(strangers, say("A host lists students who are not known."))


def _check_reserves(
    reserves: Mapping[str, Sequence[Reserve]], capacity: Mapping[str, int], wishes: Mapping[str, object]
) -> None:
    refuse_if(
        (host for host in reserves if host not in capacity), say("A host with reserved places is not known.")
    )
    refuse_if(
        (
            host
            for host, rows in reserves.items()
            if not all(is_whole(row.seats) for row in rows) or sum(row.seats for row in rows) > capacity[host]
        ),
        say("More places are reserved than there are, or fewer than none."),
    )
    members = [name for rows in reserves.values() for row in rows for name in row.members]
    refuse_if(
        (name for name in members if name not in wishes),
        say("Places are reserved for students who are not known."),
    )


def _tie_order(wishes: Mapping[str, object], given: Sequence[str] | None, seed: int) -> list[str]:
    """The public order for ties: a drawn one, or by the SHA-256 of seed and student."""
    if given is None:
        return sorted(wishes, key=lambda name: hashlib.sha256(f"{seed}|{name}".encode()).hexdigest())
    refuse_if(set(wishes) ^ set(given), say("The order for ties does not hold every student exactly once."))
    refuse_if(doubled(given), say("The order for ties names a student twice."))
    return list(given)


def _untied(order: Order, rank: Mapping[str, int]) -> Sequence[str]:
    """All who stand in an order, with those in one inner list by the public order for ties."""
    if set(map(type, order)) <= {str}:
        return cast(Sequence[str], order)
    parts = (
        [entry] if isinstance(entry, str) else sorted(entry, key=lambda name: rank.get(name, 0))
        for entry in order
    )
    return list(chain.from_iterable(parts))
