"""What the database itself refuses of keys."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import User
from portal.keys.models import Passkey, RecoveryCode
from tests.factories import World

AT = datetime(2026, 10, 13, 12, 0, tzinfo=UTC)
KEY = {"public_key": "p", "sign_count": 0, "name": "Telephone", "created_at": AT}


def test_the_key_of_one_device_opens_one_account(world: World, person: User) -> None:
    world.add(Passkey(user_id=person.id, credential_id="key-1", **KEY))
    with pytest.raises(sa.exc.IntegrityError):
        world.add(Passkey(user_id=world.user().id, credential_id="key-1", **KEY))


def test_no_two_recovery_codes_are_the_same(world: World, person: User) -> None:
    world.add(RecoveryCode(user_id=person.id, code_hash="a" * 64, made_at=AT))
    with pytest.raises(sa.exc.IntegrityError):
        world.add(RecoveryCode(user_id=world.user().id, code_hash="a" * 64, made_at=AT))


def test_a_device_may_count_higher_than_a_small_number(world: World, person: User) -> None:
    kept = world.add(Passkey(user_id=person.id, credential_id="key-1", **(KEY | {"sign_count": 2**32 - 1})))
    with world.read():
        assert db.session().get_one(Passkey, kept.id).sign_count == 2**32 - 1


def test_two_answers_at_once_do_not_both_count(world: World, person: User) -> None:
    kept = world.add(Passkey(user_id=person.id, credential_id="key-1", **KEY))
    with world.act():
        passkey = db.session().get_one(Passkey, kept.id)
        db.session().execute(sa.text("update passkey set version = 2"))
        passkey.sign_count = 1
        with pytest.raises(sa.orm.exc.StaleDataError):
            db.session().flush()
        db.session().rollback()
