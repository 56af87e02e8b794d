"""Who stands in for whom, and what could speak against it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from portal import db
from portal.access import Role
from portal.accounts.models import RoleGrant, User
from portal.applications.states import ApplicationState
from portal.deputies import queries
from portal.deputies.rules import Period
from tests.factories import World
from tests.factories.world import LONG_AGO

AT = datetime(2026, 10, 13, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def lent(world: World, own: RoleGrant, deputy: User, begins: datetime, ends: datetime) -> RoleGrant:
    """A role that somebody has for another from one moment to another."""
    grant = RoleGrant(
        user_id=deputy.id,
        role=own.role,
        valid_from=begins,
        valid_until=ends,
        principal_id=own.user_id,
        lent_from_id=own.id,
    )
    return world.add(grant)


@pytest.fixture
def officer(world: World) -> User:
    """Somebody with a role of the own."""
    return world.user("Tobias Krüger", roles=(Role.OFFICER,))


def test_deputies_of_yesterday_today_and_tomorrow_are_listed_newest_first_on_both_sides(
    world: World, officer: User
) -> None:
    deputy, (own,) = world.user("Ece Aydın"), officer.grants
    for begins in (AT, AT + 9 * DAY, AT - 9 * DAY):
        lent(world, own, deputy, begins, begins + DAY)
    newest_first = [AT + 9 * DAY, AT, AT - 9 * DAY]
    with world.read():
        of_officer, of_deputy = queries.list_deputies(officer), queries.list_stand_ins(deputy)
        assert [(one.valid_from, one.user.name) for one in of_officer] == [
            (day, "Ece Aydın") for day in newest_first
        ]
        assert [(one.valid_from, one.principal and one.principal.name) for one in of_deputy] == [
            (day, "Tobias Krüger") for day in newest_first
        ]
        assert (queries.list_deputies(deputy), queries.list_stand_ins(officer)) == ([], [])


def test_an_own_role_can_be_lent_and_neither_a_lent_one_nor_that_of_somebody_else(
    world: World, officer: User
) -> None:
    deputy, (own,) = world.user(), officer.grants
    borrowed = lent(world, own, deputy, AT, AT + DAY)
    with world.act():
        found = queries.find_own(officer, own.public_id)
        assert found
        assert found.user.id == officer.id
        assert queries.find_own(deputy, own.public_id) is None
        assert queries.find_own(deputy, borrowed.public_id) is None


def test_a_deputy_is_found_with_both_people_and_an_own_role_is_no_deputy(world: World, officer: User) -> None:
    deputy, (own,) = world.user("Ece Aydın"), officer.grants
    borrowed = lent(world, own, deputy, AT, AT + DAY)
    with world.read():
        found = queries.find_deputy(borrowed.public_id)
        assert found
        assert found.principal
        assert (found.user.name, found.principal.name) == (
            "Ece Aydın",
            "Tobias Krüger",
        )
        assert queries.find_deputy(own.public_id) is None


@pytest.mark.parametrize(
    ("begins", "ends", "name"),
    [
        (AT - DAY, AT, ""),
        (AT - DAY, AT + timedelta(seconds=1), "Ece Aydın"),
        (AT + DAY, AT + 2 * DAY, "Ece Aydın"),
        (AT + 3 * DAY - timedelta(seconds=1), AT + 9 * DAY, "Ece Aydın"),
        (AT + 3 * DAY, AT + 9 * DAY, ""),
    ],
)
def test_a_role_is_taken_on_the_days_of_its_deputy(
    world: World, officer: User, begins: datetime, ends: datetime, name: str
) -> None:
    (own,) = officer.grants
    lent(world, own, world.user("Ece Aydın"), AT, AT + 3 * DAY)
    other = world.user(roles=(Role.OFFICER,))
    with world.read():
        assert queries.name_of_deputy_within(own, Period(begins, ends)) == name
        assert queries.name_of_deputy_within(other.grants[0], Period(begins, ends)) == ""


@pytest.mark.parametrize(
    ("state", "applied"),
    [
        (ApplicationState.DRAFT, True),
        (ApplicationState.SUBMITTED, True),
        (ApplicationState.EXCLUDED, True),
        (ApplicationState.WITHDRAWN, False),
    ],
)
def test_whoever_has_an_application_that_was_not_taken_back_has_applied_to_this_call(
    world: World, state: ApplicationState, applied: bool
) -> None:
    call, person = world.call(), world.user()
    world.application(call, person, state=state)
    with world.read():
        asked = [queries.has_applied(who, where.id) for who, where in ((person, call), (world.user(), call))]
        assert asked == [applied, False]
        assert queries.has_applied(person, world.call().id) is False


@pytest.mark.parametrize(
    ("facts", "sits"),
    [
        ({"role": Role.JUROR}, True),
        ({"role": Role.CHAIR}, True),
        ({"role": Role.OFFICER}, False),
        ({"role": Role.JUROR, "valid_until": AT}, False),
        ({"role": Role.JUROR, "valid_until": AT + DAY}, True),
    ],
)
def test_a_seat_on_the_jury_counts_until_it_ends(world: World, facts: dict[str, Any], sits: bool) -> None:
    call, person = world.call(), world.user()
    world.add(RoleGrant(user_id=person.id, call_id=call.id, valid_from=LONG_AGO, **facts))
    with world.read():
        assert queries.sits_on_jury(person, call.id, AT) is sits
        assert queries.sits_on_jury(person, world.call().id, AT) is False


def test_whoever_judges_only_for_another_sits_on_no_jury(world: World) -> None:
    call, deputy = world.call(), world.user()
    juror = world.juror(call)
    with world.act():
        own = db.session().scalars(sa.select(RoleGrant).where(RoleGrant.user_id == juror.id)).one()
        lent(world, own, deputy, AT - DAY, AT + DAY)
        assert queries.sits_on_jury(deputy, call.id, AT) is False
