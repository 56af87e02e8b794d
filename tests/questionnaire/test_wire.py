import json
from typing import Any

import pytest
from hypothesis import given

from portal.questionnaire import (
    Condition,
    Limits,
    MalformedQuestionnaire,
    Option,
    Question,
    Questionnaire,
    Section,
    dump_questionnaire,
    load,
    parse_questionnaire,
)
from portal.questionnaire.wire import dump_condition, parse_condition
from tests.questionnaire.test_conditions import CONDITIONS
from tests.questionnaire.test_kinds import JSON

DATA: dict[str, Any] = {
    "key": "small",
    "languages": ["de"],
    "sections": [
        {
            "key": "one",
            "title": {"de": " Eins "},
            "questions": [
                {
                    "key": "q",
                    "kind": "choices",
                    "title": {"de": "Farben", "en": ""},
                    "options": [{"key": "red", "label": {"de": "Rot"}}],
                    "limits": {"max_picks": 2},
                    "when": {"not": {"question": "p", "is": "x"}},
                    "field_class": "health",
                    "jurors_see": False,
                    "required": True,
                }
            ],
        }
    ],
}


def test_plain_data_becomes_a_questionnaire() -> None:
    question = Question(
        key="q",
        kind="choices",
        title={"de": "Farben"},
        required=True,
        options=(Option("red", {"de": "Rot"}),),
        limits=Limits(max_picks=2),
        when=Condition("not", parts=(Condition("is", "p", "x"),)),
        jurors_see=False,
        field_class="health",
    )
    assert parse_questionnaire(DATA) == Questionnaire(
        "small", (Section("one", {"de": "Eins"}, (question,)),), ("de",)
    )


def test_a_questionnaire_survives_being_stored_as_json() -> None:
    stored = json.loads(json.dumps(dump_questionnaire(load("residency"))))
    assert parse_questionnaire(stored) == load("residency")


@given(CONDITIONS)
def test_a_condition_survives_being_stored(condition: Condition) -> None:
    assert parse_condition(dump_condition(condition)) == condition


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ((), [], "questionnaire is not a table of names and values."),
        (("key",), 5, "questionnaire.key is missing or not a text."),
        (("colour",), "x", "questionnaire has an unknown name: colour."),
        (("languages",), "de", "questionnaire.languages is not a list of texts."),
        (("sections",), {}, "questionnaire.sections is not a list."),
        (("sections", 0, "title"), "x", "questionnaire.sections[0].title is not a text per language."),
        (("sections", 0, "title"), {"de": 5}, "questionnaire.sections[0].title is not a text per language."),
        (
            ("sections", 0, "questions", 0, "required"),
            "yes",
            "questionnaire.sections[0].questions[0].required is neither true nor false.",
        ),
        (
            ("sections", 0, "questions", 0, "limits", "max_picks"),
            True,
            "questionnaire.sections[0].questions[0].limits.max_picks has a value of the wrong type.",
        ),
        (
            ("sections", 0, "questions", 0, "limits", "max_pick"),
            1,
            "questionnaire.sections[0].questions[0].limits has an unknown name: max_pick.",
        ),
        (
            ("sections", 0, "questions", 0, "when"),
            {"question": "p"},
            "questionnaire.sections[0].questions[0].when needs exactly one test or one of all, any, not.",
        ),
        (
            ("sections", 0, "questions", 0, "when"),
            {"question": "p", "is": []},
            "questionnaire.sections[0].questions[0].when compares with neither a text nor a whole number.",
        ),
    ],
)
def test_data_that_is_no_questionnaire_is_refused_with_its_place(
    path: tuple[str | int, ...], value: object, sentence: str
) -> None:
    with pytest.raises(MalformedQuestionnaire) as refusal:
        parse_questionnaire(changed(DATA, path, value))
    assert str(refusal.value.sentence) == sentence


def test_a_condition_nested_without_end_is_refused() -> None:
    endless: dict[str, Any] = {"question": "p", "is": 1}
    for _ in range(30):
        endless = {"not": endless}
    with pytest.raises(MalformedQuestionnaire, match="nested too deeply"):
        parse_condition(endless)


@given(JSON)
def test_any_other_data_is_refused_and_never_an_accident(data: object) -> None:
    with pytest.raises(MalformedQuestionnaire):
        parse_questionnaire(data)


def changed(data: Any, path: tuple[str | int, ...], value: object) -> Any:
    """A copy of the data with one place changed."""
    if not path:
        return value
    copy = json.loads(json.dumps(data))
    place = copy
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return copy
