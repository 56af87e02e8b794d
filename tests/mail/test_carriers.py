"""What a mail server answers decides whether a mail is tried again, and nothing is said over an open line."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from portal.mail.carriers import Folder, NotAtAll, NotNow, Server, carrier_of
from tests.ground import ground_settings


def a_mail() -> EmailMessage:
    """A mail to one person."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "portal@exchange.example", "isil@demo.example", "Brief"
    mail["Message-ID"] = "<7k3m@exchange.example>"
    mail.set_content("Grüße\n")
    return mail


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Desk:
    """A mail server that answers RCPT and DATA as a test wants it."""

    def __init__(self, rcpt: str = "", data: str = "250 OK") -> None:
        self.rcpt, self.data, self.envelopes = rcpt, data, list[Any]()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        """Take the recipient, or say no."""
        if self.rcpt:
            return self.rcpt
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take the mail, or say no."""
        self.envelopes.append(envelope)
        return self.data


@contextmanager
def listening(desk: Desk) -> Iterator[Server]:
    """A mail server that runs during a test, as the portal reaches it."""
    controller = Controller(desk, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield Server("127.0.0.1", controller.port)
    finally:
        controller.stop()


def test_the_server_gets_one_mail_for_one_person() -> None:
    desk = Desk()
    with listening(desk) as server:
        server.carry(a_mail())
    assert [(mail.mail_from, mail.rcpt_tos) for mail in desk.envelopes] == [
        ("portal@exchange.example", ["isil@demo.example"])
    ]


@pytest.mark.parametrize(
    ("desk", "verdict", "words"),
    [
        (Desk(rcpt="550 unknown user"), NotAtAll, "550 unknown user"),
        (Desk(rcpt="450 greylisted"), NotNow, "450 greylisted"),
        (Desk(data="554 refused"), NotAtAll, "554 refused"),
        (Desk(data="421 closing"), NotNow, "421 closing"),
    ],
    ids=["unknown", "greylisted", "refused", "closing"],
)
def test_a_lasting_no_is_told_from_a_passing_one(desk: Desk, verdict: type[Exception], words: str) -> None:
    with listening(desk) as server, pytest.raises(verdict, match=words):
        server.carry(a_mail())


def test_a_server_that_is_down_is_asked_again() -> None:
    with pytest.raises(NotNow):
        Server("127.0.0.1", free_port()).carry(a_mail())


def test_a_password_is_never_said_over_an_open_line() -> None:
    desk = Desk()
    with listening(desk) as server, pytest.raises((NotNow, NotAtAll)):
        Server(server.host, server.port, "portal", "secret").carry(a_mail())
    assert desk.envelopes == []


def test_a_full_disk_is_a_passing_no(tmp_path: Path) -> None:
    (tmp_path / "7k3m.eml").mkdir()
    with pytest.raises(NotNow):
        Folder(tmp_path).carry(a_mail())


@pytest.mark.parametrize(
    ("url", "carrier"),
    [
        ("", lambda folder: Folder(folder / "mail")),
        ("smtp://localhost", lambda _: Server("localhost", 25)),
        ("smtp://u%40x:p%2Fw@mail.example:587", lambda _: Server("mail.example", 587, "u@x", "p/w")),
        ("smtps://mail.example", lambda _: Server("mail.example", 465, secure=True)),
    ],
)
def test_the_address_in_the_settings_chooses_the_way(
    tmp_path: Path, url: str, carrier: Callable[[Path], object]
) -> None:
    assert carrier_of(ground_settings(tmp_path, mail_url=url)) == carrier(tmp_path)
