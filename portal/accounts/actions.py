"""What happens to an account; each verb once, in the transaction of its caller."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from portal.access import Role
from portal.accounts import queries, rules
from portal.accounts.models import RoleGrant, SignIn, User
from portal.accounts.rules import Profile
from portal.audit import case_of, record
from portal.db import new_public_id, session
from portal.errors import Invalid, Refused
from portal.mail import write

Link = Callable[[User], str]
# How long a link counts, for the words of the mails.
LASTING: dict[str, Any] = {
    "days": rules.CONFIRM_WITHIN.days,
    "minutes": int(rules.RESET_WITHIN.total_seconds() // 60),
}


class ProfileIncomplete(Invalid):
    """The profile lacks something that letters or lists need."""


class GrantRefused(Refused):
    """The role can't be given like this."""


def register(*, email: str, password_hash: str, language: str, link: Link, at: datetime) -> User:
    """Open an account that waits for its confirmation, and write to the address whatever is the case."""
    user = queries.find_user_of(email)
    if user is not None and user.confirmed_at is not None:
        write(user, "accounts/known", at=at, language=language, case=case_of(user))
        return user
    if user is None:
        user = _new_user(email, language=language, at=at)
    # Whoever asked last chose the password; it is asked again at the confirmation, in the owner's hands.
    user.password = password_hash
    record(case_of(user), "account.register", by=None, at=at)
    _write_link(user, "accounts/confirm", link=link, language=language, at=at)
    return user


def _new_user(email: str, *, language: str, at: datetime) -> User:
    user = User(
        public_id=new_public_id(),
        email=email,
        fs_uniquifier=new_public_id(),
        link_key=new_public_id(),
        active=True,
        created_at=at,
        language=language,
    )
    session().add(user)
    return user


def _write_link(user: User, message: str, *, link: Link, language: str, at: datetime) -> None:
    user.link_key = new_public_id()
    write(user, message, at=at, language=language, case=case_of(user), link=link(user), **LASTING)


def send_confirmation(*, email: str, language: str, link: Link, at: datetime) -> None:
    """Write the confirmation mail again, if an account waits for it."""
    user = queries.find_user_of(email)
    if user is not None and user.active and user.confirmed_at is None:
        _write_link(user, "accounts/confirm", link=link, language=language, at=at)


def send_reset(*, email: str, language: str, link: Link, at: datetime) -> None:
    """Write a link for a new password, if there is an account."""
    user = queries.find_user_of(email)
    if user is not None and user.active:
        _write_link(user, "accounts/reset", link=link, language=language, at=at)


def confirm(user: User, *, at: datetime) -> None:
    """The address belongs to the person: the account is open."""
    user.confirmed_at = user.confirmed_at or at
    user.link_key = new_public_id()
    record(case_of(user), "account.confirm", by=user, at=at)


def reset_password(user: User, *, password_hash: str, at: datetime) -> None:
    """Take a new password from the person who reads the address's mail; every sign-in ends."""
    user.password = password_hash
    user.confirmed_at = user.confirmed_at or at
    user.link_key = new_public_id()
    user.fs_uniquifier = new_public_id()
    record(case_of(user), "account.reset_password", by=user, at=at)
    end_sign_ins(user, by=user, at=at)
    write(user, "accounts/password_changed", at=at, case=case_of(user))


def sign_in(user: User, *, agent: str, at: datetime, how: str = "") -> str:
    """Begin a sign-in and give its id, which only the browser keeps."""
    token = secrets.token_urlsafe(32)
    row = SignIn(token_hash=hash_of(token), user_id=user.id, created_at=at, seen_at=at, how=how)
    row.agent = agent[:200]
    session().add(row)
    record(case_of(user), "account.sign_in", by=user, at=at)
    return token


def hash_of(token: str) -> str:
    """What is stored of a sign-in's id."""
    return hashlib.sha256(token.encode()).hexdigest()


def prove(user: User, token: str, *, how: str, at: datetime) -> None:
    """Note that the person at this browser has just proved again who they are."""
    row = queries.find_sign_in(hash_of(token))
    if row is not None:
        row.proved_at = at
        record(case_of(user), "account.prove", by=user, at=at, how=how)


def sign_out(token: str, *, at: datetime) -> None:
    """End a sign-in, so that a copy of its cookie opens nothing any more."""
    row = queries.find_sign_in(hash_of(token))
    if row is not None and row.revoked_at is None:
        row.revoked_at = at


def see(token: str, *, at: datetime) -> None:
    """Note when a sign-in was last used, to the minute."""
    row = queries.find_sign_in(hash_of(token))
    if row is not None and (at - row.seen_at).total_seconds() >= 60:
        row.seen_at = at.replace(second=0, microsecond=0)


def end_sign_ins(user: User, *, by: User | None, at: datetime, but: str = "") -> None:
    """End all sign-ins of a person, or all but the one whose id is given."""
    kept = hash_of(but)
    ended = [row for row in queries.list_sign_ins(user) if row.token_hash != kept]
    for row in ended:
        row.revoked_at = at
    if ended:
        record(case_of(user), "account.end_sign_ins", by=by, at=at, ended=len(ended))


def change_profile(user: User, profile: Profile, *, by: User, at: datetime) -> None:
    """Take over how a person is named, addressed and reached."""
    tidy = rules.tidy_profile(profile)
    problems = rules.profile_problems(tidy)
    if problems:
        raise ProfileIncomplete(problems[0][1])
    changed = [name for name, value in asdict(tidy).items() if getattr(user, name) != value]
    for name in changed:
        setattr(user, name, getattr(tidy, name))
    user.search_name = rules.search_name(tidy)
    if changed:
        record(case_of(user), "account.change_profile", by=by, at=at, changed=changed)


def change_details(user: User, *, by: User, at: datetime, **details: str) -> None:
    """Take over some of what a profile holds, where another page asks for it; the rest stays as it is."""
    known = {part.name: getattr(user, part.name) for part in fields(Profile)}
    change_profile(user, Profile(**(known | details)), by=by, at=at)


def change_language(user: User, language: str) -> None:
    """Keep the language of pages and mails with the account."""
    user.language = language


def close(user: User, *, by: User | None, at: datetime) -> None:
    """Close an account: nobody signs in with it, and every sign-in ends now."""
    _keep_an_administrator(user, any(_administers(grant, at) for grant in user.grants), at=at)
    user.active = False
    for lent in queries.list_lent(user):
        _end(lent, at=at)
    record(case_of(user), "account.close", by=by, at=at)
    end_sign_ins(user, by=by, at=at)


def reopen(user: User, *, by: User | None, at: datetime) -> None:
    """Open a closed account again."""
    user.active = True
    record(case_of(user), "account.reopen", by=by, at=at)


def grant_role(
    user: User,
    role: Role,
    *,
    by: User | None,
    at: datetime,
    programme_id: int | None = None,
    call_id: int | None = None,
    valid_from: datetime | None = None,
    valid_until: datetime | None = None,
) -> RoleGrant:
    """Give a role for the portal, a programme or a call, for a period or until it is taken away."""
    begins = valid_from or at
    problem = rules.grant_problem(
        is_own=by is not None and by.id == user.id,
        valid_from=begins,
        valid_until=valid_until,
        programme=programme_id is not None,
        call=call_id is not None,
        administrator=role == Role.ADMINISTRATOR,
        held=queries.holds_within(user, role, (programme_id, call_id), begins=begins, ends=valid_until),
    )
    if problem is not None:
        raise GrantRefused(problem)
    grant = RoleGrant(
        public_id=new_public_id(),
        user_id=user.id,
        role=role.value,
        programme_id=programme_id,
        call_id=call_id,
        valid_from=begins,
        valid_until=valid_until,
        given_by_id=by.id if by else None,
    )
    session().add(grant)
    _record_grant("account.grant_role", user, grant, by=by, at=at)
    return grant


def revoke_grant(grant: RoleGrant, *, by: User | None, at: datetime) -> None:
    """Take a role away from now on, and from the deputies with it; one that never began is struck out."""
    user = grant.user
    _keep_an_administrator(user, _administers(grant, at), at=at)
    for one in (*queries.list_lent(user, grant), grant):
        _end(one, at=at)
    _record_grant("account.revoke_role", user, grant, by=by, at=at)


def _end(grant: RoleGrant, *, at: datetime) -> None:
    if grant.valid_from < at:
        grant.valid_until = at if grant.valid_until is None else min(at, grant.valid_until)
    else:
        session().delete(grant)


def _administers(grant: RoleGrant, at: datetime) -> bool:
    runs = grant.valid_from <= at and (grant.valid_until is None or grant.valid_until > at)
    return grant.role == Role.ADMINISTRATOR and runs


def _keep_an_administrator(user: User, administers: bool, *, at: datetime) -> None:
    others = queries.count_administrators(at, but=user) if administers else 0
    refusal = rules.last_administrator_refused(administers=administers, others=others)
    if refusal is not None:
        raise GrantRefused(refusal)


def _record_grant(verb: str, user: User, grant: RoleGrant, *, by: User | None, at: datetime) -> None:
    facts = {
        "role": grant.role,
        "programme_id": grant.programme_id,
        "call_id": grant.call_id,
        "valid_from": grant.valid_from,
        "valid_until": grant.valid_until,
    }
    record(case_of(user), verb, by=by, at=at, **facts)
