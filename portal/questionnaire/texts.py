"""Answers in words: a line, a longer text, an e-mail address, a link, a telephone number."""

import re
from urllib.parse import urlsplit

from portal.questionnaire.answers import Files, Problem, Sent, problem
from portal.questionnaire.shape import Question
from portal.questionnaire.text import count_characters, count_words, one_line, tidy
from portal.words import Sentence, say

MOST_CHARACTERS_IN_A_LINE = 500
_EMAIL = re.compile(r"[^@\s\"(),:;<>\[\]\\]{1,64}@(?:[\w-]{1,63}\.)+[\w-]{2,63}")
_PHONE = re.compile(r"\+?[0-9 ()/.\-]{5,30}")


def read_line(question: Question, sent: Sent) -> str | None:
    """The text on one line, or nothing."""
    return one_line(sent.one(question.key)) or None


def read_paragraphs(question: Question, sent: Sent) -> str | None:
    """The text with its line breaks, or nothing."""
    return tidy(sent.one(question.key)) or None


def write(question: Question, value: str, language: str) -> dict[str, list[str]]:
    """The field with the text in it."""
    return {question.key: [value]}


def fits(value: object) -> bool:
    """Whether the stored answer is a text."""
    return isinstance(value, str)


def lines(question: Question, value: str, language: str, files: Files) -> list[str | Sentence]:
    """The text as it was written."""
    return [value]


def wrong_line(question: Question, value: str, files: Files) -> list[Problem]:
    """What is too long in a single line."""
    return _lengths(question, value, question.limits.max_characters or MOST_CHARACTERS_IN_A_LINE)


def wrong_paragraphs(question: Question, value: str, files: Files) -> list[Problem]:
    """What is too long or too short in a longer text."""
    return _lengths(question, value, question.limits.max_characters)


def wrong_email(question: Question, value: str, files: Files) -> list[Problem]:
    """Whether the text can be an e-mail address."""
    if _EMAIL.fullmatch(value) and len(value) <= 254:
        return []
    return [problem(question, say("Please enter an e-mail address such as name@example.org."))]


def wrong_link(question: Question, value: str, files: Files) -> list[Problem]:
    """Whether the text is a link that a browser can open."""
    return [] if is_link(value) else [problem(question, NOT_A_LINK)]


def wrong_phone(question: Question, value: str, files: Files) -> list[Problem]:
    """Whether the text can be a telephone number."""
    digits = sum(letter.isdigit() for letter in value)
    if _PHONE.fullmatch(value) and 5 <= digits <= 15:
        return []
    return [problem(question, say("Please enter a telephone number such as +49 30 1234567."))]


NOT_A_LINK = say("Please enter a link that begins with https:// or http://.")


def is_link(text: str) -> bool:
    """Whether the text is an absolute web address."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", text)
    except ValueError:
        return False


def _lengths(question: Question, value: str, max_characters: int | None) -> list[Problem]:
    limits, words = question.limits, count_words(value)
    characters = count_characters(value)
    found: list[Sentence] = []
    if limits.max_words is not None and words > limits.max_words:
        found.append(_too_many_words(limits.max_words, words))
    if limits.min_words is not None and words < limits.min_words:
        found.append(
            say("Please write at least {least} words. So far: {count}.", least=limits.min_words, count=words)
        )
    if max_characters is not None and characters > max_characters:
        found.append(_too_many_characters(max_characters, characters))
    return [problem(question, sentence) for sentence in found]


def _too_many_words(most: int, count: int) -> Sentence:
    return say(
        "The limit is {most} words. You have {count}; please shorten the text by {over}.",
        most=most,
        count=count,
        over=count - most,
    )


def _too_many_characters(most: int, count: int) -> Sentence:
    return say(
        "The limit is {most} characters. You have {count}; please shorten the text by {over}.",
        most=most,
        count=count,
        over=count - most,
    )
