import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.questionnaire import Problem, Reading, Section, field_names, fill_section, load, read_section
from portal.questionnaire.kinds import KINDS
from portal.words import say
from tests.questionnaire.examples import FILES, ask, only, sentences
from tests.questionnaire.test_kinds import VALUES


def section(kind: str, **limits: Any) -> Section:
    return only(ask(kind, **limits)).sections[0]


def test_a_question_that_was_not_sent_stays_untouched() -> None:
    about = load("residency").sections[0]
    reading = read_section(about, {"biography": ["I paint."], "csrf_token": ["x"], "_key": ["y"]})
    assert reading == Reading(values={"biography": "I paint."})
    assert reading.onto({"discipline": "film", "biography": "old"}) == {
        "discipline": "film",
        "biography": "I paint.",
    }


def test_an_emptied_answer_leaves_the_answers() -> None:
    reading = read_section(section("text"), {"q": ["  "]})
    assert (reading.values, reading.onto({"q": "old", "other": 1})) == ({"q": None}, {"other": 1})


def test_an_overlong_text_is_kept_whole_and_only_warned_of() -> None:
    reading = read_section(section("long_text", max_words=2), {"q": ["one two three"]})
    assert reading.values == {"q": "one two three"}
    assert reading.problems == []
    assert sentences(reading.warnings) == ["The limit is 2 words. You have 3; please shorten the text by 1."]


@pytest.mark.parametrize("kind", ["date", "money", "number"])
def test_what_can_not_be_understood_is_kept_as_typed_and_is_a_problem_at_once(kind: str) -> None:
    reading = read_section(section(kind), {"q": ["soon"]})
    assert (reading.values, len(reading.problems), reading.warnings) == ({"q": {"typed": "soon"}}, 1, [])
    assert fill_section(section(kind), reading.values, "de")["q"] == ["soon"]


def test_what_can_not_be_kept_leaves_the_earlier_answer() -> None:
    reading = read_section(section("text"), {"q": ["a\x00b"]})
    assert reading.onto({"q": "earlier"}) == {"q": "earlier"}
    assert [(found.section, found.question, found.field) for found in reading.problems] == [("one", "q", "q")]


def test_an_answer_that_nobody_asked_for_is_a_problem_and_the_rest_is_read() -> None:
    reading = read_section(section("text"), {"q": ["fine"], "role": ["administrator"], "q-0-title": ["x"]})
    asked = "The form sent an answer that this section does not ask for: {name}."
    assert reading == Reading(
        values={"q": "fine"},
        problems=[Problem("", say(asked, name=name), section="one") for name in ("role", "q-0-title")],
    )


def test_the_name_of_a_strange_field_is_shown_short_and_printable() -> None:
    strange = "\x00\ud800" + "x" * 200
    (found,) = read_section(section("text"), {strange: ["1"]}).problems
    assert found.sentence.facts == {"name": "??" + "x" * 58}


@pytest.mark.parametrize("name", KINDS)
@given(data=st.data(), language=st.sampled_from(["de", "en", "tr"]))
def test_stored_answers_fill_the_form_and_are_read_again_the_same(
    name: str, data: st.DataObject, language: str
) -> None:
    value = data.draw(VALUES[name])
    filled = fill_section(section(name), {"q": value}, language)
    assert read_section(section(name), filled, FILES).values == {"q": value}


@pytest.mark.parametrize("name", KINDS)
@given(values=st.lists(st.text(), max_size=3), more=st.text())
def test_reading_a_form_never_fails_and_gives_what_json_can_hold(
    name: str, values: list[str], more: str
) -> None:
    raw = {"q": values, "q-day": [more], "q-0-title": [more], "q-0-file": values, more: values}
    reading = read_section(section(name), raw, FILES)
    assert json.loads(json.dumps(reading.values).encode()) == reading.values


@given(st.dictionaries(st.text(max_size=8), st.lists(st.text(max_size=8), max_size=2)))
def test_what_was_read_once_is_read_the_same_again(raw: dict[str, list[str]]) -> None:
    for part in load("residency").sections:
        answers = read_section(part, raw, FILES).onto({})
        assert read_section(part, fill_section(part, answers, "tr"), FILES).onto({}) == answers


def test_fields_are_offered_for_each_work_and_one_more() -> None:
    question = ask("work_samples")
    names = field_names(question, {"q": [{"title": "Köprü"}]})
    assert (len(names), names[0], names[-1]) == (20, "q-0-title", "q-1-password")
    assert len(field_names(question, {"q": "broken"}, spare=2)) == 20
    assert field_names(ask("text"), {}) == ["q"]


def test_an_unreadable_stored_answer_leaves_its_field_empty() -> None:
    assert fill_section(section("choices"), {"q": 5}, "de") == {}
