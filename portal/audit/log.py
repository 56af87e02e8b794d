"""Writing the log: each event is chained to the one before it in its case."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple, Protocol

from portal.audit import queries
from portal.audit.models import Event
from portal.db import session

ZEROS = "0" * 64


class Actor(Protocol):
    """Who did it."""

    id: int

    @property
    def acts_for_id(self) -> int | None:
        """For whom, if as a deputy."""


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


def chain_of(case: str, steps: Iterable[Step]) -> list[Event]:
    """The whole chain of a case that the log does not know yet, for whoever writes many cases at once."""
    chain: list[Event] = []
    for step in steps:
        chain.append(_after(chain[-1] if chain else None, case, step))
    return chain


def _after(last: Event | None, case: str, step: Step) -> Event:
    event = Event(
        case=case,
        number=last.number + 1 if last else 1,
        # In UTC as the database gives it back: the hash is over these very signs.
        at=step.at.astimezone(UTC),
        actor_id=step.actor_id,
        for_id=step.for_id,
        verb=str(step.verb),
        facts=json.loads(json.dumps(step.facts, default=str)),
        previous=last.hash if last else ZEROS,
    )
    event.hash = hash_of(event)
    return event


def hash_of(event: Event) -> str:
    """SHA-256 over the canonical event and the hash before it."""
    content = [
        event.case,
        event.number,
        event.at.isoformat(),
        event.actor_id,
        event.verb,
        event.facts,
        event.previous,
    ]
    if event.for_id is not None:
        content.append(event.for_id)
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
