"""Changing an address: asked for, confirmed from the new mailbox, undone from the old one."""

from collections.abc import Callable
from datetime import datetime

from portal.accounts.actions import end_sign_ins
from portal.accounts.models import User
from portal.accounts.queries import find_user_of
from portal.addresses import queries, rules
from portal.addresses.models import AddressChange
from portal.audit import case_of, record
from portal.db import new_public_id, session
from portal.errors import Refused
from portal.mail import write

Link = Callable[[str], str]


class AddressRefused(Refused):
    """The address can't be changed like this."""


def ask(user: User, new_email: str, *, confirm: Link, undo: Link, at: datetime) -> None:
    """Write to the new address for its confirmation and to the old one with a way to stop it."""
    refusal = rules.address_refused(new_email, present=user.email)
    if refusal is not None:
        raise AddressRefused(refusal)
    for waiting in queries.list_waiting(user):
        waiting.stopped_at = at
    change = AddressChange(
        user_id=user.id,
        old_email=user.email,
        new_email=new_email,
        link_key=new_public_id(),
        undo_key=new_public_id(),
        asked_at=at,
    )
    session().add(change)
    record(case_of(user), "account.ask_address", by=user, at=at)
    _write_to_new(user, change, confirm, at=at)
    _write_to_old(user, change, undo, at=at)


def _write_to_new(user: User, change: AddressChange, confirm: Link, *, at: datetime) -> None:
    # Whoever asks learns nothing about the other account: only its own mailbox is told.
    known = find_user_of(change.new_email) is not None
    facts = {} if known else {"link": confirm(change.link_key)}
    message = "addresses/taken" if known else "addresses/confirm"
    write(change.new_email, message, at=at, language=user.language, case=case_of(user), **facts)


def _write_to_old(user: User, change: AddressChange, undo: Link, *, at: datetime) -> None:
    write(
        change.old_email,
        "addresses/changed",
        at=at,
        language=user.language,
        case=case_of(user),
        new_email=change.new_email,
        done=change.done_at is not None,
        link=undo(change.undo_key),
        days=rules.UNDO_WITHIN.days,
    )


def confirm(change: AddressChange, *, here: str, undo: Link, at: datetime) -> None:
    """Let the new address count: for signing in, for mails, for searches; other browsers are signed out."""
    user = change.user
    refusal = rules.confirmation_refused(is_taken=find_user_of(change.new_email) is not None)
    if refusal is not None:
        raise AddressRefused(refusal)
    user.email, change.done_at = change.new_email, at
    user.link_key = new_public_id()
    end_sign_ins(user, by=user, at=at, but=here)
    record(case_of(user), "account.change_address", by=user, at=at)
    _write_to_old(user, change, undo, at=at)


def undo(change: AddressChange, *, at: datetime) -> None:
    """Stop a wish or take a change back: the old address counts, and every sign-in ends."""
    user = change.user
    if change.done_at is not None:
        refusal = rules.confirmation_refused(is_taken=_taken_by_another(change))
        if refusal is not None:
            raise AddressRefused(refusal)
        user.email = change.old_email
    for row in [change, *queries.list_later(change)]:
        row.stopped_at = at
    user.link_key = new_public_id()
    end_sign_ins(user, by=user, at=at)
    record(case_of(user), "account.undo_address", by=user, at=at)


def _taken_by_another(change: AddressChange) -> bool:
    owner = find_user_of(change.old_email)
    return owner is not None and owner.id != change.user_id
