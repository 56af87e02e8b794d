"""Before submission: what is asked of this person, what is missing or wrong, and how far each section is."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from portal.questionnaire.answers import UNREADABLE, Files, Problem
from portal.questionnaire.conditions import Condition, holds, is_answered
from portal.questionnaire.kinds import KINDS
from portal.questionnaire.shape import Question, Questionnaire, Section

SectionState = Literal["not_started", "in_progress", "completed", "not_needed"]
Answers = Mapping[str, Any]
_NO_FILES: Files = {}


@dataclass(frozen=True)
class Standing:
    """Which questions are asked, and which are not; the rest waits for earlier answers."""

    asked: frozenset[str]
    silent: frozenset[str]


def standing(questionnaire: Questionnaire, answers: Answers) -> Standing:
    """Walk the questions in order; answers to questions that are not asked count for nothing."""
    known: dict[str, Any] = {}
    shown: set[str] = set()
    silent: set[str] = set()
    for section in questionnaire.sections:
        for question in section.questions:
            met = holds(_joined(section, question), known, silent)
            if met is False:
                silent.add(question.key)
            elif met:
                shown.add(question.key)
                known[question.key] = answers.get(question.key)
    return Standing(frozenset(shown), frozenset(silent))


def asked(questionnaire: Questionnaire, answers: Answers) -> frozenset[str]:
    """The keys of the questions that this person is asked now."""
    return standing(questionnaire, answers).asked


def asked_answers(questionnaire: Questionnaire, answers: Answers) -> dict[str, Any]:
    """The answers that a submission holds: those to questions that are asked, in their order."""
    shown = asked(questionnaire, answers)
    keys = (question.key for question in questionnaire.questions() if question.key in shown)
    return {key: answers[key] for key in keys if is_answered(answers.get(key))}


def missing_and_wrong(
    questionnaire: Questionnaire, answers: Answers, files: Files = _NO_FILES
) -> list[Problem]:
    """Everything that keeps the application from being submitted, in the order of the questions."""
    shown = asked(questionnaire, answers)
    return [
        replace(found, section=section.key)
        for section in questionnaire.sections
        for question in section.questions
        if question.key in shown
        for found in _faults(question, answers.get(question.key), files)
    ]


def section_state(
    questionnaire: Questionnaire,
    section_key: str,
    answers: Answers,
    files: Files = _NO_FILES,
    *,
    visited: Collection[str] = (),
) -> SectionState:
    """How far a section is; one without required questions counts as done once it was visited or answered."""
    section = questionnaire.section(section_key)
    if section is None:
        raise KeyError(section_key)
    stand = standing(questionnaire, answers)
    if all(question.key in stand.silent for question in section.questions):
        return "not_needed"
    questions = [question for question in section.questions if question.key in stand.asked]
    if not _is_begun(questions, answers, section_key in visited):
        return "not_started"
    wrong = any(any(_faults(question, answers.get(question.key), files)) for question in questions)
    return "in_progress" if wrong else "completed"


def _is_begun(questions: Collection[Question], answers: Answers, was_visited: bool) -> bool:
    if any(is_answered(answers.get(question.key)) for question in questions):
        return True
    return was_visited and bool(questions) and not any(question.required for question in questions)


def _joined(section: Section, question: Question) -> Condition:
    return Condition("all", parts=tuple(when for when in (section.when, question.when) if when))


def _faults(question: Question, value: object, files: Files) -> Iterator[Problem]:
    kind = KINDS[question.kind]
    if not is_answered(value):
        if question.required:
            yield Problem(question.key, kind.missing, field=question.key)
    elif not kind.fits(value):
        yield Problem(question.key, UNREADABLE, field=question.key)
    else:
        yield from kind.wrong(question, value, files)
