"""When an address may change, as pure checks."""

from datetime import datetime, timedelta

from portal.words import Sentence, say

CONFIRM_WITHIN = timedelta(days=1)
UNDO_WITHIN = timedelta(days=14)


def address_refused(new: str, *, present: str) -> Sentence | None:
    """Why an address can't be asked for."""
    if new == present:
        return say("This is your address already. Please enter the new one.")
    return None


def confirmation_refused(*, is_taken: bool) -> Sentence | None:
    """Why a confirmed address can't be taken over after all."""
    if is_taken:
        return say("In the meantime this address belongs to another account. Yours stays as it was.")
    return None


def may_be_confirmed(*, asked_at: datetime, done: bool, stopped: bool, at: datetime) -> bool:
    """Whether the link to the new mailbox still counts."""
    return not done and not stopped and at - asked_at <= CONFIRM_WITHIN


def may_be_undone(*, asked_at: datetime, done_at: datetime | None, stopped: bool, at: datetime) -> bool:
    """Whether the link to the old mailbox still counts: long after the change, since mails are read late."""
    return not stopped and at - (done_at or asked_at) <= UNDO_WITHIN
