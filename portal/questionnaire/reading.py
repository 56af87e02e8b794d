"""From a form to answers and back: what can be kept is kept, even when it is not yet fit for submission."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from portal.questionnaire.answers import Files, Problem, Raw, Refused, Sent
from portal.questionnaire.conditions import is_answered, is_unread
from portal.questionnaire.kinds import KINDS
from portal.questionnaire.shape import Question, Section
from portal.questionnaire.text import tidy
from portal.questionnaire.work_samples import WORK_SAMPLE_PARTS, field_name
from portal.words import Sentence, say

# Fields of the form itself, not of the questionnaire.
_FORM_FIELDS = ("csrf_token",)
_NO_FILES: Files = {}


@dataclass(frozen=True)
class Reading:
    """What a form gave: values to keep (None where emptied), problems now, warnings for later."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def onto(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """The answers with what was read put in, emptied ones left out, untouched ones as they were."""
        merged = {**answers, **self.values}
        return {key: value for key, value in merged.items() if is_answered(value)}


def read_section(section: Section, raw: Raw, files: Files = _NO_FILES) -> Reading:
    """Read every question of the section that the form sent; a question that was not sent stays untouched."""
    reading = Reading(problems=_unknown(section, raw))
    for question in section.questions:
        if any(KINDS[question.kind].owns(question, name) for name in raw):
            _read_question(question, Sent(raw, files), reading)
    return replace(
        reading,
        problems=[replace(found, section=section.key) for found in reading.problems],
        warnings=[replace(found, section=section.key) for found in reading.warnings],
    )


def fill_section(section: Section, answers: Mapping[str, Any], language: str) -> dict[str, list[str]]:
    """The form fields that show the stored answers, so that reading them again gives the same answers."""
    filled: dict[str, list[str]] = {}
    for question in section.questions:
        filled.update(_fill_question(question, answers.get(question.key), language))
    return filled


def field_names(question: Question, answers: Mapping[str, Any], *, spare: int = 1) -> list[str]:
    """The names of the form fields of a question, with empty rows to spare where it repeats."""
    if question.kind != "work_samples":
        return [question.key]
    value: Any = answers.get(question.key)
    rows = spare + (len(value) if KINDS[question.kind].fits(value) else 0)
    return [field_name(question, index, part) for index in range(rows) for part in WORK_SAMPLE_PARTS]


def _fill_question(question: Question, value: object, language: str) -> dict[str, list[str]]:
    kind = KINDS[question.kind]
    return kind.write(question, value, language) if is_answered(value) and kind.fits(value) else {}


def _read_question(question: Question, sent: Sent, reading: Reading) -> None:
    kind = KINDS[question.kind]
    try:
        value = kind.read(question, sent)
    except Refused as refusal:
        reading.problems.append(Problem(question.key, refusal.sentence, field=refusal.field))
        return
    reading.values[question.key] = value
    if value is not None:
        unfit = kind.wrong(question, value, sent.files)
        (reading.problems if is_unread(value) else reading.warnings).extend(unfit)


def _unknown(section: Section, raw: Raw) -> list[Problem]:
    strange = (name for name in raw if not _is_expected(section, name))
    return [Problem("", _not_asked(name)) for name in strange]


def _is_expected(section: Section, name: str) -> bool:
    if name in _FORM_FIELDS or name.startswith("_"):
        return True
    return any(KINDS[question.kind].owns(question, name) for question in section.questions)


def _not_asked(name: str) -> Sentence:
    readable = tidy(name.encode("utf-8", "replace").decode("utf-8").replace("\x00", "?"))
    return say("The form sent an answer that this section does not ask for: {name}.", name=readable[:60])
