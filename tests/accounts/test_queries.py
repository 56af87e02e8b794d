"""Whom the reading of accounts finds, and whom it does not."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal.access import Role
from portal.accounts import actions, queries
from portal.accounts.models import RoleGrant, SignIn, User
from portal.accounts.rules import Profile
from tests.factories import World

LATER = datetime(2027, 1, 1, tzinfo=UTC)


def get(user: User) -> User:
    """The person as the database knows it now."""
    found = queries.find_user(user.public_id)
    assert found is not None
    return found


def test_people_are_found_by_every_spelling_and_ordered_by_family_name(world: World, at: datetime) -> None:
    names = [("Işıl", "İnceöz"), ("Íñigo", "Núñez de la Peña"), ("Łucja", "Żółć"), ("Alex", "Ångström")]
    people = [world.user() for _ in names]
    with world.act():
        for user, (given, family) in zip(people, names, strict=True):
            profile = Profile(given_names=given, family_name=family)
            actions.change_profile(get(user), profile, by=user, at=at)
    with world.act():
        assert [user.family_name for user in queries.list_users()] == [
            "Ångström",
            "İnceöz",
            "Núñez de la Peña",
            "Żółć",
        ]
        found = [[user.given_names for user in queries.list_users(typed)] for typed in FOUND]
        assert found == list(FOUND.values())


FOUND = {
    "isil": ["Işıl"],
    "inceoz ışıl": ["Işıl"],
    "angstrom": ["Alex"],
    "zolc": ["Łucja"],
    "%": ["Alex", "Işıl", "Íñigo", "Łucja"],
    "nobody": [],
}


def sign_in(world: World, user: User, token: str, at: datetime, **facts: object) -> SignIn:
    return world.add(SignIn(token_hash=token, user_id=user.id, created_at=at, seen_at=at, **facts))


def test_a_sign_in_counts_while_it_is_young_not_ended_and_its_account_open(
    world: World, at: datetime
) -> None:
    open_one = world.user("Işıl", roles=(Role.OFFICER,))
    closed = world.user(active=False)
    sign_in(world, open_one, "living", at)
    sign_in(world, open_one, "ended", at, revoked_at=at)
    sign_in(world, closed, "closed", at)
    before = at - timedelta(microseconds=1)
    with world.read():
        found = queries.find_signed_in(token_hash="living", since=before)
        assert found is not None
        assert (found[0].name, [grant.role for grant in found[0].grants], found[1].token_hash) == (
            "Işıl",
            ["officer"],
            "living",
        )
        assert [
            queries.find_signed_in(token_hash=token, since=since)
            for token, since in (("living", at), ("ended", before), ("closed", before), ("none", before))
        ] == [None] * 4


def test_where_a_person_is_signed_in_is_told_newest_first_without_what_has_ended(
    world: World, at: datetime
) -> None:
    user, other = world.user(), world.user()
    for number, token in enumerate(("first", "second", "third")):
        sign_in(world, user, token, at + timedelta(hours=number))
    sign_in(world, user, "ended", at, revoked_at=at)
    sign_in(world, other, "another's", at)
    with world.read():
        assert [one.token_hash for one in queries.list_sign_ins(user)] == ["third", "second", "first"]


def test_a_link_finds_its_account_with_its_own_key_and_as_long_as_it_is_open(world: World) -> None:
    user, closed = world.user(), world.user(active=False)
    asked = [(user, user.link_key), (user, closed.link_key), (closed, closed.link_key)]
    with world.read():
        found = [queries.find_linked(one.public_id, key) for one, key in asked]
        assert [one and one.id for one in found] == [user.id, None, None]


@pytest.mark.parametrize(
    ("facts", "counted"),
    [
        ({}, 1),
        ({"role": "officer"}, 0),
        ({"valid_from": LATER}, 0),
        ({"valid_until": LATER}, 0),
        ({"active": False}, 0),
        ({"confirmed_at": None}, 0),
    ],
)
def test_only_another_open_account_that_stays_administrator_makes_one_dispensable(
    world: World, at: datetime, facts: dict[str, Any], counted: int
) -> None:
    own = world.user(roles=(Role.ADMINISTRATOR,))
    account = {name: facts[name] for name in ("active", "confirmed_at") if name in facts}
    role = {name: one for name, one in facts.items() if name not in account}
    other = world.user(**account)
    for _ in range(2):  # somebody who holds the role twice is still one person
        world.add(RoleGrant(**{"user_id": other.id, "role": "administrator", "valid_from": at} | role))
    with world.read():
        assert queries.count_administrators(at, but=own) == counted


def test_an_administrator_of_one_call_replaces_nobody(world: World, at: datetime) -> None:
    own, other, call = world.user(roles=(Role.ADMINISTRATOR,)), world.user(), world.call()
    world.add(RoleGrant(user_id=other.id, role="administrator", call_id=call.id, valid_from=at))
    with world.read():
        assert queries.count_administrators(at, but=own) == 0


def test_what_is_lent_is_listed_with_its_deputies_for_all_roles_or_one(world: World, at: datetime) -> None:
    lender = world.user(roles=(Role.OFFICER, Role.APPROVER))
    officer, approver = lender.grants
    for number, grant in enumerate((officer, approver, officer)):
        deputy = world.user(f"Deputy {number}")
        world.add(
            RoleGrant(
                user_id=deputy.id,
                role=grant.role,
                principal_id=lender.id,
                lent_from_id=grant.id,
                valid_from=at - timedelta(days=number),
                valid_until=at + timedelta(days=9),
            )
        )
    with world.read():
        names = [[one.user.name for one in queries.list_lent(lender, of)] for of in (None, officer, approver)]
    assert names == [
        ["Deputy 2", "Deputy 1", "Deputy 0"], ["Deputy 2", "Deputy 0"], ["Deputy 1"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("begins", "ends", "held"),
    [
        (-9, -1, False),
        (-9, 0, False),
        (-9, 1, True),
        (1, 2, True),
        (9, None, True),
        (10, 12, False),
        (-9, None, True),
    ],
)
def test_a_role_is_held_within_a_period_that_it_touches(
    world: World, at: datetime, begins: int, ends: int | None, held: bool
) -> None:
    user, call = world.user(), world.call()
    until = at + timedelta(days=10)
    world.add(RoleGrant(user_id=user.id, role="juror", call_id=call.id, valid_from=at, valid_until=until))
    begin, end = at + timedelta(days=begins), None if ends is None else at + timedelta(days=ends)
    with world.read():
        asked = [
            queries.holds_within(user, role, scope, begins=begin, ends=end)
            for role, scope in (
                (Role.JUROR, (None, call.id)),
                (Role.JUROR, (None, None)),
                (Role.CHAIR, (None, call.id)),
            )
        ]
    assert asked == [held, False, False]


def test_a_lent_role_is_not_held_in_the_own_name(world: World, at: datetime) -> None:
    lender, deputy = world.user(roles=(Role.OFFICER,)), world.user()
    (grant,) = lender.grants
    world.add(
        RoleGrant(
            user_id=deputy.id,
            role="officer",
            principal_id=lender.id,
            lent_from_id=grant.id,
            valid_from=at,
            valid_until=at + timedelta(days=9),
        )
    )
    with world.read():
        held = [
            queries.holds_within(user, Role.OFFICER, (None, None), begins=at, ends=None)
            for user in (lender, deputy)
        ]
    assert held == [True, False]
