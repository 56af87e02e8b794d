"""Sending what was written: claimed, sent outside any transaction, and marked with what the server said."""

from datetime import UTC, datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import cast

from portal import clock
from portal.db import transaction
from portal.extensions import part
from portal.jobs.queue import each_minute, enqueue, enqueue_after_commit, work
from portal.mail import queries
from portal.mail.carriers import Carrier, NotAtAll, NotNow
from portal.mail.models import Message
from portal.mail.outbox import Office, one_line

IN_HAND = timedelta(minutes=5)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=3)
LEFT_BEHIND_AFTER = timedelta(minutes=1)
NOT_IN_ADDRESSES = frozenset(' ,;:<>()[]"\\\r\n\t')
HELD_BACK = "Held back after a restore: the backup can’t know whether it had been sent."


@work("mail.deliver")
def deliver(message_id: str) -> None:
    """Send a mail that waits; sent, refused or asked to wait, its row says so afterwards."""
    claimed = _claim(message_id, clock.now())
    if claimed is None:
        return
    mail, attempt = claimed
    try:
        cast(Carrier, part("mail_carrier")).carry(mail)
    except NotNow as trouble:
        _postpone(message_id, attempt, str(trouble))
    except (NotAtAll, ValueError) as refusal:
        _mark(message_id, attempt, state="failed", error=str(refusal))
    else:
        _mark(message_id, attempt, state="sent", sent_at=clock.now())


@each_minute
def send_what_was_left(at: datetime) -> None:
    """Put mails on their way again that a lost worker or a lost queue left behind."""
    with transaction():
        for message_id in queries.list_left_behind(at - LEFT_BEHIND_AFTER, at):
            enqueue_after_commit("mail.deliver", message_id)


def hold_back_waiting() -> int:
    """Stop all mails that wait, after a restore; how many there were."""
    waiting = queries.lock_waiting()
    for message in waiting:
        message.state, message.error = "failed", HELD_BACK
    return len(waiting)


def compose(message: Message, office: Office) -> EmailMessage:
    """The mail as it goes over the line, with an id that stays the same at every try."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(one_line(office.portal_name), addr_spec=office.sender)
    mail["To"] = _address(message.recipient)
    mail["Subject"] = one_line(message.subject)
    mail["Date"] = format_datetime(message.created_at.astimezone(UTC))
    mail["Message-ID"] = f"<{message.public_id}@{office.sender.rpartition('@')[2]}>"
    mail["Content-Language"] = message.language
    mail["Auto-Submitted"] = "auto-generated"
    if message.stop_path:
        # RFC 8058: the reader’s mail program shows its own button, which sends a POST to this address.
        mail["List-Unsubscribe"] = f"<{office.base_url}{message.stop_path}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(message.body)
    return mail


def _address(recipient: str) -> Address:
    # A quoted local part could hold a second address; nobody’s real one needs it.
    user, _, domain = recipient.rpartition("@")
    if not user or not domain or "@" in user or NOT_IN_ADDRESSES & set(recipient):
        raise ValueError(f"{one_line(recipient)} is not an address")
    return Address(username=user, domain=domain.encode("idna").decode())


def _claim(message_id: str, at: datetime) -> tuple[EmailMessage, int] | None:
    with transaction():
        message = queries.lock_message(message_id)
        if message is None or message.state != "waiting" or (message.busy_until and message.busy_until > at):
            return None
        message.busy_until, message.attempts = at + IN_HAND, message.attempts + 1
        try:
            return compose(message, cast(Office, part("mail_office"))), message.attempts
        except ValueError as unwritable:
            message.state, message.error = "failed", str(unwritable)
            return None


def _postpone(message_id: str, attempt: int, error: str) -> None:
    at = clock.now()
    pause = min(FIRST_PAUSE * 2 ** (attempt - 1), LONGEST_PAUSE)
    message = _mark(message_id, attempt, error=error, busy_until=at + pause)
    if message is not None and at - message.created_at > GIVE_UP_AFTER:
        _mark(message_id, attempt, state="failed")
    elif message is not None:
        enqueue("mail.deliver", message_id, delay=pause)


def _mark(message_id: str, attempt: int, **facts: object) -> Message | None:
    """Write down how a try ended, unless another worker has taken the mail since."""
    with transaction():
        message = queries.lock_message(message_id)
        if message is None or message.attempts != attempt or message.state != "waiting":
            return None
        for name, value in facts.items():
            setattr(message, name, value)
        return message
