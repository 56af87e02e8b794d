"""Writing the log: each event is chained to the one before it in its case."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any, Protocol

from portal.audit import queries
from portal.audit.models import Event
from portal.db import session

ZEROS = "0" * 64


class Actor(Protocol):
    """Who did it."""

    id: int


def case_of(thing: Any) -> str:
    """The name of a thing's chain: its kind and public id."""
    return f"{thing.__tablename__}:{thing.public_id}"


def record(case: str, verb: str, *, by: Actor | None, at: datetime, **facts: Any) -> Event:
    """Write what happened into the chain of its case, in the transaction of the change."""
    last = queries.find_last_event(case)
    event = Event(
        case=case,
        number=last.number + 1 if last else 1,
        # In UTC as the database gives it back: the hash is over these very signs.
        at=at.astimezone(UTC),
        actor_id=by.id if by else None,
        verb=str(verb),
        facts=json.loads(json.dumps(facts, default=str)),
        previous=last.hash if last else ZEROS,
    )
    event.hash = hash_of(event)
    session().add(event)
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
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
