"""Keys are found for their person and nobody else."""

from datetime import UTC, datetime
from typing import Any

from portal.accounts.models import User
from portal.keys import queries
from portal.keys.models import Passkey, RecoveryCode
from tests.factories import World

AT = datetime(2026, 10, 13, 12, 0, tzinfo=UTC)


def passkey(world: World, user: User, credential: str) -> Passkey:
    """A passkey in the database."""
    key = {"credential_id": credential, "name": credential, "public_key": "p", "sign_count": 0}
    return world.add(Passkey(user_id=user.id, created_at=AT, **key))


def code(world: World, user: User, sign: str, **facts: Any) -> RecoveryCode:
    """A recovery code in the database."""
    return world.add(RecoveryCode(user_id=user.id, code_hash=sign * 64, made_at=AT, **facts))


def test_passkeys_stand_in_the_order_in_which_they_were_added(world: World, person: User) -> None:
    other = world.user()
    for name in ("telephone", "a key", "laptop"):
        passkey(world, person, name)
    passkey(world, other, "elsewhere")
    with world.read():
        assert [one.name for one in queries.list_passkeys(person)] == ["telephone", "a key", "laptop"]


def test_a_passkey_is_found_with_its_person_by_its_name_here_and_by_its_devices(
    world: World, person: User
) -> None:
    kept = passkey(world, person, "telephone")
    with world.read():
        for found in (queries.find_passkey(kept.public_id), queries.find_credential("telephone")):
            assert found
            assert (found.id, found.owner_id, found.user.name) == (kept.id, person.id, person.name)
        assert (queries.find_passkey("telephone"), queries.find_credential(kept.public_id)) == (None, None)


def test_a_used_code_is_listed_but_neither_counted_nor_taken(world: World, person: User) -> None:
    code(world, person, "a")
    code(world, person, "b", used_at=AT)
    code(world, world.user(), "c")
    with world.act():
        assert (len(queries.list_codes(person)), queries.count_codes(person)) == (2, 1)
        found = [queries.lock_code(person, sign * 64) for sign in "abcd"]
        assert [one and one.code_hash[0] for one in found] == ["a", None, None, None]
