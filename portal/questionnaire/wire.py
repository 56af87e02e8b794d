"""Questionnaires as plain data: read from JSON or YAML, written back the same."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from portal.questionnaire.conditions import JOINS, TESTS, Condition
from portal.questionnaire.shape import Limits, Option, Question, Questionnaire, Section
from portal.words import Sentence, say

T = TypeVar("T")
_LIMIT_NAMES = tuple(limit.name for limit in fields(Limits))
_DEEPEST_CONDITION = 20


class MalformedQuestionnaire(ValueError):
    """The data is not a questionnaire; the sentence says where and why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def parse_questionnaire(data: object) -> Questionnaire:
    """The questionnaire that the data describes; an unknown name is refused, lest a misspelt rule be lost."""
    node = _node(data, "questionnaire", ("key", "languages", "sections"))
    return Questionnaire(
        key=_text(node, "key", "questionnaire"),
        sections=_list(node, "sections", "questionnaire", _section),
        languages=tuple(_texts(node.get("languages", ["en", "de"]), "questionnaire.languages")),
    )


def dump_questionnaire(questionnaire: Questionnaire) -> dict[str, Any]:
    """The questionnaire as plain data without anything empty."""
    return {
        "key": questionnaire.key,
        "languages": list(questionnaire.languages),
        "sections": [_dump_section(section) for section in questionnaire.sections],
    }


def parse_condition(data: object, where: str = "when", depth: int = 0) -> Condition:
    """A condition written as {"question": …, "is": …} or joined by all, any and not."""
    node = _node(data, where, ("question", *JOINS, *TESTS))
    if depth > _DEEPEST_CONDITION:
        raise MalformedQuestionnaire(say("{where} is nested too deeply.", where=where))
    joins, tests = [name for name in JOINS if name in node], [name for name in TESTS if name in node]
    if len(joins) == 1 and len(node) == 1:
        parts = node[joins[0]] if isinstance(node[joins[0]], list) else [node[joins[0]]]
        return Condition(joins[0], parts=tuple(parse_condition(part, where, depth + 1) for part in parts))
    if len(tests) == 1 and not joins:
        return _parse_test(node, tests[0], where)
    raise MalformedQuestionnaire(say("{where} needs exactly one test or one of all, any, not.", where=where))


def dump_condition(condition: Condition) -> dict[str, Any]:
    """The condition as plain data."""
    if condition.test in JOINS:
        return {condition.test: [dump_condition(part) for part in condition.parts]}
    return {"question": condition.question, condition.test: condition.value}


def _parse_test(node: Mapping[str, Any], test: str, where: str) -> Condition:
    value = node[test]
    if not isinstance(value, str | int | bool):
        raise MalformedQuestionnaire(
            say("{where} compares with neither a text nor a whole number.", where=where)
        )
    return Condition(test, question=_text(node, "question", where), value=value)


def _section(data: object, where: str) -> Section:
    node = _node(data, where, ("key", "title", "help", "questions", "when"))
    return Section(
        key=_text(node, "key", where),
        title=_words(node, "title", where),
        questions=_list(node, "questions", where, _question),
        help=_words(node, "help", where),
        when=parse_condition(node["when"], f"{where}.when") if "when" in node else None,
    )


_QUESTION_NAMES = (
    "key kind title help placeholder required options limits when jurors_see field_class".split()
)


def _question(data: object, where: str) -> Question:
    node = _node(data, where, tuple(_QUESTION_NAMES))
    return Question(
        key=_text(node, "key", where),
        kind=_text(node, "kind", where),
        title=_words(node, "title", where),
        help=_words(node, "help", where),
        placeholder=_words(node, "placeholder", where),
        required=_flag(node, "required", where, default=False),
        options=_list(node, "options", where, _option),
        limits=_limits(node.get("limits", {}), f"{where}.limits"),
        when=parse_condition(node["when"], f"{where}.when") if "when" in node else None,
        jurors_see=_flag(node, "jurors_see", where, default=True),
        field_class=_text(node, "field_class", where) if "field_class" in node else "content",
    )


def _option(data: object, where: str) -> Option:
    node = _node(data, where, ("key", "label", "help"))
    return Option(
        key=_text(node, "key", where), label=_words(node, "label", where), help=_words(node, "help", where)
    )


def _limits(data: object, where: str) -> Limits:
    node = _node(data, where, _LIMIT_NAMES)
    return Limits(**{name: _limit(name, value, f"{where}.{name}") for name, value in node.items()})


def _limit(name: str, value: object, where: str) -> Any:
    if name == "accept":
        return tuple(_texts(value, where))
    wanted = str if name in ("earliest", "latest", "currency") else int
    if not isinstance(value, wanted) or isinstance(value, bool):
        raise MalformedQuestionnaire(say("{where} has a value of the wrong type.", where=where))
    return value


def _node(data: object, where: str, known: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise MalformedQuestionnaire(say("{where} is not a table of names and values.", where=where))
    strange = [str(name) for name in data if name not in known]
    if strange:
        raise MalformedQuestionnaire(
            say("{where} has an unknown name: {name}.", where=where, name=strange[0][:60])
        )
    return data


def _text(node: Mapping[str, Any], name: str, where: str) -> str:
    value = node.get(name)
    if not isinstance(value, str):
        raise MalformedQuestionnaire(say("{where} is missing or not a text.", where=f"{where}.{name}"))
    return value


def _texts(data: object, where: str) -> list[str]:
    if not isinstance(data, list) or not all(isinstance(value, str) for value in data):
        raise MalformedQuestionnaire(say("{where} is not a list of texts.", where=where))
    return data


def _words(node: Mapping[str, Any], name: str, where: str) -> dict[str, str]:
    value = node.get(name, {})
    if not isinstance(value, Mapping) or not all(
        isinstance(part, str) for pair in value.items() for part in pair
    ):
        raise MalformedQuestionnaire(say("{where} is not a text per language.", where=f"{where}.{name}"))
    return {language: text.strip() for language, text in value.items() if text.strip()}


def _flag(node: Mapping[str, Any], name: str, where: str, *, default: bool) -> bool:
    value = node.get(name, default)
    if not isinstance(value, bool):
        raise MalformedQuestionnaire(say("{where} is neither true nor false.", where=f"{where}.{name}"))
    return value


def _list(node: Mapping[str, Any], name: str, where: str, parse: Callable[[object, str], T]) -> tuple[T, ...]:
    value = node.get(name, [])
    if not isinstance(value, list):
        raise MalformedQuestionnaire(say("{where} is not a list.", where=f"{where}.{name}"))
    return tuple(parse(part, f"{where}.{name}[{index}]") for index, part in enumerate(value))


def _dump_section(section: Section) -> dict[str, Any]:
    return _filled(
        key=section.key,
        title=dict(section.title),
        help=dict(section.help),
        questions=[_dump_question(question) for question in section.questions],
        when=dump_condition(section.when) if section.when else None,
    )


def _dump_question(question: Question) -> dict[str, Any]:
    return _filled(
        key=question.key,
        kind=question.kind,
        title=dict(question.title),
        help=dict(question.help),
        placeholder=dict(question.placeholder),
        options=[
            _filled(key=one.key, label=dict(one.label), help=dict(one.help)) for one in question.options
        ],
        limits=dump_limits(question.limits),
        when=dump_condition(question.when) if question.when else None,
    ) | {
        "required": question.required,
        "jurors_see": question.jurors_see,
        "field_class": question.field_class,
    }


def dump_limits(limits: Limits) -> dict[str, Any]:
    """The limits that are set, as plain data."""
    values = {name: getattr(limits, name) for name in _LIMIT_NAMES}
    return {
        name: list(value) if name == "accept" else value
        for name, value in values.items()
        if value not in (None, ())
    }


def _filled(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", {}, [])}
