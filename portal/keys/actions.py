"""What happens to what opens an account; each is told to the person by mail and stands in the log."""

from datetime import datetime

from portal.accounts.actions import end_sign_ins
from portal.accounts.models import User
from portal.audit import case_of, record
from portal.db import new_public_id, session
from portal.errors import Invalid, Refused
from portal.keys import queries, rules
from portal.keys.models import Passkey, RecoveryCode
from portal.keys.rules import NewPasskey
from portal.mail import write


class PasskeyRefused(Invalid):
    """The passkey can't be added like this."""


class KeysKept(Refused):
    """What opens the account stays as it is."""


def set_up_app(user: User, *, secret: str, counter: int, at: datetime) -> list[str]:
    """Take over the app whose first code was right, in place of any before, and give new recovery codes."""
    user.totp_secret, user.totp_counter = secret, counter
    record(case_of(user), "key.set_up_app", by=user, at=at)
    _tell(user, "app_set_up", at=at)
    return _new_codes(user, at=at)


def remove_app(user: User, *, in_demo: bool, at: datetime) -> None:
    """Take the app and its recovery codes away, where no role asks for them."""
    refusal = rules.app_removal_refused(has_role=has_role(user, at), in_demo=in_demo)
    if refusal is not None:
        raise KeysKept(refusal)
    _drop_app(user)
    record(case_of(user), "key.remove_app", by=user, at=at)
    _tell(user, "app_removed", at=at)


def has_role(user: User, at: datetime) -> bool:
    """Whether the person has a role now or later."""
    return any(grant.valid_until is None or at < grant.valid_until for grant in user.grants)


def _drop_app(user: User) -> None:
    user.totp_secret = user.totp_counter = None
    for row in queries.list_codes(user):
        session().delete(row)


def renew_codes(user: User, *, at: datetime) -> list[str]:
    """Give new recovery codes; those of before open nothing any more."""
    if user.totp_secret is None:
        raise KeysKept(rules.no_codes_without_app())
    record(case_of(user), "key.renew_codes", by=user, at=at)
    _tell(user, "codes_renewed", at=at)
    return _new_codes(user, at=at)


def _new_codes(user: User, *, at: datetime) -> list[str]:
    for row in queries.list_codes(user):
        session().delete(row)
    codes = rules.new_recovery_codes()
    session().add_all(
        RecoveryCode(user_id=user.id, code_hash=rules.hash_of_code(code), made_at=at) for code in codes
    )
    return codes


def take_code(user: User, counter: int) -> None:
    """Remember the last code of the app that was taken, so that it is never taken again."""
    user.totp_counter = counter


def take_recovery_code(user: User, typed: str, *, at: datetime) -> bool:
    """Use up a recovery code; false if it is none of the person's that still work."""
    row = queries.lock_code(user, rules.hash_of_code(typed))
    if row is None:
        return False
    row.used_at = at
    record(case_of(user), "key.use_recovery_code", by=user, at=at)
    _tell(user, "recovery_used", at=at)
    return True


def add_passkey(user: User, new: NewPasskey, *, name: str, at: datetime) -> Passkey:
    """Keep a new passkey under the name that the person gives it."""
    refusal = rules.passkey_refused(name, known=len(queries.list_passkeys(user)))
    if refusal is None and queries.find_credential(new.credential_id) is not None:
        refusal = rules.passkey_known()
    if refusal is not None:
        raise PasskeyRefused(refusal)
    passkey = Passkey(
        public_id=new_public_id(),
        user_id=user.id,
        credential_id=new.credential_id,
        public_key=new.public_key,
        sign_count=new.sign_count,
        name=name,
        created_at=at,
    )
    session().add(passkey)
    record(case_of(user), "key.add_passkey", by=user, at=at, passkey=passkey.public_id)
    _tell(user, "passkey_added", at=at, name=name)
    return passkey


def use_passkey(passkey: Passkey, *, sign_count: int, challenged_at: datetime, at: datetime) -> None:
    """Note that a passkey answered, so that neither this answer nor an older one counts again."""
    passkey.sign_count, passkey.challenged_at, passkey.used_at = sign_count, challenged_at, at


def remove_passkey(passkey: Passkey, *, by: User, at: datetime) -> None:
    """Take a passkey away: it opens nothing any more."""
    session().delete(passkey)
    record(case_of(passkey.user), "key.remove_passkey", by=by, at=at, passkey=passkey.public_id)
    _tell(passkey.user, "passkey_removed", at=at, name=passkey.name)


def reset(user: User, *, by: User | None, at: datetime) -> None:
    """Take away app, recovery codes and passkeys of somebody who lost them; every sign-in ends."""
    refusal = rules.reset_refused(is_own=by is not None and by.id == user.id)
    if refusal is not None:
        raise KeysKept(refusal)
    _drop_app(user)
    for passkey in queries.list_passkeys(user):
        session().delete(passkey)
    record(case_of(user), "key.reset", by=by, at=at)
    end_sign_ins(user, by=by, at=at)
    _tell(user, "reset", at=at)


def _tell(user: User, what: str, *, at: datetime, name: str = "") -> None:
    write(user, "keys/changed", at=at, case=case_of(user), what=what, name=name)
