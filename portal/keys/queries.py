"""Reading passkeys and recovery codes."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.accounts.models import User
from portal.db import session
from portal.keys.models import Passkey, RecoveryCode


def list_passkeys(user: User) -> Sequence[Passkey]:
    """The passkeys of a person, oldest first."""
    rows = select(Passkey).where(Passkey.user_id == user.id).order_by(Passkey.id)
    return session().scalars(rows).all()


def find_passkey(passkey_id: str) -> Passkey | None:
    """A passkey by its public id, with its person."""
    rows = select(Passkey).where(Passkey.public_id == passkey_id).options(joinedload(Passkey.user))
    return session().scalars(rows).first()


def find_credential(credential_id: str) -> Passkey | None:
    """A passkey by the name that its device gave it, with its person."""
    rows = select(Passkey).where(Passkey.credential_id == credential_id).options(joinedload(Passkey.user))
    return session().scalars(rows).first()


def list_codes(user: User) -> Sequence[RecoveryCode]:
    """All recovery codes of a person, used or not."""
    return session().scalars(select(RecoveryCode).where(RecoveryCode.user_id == user.id)).all()


def count_codes(user: User) -> int:
    """How many recovery codes of a person still work."""
    rows = select(func.count(RecoveryCode.id)).where(RecoveryCode.user_id == user.id)
    return session().scalar(rows.where(RecoveryCode.used_at.is_(None))) or 0


def lock_code(user: User, code_hash: str) -> RecoveryCode | None:
    """A recovery code of a person that still works, held until the act is over, so that it works once."""
    rows = select(RecoveryCode).where(RecoveryCode.user_id == user.id, RecoveryCode.code_hash == code_hash)
    return session().scalars(rows.where(RecoveryCode.used_at.is_(None)).with_for_update()).first()
