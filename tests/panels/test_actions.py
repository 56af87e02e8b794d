"""A seat and its right are taken and left together, and no path takes one after the decision."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from portal import db
from portal.access import Role
from portal.accounts.models import RoleGrant, User
from portal.applications.states import ApplicationState
from portal.audit.models import Event
from portal.calls.models import Call
from portal.calls.states import CallState
from portal.errors import Refused
from portal.panels import actions, queries
from tests.factories import World

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def call(world: World) -> Call:
    """A call whose panel is being made up."""
    return world.call(state=CallState.CLOSED)


@pytest.fixture
def officer(world: World) -> User:
    """Who makes it up."""
    return world.user(roles=(Role.OFFICER,))


def seat(call: Call, user: User | None, officer: User, role: str = "juror", at: datetime = AT) -> None:
    """Give a seat inside an act."""
    here = db.session().get_one(Call, call.id)
    person = db.session().get_one(User, user.id) if user else None
    actions.seat(here, person, role=role, by=officer, at=at)


def rights(world: World, user: User) -> list[tuple[str, int | None, bool]]:
    """The rights of a person and whether they still run."""
    with world.read():
        rows = sa.select(RoleGrant).where(RoleGrant.user_id == user.id).order_by(RoleGrant.id)
        return [(one.role, one.call_id, one.valid_until is None) for one in db.session().scalars(rows)]


def logged(world: World, call: Call) -> list[dict[str, Any]]:
    """What the log of the call knows of its panel."""
    with world.read():
        rows = sa.select(Event).where(Event.case == f"call:{call.public_id}").order_by(Event.number)
        return [event.facts for event in db.session().scalars(rows) if event.verb == "panel.manage"]


def test_another_seat_takes_the_place_of_the_first_with_one_right_that_runs(
    world: World, call: Call, officer: User
) -> None:
    clara = world.user()
    for minutes, role in enumerate(("juror", "chair")):
        with world.act():
            seat(call, clara, officer, role, AT + timedelta(minutes=minutes))
    assert rights(world, clara) == [("juror", call.id, False), ("chair", call.id, True)]
    assert logged(world, call) == [{"seated": clara.public_id, "role": role} for role in ("juror", "chair")]


def test_the_right_goes_with_the_seat_and_comes_back_to_the_same_one(
    world: World, call: Call, officer: User
) -> None:
    clara = world.user()
    with world.act():
        seat(call, clara, officer)
    with world.act():
        held = queries.find_seat(call, clara)
        assert held
        member = queries.find_member(held.public_id)
        assert member
        actions.remove(member, by=officer, at=AT + timedelta(minutes=1))
    assert [running for *_, running in rights(world, clara)] == [False]
    with world.act():
        seat(call, clara, officer, at=AT + timedelta(minutes=2))
        again = queries.find_seat(call, clara)
        assert again
        assert (again.id, again.removed_at) == (held.id, None)
    assert [running for *_, running in rights(world, clara)] == [False, True]


@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        ({"active": False}, True),
        ({"confirmed_at": None}, True),
        ({}, False),
    ],
)
def test_only_an_account_that_works_takes_a_seat(
    world: World, call: Call, officer: User, facts: dict[str, Any], refused: bool
) -> None:
    person = world.user(**facts)
    with world.act():
        if refused:
            with pytest.raises(actions.SeatRefused):
                seat(call, person, officer)
        else:
            seat(call, person, officer)
    assert len(rights(world, person)) == (not refused)


@pytest.mark.parametrize(
    ("state", "refused"), [(ApplicationState.DRAFT, True), (ApplicationState.WITHDRAWN, False)]
)
def test_who_has_applied_does_not_judge(
    world: World, call: Call, officer: User, state: ApplicationState, refused: bool
) -> None:
    person = world.user()
    world.application(call, person, state=state)
    with world.act():
        if refused:
            with pytest.raises(actions.SeatRefused):
                seat(call, person, officer)
        else:
            seat(call, person, officer)
    assert len(rights(world, person)) == (not refused)


def test_a_second_chair_and_a_person_nobody_knows_are_refused(
    world: World, call: Call, officer: User
) -> None:
    world.juror(call, role=Role.CHAIR)
    with world.act():
        for person, role in ((world.user(), "chair"), (None, "juror")):
            with pytest.raises(actions.SeatRefused):
                seat(call, person, officer, role)
    assert logged(world, call) == []


def test_after_the_decision_nobody_joins_and_nobody_leaves(world: World, officer: User) -> None:
    call, clara = world.call(state=CallState.DECIDED), world.user()
    member_id = world.seat(call, clara).public_id
    with world.act():
        member = queries.find_member(member_id)
        assert member
        with pytest.raises(Refused):
            actions.remove(member, by=officer, at=AT)
        with pytest.raises(Refused):
            seat(call, world.user(), officer)
    assert rights(world, clara) == [("juror", call.id, True)]
