from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.questionnaire import (
    Problem,
    Question,
    Questionnaire,
    Section,
    asked,
    asked_answers,
    load,
    missing_and_wrong,
    section_state,
)
from portal.questionnaire.wire import parse_condition
from portal.words import say
from tests.questionnaire.examples import FILES, ask, only
from tests.questionnaire.test_kinds import JSON

RESIDENCY = load("residency")
COMPLETE: dict[str, Any] = {
    "discipline": "visual_arts",
    "biography": "I print and paint in Kadıköy.",
    "residence_since": "2012-03-01",
    "project_title": "Between two shores",
    "project_description": "I collect the sounds of ferries.",
    "relation_to_city": "The Spree carries boats as well.",
    "preferred_period": "either",
    "time_plan": "January: walking. February: printing.",
    "samples": [{"title": "Köprü", "year": "2024", "medium": "Print", "file": "f2"}],
    "artistic_cv": ["f1"],
    "proof_of_residence": ["f2"],
    "motivation_letter": "I would like to listen.",
    "travel_costs": {"cents": 25000, "currency": "EUR"},
    "material_costs": {"cents": 0, "currency": "EUR"},
    "other_funding": "none",
    "former_grant": "no",
    "not_enrolled": True,
    "true_statements": True,
    "data_notice": True,
}


def chain() -> Questionnaire:
    """A question, one that needs its answer, one that needs the second, a section that needs the first."""
    first, second, third = ask("choice"), ask("choice"), ask("text")
    return Questionnaire(
        "chain",
        (
            Section(
                "one",
                {"en": "One"},
                (
                    replace(first, key="a", required=True),
                    replace(
                        second, key="b", required=True, when=parse_condition({"question": "a", "is": "red"})
                    ),
                    replace(
                        third, key="c", required=True, when=parse_condition({"question": "b", "is": "red"})
                    ),
                ),
            ),
            Section(
                "two",
                {"en": "Two"},
                (replace(third, key="d"),),
                when=parse_condition({"question": "a", "is": "red"}),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("answers", "questions"),
    [
        ({}, {"a"}),
        ({"a": "blue"}, {"a"}),
        ({"a": "red"}, {"a", "b", "d"}),
        ({"a": "red", "b": "red"}, {"a", "b", "c", "d"}),
        ({"a": "blue", "b": "red"}, {"a"}),
        ({"b": "red"}, {"a"}),
    ],
)
def test_answers_to_questions_that_are_not_asked_open_nothing(
    answers: dict[str, Any], questions: set[str]
) -> None:
    assert asked(chain(), answers) == questions


def test_a_submission_holds_only_what_was_asked_in_order() -> None:
    answers = {"gone": 1, "d": "x", "c": "hidden", "b": "blue", "a": "red"}
    assert list(asked_answers(chain(), answers).items()) == [("a", "red"), ("b", "blue"), ("d", "x")]
    assert asked_answers(chain(), {**answers, "a": "blue"}) == {"a": "blue"}


def test_a_complete_residency_application_can_be_submitted() -> None:
    assert missing_and_wrong(RESIDENCY, COMPLETE, FILES) == []


@pytest.mark.parametrize("key", sorted(COMPLETE))
def test_each_required_answer_of_the_residency_is_missed_at_its_place(key: str) -> None:
    without = {other: value for other, value in COMPLETE.items() if other != key}
    section = RESIDENCY.section_of(key)
    assert section is not None
    found = missing_and_wrong(RESIDENCY, without, FILES)
    assert [(one.question, one.section, one.field) for one in found] == [(key, section.key, key)]


@pytest.mark.parametrize(
    ("change", "missed"),
    [
        ({"other_funding": "applied"}, ["other_funding_amount", "other_funding_source"]),
        ({"former_grant": "yes"}, ["former_grant_year"]),
        ({"former_grant": "yes", "former_grant_year": 2019}, []),
        ({"former_grant": "no", "former_grant_year": 1}, []),
        ({"artistic_cv": ["f3"]}, ["artistic_cv", "artistic_cv"]),
        ({"project_description": "word " * 801}, ["project_description"]),
        ({"residence_since": {"typed": "long ago"}}, ["residence_since"]),
        ({"discipline": "alchemy"}, ["discipline"]),
        ({"not_enrolled": "yes"}, ["not_enrolled"]),
        ({"something_else": 1}, []),
    ],
)
def test_what_must_be_mended_before_submission_is_found(change: dict[str, Any], missed: list[str]) -> None:
    assert [one.question for one in missing_and_wrong(RESIDENCY, {**COMPLETE, **change}, FILES)] == missed


def test_an_answer_of_the_wrong_form_is_asked_for_again() -> None:
    sentence = say("This answer can’t be read. Please enter it again.")
    assert missing_and_wrong(only(ask("choices")), {"q": 5}) == [
        Problem("q", sentence, section="one", field="q")
    ]


@given(st.dictionaries(st.sampled_from(sorted(COMPLETE)), JSON))
def test_checking_never_fails_whatever_is_stored(answers: dict[str, Any]) -> None:
    for section in RESIDENCY.sections:
        section_state(RESIDENCY, section.key, answers, FILES)
    assert isinstance(missing_and_wrong(RESIDENCY, answers, FILES), list)


@pytest.mark.parametrize(
    ("section", "answers", "visited", "state"),
    [
        ("budget", {}, (), "not_started"),
        ("budget", {}, ("budget",), "not_started"),
        ("budget", {"travel_costs": {"typed": "x"}}, (), "in_progress"),
        ("budget", {**COMPLETE, "other_funding": "applied"}, (), "in_progress"),
        ("budget", COMPLETE, (), "completed"),
        ("access_needs", {}, (), "not_started"),
        ("access_needs", {}, ("access_needs",), "completed"),
        ("access_needs", {"access_needs": "No steps, please."}, (), "completed"),
        ("access_needs", {"access_needs": "word " * 201}, (), "in_progress"),
    ],
)
def test_a_section_says_how_far_it_is(
    section: str, answers: dict[str, Any], visited: tuple[str, ...], state: str
) -> None:
    assert section_state(RESIDENCY, section, answers, FILES, visited=visited) == state


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({"a": "blue", "d": "x"}, "not_needed"),
        ({}, "not_started"),
        ({"a": "red"}, "not_started"),
        ({"a": "red", "d": "x"}, "completed"),
    ],
)
def test_a_section_whose_condition_is_not_met_is_not_needed(answers: dict[str, Any], state: str) -> None:
    assert section_state(chain(), "two", answers) == state


def test_a_section_that_still_waits_is_not_done_by_a_visit() -> None:
    assert section_state(chain(), "two", {}, visited=["two"]) == "not_started"


def test_an_unknown_section_is_an_error_of_the_caller() -> None:
    with pytest.raises(KeyError):
        section_state(chain(), "three", {})


def test_a_hidden_question_is_never_required() -> None:
    hidden: Question = replace(ask("text"), required=True, when=parse_condition({"any": []}))
    assert missing_and_wrong(only(hidden), {}) == []
