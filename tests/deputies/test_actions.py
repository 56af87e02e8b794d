"""Naming a deputy lends a role for whole days, tells both, and refuses without leaving anything behind."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from portal import db
from portal.access import Role
from portal.accounts.models import RoleGrant, User
from portal.audit.models import Event
from portal.deputies import actions, queries
from portal.deputies.actions import DeputyRefused
from portal.mail.models import Message
from tests.factories import World

AT = datetime(2026, 10, 13, 12, 0, tzinfo=UTC)
TODAY, LATER = date(2026, 10, 13), date(2026, 10, 20)


@pytest.fixture
def officer(world: World) -> User:
    """Who lends."""
    return world.user("Tobias Krüger", roles=(Role.OFFICER,))


@pytest.fixture
def ece(world: World) -> User:
    """Who stands in."""
    return world.user("Ece Aydın")


def lend(officer: User, deputy: User | None, *, by: User | None = None, **days: date) -> RoleGrant:
    """Name a deputy for the officer's role, inside an act."""
    own = queries.find_own(officer, officer.grants[0].public_id)
    assert own is not None
    person, giver = (db.session().get_one(User, one.id) if one else None for one in (deputy, by or officer))
    assert giver is not None
    period = {"first": TODAY, "last": LATER} | days
    return actions.name(own, person, by=giver, at=AT, **period)


def told(world: World) -> dict[str, list[tuple[Any, ...]]]:
    """The grants, the log and the mails, each as plain rows."""
    rows: dict[str, sa.Select[Any]] = {
        "lent": sa.select(RoleGrant.user_id, RoleGrant.role, RoleGrant.valid_from, RoleGrant.valid_until)
        .where(RoleGrant.principal_id.is_not(None))
        .order_by(RoleGrant.id),
        "log": sa.select(Event.verb, Event.case, Event.actor_id).order_by(Event.id),
        "mails": sa.select(Message.recipient).order_by(Message.id),
    }
    with world.read():
        return {name: [tuple(row) for row in db.session().execute(one)] for name, one in rows.items()}


def logged(verb: str, people: Sequence[User], by: User) -> list[tuple[str, str, int]]:
    """A line in the log of each person."""
    return [(verb, f"user:{one.public_id}", by.id) for one in people]


def test_a_deputy_acts_from_now_to_the_end_of_the_last_day_and_is_told(
    world: World, officer: User, ece: User
) -> None:
    with world.act():
        lend(officer, ece)
    ends = datetime(2026, 10, 20, 22, 0, tzinfo=UTC)
    assert told(world) == {
        "lent": [(ece.id, Role.OFFICER, AT, ends)],
        "log": logged("deputy.name", (officer, ece), officer),
        "mails": [(ece.email,)],
    }


def test_where_somebody_else_arranges_it_the_lender_is_told_as_well(
    world: World, officer: User, ece: User
) -> None:
    admin = world.user(roles=(Role.ADMINISTRATOR,))
    with world.act():
        lend(officer, ece, by=admin)
    assert told(world)["mails"] == [(ece.email,), (officer.email,)]


@pytest.mark.parametrize(
    ("who", "days", "field"),
    [
        ("ece", {"first": date(2026, 10, 12)}, "first"),
        ("ece", {"last": date(2026, 10, 12)}, "last"),
        ("officer", {}, "email"),
        ("nobody", {}, "email"),
        ("closed", {}, "email"),
        ("unconfirmed", {}, "email"),
    ],
)
def test_a_refusal_names_its_field_and_leaves_nothing_behind(
    world: World, officer: User, ece: User, who: str, days: dict[str, date], field: str
) -> None:
    people = {
        "ece": ece,
        "officer": officer,
        "nobody": None,
        "closed": world.user(active=False),
        "unconfirmed": world.user(confirmed_at=None),
    }
    with world.act(), pytest.raises(DeputyRefused) as refused:
        lend(officer, people[who], **days)
    assert (refused.value.field, refused.value.status) == (field, 409)
    assert told(world) == {"lent": [], "log": [], "mails": []}


def test_ending_ends_now_and_a_second_time_changes_nothing(world: World, officer: User, ece: User) -> None:
    with world.act():
        lent = lend(officer, ece).public_id
    for minute in (30, 31):
        with world.act():
            grant = queries.find_deputy(lent)
            assert grant is not None
            actions.end(grant, by=db.session().get_one(User, ece.id), at=AT.replace(minute=minute))
    kept = told(world)
    assert [ends for *_, ends in kept["lent"]] == [AT.replace(minute=30)]
    assert kept["log"].count(("deputy.end", f"user:{officer.public_id}", ece.id)) == 1


def test_a_deputy_who_never_began_is_struck_out(world: World, officer: User, ece: User) -> None:
    with world.act():
        lent = lend(officer, ece, first=LATER).public_id
    with world.act():
        grant = queries.find_deputy(lent)
        assert grant is not None
        actions.end(grant, by=db.session().get_one(User, officer.id), at=AT)
    assert told(world)["lent"] == []
