"""Reading authorities."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from portal.accounts.models import User
from portal.audit.models import Event
from portal.authorities.models import Authority
from portal.db import session


@dataclass(frozen=True)
class Version:
    """A letterhead as it was changed at one time: who did it, and what each part was and became."""

    number: int
    at: datetime
    who: str
    parts: list[tuple[str, Any, Any]]


def find_authority(slug: str) -> Authority | None:
    """The authority of this name."""
    return session().scalars(select(Authority).where(Authority.slug == slug)).first()


def lock_authority(authority: Authority) -> None:
    """Hold the authority until the act ends, as it is now."""
    session().refresh(authority, with_for_update=True)


def list_authorities() -> Sequence[Authority]:
    """All authorities by name."""
    return session().scalars(select(Authority).order_by(Authority.name, Authority.id)).all()


def list_versions(authority: Authority) -> list[Version]:
    """The versions of a letterhead after the first, newest first."""
    rows = select(Event, User).join(User, User.id == Event.actor_id).where(Event.case == authority.case)
    found = session().execute(rows.order_by(Event.number.desc()))
    return [Version(event.number + 1, event.at, user.name, _parts(event)) for event, user in found]


def _parts(event: Event) -> list[tuple[str, Any, Any]]:
    was, now = event.facts["was"], event.facts["now"]
    return [(name, was[name], now[name]) for name in now]
