"""Roles that are given and taken, and accounts that are closed."""

from datetime import datetime, timedelta

import pytest

from portal import db
from portal.access import Role, holds
from portal.accounts import actions, queries
from portal.accounts.models import RoleGrant, User
from portal.accounts.rules import Profile
from portal.audit import case_of, verify
from portal.audit import queries as audit_queries
from portal.words import say
from tests.factories import World


def get(user: User) -> User:
    """The person as the database knows it now."""
    found = queries.find_user(user.public_id)
    assert found is not None
    return found


def log_of(user: User) -> list[tuple[str, int | None]]:
    """What happened to an account, and by whom."""
    return [(event.verb, event.actor_id) for event in audit_queries.list_events(case_of(user))]


def test_a_role_counts_from_its_beginning_until_it_is_taken_away(world: World, at: datetime) -> None:
    giver, user = world.user(roles=(Role.ADMINISTRATOR,)), world.user()
    with world.act():
        actions.grant_role(get(user), Role.OFFICER, by=giver, at=at)
    with world.act():
        (grant,) = get(user).grants
        assert [holds(get(user), Role.OFFICER, None, at + timedelta(hours=h)) for h in (-1, 0, 1)] == [
            False,
            True,
            True,
        ]
        found = queries.find_grant(grant.public_id)
        assert found is not None
        actions.revoke_grant(found, by=giver, at=at + timedelta(hours=1))
    with world.act():
        assert not holds(get(user), Role.OFFICER, None, at + timedelta(hours=1))
        assert log_of(user) == [("account.grant_role", giver.id), ("account.revoke_role", giver.id)]
        assert verify() == []


def test_a_role_that_never_began_is_struck_out(world: World, at: datetime) -> None:
    user = world.user()
    with world.act():
        actions.grant_role(get(user), Role.JUROR, by=None, at=at, valid_from=at + timedelta(days=1))
    with world.act():
        found = queries.find_grant(get(user).grants[0].public_id)
        assert found is not None
        actions.revoke_grant(found, by=None, at=at)
    with world.act():
        assert get(user).grants == []


def test_a_role_for_a_call_counts_for_that_call_alone(world: World, at: datetime) -> None:
    user, call, other = world.user(), world.call(), world.call()
    with world.act():
        actions.grant_role(get(user), Role.CHAIR, by=None, at=at, call_id=call.id)
    with world.act():
        (grant,) = get(user).grants
        assert (grant.call_id, grant.programme_id, grant.given_by_id) == (call.id, None, None)
        scopes = [_Scope(call.programme_id, call.id), _Scope(other.programme_id, other.id)]
        assert [holds(get(user), Role.CHAIR, scope, at) for scope in scopes] == [True, False]


class _Scope:
    def __init__(self, programme_id: int, call_id: int) -> None:
        self.programme_id, self.call_id = programme_id, call_id


def test_nobody_gives_a_role_to_themselves(world: World, at: datetime) -> None:
    user = world.user(roles=(Role.ADMINISTRATOR,))
    with world.act(), pytest.raises(actions.GrantRefused) as refused:
        actions.grant_role(get(user), Role.APPROVER, by=user, at=at)
    assert refused.value.sentence == say(
        "Nobody gives a role to themselves. Please ask another administrator."
    )
    with world.act():
        assert [grant.role for grant in get(user).grants] == ["administrator"]


def test_a_closed_account_loses_its_sign_ins_and_may_be_opened_again(world: World, at: datetime) -> None:
    user = world.user()
    with world.act():
        token = actions.sign_in(get(user), agent="Firefox", at=at)
    with world.act():
        actions.close(get(user), by=None, at=at)
    with world.act():
        assert (get(user).active, list(queries.list_sign_ins(user))) == (False, [])
        actions.reopen(get(user), by=None, at=at)
    with world.act():
        assert queries.find_signed_in(token_hash=actions.hash_of(token), since=at - timedelta(1)) is None
        assert [verb for verb, _ in log_of(user)] == [
            "account.sign_in",
            "account.close",
            "account.end_sign_ins",
            "account.reopen",
        ]


def test_a_profile_without_a_name_is_refused_and_nothing_changes(world: World, at: datetime) -> None:
    user = world.user("Alex Yılmaz")
    with world.act(), pytest.raises(actions.ProfileIncomplete) as refused:
        actions.change_profile(get(user), Profile(), by=user, at=at)
    assert refused.value.sentence == say("Please enter your name as you write it yourself.")
    with world.act():
        assert get(user).display_name == "Alex Yılmaz"


def test_the_end_of_a_role_is_never_put_off_by_taking_it_away(world: World, at: datetime) -> None:
    user = world.user()
    with world.act():
        actions.grant_role(get(user), Role.JUROR, by=None, at=at, valid_until=at + timedelta(hours=1))
    with world.act():
        grant = db.session().get_one(RoleGrant, get(user).grants[0].id)
        found = queries.find_grant(grant.public_id)
        assert found is not None
        actions.revoke_grant(found, by=None, at=at + timedelta(days=1))
    with world.act():
        assert get(user).grants[0].valid_until == at + timedelta(hours=1)
