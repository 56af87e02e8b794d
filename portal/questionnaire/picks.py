"""Answers by choosing: one option, several options, a declaration to confirm."""

from portal.questionnaire.answers import Files, Problem, Refused, Sent, problem
from portal.questionnaire.shape import Option, Question, spoken
from portal.words import Sentence, say

TICKED = "yes"
NOT_OFFERED = say("This answer is not one of those offered. Please choose again.")


def read_choice(question: Question, sent: Sent) -> str | None:
    """The key of the chosen option, or nothing."""
    picked = sent.one(question.key)
    if picked and question.option(picked) is None:
        raise Refused(NOT_OFFERED, question.key)
    return picked or None


def read_choices(question: Question, sent: Sent) -> list[str] | None:
    """The keys of all chosen options in the order in which they are offered, or nothing."""
    picked = set(sent.every(question.key))
    if any(question.option(key) is None for key in picked):
        raise Refused(NOT_OFFERED, question.key)
    return [option.key for option in question.options if option.key in picked] or None


def read_declaration(question: Question, sent: Sent) -> bool | None:
    """True when the declaration was ticked, or nothing."""
    ticked = sent.one(question.key)
    if ticked not in ("", TICKED):
        raise Refused(NOT_OFFERED, question.key)
    return True if ticked else None


def write_choice(question: Question, value: str, language: str) -> dict[str, list[str]]:
    """The field with the chosen option."""
    return {question.key: [value]}


def write_choices(question: Question, value: list[str], language: str) -> dict[str, list[str]]:
    """The field with all chosen options."""
    return {question.key: list(value)}


def write_declaration(question: Question, value: bool, language: str) -> dict[str, list[str]]:
    """The field with its tick."""
    return {question.key: [TICKED]}


def fits_choice(value: object) -> bool:
    """Whether the stored answer is the key of one option."""
    return isinstance(value, str)


def fits_choices(value: object) -> bool:
    """Whether the stored answer is a list of different option keys."""
    return (
        isinstance(value, list)
        and all(isinstance(key, str) for key in value)
        and len(set(value)) == len(value)
    )


def fits_declaration(value: object) -> bool:
    """Whether the stored answer is a tick."""
    return value is True


def wrong_choice(question: Question, value: str, files: Files) -> list[Problem]:
    """Whether the chosen option is still offered."""
    return [] if question.option(value) else [problem(question, NOT_OFFERED)]


def wrong_choices(question: Question, value: list[str], files: Files) -> list[Problem]:
    """Whether the chosen options are offered, and not too many or too few."""
    if any(question.option(key) is None for key in value):
        return [problem(question, NOT_OFFERED)]
    least, most = question.limits.min_picks, question.limits.max_picks
    if most is not None and len(value) > most:
        return [
            problem(
                question,
                say("The most you can choose is {most}. Chosen: {count}.", most=most, count=len(value)),
            )
        ]
    if least is not None and len(value) < least:
        return [
            problem(
                question,
                say("Please choose at least {least}. Chosen: {count}.", least=least, count=len(value)),
            )
        ]
    return []


def wrong_declaration(question: Question, value: bool, files: Files) -> list[Problem]:
    """Nothing: a declaration that was ticked is complete."""
    return []


def lines_choice(question: Question, value: str, language: str, files: Files) -> list[str | Sentence]:
    """The label of the chosen option."""
    return [_label(question.option(value), value, language)]


def lines_choices(question: Question, value: list[str], language: str, files: Files) -> list[str | Sentence]:
    """The labels of the chosen options, one a line."""
    return [_label(question.option(key), key, language) for key in value]


def lines_declaration(question: Question, value: bool, language: str, files: Files) -> list[str | Sentence]:
    """The word that says that the applicant confirmed the declaration."""
    return [say("Confirmed")]


def _label(option: Option | None, key: str, language: str) -> str:
    return spoken(option.label, language).text if option else key
