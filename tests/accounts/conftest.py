"""Signing in as people do, and reading the mails that the portal wrote."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from portal import db
from portal.accounts.models import User
from portal.mail.models import Message
from tests.factories.world import PASSWORD
from tests.pages import Page, Pages

SignInAs = Callable[[User], Page]
Mails = Callable[[], list[Message]]


@pytest.fixture
def sign_in_as(pages: Pages) -> SignInAs:
    """Signs a person in through the page."""

    def sign_in(user: User) -> Page:
        return pages.post("/sign-in", {"email": user.email, "password": PASSWORD}, follow=False)

    return sign_in


@pytest.fixture
def mails(app: Flask) -> Mails:
    """All mails that were written, oldest first."""

    def read() -> list[Message]:
        with app.app_context():
            return list(db.session().scalars(select(Message).order_by(Message.id)))

    return read


def link_in(message: Message) -> str:
    """The path of the link that a mail carries."""
    found = re.search(r"http://localhost(/\S+/\S+)", message.body)
    assert found is not None
    return found[1]
