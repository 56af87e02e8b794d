"""What opens an account changes with a line in the log and a mail, and what was used never counts again."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from portal import db
from portal.access import Role
from portal.accounts.models import RoleGrant, SignIn, User
from portal.audit.models import Event
from portal.keys import actions, queries, rules
from portal.keys.actions import KeysKept, PasskeyRefused
from portal.keys.rules import NewPasskey
from portal.mail.models import Message
from tests.factories import World
from tests.factories.world import LONG_AGO

AT = datetime(2026, 10, 13, 12, 0, tzinfo=UTC)


def loaded(user: User) -> User:
    """The person inside an act, with roles."""
    found = db.session().get_one(User, user.id)
    db.session().refresh(found, ["grants"])
    return found


def set_up(world: World, user: User) -> list[str]:
    """An app and its recovery codes."""
    with world.act():
        return actions.set_up_app(loaded(user), secret="secret", counter=7, at=AT)


def add(world: World, user: User, *, name: str = "Telephone", **facts: Any) -> str:
    """A passkey of the person; its public id."""
    with world.act():
        new = NewPasskey(**({"credential_id": "key-1", "public_key": "public", "sign_count": 0} | facts))
        return actions.add_passkey(loaded(user), new, name=name, at=AT).public_id


def told(world: World) -> tuple[list[str], int]:
    """The verbs of the log and how many mails were written."""
    with world.read():
        verbs = list(db.session().scalars(sa.select(Event.verb).order_by(Event.id)))
        return verbs, len(db.session().scalars(sa.select(Message.id)).all())


def working(world: World, user: User) -> int:
    """How many recovery codes still work."""
    with world.read():
        return queries.count_codes(user)


def test_an_app_comes_with_ten_codes_of_which_only_hashes_are_kept(world: World, person: User) -> None:
    codes = set_up(world, person)
    with world.read():
        kept = loaded(person)
        assert (kept.totp_secret, kept.totp_counter) == ("secret", 7)
        assert {len(row.code_hash) for row in queries.list_codes(kept)} == {64}
        assert not {row.code_hash for row in queries.list_codes(kept)} & set(codes)
    assert (len(set(codes)), working(world, person), told(world)) == (10, 10, (["key.set_up_app"], 1))


def test_new_codes_take_the_place_of_those_before(world: World, person: User) -> None:
    old = set_up(world, person)
    with world.act():
        new = actions.renew_codes(loaded(person), at=AT)
    with world.act():
        taken = [actions.take_recovery_code(loaded(person), code, at=AT) for code in (old[0], new[0])]
    assert (taken, working(world, person)) == ([False, True], 9)


def test_without_an_app_there_are_no_codes(world: World, person: User) -> None:
    with world.act(), pytest.raises(KeysKept):
        actions.renew_codes(loaded(person), at=AT)
    assert told(world) == ([], 0)


def test_a_recovery_code_works_once_and_only_for_its_person(world: World, person: User) -> None:
    (code, *_), other = set_up(world, person), world.user()
    taken = []
    for user in (other, person, person):
        with world.act():
            taken.append(actions.take_recovery_code(loaded(user), code, at=AT))
    assert (taken, working(world, person)) == ([False, True, False], 9)
    assert told(world) == (["key.set_up_app", "key.use_recovery_code"], 2)


@pytest.mark.parametrize(
    ("until", "in_demo", "kept"),
    [(None, False, True), (AT, False, False), (AT + timedelta(days=1), False, True), (None, True, False)],
)
def test_who_has_a_role_keeps_the_app_outside_the_demo(
    world: World, person: User, until: datetime | None, in_demo: bool, kept: bool
) -> None:
    world.add(RoleGrant(user_id=person.id, role=Role.OFFICER, valid_from=LONG_AGO, valid_until=until))
    set_up(world, person)
    with world.act():
        if kept:
            with pytest.raises(KeysKept):
                actions.remove_app(loaded(person), in_demo=in_demo, at=AT)
        else:
            actions.remove_app(loaded(person), in_demo=in_demo, at=AT)
    with world.read():
        assert (loaded(person).totp_secret is not None, len(queries.list_codes(person))) == (kept, 10 * kept)


def test_a_role_of_the_future_is_one_already(world: World, person: User) -> None:
    world.add(RoleGrant(user_id=person.id, role=Role.OFFICER, valid_from=AT + timedelta(days=9)))
    with world.read():
        assert actions.has_role(loaded(person), AT) is True
        assert actions.has_role(loaded(world.user()), AT) is False


def test_a_passkey_belongs_to_one_account_and_has_a_name(world: World, person: User) -> None:
    add(world, person)
    for user, facts in ((world.user(), {}), (person, {"credential_id": "key-2", "name": " "})):
        with pytest.raises(PasskeyRefused):
            add(world, user, **facts)
    with world.read():
        assert [passkey.name for passkey in queries.list_passkeys(person)] == ["Telephone"]
    assert told(world) == (["key.add_passkey"], 1)


def test_there_are_not_more_passkeys_than_anybody_needs(
    world: World, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_PASSKEYS", 2)
    for number in range(2):
        add(world, person, credential_id=f"key-{number}")
    with pytest.raises(PasskeyRefused):
        add(world, person, credential_id="one more")


def test_a_passkey_remembers_its_last_answer_and_goes_with_a_line_in_the_log(
    world: World, person: User
) -> None:
    passkey_id = add(world, person)
    with world.act():
        passkey = queries.find_passkey(passkey_id)
        assert passkey
        actions.use_passkey(passkey, sign_count=3, challenged_at=AT - timedelta(seconds=9), at=AT)
    with world.act():
        passkey = queries.find_credential("key-1")
        assert passkey
        assert (passkey.sign_count, passkey.challenged_at, passkey.used_at) == (
            3,
            AT - timedelta(seconds=9),
            AT,
        )
        actions.remove_passkey(passkey, by=passkey.user, at=AT)
    with world.read():
        assert queries.find_passkey(passkey_id) is None
    assert told(world) == (["key.add_passkey", "key.remove_passkey"], 2)


def test_a_reset_takes_everything_away_and_ends_every_sign_in(world: World, person: User) -> None:
    admin = world.user(roles=(Role.ADMINISTRATOR,))
    set_up(world, person)
    add(world, person)
    world.add(SignIn(token_hash="0" * 64, user_id=person.id, created_at=AT, seen_at=AT))
    with world.act():
        actions.reset(loaded(person), by=loaded(admin), at=AT)
    with world.read():
        kept = loaded(person)
        assert (
            kept.totp_secret,
            kept.totp_counter,
            queries.list_codes(kept),
            queries.list_passkeys(kept),
        ) == (
            None,
            None,
            [],
            [],
        )
        open_ones = sa.select(SignIn.id).where(SignIn.user_id == person.id, SignIn.revoked_at.is_(None))
        assert db.session().scalars(open_ones).all() == []


def test_nobody_resets_the_own_keys_but_the_command_line_does(world: World, person: User) -> None:
    set_up(world, person)
    with world.act(), pytest.raises(KeysKept):
        actions.reset(loaded(person), by=loaded(person), at=AT)
    assert working(world, person) == 10
    with world.act():
        actions.reset(loaded(person), by=None, at=AT)
    assert working(world, person) == 0
