"""Seats on a jury: taken and left, each with the right that belongs to it."""

from datetime import datetime

from portal.access.verbs import Role, Verb
from portal.accounts import actions as accounts_actions
from portal.accounts.models import User
from portal.applications.queries import live_application
from portal.audit import case_of, record
from portal.calls.models import Call
from portal.db import new_public_id, session
from portal.errors import Refused
from portal.panels import queries, rules
from portal.panels.models import PanelMember


class SeatRefused(Refused):
    """This person can't take this seat."""


def seat(call: Call, user: User | None, *, role: str, by: User, at: datetime) -> PanelMember:
    """Give a person a seat on the panel of a call, or another one, and the right that belongs to it."""
    _refuse_closed(call)
    held = queries.find_seat(call, user) if user else None
    sits = held if held is not None and held.removed_at is None else None
    chairs = [one.user_id for one in queries.list_members(call) if one.role == Role.CHAIR]
    refusal = rules.seat_refused(
        role,
        seated_as=sits.role if sits else None,
        has_applied=user is not None and live_application(call, user) is not None,
        has_account=user is not None and user.active and user.confirmed_at is not None,
        other_chair=user is not None and any(chair != user.id for chair in chairs),
    )
    if user is None or refusal is not None:
        raise SeatRefused(refusal or rules.NO_ACCOUNT)
    _end_grants(call, user, by=by, at=at)
    member = held or _new_seat(call, user, at=at)
    member.role, member.removed_at = role, None
    accounts_actions.grant_role(user, Role(role), by=by, at=at, call_id=call.id)
    record(case_of(call), Verb.PANEL_MANAGE, by=by, at=at, seated=user.public_id, role=role)
    return member


def _new_seat(call: Call, user: User, *, at: datetime) -> PanelMember:
    member = PanelMember(public_id=new_public_id(), call=call, user=user, added_at=at)
    session().add(member)
    return member


def remove(member: PanelMember, *, by: User, at: datetime) -> None:
    """Take a person off the panel, and the right with the seat."""
    _refuse_closed(member.call)
    member.removed_at = at
    _end_grants(member.call, member.user, by=by, at=at)
    record(case_of(member.call), Verb.PANEL_MANAGE, by=by, at=at, removed=member.user.public_id)


def _refuse_closed(call: Call) -> None:
    refusal = rules.change_refused(call.state)
    if refusal is not None:
        raise Refused(refusal)


def _end_grants(call: Call, user: User, *, by: User, at: datetime) -> None:
    for grant in queries.list_grants(call, user):
        accounts_actions.revoke_grant(grant, by=by, at=at)
