"""Looking at the portal as somebody else: who may, why, until when; nothing can be changed meanwhile."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import g, session
from flask_login import current_user
from sqlalchemy.orm.attributes import set_committed_value

from portal import db
from portal.access import VIEWABLE, Verb, may
from portal.accounts import queries
from portal.accounts.models import User
from portal.errors import Forbidden
from portal.words import say

LASTS = timedelta(minutes=30)
KEY = "viewing"


@dataclass(frozen=True)
class Viewing:
    """As whom the portal is looked at in this browser, why, and until when."""

    by: str
    user_id: str
    name: str
    reason: str
    until: datetime


def begin(user: User, *, by: User, reason: str, at: datetime) -> None:
    """Look through the eyes of a person from now on, in this browser."""
    session[KEY] = {
        "by": by.public_id,
        "user_id": user.public_id,
        "name": user.name,
        "reason": reason,
        "until": (at + LASTS).isoformat(),
    }


def end() -> None:
    """Look through one's own eyes again."""
    session.pop(KEY, None)


def under_way() -> Viewing | None:
    """As whom the portal is looked at now, if as somebody else."""
    kept = session.get(KEY)
    return Viewing(**(kept | {"until": datetime.fromisoformat(kept["until"])})) if kept else None


def enter(verb: Verb, at: datetime) -> None:
    """Read the page as the other person would, as long as the right to do so lasts.

    The other person comes without roles, pages that are not an applicant's stay closed, and all is in the
    language of who looks.
    """
    seen = under_way()
    user = queries.find_user(seen.user_id) if seen else None
    if seen is None or user is None or seen.until <= at or not _may_still(seen, user, at):
        end()
        return
    if verb not in VIEWABLE:
        raise Forbidden(
            say(
                "You are looking at the portal as {name}. This page is not among those shown.", name=seen.name
            )
        )
    db.session().expunge(user)
    set_committed_value(user, "grants", [])
    set_committed_value(user, "language", current_user.language)
    user.viewer = current_user._get_current_object()
    g.viewing = seen
    # What Flask-Login answers for the rest of this request.
    g._login_user = user


def _may_still(seen: Viewing, user: User, at: datetime) -> bool:
    # Whoever signs in to the same browser later does not go on with what another person began.
    is_same = getattr(current_user, "public_id", "") == seen.by
    return is_same and may(current_user, Verb.VIEW_BEGIN, user, at)


def refuse_act(verb: Verb) -> None:
    """Nothing is changed while the portal is looked at as somebody else; only the looking itself ends."""
    seen = under_way()
    if seen is not None and verb not in (Verb.VIEW_END, Verb.PUBLIC_READ):
        raise Forbidden(
            say("You are looking at the portal as {name}. Nothing can be changed meanwhile.", name=seen.name)
        )


def reader() -> tuple[Any, int | None, str | None]:
    """Who really reads this page, for whom it is drawn if for somebody else, and why."""
    viewer = getattr(current_user, "viewer", None)
    if viewer is None:
        return current_user, getattr(current_user, "acts_for_id", None), None
    return viewer, current_user.id, g.viewing.reason
