"""Writing the log: each event is chained to the one before it in its case."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple, Protocol

from portal.audit import queries
from portal.audit.models import Event
from portal.db import session

ZEROS = "0" * 64
# What JSON does not know, such as a day, is told by its text.
_written = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str).encode


class Actor(Protocol):
    """Who did it."""

    id: int

    @property
    def acts_for_id(self) -> int | None:
        """For whom, if as a deputy."""


class Told(Protocol):
    """An event as it was read from the log, whole or as a plain row."""

    case: str
    number: int
    at: datetime
    actor_id: int | None
    for_id: int | None
    verb: str
    facts: dict[str, Any]
    previous: str


class Step(NamedTuple):
    """One thing that happened, before it stands in a chain."""

    verb: str
    at: datetime
    actor_id: int | None
    facts: Mapping[str, Any]
    for_id: int | None = None


def case_of(thing: Any) -> str:
    """The name of a thing's chain: its kind and public id."""
    return f"{thing.__tablename__}:{thing.public_id}"


def record(case: str, verb: str, *, by: Actor | None, at: datetime, **facts: Any) -> Event:
    """Write what happened into the chain of its case, in the transaction of the change."""
    who, whom = (by.id, by.acts_for_id) if by else (None, None)
    event = _after(queries.find_last_event(case), case, Step(verb, at, who, facts, whom))
    session().add(event)
    return event


def chain_of(case: str, steps: Iterable[Step]) -> Iterator[dict[str, Any]]:
    """The rows of the whole chain of a case that the log does not know yet, to be written in bulk."""
    previous = ZEROS
    for number, step in enumerate(steps, 1):
        row: dict[str, Any] = {
            "case": case,
            "number": number,
            "at": step.at.astimezone(UTC),
            "actor_id": step.actor_id,
            "for_id": step.for_id,
            "verb": str(step.verb),
            "facts": _written(step.facts),
            "previous": previous,
        }
        previous = _hash(**row)
        yield row | {"hash": previous}


def _after(last: Event | None, case: str, step: Step) -> Event:
    event = Event(
        case=case,
        number=last.number + 1 if last else 1,
        # In UTC as the database gives it back: the hash is over these very signs.
        at=step.at.astimezone(UTC),
        actor_id=step.actor_id,
        for_id=step.for_id,
        verb=str(step.verb),
        facts=json.loads(_written(step.facts)),
        previous=last.hash if last else ZEROS,
    )
    event.hash = hash_of(event)
    return event


def hash_of(event: Told) -> str:
    """SHA-256 over the canonical event and the hash before it."""
    return _hash(
        case=event.case,
        number=event.number,
        at=event.at,
        actor_id=event.actor_id,
        for_id=event.for_id,
        verb=event.verb,
        facts=_written(event.facts),
        previous=event.previous,
    )


def _hash(
    *,
    case: str,
    number: int,
    at: datetime,
    actor_id: int | None,
    for_id: int | None,
    verb: str,
    facts: str,
    previous: str,
) -> str:
    # One list, written in two parts around the facts, which are written already.
    head = _written([case, number, at.isoformat(), actor_id, verb])
    tail = _written([previous] if for_id is None else [previous, for_id])
    return hashlib.sha256(f"{head[:-1]},{facts},{tail[1:]}".encode()).hexdigest()
