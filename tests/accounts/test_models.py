"""What the database itself refuses about people and roles, whatever path leads there."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from portal.access import Role
from portal.accounts.models import RoleGrant, SignIn, User
from tests.factories import World


@pytest.mark.parametrize(
    "facts",
    [
        {"role": "king"},
        {"programme_id": 1, "call_id": 1},
        {"valid_until": timedelta(0)},
        {"valid_until": timedelta(days=-1)},
    ],
    ids=["no role of the portal", "two scopes", "over at once", "over before it began"],
)
def test_a_role_that_can_not_be_is_not_kept(world: World, at: datetime, facts: dict[str, Any]) -> None:
    call = world.call()
    known = {"programme_id": call.programme_id, "call_id": call.id}
    given = {name: known.get(name, one) for name, one in facts.items()}
    if "valid_until" in given:
        given["valid_until"] = at + given["valid_until"]
    with pytest.raises(IntegrityError):
        world.add(RoleGrant(**{"user_id": world.user().id, "role": "officer", "valid_from": at} | given))


@pytest.mark.parametrize(
    ("left_out", "kept"),
    [("", True), ("lent_from_id", False), ("principal_id", False), ("valid_until", False)],
)
def test_a_lent_role_names_its_lender_and_source_and_has_an_end(
    world: World, at: datetime, left_out: str, kept: bool
) -> None:
    lender, deputy = world.user(roles=(Role.OFFICER,)), world.user()
    facts = {
        "principal_id": lender.id,
        "lent_from_id": lender.grants[0].id,
        "valid_until": at + timedelta(days=9),
    }
    facts.pop(left_out, None)
    lent = RoleGrant(user_id=deputy.id, role="officer", valid_from=at, **facts)
    if kept:
        assert world.add(lent).id > lender.grants[0].id
    else:
        with pytest.raises(IntegrityError):
            world.add(lent)


def test_nobody_is_the_own_deputy(world: World, at: datetime) -> None:
    lender = world.user(roles=(Role.OFFICER,))
    with pytest.raises(IntegrityError):
        world.add(
            RoleGrant(
                user_id=lender.id,
                role="officer",
                principal_id=lender.id,
                lent_from_id=lender.grants[0].id,
                valid_from=at,
                valid_until=at + timedelta(days=9),
            )
        )


@pytest.mark.parametrize("facts", [{"form_of_address": "Sir"}, {"email": "first@test.example"}])
def test_letters_know_four_forms_of_address_and_an_address_belongs_to_one_account(
    world: World, facts: dict[str, str]
) -> None:
    world.user(email="first@test.example")
    with pytest.raises(IntegrityError):
        world.user(**facts)


def test_one_sign_in_is_never_that_of_two_people(world: World, at: datetime) -> None:
    facts = {"token_hash": "a" * 64, "created_at": at, "seen_at": at}
    world.add(SignIn(user_id=world.user().id, **facts))
    with pytest.raises(IntegrityError):
        world.add(SignIn(user_id=world.user().id, **facts))


def test_a_person_is_called_by_name_or_as_long_as_there_is_none_by_address() -> None:
    people = [User(email="a@test.example", display_name=name) for name in ("", "Işıl")]
    assert [user.name for user in people] == ["a@test.example", "Işıl"]


def test_roles_of_flask_security_give_no_right(world: World) -> None:
    assert world.user(roles=(Role.ADMINISTRATOR,)).roles == []
