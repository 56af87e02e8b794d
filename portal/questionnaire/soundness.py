"""Whether a questionnaire may be published: everything that would trip an applicant later, found before."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from portal.questionnaire.conditions import Condition, asks_about
from portal.questionnaire.kinds import KINDS
from portal.questionnaire.shape import FIELD_CLASSES, Question, Questionnaire, Section, Words
from portal.questionnaire.wire import dump_limits
from portal.words import Sentence, say

# No hyphen: it parts the question from the part in the names of form fields.
_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
_PAIRS = (
    ("min_words", "max_words"),
    ("min_picks", "max_picks"),
    ("min_cents", "max_cents"),
    ("min_value", "max_value"),
    ("min_items", "max_items"),
    ("earliest", "latest"),
)
_MAY_BE_NEGATIVE = ("min_value", "max_value", "min_cents")
_NUMERIC = ("money", "number")
_COMPARABLE = (*_NUMERIC, "date")


def check_design(questionnaire: Questionnaire) -> list[Sentence]:
    """What must be mended before the questionnaire may be published; nothing when it is sound."""
    found = [*_check_keys(questionnaire), *_check_references(questionnaire)]
    if not questionnaire.sections:
        found.append(say("The questionnaire has no section."))
    for section in questionnaire.sections:
        found += _check_section(section, questionnaire.languages)
        for question in section.questions:
            found += _check_question(question, questionnaire.languages)
    return found


def questions_that_need(questionnaire: Questionnaire, key: str) -> tuple[str, ...]:
    """The keys of all that depends on this question, and for whose sake it can’t be removed."""
    things: list[Section | Question] = [*questionnaire.sections, *questionnaire.questions()]
    return tuple(thing.key for thing in things if thing.when and key in asks_about(thing.when))


def _check_keys(questionnaire: Questionnaire) -> Iterator[Sentence]:
    sections = [section.key for section in questionnaire.sections]
    questions = [question.key for question in questionnaire.questions()]
    for key in [*_repeated(sections), *_repeated(questions)]:
        yield say("The key {key} is used more than once.", key=key)
    for key in [questionnaire.key, *sections, *questions]:
        if not _KEY.fullmatch(key):
            yield say("The key {key} may hold only small letters, digits and underscores.", key=key or "–")


def _check_references(questionnaire: Questionnaire) -> Iterator[Sentence]:
    earlier: dict[str, Question] = {}
    for section in questionnaire.sections:
        yield from _check_condition(section.key, section.when, earlier)
        for question in section.questions:
            yield from _check_condition(question.key, question.when, earlier)
            earlier[question.key] = question


def _check_condition(
    key: str, condition: Condition | None, earlier: dict[str, Question]
) -> Iterator[Sentence]:
    if condition is None:
        return
    if condition.test in ("all", "any", "not"):
        if not condition.parts or (condition.test == "not" and len(condition.parts) != 1):
            yield say("The condition of {key} joins too few or too many conditions.", key=key)
        for part in condition.parts:
            yield from _check_condition(key, part, earlier)
    elif condition.question not in earlier:
        yield say(
            "{key} depends on {other}, which is not asked before it.", key=key, other=condition.question
        )
    else:
        yield from _check_test(key, condition, earlier[condition.question])


def _check_test(key: str, condition: Condition, asked: Question) -> Iterator[Sentence]:
    if condition.test == "greater" and asked.kind not in _COMPARABLE:
        yield say(
            "{key} compares {other} in size, which is neither amount, number nor date.",
            key=key,
            other=asked.key,
        )
    if condition.test == "includes" and asked.kind != "choices":
        yield say(
            "{key} asks whether {other} includes an answer, but only one can be given.",
            key=key,
            other=asked.key,
        )
    offered = {option.key for option in asked.options}
    if condition.test in ("is", "includes") and asked.options and condition.value not in offered:
        yield say("{key} waits for an answer that {other} does not offer.", key=key, other=asked.key)


def _check_section(section: Section, languages: tuple[str, ...]) -> Iterator[Sentence]:
    if not section.questions:
        yield say("The section {key} has no question.", key=section.key)
    yield from _check_words(section.key, section.title, languages)


def _check_question(question: Question, languages: tuple[str, ...]) -> Iterator[Sentence]:
    yield from _check_words(question.key, question.title, languages)
    for optional in (question.help, question.placeholder):
        if optional:
            yield from _check_words(question.key, optional, languages)
    if question.field_class not in FIELD_CLASSES:
        yield say("{key} has an unknown class of data: {name}.", key=question.key, name=question.field_class)
    if question.kind not in KINDS:
        yield say("{key} is of an unknown kind: {name}.", key=question.key, name=question.kind)
        return
    if question.kind == "declaration" and not question.required:
        yield say(
            "The declaration {key} must be required; offer a choice instead if it may be left open.",
            key=question.key,
        )
    yield from _check_options(question, languages)
    yield from _check_limits(question)


def _check_options(question: Question, languages: tuple[str, ...]) -> Iterator[Sentence]:
    if not KINDS[question.kind].has_options:
        if question.options:
            yield say("{key} offers options that its kind can’t show.", key=question.key)
        return
    if len(question.options) < 2:
        yield say("{key} needs at least two options.", key=question.key)
    for key in _repeated([option.key for option in question.options]):
        yield say("{key} offers the option {option} more than once.", key=question.key, option=key)
    for option in question.options:
        if not _KEY.fullmatch(option.key):
            yield say(
                "The key {key} may hold only small letters, digits and underscores.", key=option.key or "–"
            )
        yield from _check_words(f"{question.key}/{option.key}", option.label, languages)


def _check_limits(question: Question) -> Iterator[Sentence]:
    limits = dump_limits(question.limits)
    for name in limits:
        if name not in KINDS[question.kind].limits:
            yield say(
                "{key} has the limit {name}, which its kind does not know.", key=question.key, name=name
            )
        elif _is_impossible(name, limits[name]):
            yield say("The limit {name} of {key} is impossible.", key=question.key, name=name)
    if any(low in limits and high in limits and limits[low] > limits[high] for low, high in _PAIRS):
        yield say("The limits of {key} contradict each other.", key=question.key)
    most = limits.get("min_picks", 0)
    if question.options and isinstance(most, int) and most > len(question.options):
        yield say("{key} asks for more picks than it offers.", key=question.key)


def _is_impossible(name: str, value: object) -> bool:
    if name in ("earliest", "latest"):
        return not _is_day(str(value))
    if name == "currency":
        return re.fullmatch(r"[A-Z]{3}", str(value)) is None
    if isinstance(value, int):
        return value < (1 if name.startswith("max_") and name not in ("max_cents", "max_value") else 0) and (
            name not in _MAY_BE_NEGATIVE
        )
    return False


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _check_words(key: str, words: Words, languages: tuple[str, ...]) -> Iterator[Sentence]:
    for language in languages:
        if not words.get(language):
            yield say("{key} has no text in the language {language}.", key=key, language=language)


def _repeated(keys: list[str]) -> list[str]:
    return [key for key, count in Counter(keys).items() if count > 1]
