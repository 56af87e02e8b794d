from dataclasses import replace
from typing import Any

import pytest

from portal.questionnaire import Option, Question, Questionnaire, Section, check_design, questions_that_need
from portal.questionnaire.wire import parse_condition
from tests.questionnaire.examples import ask, only, sentences

FIRST = replace(ask("choice"), key="first")


def test_a_sound_questionnaire_needs_no_mending() -> None:
    assert check_design(only(FIRST, ask("text", max_characters=5))) == []


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (replace(ask("text"), key="first"), "The key first is used more than once."),
        (replace(ask("text"), key="Q-1"), "The key Q-1 may hold only small letters, digits and underscores."),
        (replace(ask("text"), kind="hologram"), "q is of an unknown kind: hologram."),
        (replace(ask("text"), field_class="secret"), "q has an unknown class of data: secret."),
        (replace(ask("text"), title={"en": "Question"}), "q has no text in the language de."),
        (replace(ask("text"), help={"de": "Hilfe"}), "q has no text in the language en."),
        (replace(ask("choice"), options=()), "q needs at least two options."),
        (replace(ask("text"), options=FIRST.options), "q offers options that its kind can’t show."),
        (
            replace(ask("choice"), options=(*FIRST.options, FIRST.options[0])),
            "q offers the option red more than once.",
        ),
        (
            replace(ask("choice"), options=(*FIRST.options, Option("pink", {"en": "Pink"}))),
            "q/pink has no text in the language de.",
        ),
        (
            replace(ask("choice"), options=(*FIRST.options, Option("Pink!", {"en": "Pink", "de": "Rosa"}))),
            "The key Pink! may hold only small letters, digits and underscores.",
        ),
        (
            ask("declaration"),
            "The declaration q must be required; offer a choice instead if it may be left open.",
        ),
        (ask("text", max_words=5), "q has the limit max_words, which its kind does not know."),
        (ask("long_text", max_words=0), "The limit max_words of q is impossible."),
        (ask("long_text", min_words=9, max_words=5), "The limits of q contradict each other."),
        (ask("date", earliest="2027-02-30"), "The limit earliest of q is impossible."),
        (ask("date", earliest="2027-02-01", latest="2027-01-01"), "The limits of q contradict each other."),
        (ask("money", currency="euro"), "The limit currency of q is impossible."),
        (ask("money", max_cents=-1), "The limit max_cents of q is impossible."),
        (ask("choices", min_picks=4), "q asks for more picks than it offers."),
    ],
)
def test_a_question_that_would_trip_applicants_is_found(question: Question, sentence: str) -> None:
    assert sentences(check_design(only(FIRST, question))) == [sentence]


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        ({"question": "absent", "is": "x"}, "q depends on absent, which is not asked before it."),
        ({"question": "q", "answered": True}, "q depends on q, which is not asked before it."),
        ({"question": "last", "answered": True}, "q depends on last, which is not asked before it."),
        ({"question": "first", "is": "pink"}, "q waits for an answer that first does not offer."),
        (
            {"question": "first", "greater": 1},
            "q compares first in size, which is neither amount, number nor date.",
        ),
        (
            {"question": "first", "includes": "red"},
            "q asks whether first includes an answer, but only one can be given.",
        ),
        ({"all": []}, "The condition of q joins too few or too many conditions."),
        (
            {"not": [{"question": "first", "is": "red"}, {"question": "first", "is": "blue"}]},
            "The condition of q joins too few or too many conditions.",
        ),
    ],
)
def test_a_condition_that_can_never_be_answered_is_found(condition: dict[str, Any], sentence: str) -> None:
    question, last = replace(ask("text"), when=parse_condition(condition)), replace(ask("text"), key="last")
    assert sentences(check_design(only(FIRST, question, last))) == [sentence]


def test_an_empty_questionnaire_or_section_is_found() -> None:
    assert sentences(check_design(Questionnaire("small", ()))) == ["The questionnaire has no section."]
    empty = Questionnaire("small", (Section("one", {"en": "One", "de": "Eins"}, ()),))
    assert sentences(check_design(empty)) == ["The section one has no question."]


def test_the_condition_of_a_section_is_checked_like_that_of_a_question() -> None:
    section = replace(only(FIRST).sections[0], when=parse_condition({"question": "first", "is": "red"}))
    found = sentences(check_design(Questionnaire("small", (section,))))
    assert found == ["one depends on first, which is not asked before it."]


def test_a_question_on_which_others_depend_is_known_to_be_needed() -> None:
    dependent = replace(ask("text"), when=parse_condition({"not": {"question": "first", "is": "red"}}))
    assert questions_that_need(only(FIRST, dependent), "first") == ("q",)
    assert questions_that_need(only(FIRST, dependent), "q") == ()
