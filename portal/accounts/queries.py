"""Reading accounts, roles and sign-ins."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from portal.access import Role
from portal.accounts.models import RoleGrant, SignIn, User
from portal.db import session
from portal.names import search_form


def find_signed_in(*, token_hash: str, since: datetime) -> tuple[User, SignIn] | None:
    """The person of a living sign-in that began after a time, with the roles, in one statement."""
    rows = (
        select(User, SignIn)
        .join(SignIn, SignIn.user_id == User.id)
        .where(SignIn.token_hash == token_hash, SignIn.revoked_at.is_(None), SignIn.created_at > since)
        .where(User.active)
        .options(joinedload(User.grants))
    )
    found = session().execute(rows).unique().first()
    return (found[0], found[1]) if found else None


def find_user(user_id: str) -> User | None:
    """An account by its public id, with its roles."""
    held = selectinload(User.grants).joinedload(RoleGrant.principal)
    rows = select(User).where(User.public_id == user_id).options(held)
    return session().scalars(rows).first()


def find_user_of(email: str) -> User | None:
    """The account of an address."""
    return session().scalars(select(User).where(User.email == email)).first()


def find_linked(user_id: str, link_key: str) -> User | None:
    """The account that a link in a mail leads to, as long as the link is the newest."""
    rows = select(User).where(User.public_id == user_id, User.link_key == link_key, User.active)
    return session().scalars(rows).first()


def find_sign_in(token_hash: str) -> SignIn | None:
    """A sign-in by the hash of its id."""
    return session().scalars(select(SignIn).where(SignIn.token_hash == token_hash)).first()


def list_sign_ins(user: User) -> Sequence[SignIn]:
    """Where a person is signed in now, newest first."""
    rows = select(SignIn).where(SignIn.user_id == user.id, SignIn.revoked_at.is_(None))
    return session().scalars(rows.order_by(SignIn.created_at.desc(), SignIn.id.desc())).all()


def list_last_sign_ins(user: User, most: int) -> Sequence[SignIn]:
    """When a person signed in last, newest first, whether it is over or not."""
    rows = select(SignIn).where(SignIn.user_id == user.id)
    return session().scalars(rows.order_by(SignIn.created_at.desc(), SignIn.id.desc()).limit(most)).all()


def list_users(typed: str = "") -> Sequence[User]:
    """All accounts with their roles by family name, or those whose name or address holds each word typed."""
    held = selectinload(User.grants).joinedload(RoleGrant.principal)
    rows = select(User).options(held).order_by(User.search_name, User.id)
    for word in search_form(typed).split():
        named = User.search_name.contains(word, autoescape=True)
        rows = rows.where(named | func.upper(User.email).contains(word, autoescape=True))
    return session().scalars(rows).all()


def find_grant(grant_id: str) -> RoleGrant | None:
    """A role that was given, with its person."""
    rows = select(RoleGrant).where(RoleGrant.public_id == grant_id).options(joinedload(RoleGrant.user))
    return session().scalars(rows).first()


def count_administrators(at: datetime, *, but: User) -> int:
    """How many other open accounts may give roles at that moment without an end in sight."""
    rows = (
        select(func.count(func.distinct(User.id)))
        .join(User.grants)
        .where(User.active, User.confirmed_at.is_not(None), User.id != but.id)
        .where(RoleGrant.role == Role.ADMINISTRATOR, RoleGrant.valid_from <= at)
        .where(RoleGrant.valid_until.is_(None), RoleGrant.programme_id.is_(None), RoleGrant.call_id.is_(None))
    )
    return session().scalar(rows) or 0


def list_lent(user: User, grant: RoleGrant | None = None) -> Sequence[RoleGrant]:
    """The roles that others hold as deputies of a person, all or those of one role, with the deputies."""
    rows = select(RoleGrant).where(RoleGrant.principal_id == user.id).options(joinedload(RoleGrant.user))
    if grant is not None:
        rows = rows.where(RoleGrant.lent_from_id == grant.id)
    return session().scalars(rows.order_by(RoleGrant.valid_from, RoleGrant.id)).all()


def holds_within(
    user: User,
    role: Role,
    scope: tuple[int | None, int | None],
    *,
    begins: datetime,
    ends: datetime | None,
) -> bool:
    """Whether a person holds this very role in the own name on some day of a period."""
    programme_id, call_id = scope
    rows = select(func.count(RoleGrant.id)).where(
        RoleGrant.user_id == user.id,
        RoleGrant.role == role,
        RoleGrant.programme_id.is_not_distinct_from(programme_id),
        RoleGrant.call_id.is_not_distinct_from(call_id),
        RoleGrant.principal_id.is_(None),
        RoleGrant.valid_until.is_(None) | (RoleGrant.valid_until > begins),
    )
    if ends is not None:
        rows = rows.where(RoleGrant.valid_from < ends)
    return bool(session().scalar(rows))
