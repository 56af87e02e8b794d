"""Reading the mails that the portal wrote, and following their links."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from portal import db
from portal.mail.models import Message

Mails = Callable[[], list[Message]]


@pytest.fixture
def mails(app: Flask) -> Mails:
    """All mails that were written, oldest first."""

    def read() -> list[Message]:
        with app.app_context():
            return list(db.session().scalars(select(Message).order_by(Message.id)))

    return read


def link_in(message: Message) -> str:
    """The path of the link that a mail carries."""
    found = re.search(r"http://localhost(/(?:confirm|reset)/\S+)", message.body)
    assert found is not None, message.body
    return found[1]
