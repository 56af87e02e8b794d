import pytest

from portal.questionnaire import texts
from tests.questionnaire.examples import ask, sent, sentences


def test_a_line_is_read_tidy_and_shown_as_written() -> None:
    value = texts.read_line(ask("text"), sent(q=[" Zwischen\r\nUfern "]))
    assert (value, texts.lines(ask("text"), "Zwischen Ufern", "de", {})) == (
        "Zwischen Ufern",
        ["Zwischen Ufern"],
    )


def test_a_longer_text_keeps_its_line_breaks() -> None:
    assert texts.read_paragraphs(ask("long_text"), sent(q=["one\r\n\r\ntwo "])) == "one\n\ntwo"


@pytest.mark.parametrize(
    ("limits", "text", "wrong"),
    [
        ({"max_words": 3}, "one two three", []),
        (
            {"max_words": 3},
            "one two three four five",
            ["The limit is 3 words. You have 5; please shorten the text by 2."],
        ),
        ({"min_words": 2}, "one", ["Please write at least 2 words. So far: 1."]),
        ({"max_characters": 4}, "Işıl", []),
        (
            {"max_characters": 4},
            "Işıl Ş.",
            ["The limit is 4 characters. You have 7; please shorten the text by 3."],
        ),
        ({}, "word " * 2_000, []),
    ],
)
def test_a_longer_text_is_measured_by_words_and_characters(
    limits: dict[str, int], text: str, wrong: list[str]
) -> None:
    assert sentences(texts.wrong_paragraphs(ask("long_text", **limits), text, {})) == wrong


@pytest.mark.parametrize(("length", "faults"), [(500, 0), (501, 1)])
def test_a_line_without_a_limit_of_its_own_ends_at_five_hundred_characters(length: int, faults: int) -> None:
    assert len(texts.wrong_line(ask("text"), "x" * length, {})) == faults


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("isil@demo.example", True),
        ("işıl@örnek.example", True),
        ("a.b+c@sub.example.org", True),
        ("isil@demo", False),
        ("isil demo@x.example", False),
        ("a@b@c.example", False),
        ("@demo.example", False),
        (f"a@{'x' * 60}.{'y' * 60}.{'z' * 60}.{'w' * 60}.{'v' * 60}.example", False),
    ],
)
def test_an_email_address_looks_like_one(text: str, good: bool) -> None:
    assert (texts.wrong_email(ask("email"), text, {}) == []) is good


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("https://example.org/film?x=1", True),
        ("http://localhost:8000/", True),
        ("https://[", False),
        ("javascript:alert(1)", False),
        ("example.org", False),
        ("https://", False),
        ("https://exa mple.org", False),
        ("ftp://example.org", False),
    ],
)
def test_a_link_is_an_absolute_web_address(text: str, good: bool) -> None:
    assert (texts.is_link(text), texts.wrong_link(ask("url"), text, {}) == []) == (good, good)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("+49 (30) 9026-2241", True),
        ("0212/555 01 02", True),
        ("12", False),
        ("call me", False),
        ("1" * 16, False),
    ],
)
def test_a_telephone_number_has_five_to_fifteen_digits(text: str, good: bool) -> None:
    assert (texts.wrong_phone(ask("phone"), text, {}) == []) is good
