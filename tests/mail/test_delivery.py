"""A mail that was written is sent once; what the server says decides what becomes of it."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask

from portal import clock
from portal.db import session, transaction
from portal.mail import queries
from portal.mail.carriers import NotAtAll, NotNow
from portal.mail.delivery import GIVE_UP_AFTER, HELD_BACK, deliver, hold_back_waiting, send_what_was_left
from portal.mail.models import Message


class Postman:
    """Takes mails and answers as a test wants it."""

    def __init__(self, *answers: Exception | None) -> None:
        self.answers, self.mails = list(answers), list[EmailMessage]()

    def carry(self, mail: EmailMessage) -> None:
        """Keep the mail, or say the next answer."""
        answer = self.answers.pop(0) if self.answers else None
        if answer is not None:
            raise answer
        self.mails.append(mail)


def postman(ground: Flask, *answers: Exception | None) -> Postman:
    """Let mails leave this way for the rest of the test."""
    carrier = ground.extensions["mail_carrier"] = Postman(*answers)
    return carrier


def waiting_mail(**facts: object) -> str:
    """A mail that waits; its public id."""
    at = clock.now() - timedelta(minutes=5)
    described = {
        "recipient": "isil@demo.example",
        "language": "de",
        "subject": "Brief",
        "body": "Guten Tag\n",
    }
    with transaction():
        message = Message(**{**described, "created_at": at, **facts})
        session().add(message)
    return message.public_id


def row(message_id: str) -> Message:
    """The mail as the database knows it."""
    session().expire_all()
    found = queries.find_message(message_id)
    assert found is not None
    return found


def state_of(message_id: str) -> tuple[str, int, str]:
    """State, number of tries and last error."""
    message = row(message_id)
    return message.state, message.attempts, message.error


def test_a_mail_in_the_folder_can_be_read_by_any_mail_program(ground: Flask, tmp_path: Path) -> None:
    mail_id = waiting_mail(subject="Ihr Bescheid – Işıl", body="Grüße\n.\nFrom here\n")
    deliver(mail_id)
    mail = message_from_bytes(
        (tmp_path / "var" / "mail" / f"{mail_id}.eml").read_bytes(), policy=policy.default
    )
    assert (mail["To"], mail["From"], mail["Subject"], mail["Message-ID"], mail.get_content()) == (
        "isil@demo.example",
        "Berlin City Exchange <portal@exchange.example>",
        "Ihr Bescheid – Işıl",
        f"<{mail_id}@exchange.example>",
        "Grüße\r\n.\r\nFrom here\r\n",
    )
    assert state_of(mail_id) == ("sent", 1, "")


def test_a_mail_is_sent_once_however_often_it_is_asked_for(ground: Flask) -> None:
    taken, mail_id = postman(ground), waiting_mail()
    for _ in range(3):
        deliver(mail_id)
    assert [mail["Message-ID"] for mail in taken.mails] == [f"<{mail_id}@exchange.example>"]


def test_a_mail_that_another_worker_has_in_hand_is_left_alone(ground: Flask) -> None:
    taken, mail_id = postman(ground), waiting_mail(busy_until=clock.now() + timedelta(minutes=1), attempts=1)
    deliver(mail_id)
    assert (taken.mails, state_of(mail_id)) == ([], ("waiting", 1, ""))


def test_a_busy_server_is_asked_again_after_a_growing_pause(ground: Flask) -> None:
    taken, mail_id = postman(ground, NotNow("421 busy"), NotNow("450 greylisted")), waiting_mail()
    pauses = []
    for _ in range(3):
        before = clock.now()
        deliver(mail_id)
        message = row(mail_id)
        pauses.append(
            round((message.busy_until - before) / timedelta(minutes=1)) if message.busy_until else 0
        )
        with transaction():
            row(mail_id).busy_until = None
    assert (pauses[:2], state_of(mail_id), len(taken.mails)) == ([1, 2], ("sent", 3, "450 greylisted"), 1)


def test_a_refused_mail_is_not_tried_again_and_stops_no_other(ground: Flask) -> None:
    taken = postman(ground, NotAtAll("550 unknown user"), None)
    refused, other = waiting_mail(), waiting_mail(recipient="lena@demo.example")
    deliver(refused)
    deliver(other)
    assert (state_of(refused), state_of(other)) == (("failed", 1, "550 unknown user"), ("sent", 1, ""))
    assert [mail["To"] for mail in taken.mails] == ["lena@demo.example"]


def test_a_mail_that_nobody_took_for_days_is_given_up(ground: Flask) -> None:
    postman(ground, NotNow("connection refused"))
    mail_id = waiting_mail(created_at=clock.now() - GIVE_UP_AFTER - timedelta(hours=1))
    deliver(mail_id)
    assert state_of(mail_id) == ("failed", 1, "connection refused")


@pytest.mark.parametrize(
    "recipient",
    ["a@x.example\r\nBcc: b@x.example", "a@x.example, b@x.example", "no address", "@x.example", "a@", ""],
)
def test_an_address_that_is_none_fails_alone_and_reaches_nobody(ground: Flask, recipient: str) -> None:
    taken, mail_id = postman(ground), waiting_mail(recipient=recipient)
    deliver(mail_id)
    assert (taken.mails, row(mail_id).state) == ([], "failed")


def test_a_domain_in_another_script_is_written_as_servers_know_it(ground: Flask) -> None:
    taken = postman(ground)
    deliver(waiting_mail(recipient="post@bücher.example"))
    assert [mail["To"] for mail in taken.mails] == ["post@xn--bcher-kva.example"]


def test_the_sweep_finds_what_a_lost_worker_left_behind(ground: Flask) -> None:
    taken, now = postman(ground), clock.now()
    lost = waiting_mail(busy_until=now - timedelta(seconds=1), attempts=1)
    fresh = waiting_mail(created_at=now)
    send_what_was_left(now)
    assert ([mail["Message-ID"] for mail in taken.mails], row(fresh).state) == (
        [f"<{lost}@exchange.example>"],
        "waiting",
    )


def test_after_a_restore_no_mail_leaves_by_itself(ground: Flask) -> None:
    taken, mail_id = postman(ground), waiting_mail()
    with transaction():
        held = hold_back_waiting()
    send_what_was_left(datetime(2100, 1, 1, tzinfo=UTC))
    assert (held, taken.mails, state_of(mail_id)) == (1, [], ("failed", 0, HELD_BACK))
