"""The acts of the formal check leave their trace and keep four eyes."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import select

from portal import db
from portal.accounts.models import User
from portal.applications.models import Application
from portal.applications.queries import find_application
from portal.audit.models import Event
from portal.calls.models import Call
from portal.errors import Refused
from portal.formal_checks import actions
from tests.factories import World


def act(
    world: World, application: Application, doing: Callable[[Application], object]
) -> list[tuple[str, int]]:
    """Do something in one transaction; gives the verbs and actors in the case's log."""
    with world.app.app_context():
        with db.transaction():
            found = find_application(application.public_id)
            assert found is not None
            doing(found)
        rows = (
            select(Event).where(Event.case == f"application:{application.public_id}").order_by(Event.number)
        )
        return [(event.verb, event.actor_id or 0) for event in db.session().scalars(rows)]


def test_each_act_is_in_the_log_with_who_did_it(
    world: World, call: Call, officer: User, at: datetime
) -> None:
    case = world.application(call)
    act(world, case, lambda one: actions.admit(one, by=officer, at=at))
    act(world, case, lambda one: actions.reopen(one, why="A page is missing.", by=officer, at=at))
    log = act(
        world, case, lambda one: actions.exclude(one, code="late", note="A day late.", by=officer, at=at)
    )
    assert log == [
        ("application.admit", officer.id),
        ("application.reopen_check", officer.id),
        ("application.exclude", officer.id),
    ]


def test_nobody_checks_the_own_application(world: World, call: Call, officer: User, at: datetime) -> None:
    case = world.application(call, officer)
    with pytest.raises(actions.CheckRefused):
        act(world, case, lambda one: actions.admit(one, by=officer, at=at))


def test_what_was_admitted_is_not_admitted_again(
    world: World, call: Call, officer: User, at: datetime
) -> None:
    case = world.application(call)
    act(world, case, lambda one: actions.admit(one, by=officer, at=at))
    with pytest.raises(Refused):
        act(world, case, lambda one: actions.admit(one, by=officer, at=at))
