"""When somebody withdraws: everyone else keeps at least what they have.

Each remaining student keeps their place as the worst that they would accept, and their host keeps it for
them; the places that became free are offered upwards by running deferred acceptance again. Whoever sits in a
seat stands first at that host, so nobody can be pushed out of it.
"""

from collections.abc import Collection
from dataclasses import replace

from portal.selection.allocation.claims import Claims
from portal.selection.allocation.deferred_acceptance import allocate, propose
from portal.selection.allocation.reserves import Reserve
from portal.selection.allocation.result import Allocation, describe
from portal.selection.record import Record
from portal.selection.refusals import BadInput
from portal.words import say


def reallocate(
    before: Allocation, withdrawn: Collection[str], *, settled: Collection[str] = ()
) -> Allocation:
    """The allocation without those who withdrew; those who are settled keep their place and don't move up."""
    unknown = sorted({*withdrawn, *settled} - set(before.matching))
    if unknown:
        raise BadInput(say("Some of those who withdrew or settled were never allocated."), unknown)
    claims = _with_seats_kept(before, set(withdrawn), set(settled))
    held = propose(claims, before.rule)
    shown = replace(_without(before.claims, set(withdrawn)), settled=frozenset(settled))
    step = {"withdrawn": sorted(withdrawn), "settled": sorted(settled)}
    inputs = {**before.inputs, "steps": [*before.inputs["steps"], step]}
    return describe(shown, held, rule=before.rule, seed=before.seed, inputs=inputs)


def _without(claims: Claims, gone: set[str]) -> Claims:
    return Claims(
        {name: hosts for name, hosts in claims.wishes.items() if name not in gone},
        {host: {n: p for n, p in places.items() if n not in gone} for host, places in claims.place.items()},
        claims.capacity,
        claims.reserves,
        tuple(name for name in claims.ties if name not in gone),
    )


def _with_seats_kept(before: Allocation, gone: set[str], settled: set[str]) -> Claims:
    """Claims in which whoever has a seat is the first at its host and wishes for nothing worse."""
    claims, matching = _without(before.claims, gone), before.matching
    wishes = {name: _wishes(claims, name, matching[name], name in settled) for name in claims.wishes}
    place = {host: _sitting_first(places, host, matching) for host, places in claims.place.items()}
    return Claims(wishes, place, claims.capacity, claims.reserves, claims.ties)


def _wishes(claims: Claims, name: str, host: str | None, stays: bool) -> tuple[str, ...]:
    wishes = claims.wishes[name]
    if host is None:
        return () if stays else wishes
    return (host,) if stays else wishes[: wishes.index(host) + 1]


def _sitting_first(places: dict[str, int], host: str, matching: dict[str, str | None]) -> dict[str, int]:
    order = sorted(places, key=lambda name: (matching[name] != host, places[name]))
    return {name: number for number, name in enumerate(order, 1)}


def allocate_again(record: Record) -> Record:
    """The record of the same allocation, computed anew with every withdrawal in its order."""
    given = record["inputs"]
    reserves = {
        host: [Reserve(row["name"], row["seats"], frozenset(row["members"])) for row in rows]
        for host, rows in given["reserves"].items()
    }
    found = allocate(
        given["preferences"],
        given["priorities"],
        given["capacity"],
        reserves=reserves,
        tie_order=given["tie_order"],
        seed=record["seed"],
        rule=record["parameters"]["rule"],
    )
    for step in given["steps"]:
        found = reallocate(found, step["withdrawn"], settled=step["settled"])
    return found.record()
