"""Reading authorities."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from portal.accounts.models import User
from portal.audit.models import Event
from portal.authorities.models import Authority
from portal.db import session


@dataclass(frozen=True)
class Change:
    """One change of a letterhead."""

    at: datetime
    who: str
    was: dict[str, object]
    now: dict[str, object]


def find_authority(slug: str) -> Authority | None:
    """The authority of this name."""
    return session().scalars(select(Authority).where(Authority.slug == slug)).first()


def lock_authority(authority: Authority) -> None:
    """Hold the authority until the act ends, as it is now."""
    session().refresh(authority, with_for_update=True)


def list_authorities() -> Sequence[Authority]:
    """All authorities by name."""
    return session().scalars(select(Authority).order_by(Authority.name, Authority.id)).all()


def list_changes(authority: Authority) -> list[Change]:
    """What was changed in a letterhead, newest first."""
    rows = select(Event, User).join(User, User.id == Event.actor_id).where(Event.case == authority.case)
    found = session().execute(rows.order_by(Event.number.desc()))
    return [Change(event.at, user.name, event.facts["was"], event.facts["now"]) for event, user in found]
