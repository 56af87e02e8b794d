"""A mail is written in the transaction of its cause, in the reader's language, once, and to one person."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from jinja2 import TemplatesNotFound, UndefinedError

from portal.db import transaction
from portal.mail import queries, write
from portal.mail.models import Message
from portal.words import say
from tests.mail.readers import Reader

AT = datetime(2026, 10, 13, 12, 0, tzinfo=UTC)
FACTS: dict[str, Any] = {"title": "Brief", "letter_id": "7k3m", "reason": say("It is here.")}


def written(reader: Reader | str, message: str = "tests/greeting", **facts: Any) -> Message:
    """The mail after its transaction."""
    with transaction():
        return write(reader, message, at=AT, **facts)


def test_a_mail_has_its_facts_its_language_and_one_reader(ground: Flask) -> None:
    mail = written(Reader(), case="application:7k3m", **FACTS)
    assert (mail.recipient, mail.language, mail.subject, mail.body, mail.case, mail.created_at) == (
        "isil@demo.example",
        "de",
        "Brief für Işıl Şahin",
        "Guten Tag Işıl Şahin,\nhttp://localhost/letters/7k3m (de, Berlin City Exchange)\nIt is here.\n",
        "application:7k3m",
        AT,
    )


@pytest.mark.parametrize(
    ("own", "asked", "message", "spoken"),
    [
        ("en", "de", "tests/greeting", "en"),
        ("", "en", "tests/greeting", "en"),
        ("", "", "tests/greeting", "de"),
        ("tr", "tr", "tests/greeting", "de"),
        ("de", "de", "tests/only", "en"),
        ("../../secret", "", "tests/greeting", "de"),
    ],
)
def test_the_language_is_the_readers_then_the_asked_one_then_german_then_english(
    ground: Flask, own: str, asked: str, message: str, spoken: str
) -> None:
    assert written(Reader(language=own), message, language=asked, **FACTS).language == spoken


def test_an_address_alone_can_be_written_to(ground: Flask) -> None:
    assert written("referee@uni.example", **FACTS).recipient == "referee@uni.example"


def test_the_same_cause_never_writes_twice(ground: Flask) -> None:
    first = written(Reader(), key="letter:7k3m", **FACTS)
    second = written(Reader(), key="letter:7k3m", **FACTS)
    assert (second.public_id, len(queries.list_messages())) == (first.public_id, 1)


def test_a_name_can_not_begin_another_line_of_the_head(ground: Flask) -> None:
    hostile = "Eve\r\nBcc: all@demo.example\u2028X: y\x00"
    mail = written(Reader(name=hostile), **FACTS)
    assert (mail.subject, mail.body.splitlines()[0]) == (
        "Brief für Eve Bcc: all@demo.example X: y",
        "Guten Tag Eve Bcc: all@demo.example X: y,",
    )
    assert (
        written(Reader(), **{**FACTS, "title": "a\u2028b\x00c\x85d"}).subject
        == "Brief für".replace("Brief", "a b c d") + " Işıl Şahin"
    )


def test_a_change_that_is_taken_back_leaves_no_mail(ground: Flask) -> None:
    def change() -> None:
        with transaction():
            write(Reader(), "tests/greeting", at=AT, **FACTS)
            raise RuntimeError("the change failed")

    with pytest.raises(RuntimeError):
        change()
    assert queries.list_messages() == []


def test_a_missing_fact_is_an_error_and_not_a_blank(ground: Flask) -> None:
    with pytest.raises(UndefinedError):
        written(Reader(), letter_id="7k3m", title="Brief")


def test_a_message_without_any_template_is_an_error(ground: Flask) -> None:
    with pytest.raises(TemplatesNotFound):
        written(Reader(), "tests/none")


def test_a_template_without_a_subject_is_an_error(ground: Flask) -> None:
    with pytest.raises(ValueError, match="does not begin with"):
        written(Reader(), "tests/headless")


def test_amounts_and_names_keep_the_signs_that_scripts_need(ground: Flask) -> None:
    mail = written(Reader(name="می\u200cخواهم"), **{**FACTS, "reason": "10.000\u00a0EUR\x00\r\nsoon"})
    assert mail.body.splitlines()[2:] == ["10.000\u00a0EUR", "soon"]
    assert mail.subject == "Brief für می\u200cخواهم"
