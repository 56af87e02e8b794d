"""Answers that are work samples: works with their facts, each with a file or a link."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from portal.questionnaire.answers import Files, Problem, Refused, Sent, problem
from portal.questionnaire.shape import Question
from portal.questionnaire.text import count_characters, one_line
from portal.questionnaire.texts import NOT_A_LINK, is_link
from portal.questionnaire.uploads import GONE, file_name, wrong_file
from portal.words import Sentence, say

WorkSample = dict[str, str]


@dataclass(frozen=True)
class Part:
    """One fact of a work sample."""

    name: str
    label: Sentence
    required: bool = False
    max_characters: int = 200


PARTS = (
    Part("title", say("Title"), required=True),
    Part("year", say("Year"), required=True, max_characters=4),
    Part("medium", say("Medium or technique"), required=True),
    Part("extent", say("Dimensions or duration")),
    Part("role", say("Your own role")),
    Part("caption", say("Caption"), max_characters=1_000),
    Part("credit", say("Rights and credit")),
    Part("file", say("File")),
    Part("link", say("Link"), max_characters=2_000),
    Part("password", say("Password for the link")),
)
WORK_SAMPLE_PARTS = tuple(part.name for part in PARTS)
DEFAULT_MOST_ITEMS = 8
_MOST_ROWS = 100
_FIELD = re.compile(rf"(?P<index>0|[1-9]\d?)-(?P<part>{'|'.join(WORK_SAMPLE_PARTS)})", re.ASCII)
FIELD_PATTERN = _FIELD.pattern


def field_name(question: Question, index: int, part: str) -> str:
    """The name of the form field for one fact of one work sample."""
    return f"{question.key}-{index}-{part}"


def read(question: Question, sent: Sent) -> list[WorkSample] | None:
    """The work samples in their order without empty rows, or nothing."""
    rows = [_read_row(question, index, sent) for index in _indices(question, sent)]
    return [row for row in rows if row] or None


def write(question: Question, value: list[WorkSample], language: str) -> dict[str, list[str]]:
    """A field for every fact of every work sample."""
    return {
        field_name(question, index, part): [text]
        for index, row in enumerate(value)
        for part, text in row.items()
    }


def fits(value: object) -> bool:
    """Whether the stored answer is a list of work samples made of known facts."""
    return (
        isinstance(value, list)
        and len(value) <= _MOST_ROWS
        and all(isinstance(row, dict) and row and _is_row(row) for row in value)
    )


def wrong(question: Question, value: list[WorkSample], files: Files) -> list[Problem]:
    """What is missing or wrong in each work sample, and whether there are too many or too few."""
    found = [fault for index, row in enumerate(value) for fault in _wrong_row(question, index, row, files)]
    least, most = question.limits.min_items or 0, question.limits.max_items or DEFAULT_MOST_ITEMS
    if len(value) > most:
        sentence = say(
            "The most work samples you can show is {most}. Entered: {count}.", most=most, count=len(value)
        )
        found.append(problem(question, sentence))
    if len(value) < least:
        sentence = say(
            "Please show at least {least} work samples. Entered: {count}.", least=least, count=len(value)
        )
        found.append(problem(question, sentence))
    return found


def lines(question: Question, value: list[WorkSample], language: str, files: Files) -> list[str | Sentence]:
    """One line a work sample; the password of a link is left out, since lines go into receipts."""
    return [_line(number, row, files) for number, row in enumerate(value, start=1)]


def _indices(question: Question, sent: Sent) -> list[int]:
    prefix = f"{question.key}-"
    names = (name.removeprefix(prefix) for name in sent.raw if name.startswith(prefix))
    return sorted({int(match["index"]) for match in map(_FIELD.fullmatch, names) if match})


def _read_row(question: Question, index: int, sent: Sent) -> WorkSample:
    row = {part: one_line(sent.one(field_name(question, index, part))) for part in WORK_SAMPLE_PARTS}
    if row["file"] and row["file"] not in sent.files:
        raise Refused(GONE, field_name(question, index, "file"))
    return {part: text for part, text in row.items() if text}


def _is_row(row: dict[object, object]) -> bool:
    return all(part in WORK_SAMPLE_PARTS and isinstance(text, str) for part, text in row.items())


def _wrong_row(question: Question, index: int, row: WorkSample, files: Files) -> Iterator[Problem]:
    for part in PARTS:
        for sentence in _wrong_part(part, row.get(part.name, "")):
            yield problem(question, sentence, field_name(question, index, part.name))
    if "file" in row:
        for sentence in wrong_file(question, files.get(row["file"])):
            yield problem(question, sentence, field_name(question, index, "file"))
    elif "link" not in row:
        yield problem(question, say("Please add a file or a link."), field_name(question, index, "file"))


def _wrong_part(part: Part, text: str) -> Iterator[Sentence]:
    if not text:
        if part.required:
            yield _MISSING[part.name]
        return
    if part.name == "year" and not (re.fullmatch(r"(19|20)\d\d", text, re.ASCII)):
        yield say("Please enter the year with four digits, for example 2024.")
    elif count_characters(text) > part.max_characters:
        yield say(
            "The limit is {most} characters. You have {count}.",
            most=part.max_characters,
            count=count_characters(text),
        )
    elif part.name == "link" and not is_link(text):
        yield NOT_A_LINK


_MISSING = {
    "title": say("Please enter the title of this work."),
    "year": say("Please enter the year of this work."),
    "medium": say("Please enter the medium or technique of this work."),
}


def _line(number: int, row: WorkSample, files: Files) -> str:
    title = row.get("title", "–")
    year = f" ({row['year']})" if "year" in row else ""
    facts = ", ".join([f"{title}{year}", *(row[part] for part in ("medium", "extent") if part in row)])
    more = [row[part] for part in ("role", "caption", "credit", "link") if part in row]
    name = file_name(row["file"], files) if "file" in row else ""
    return " · ".join([f"{number}. {facts}", *more, *([name] if isinstance(name, str) and name else [])])
