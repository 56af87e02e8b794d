"""What students wish and hosts must honour, after everything was refused that can't be allocated with."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import cast

from portal.selection.allocation.reserves import Reserve
from portal.selection.refusals import BadInput, doubled, refuse_if
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
    place = {host: _places(orders[host], rank) for host in sorted(capacity)}
    kept = {host: tuple(sorted(rows, key=lambda row: row.name)) for host, rows in (reserves or {}).items()}
    _check_reserves(kept, capacity, wishes)
    return Claims(wishes, place, dict(sorted(capacity.items())), kept, tuple(ties))


def _check(
    wishes: Mapping[str, Sequence[str]], orders: Mapping[str, Order], capacity: Mapping[str, int]
) -> None:
    if not wishes:
        raise BadInput(say("There are no students to allocate."))
    refuse_if((host for host, number in capacity.items() if number < 0), say("A capacity is negative."))
    refuse_if(
        (host for hosts in wishes.values() for host in hosts if host not in capacity),
        say("Students wish for hosts that are not known."),
    )
    refuse_if(
        (student for student, hosts in wishes.items() if len(set(hosts)) < len(hosts)),
        say("A student names the same host twice."),
    )
    refuse_if((host for host in capacity if host not in orders), say("A host has no order of students."))
    listed = {host: _flat(order) for host, order in orders.items()}
    refuse_if(
        (host for host, names in listed.items() if len(set(names)) < len(names)),
        say("A host lists the same student twice."),
    )
    strangers = set().union(*listed.values()) - wishes.keys()
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
            if sum(row.seats for row in rows) > capacity[host] or any(row.seats < 0 for row in rows)
        ),
        say("More places are reserved than there are, or fewer than none."),
    )
    members = [name for rows in reserves.values() for row in rows for name in row.members]
    refuse_if(
        (name for name in members if name not in wishes),
        say("Places are reserved for students who are not known."),
    )


def _flat(order: Order) -> Sequence[str]:
    """All who stand in an order; one without ties is that already."""
    if all(type(entry) is str for entry in order):
        return cast(Sequence[str], order)
    return [name for entry in order for name in ([entry] if isinstance(entry, str) else entry)]


def _tie_order(wishes: Mapping[str, object], given: Sequence[str] | None, seed: int) -> list[str]:
    """The public order for ties: a drawn one, or by the SHA-256 of seed and student."""
    if given is None:
        return sorted(wishes, key=lambda name: hashlib.sha256(f"{seed}|{name}".encode()).hexdigest())
    refuse_if(set(wishes) ^ set(given), say("The order for ties does not hold every student exactly once."))
    refuse_if(
        doubled(given),
        say("The order for ties names a student twice."),
    )
    return list(given)


def _places(order: Order, rank: Mapping[str, int]) -> dict[str, int]:
    """The place of each student in a host's order, with ties broken by the public one."""
    names = _flat(order)
    if names is not order:
        parts = (
            [entry] if isinstance(entry, str) else sorted(entry, key=rank.__getitem__) for entry in order
        )
        names = list(chain.from_iterable(parts))
    return dict(zip(names, range(1, len(names) + 1), strict=True))
