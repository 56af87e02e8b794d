"""What is sent is examined and kept before anything is written down; the refused is not kept."""

from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage

from portal.db import transaction
from portal.files import FileRefused, Taken, keep_made, queries, record, store, take
from portal.files.pictures import DAMAGED
from tests.files.making import document, picture

AT = datetime(2026, 10, 13, 12, 0, tzinfo=UTC)


def sent(data: bytes, name: str | None = "work.pdf") -> Taken:
    """The file as the door takes it in."""
    return take(FileStorage(BytesIO(data), filename=name))


def test_a_document_is_kept_with_its_facts(ground: Flask) -> None:
    data = document(3)
    taken = sent(data, "../Lebenslauf\u202e.pdf")
    address = sha256(data).hexdigest()
    assert taken == Taken(
        name="Lebenslauf.pdf", size=len(data), sha256=address, media_type="application/pdf", pages=3
    )
    assert store().open_bytes(address) == data


def test_a_picture_is_kept_as_it_came_and_its_preview_beside_it(ground: Flask) -> None:
    taken = sent(picture("PNG", (40, 30)), "work.png")
    kept = sorted({taken.sha256, str(taken.preview_sha256)})
    assert (taken.width, taken.height, list(store().addresses())) == (40, 30, kept)


def test_what_is_refused_is_not_kept(ground: Flask) -> None:
    taken = sent(picture()[:200], None)
    assert taken == Taken(name="file", size=200, problem=DAMAGED)
    assert list(store().addresses()) == []


def test_a_taken_file_is_found_by_its_public_id(ground: Flask) -> None:
    with transaction():
        stored = [record(sent(document(pages), f"{pages}.pdf"), owner=None, at=AT) for pages in (1, 2)]
    ids = [one.public_id for one in stored]
    assert queries.find_file(ids[0]) == stored[0]
    assert queries.list_files([ids[1], "0" * 26, ids[0]]) == [stored[1], stored[0]]
    assert queries.find_file("0" * 26) is None


def test_a_refused_file_can_not_be_written_down(ground: Flask) -> None:
    with pytest.raises(FileRefused) as refused:
        record(sent(b"no file"), owner=None, at=AT)
    assert refused.value.status == 422


def test_what_the_portal_makes_is_kept_and_written_down(ground: Flask) -> None:
    with transaction():
        made = keep_made(b"letter", name="Bescheid.pdf", media_type="application/pdf", at=AT, pages=2)
    assert (made.sha256, made.size, made.pages, made.owner_id) == (sha256(b"letter").hexdigest(), 6, 2, None)
