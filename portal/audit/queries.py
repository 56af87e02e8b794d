"""Reading the log."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from portal.audit.models import Anchor, Event, KeptAnswer
from portal.db import session


def find_last_event(case: str) -> Event | None:
    """The newest event of a case, locked, so that the chain grows by one at a time."""
    rows = select(Event).where(Event.case == case).order_by(Event.number.desc()).limit(1).with_for_update()
    return session().scalars(rows).first()


def list_events(case: str) -> Sequence[Event]:
    """Everything that happened to a case, oldest first."""
    return session().scalars(select(Event).where(Event.case == case).order_by(Event.number)).all()


def list_events_of(cases: Sequence[str]) -> Sequence[Event]:
    """Everything that happened to several cases, oldest first."""
    return session().scalars(select(Event).where(Event.case.in_(cases)).order_by(Event.at, Event.id)).all()


def iterate_chains() -> Iterator[Row[Any]]:
    """All events, chain by chain, each in its order; as plain rows, for objects take three times as long."""
    rows = select(*Event.__table__.columns).order_by(Event.case, Event.number)
    yield from session().execute(rows, execution_options={"yield_per": 500})


def iterate_hashes_between(first: int, last: int) -> Iterator[str]:
    """The hashes of the events after one and up to another, in the order in which they were written."""
    rows = select(Event.hash).where(Event.id > first, Event.id <= last).order_by(Event.id)
    yield from session().scalars(rows, execution_options={"yield_per": 500})


def find_last_anchor() -> Anchor | None:
    """The newest seal."""
    return session().scalars(select(Anchor).order_by(Anchor.id.desc()).limit(1)).first()


def list_anchors() -> Sequence[Anchor]:
    """All seals, oldest first."""
    return session().scalars(select(Anchor).order_by(Anchor.id)).all()


def get_newest_event_id(before: datetime) -> int:
    """The number of the newest event that happened before a moment, 0 if there is none."""
    return session().scalar(select(func.max(Event.id)).where(Event.at <= before)) or 0


def find_kept_answer(*, key: str, actor: str, route: str) -> KeptAnswer | None:
    """The answer that an act got before."""
    rows = select(KeptAnswer).where(
        KeptAnswer.key == key, KeptAnswer.actor == actor, KeptAnswer.route == route
    )
    return session().scalars(rows).first()
