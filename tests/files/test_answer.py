"""Files are given back as attachments in which nothing can run; only previews are shown in the page."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from portal.errors import NotFound
from portal.files import keep_made, store
from portal.files.answer import download, send
from portal.files.models import StoredFile
from portal.files.storage import StoreDamaged

AT = datetime(2026, 10, 13, 12, 0, tzinfo=UTC)


def stored(name: str = "Işıl.pdf", **facts: object) -> StoredFile:
    """A file in the store."""
    made = keep_made(b"bytes", name=name, media_type="application/pdf", at=AT)
    for fact, value in facts.items():
        setattr(made, fact, value)
    return made


def test_a_file_is_an_attachment_in_which_nothing_can_run(ground: Flask) -> None:
    answer = send(stored())
    assert (answer.get_data(), dict(answer.headers)) == (
        b"bytes",
        {
            "Content-Type": "application/pdf",
            "Content-Length": "5",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "no-store",
            "Content-Disposition": "attachment; filename=\"Isl.pdf\"; filename*=UTF-8''I%C5%9F%C4%B1l.pdf",
        },
    )


@pytest.mark.parametrize(
    "name", ["a\r\nSet-Cookie: x=1.pdf", 'a"; b="c.pdf', "\u202efdp.exe", "", "тест", "a" * 300]
)
def test_no_name_makes_a_file_undownloadable(ground: Flask, name: str) -> None:
    header = send(stored(name)).headers["Content-Disposition"]
    assert header.startswith('attachment; filename="')
    assert header.isascii()
    assert "\n" not in header


def test_only_the_preview_is_shown_in_the_page(ground: Flask) -> None:
    shown = send(stored("work.pdf", preview_sha256=store().keep(b"jpeg")), inline_picture=True)
    assert (shown.get_data(), shown.content_type, shown.headers["Content-Disposition"]) == (
        b"jpeg",
        "image/jpeg",
        'inline; filename="work.pdf.jpg"',
    )


def test_a_file_without_a_preview_has_none_to_show(ground: Flask) -> None:
    with pytest.raises(NotFound):
        send(stored(), inline_picture=True)


def test_a_lost_file_is_said_to_be_lost(ground: Flask) -> None:
    with pytest.raises(StoreDamaged):
        send(stored(sha256="0" * 64))


def test_what_is_no_stored_file_can_be_downloaded_too() -> None:
    answer = download(b"a,b", media_type="text/csv", name="list.csv")
    assert (answer.content_type, answer.headers["Content-Disposition"]) == (
        "text/csv",
        'attachment; filename="list.csv"',
    )
