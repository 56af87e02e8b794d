"""The kinds of questions, one row each."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from portal.questionnaire import amounts, dates, picks, texts, uploads, work_samples
from portal.questionnaire.answers import Files, Problem, Sent
from portal.questionnaire.shape import Question
from portal.words import Sentence, say


@dataclass(frozen=True)
class Kind:
    """How one kind of question is read, written back, judged and shown."""

    name: str
    label: Sentence
    widget: str
    missing: Sentence
    read: Callable[[Question, Sent], Any]
    write: Callable[[Question, Any, str], dict[str, list[str]]]
    fits: Callable[[object], bool]
    wrong: Callable[[Question, Any, Files], list[Problem]]
    lines: Callable[[Question, Any, str, Files], list[str | Sentence]]
    limits: frozenset[str] = frozenset()
    has_options: bool = False
    minutes: float = 1
    parts: re.Pattern[str] = field(default=re.compile(r"(?!)"))

    def owns(self, question: Question, name: str) -> bool:
        """Whether a form field of this name belongs to the question."""
        key, dash, part = name.partition("-")
        return key == question.key and (not dash or self.parts.fullmatch(part) is not None)


_FILE_LIMITS = frozenset({"accept", "max_mb", "max_pages"})

_ROWS = (
    Kind(
        name="text",
        label=say("One line of text"),
        widget="text",
        missing=say("Please fill in this line."),
        read=texts.read_line,
        write=texts.write,
        fits=texts.fits,
        wrong=texts.wrong_line,
        lines=texts.lines,
        limits=frozenset({"max_characters"}),
    ),
    Kind(
        name="long_text",
        label=say("Longer text"),
        widget="long_text",
        missing=say("Please write something here."),
        read=texts.read_paragraphs,
        write=texts.write,
        fits=texts.fits,
        wrong=texts.wrong_paragraphs,
        lines=texts.lines,
        limits=frozenset({"max_words", "min_words", "max_characters"}),
        minutes=10,
    ),
    Kind(
        name="choice",
        label=say("One of several answers"),
        widget="choice",
        missing=say("Please choose one of the answers."),
        read=picks.read_choice,
        write=picks.write_choice,
        fits=picks.fits_choice,
        wrong=picks.wrong_choice,
        lines=picks.lines_choice,
        has_options=True,
        minutes=0.5,
    ),
    Kind(
        name="choices",
        label=say("Several of several answers"),
        widget="choices",
        missing=say("Please choose at least one of the answers."),
        read=picks.read_choices,
        write=picks.write_choices,
        fits=picks.fits_choices,
        wrong=picks.wrong_choices,
        lines=picks.lines_choices,
        limits=frozenset({"min_picks", "max_picks"}),
        has_options=True,
    ),
    Kind(
        name="date",
        label=say("Date"),
        widget="date",
        missing=say("Please enter a date."),
        read=dates.read,
        write=dates.write,
        fits=dates.fits,
        wrong=dates.wrong,
        lines=dates.lines,
        limits=frozenset({"earliest", "latest"}),
        minutes=0.5,
        parts=re.compile("|".join(dates.PARTS)),
    ),
    Kind(
        name="money",
        label=say("Amount of money"),
        widget="money",
        missing=say("Please enter an amount. Enter 0 if there is none."),
        read=amounts.read_money,
        write=amounts.write_money,
        fits=amounts.fits_money,
        wrong=amounts.wrong_money,
        lines=amounts.lines_money,
        limits=frozenset({"min_cents", "max_cents", "currency"}),
        minutes=3,
    ),
    Kind(
        name="number",
        label=say("Number"),
        widget="number",
        missing=say("Please enter a number."),
        read=amounts.read_number,
        write=amounts.write_number,
        fits=amounts.fits_number,
        wrong=amounts.wrong_number,
        lines=amounts.lines_number,
        limits=frozenset({"min_value", "max_value", "decimals"}),
        minutes=0.5,
    ),
    Kind(
        name="file",
        label=say("File"),
        widget="file",
        missing=say("Please upload a file."),
        read=uploads.read,
        write=uploads.write,
        fits=uploads.fits,
        wrong=uploads.wrong,
        lines=uploads.lines,
        limits=_FILE_LIMITS | {"max_files"},
        minutes=5,
    ),
    Kind(
        name="work_samples",
        label=say("Work samples"),
        widget="work_samples",
        missing=say("Please show at least one work sample."),
        read=work_samples.read,
        write=work_samples.write,
        fits=work_samples.fits,
        wrong=work_samples.wrong,
        lines=work_samples.lines,
        limits=_FILE_LIMITS | {"min_items", "max_items"},
        minutes=20,
        parts=re.compile(work_samples.FIELD_PATTERN, re.ASCII),
    ),
    Kind(
        name="declaration",
        label=say("Declaration to confirm"),
        widget="declaration",
        missing=say("Please confirm this declaration."),
        read=picks.read_declaration,
        write=picks.write_declaration,
        fits=picks.fits_declaration,
        wrong=picks.wrong_declaration,
        lines=picks.lines_declaration,
        minutes=0.5,
    ),
    Kind(
        name="email",
        label=say("E-mail address"),
        widget="email",
        missing=say("Please enter an e-mail address."),
        read=texts.read_line,
        write=texts.write,
        fits=texts.fits,
        wrong=texts.wrong_email,
        lines=texts.lines,
        minutes=0.5,
    ),
    Kind(
        name="url",
        label=say("Link"),
        widget="url",
        missing=say("Please enter a link."),
        read=texts.read_line,
        write=texts.write,
        fits=texts.fits,
        wrong=texts.wrong_link,
        lines=texts.lines,
        minutes=0.5,
    ),
    Kind(
        name="phone",
        label=say("Telephone number"),
        widget="phone",
        missing=say("Please enter a telephone number."),
        read=texts.read_line,
        write=texts.write,
        fits=texts.fits,
        wrong=texts.wrong_phone,
        lines=texts.lines,
        minutes=0.5,
    ),
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in _ROWS}
