"""What a file is, is found by parsing; what acts by itself is taken out; everything else gets a sentence."""

import pytest

from portal.files.checks import EMPTY, examine
from portal.files.verdict import FileRefused
from portal.words import say
from tests.files.making import document, picture


def refusal_of(data: bytes) -> str:
    """The sentence with which the file is refused."""
    with pytest.raises(FileRefused) as refused:
        examine(data)
    return str(refused.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (picture("GIF"), "a GIF picture"),
        (picture("TIFF"), "a TIFF picture"),
        (picture("BMP"), "a BMP picture"),
        (b"PK\x03\x04word/document.xml", "an archive or an office document"),
        (b"<!doctype html><script>alert(1)</script>", "a web page or a drawing (SVG)"),
        (
            b"\xef\xbb\xbf <svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            "a web page or a drawing (SVG)",
        ),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "a HEIC picture"),
        (b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00", "a video or a sound recording"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "a video or a sound recording"),
        (b"MZ\x90\x00", "a program"),
        (b"plain words", "of a type that we don’t know"),
        (b"\x00" * 100, "of a type that we don’t know"),
    ],
)
def test_a_file_of_another_kind_is_named_and_refused(data: bytes, words: str) -> None:
    assert refusal_of(data) == f"This file is {words}; please send a PDF, JPEG, PNG or WebP."


@pytest.mark.parametrize("data", [b"", b" ", b"\r\n\t  "])
def test_an_empty_file_is_refused_as_empty(data: bytes) -> None:
    assert refusal_of(data) == str(EMPTY)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (picture("JPEG"), "image/jpeg"),
        (picture("PNG"), "image/png"),
        (picture("WEBP"), "image/webp"),
        (document(), "application/pdf"),
    ],
)
def test_the_four_kinds_are_known_by_their_content(data: bytes, media_type: str) -> None:
    assert examine(data).media_type == media_type


def test_a_page_with_a_pdf_behind_it_is_a_page() -> None:
    assert refusal_of(b"<html><script>alert(1)</script>" + document()) == str(
        say(
            "This file is {kind}; please send a PDF, JPEG, PNG or WebP.", kind="a web page or a drawing (SVG)"
        )
    )
