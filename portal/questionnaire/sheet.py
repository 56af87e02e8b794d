"""The answers as people read them: on the check page, in the receipt, in the dossier."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.questionnaire.answers import Files
from portal.questionnaire.checking import asked
from portal.questionnaire.conditions import is_answered
from portal.questionnaire.kinds import KINDS
from portal.questionnaire.shape import Question, Questionnaire, Section, Spoken, spoken
from portal.words import Sentence, say

_NO_FILES: Files = {}


@dataclass(frozen=True)
class SheetRow:
    """One question with its answer in plain lines."""

    question: Question
    title: Spoken
    lines: list[str | Sentence]
    answered: bool


@dataclass(frozen=True)
class SheetSection:
    """One section with the rows that this reader sees."""

    key: str
    title: Spoken
    rows: list[SheetRow]


def everything(question: Question) -> bool:
    """Every question, for readers who see the whole application."""
    return True


def shown(question: Question, value: object, language: str, files: Files = _NO_FILES) -> list[str | Sentence]:
    """One answer in plain lines; empty when nothing was answered."""
    kind = KINDS[question.kind]
    if not is_answered(value):
        return []
    return (
        kind.lines(question, value, language, files)
        if kind.fits(value)
        else [say("This answer can’t be shown.")]
    )


def answer_sheet(
    questionnaire: Questionnaire,
    answers: Mapping[str, Any],
    language: str,
    files: Files = _NO_FILES,
    *,
    only: Callable[[Question], bool] = everything,
) -> list[SheetSection]:
    """All asked questions with their answers, section by section; sections without a row are left out."""
    visible = asked(questionnaire, answers)

    def rows(section: Section) -> list[SheetRow]:
        chosen = [question for question in section.questions if question.key in visible and only(question)]
        return [_row(question, answers.get(question.key), language, files) for question in chosen]

    sheets = [SheetSection(one.key, spoken(one.title, language), rows(one)) for one in questionnaire.sections]
    return [sheet for sheet in sheets if sheet.rows]


def _row(question: Question, value: object, language: str, files: Files) -> SheetRow:
    lines = shown(question, value, language, files)
    return SheetRow(question, spoken(question.title, language), lines, answered=bool(lines))
