"""Writing a mail into the transaction of the change that causes it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, cast
from unicodedata import category

from flask_babel import force_locale
from jinja2 import Environment, Template

from portal.db import new_public_id, session
from portal.extensions import part
from portal.jobs.queue import enqueue_after_commit
from portal.mail import queries
from portal.mail.models import Message

SUBJECT = "Subject: "
LONGEST_SUBJECT = 300
UNWRITABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})


class Reader(Protocol):
    """A person to whom the portal writes."""

    email: str
    language: str

    @property
    def name(self) -> str:
        """How the person is called."""


@dataclass(frozen=True)
class Office:
    """Where the words of mails come from, and what every mail knows of its installation."""

    templates: Environment
    base_url: str
    portal_name: str
    sender: str


def write(
    recipient: Reader | str,
    message: str,
    *,
    at: datetime,
    language: str = "",
    case: str | None = None,
    key: str | None = None,
    stop_path: str = "",
    **facts: Any,
) -> Message:
    """Write a mail to one person in the person's language; the same key never writes twice."""
    written = queries.find_message_of(key) if key else None
    if written is not None:
        return written
    address, name, own = _addressee(recipient)
    template, spoken = _template(message, (own, language, "de", "en"))
    subject, body = _rendered(template, spoken, recipient_name=one_line(name), stop_path=stop_path, **facts)
    written = Message(
        public_id=new_public_id(),
        key=key or new_public_id(),
        recipient=one_line(address),
        language=spoken,
        subject=subject,
        body=body,
        stop_path=stop_path or None,
        case=case,
        created_at=at,
    )
    session().add(written)
    enqueue_after_commit("mail.deliver", written.public_id)
    return written


def forget(case: str) -> None:
    """Delete all mails of a case whose reader has asked to be forgotten; one that waits is not sent."""
    for message in queries.list_messages_of(case):
        session().delete(message)


def one_line(text: str) -> str:
    """The text without anything that could begin another line of a mail's head."""
    return " ".join("".join(" " if category(sign) in UNWRITABLE else sign for sign in text).split())


def _addressee(recipient: Reader | str) -> tuple[str, str, str]:
    if isinstance(recipient, str):
        return recipient, "", ""
    return recipient.email, recipient.name, recipient.language


def _template(message: str, languages: tuple[str, ...]) -> tuple[Template, str]:
    spoken = [language for language in languages if language.isalpha()]
    names = [f"mail/{message}.{language}.txt" for language in spoken]
    template = _office().templates.select_template(names)
    return template, spoken[names.index(str(template.name))]


def _rendered(template: Template, language: str, **facts: Any) -> tuple[str, str]:
    office = _office()
    with force_locale(language):
        text = template.render(
            language=language, base_url=office.base_url, portal_name=office.portal_name, **facts
        )
    head, _, body = text.strip().partition("\n")
    if not head.startswith(SUBJECT):
        raise ValueError(f"{template.name} does not begin with “{SUBJECT.strip()}”")
    return one_line(head.removeprefix(SUBJECT))[:LONGEST_SUBJECT], _plain(body).strip() + "\n"


def _plain(text: str) -> str:
    # Neither a database nor a mail program knows what to do with other signs that can’t be seen.
    return "".join(sign for sign in text if sign in "\n\t" or category(sign) not in UNWRITABLE)


def _office() -> Office:
    return cast(Office, part("mail_office"))
