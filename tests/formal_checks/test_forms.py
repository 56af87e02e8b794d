"""What the forms of the formal check take, and what they offer to choose from."""

from typing import Any

import pytest
from flask import Flask

from portal.applications.states import LIFE
from portal.formal_checks.forms import CaseFilterForm, ExcludeForm, ReopenForm, disciplines_of
from portal.formal_checks.rules import EXCLUSION_CODES, LONGEST_NOTE
from portal.questionnaire import parse_questionnaire
from tests.factories.texts import QUESTIONNAIRE
from tests.forms import sent, told


@pytest.mark.parametrize(
    ("entered", "wrong"),
    [
        ({"code": "late", "note": "Sent on 15 October."}, {}),
        ({"code": "late", "note": "x" * LONGEST_NOTE}, {}),
        (
            {"code": "late", "note": "x" * (LONGEST_NOTE + 1)},
            {"note": [f"Too long by 1: there is room for {LONGEST_NOTE} characters."]},
        ),
        ({"code": "late", "note": "  "}, {"note": ["Please fill in “What exactly was wrong?”."]}),
        ({"code": "", "note": "x"}, {"code": ["Please choose: “Reason”"]}),
        ({"code": "ugly", "note": "x"}, {"code": ["Please choose one of the options shown."]}),
    ],
)
def test_an_exclusion_asks_for_a_known_reason_and_for_words(
    one_app: Flask, entered: dict[str, str], wrong: dict[str, list[str]]
) -> None:
    with sent(one_app, ExcludeForm, entered) as form:
        form.offer()
        form.validate()
        assert told(form) == wrong


def test_the_reasons_are_offered_in_the_readers_language_behind_an_empty_one(one_app: Flask) -> None:
    with one_app.test_request_context(headers={"Accept-Language": "de"}):
        form = ExcludeForm(meta={"csrf": False})
        form.offer()
        choices: dict[str, str] = dict(form.code.choices)
        assert list(choices) == ["", *EXCLUSION_CODES]
        assert choices[""] == "Bitte wählen"


@pytest.mark.parametrize(("why", "complaints"), [("A page was overlooked.", 0), ("", 1), ("x" * 301, 1)])
def test_opening_the_check_again_asks_why(one_app: Flask, why: str, complaints: int) -> None:
    with sent(one_app, ReopenForm, {"why": why}) as form:
        form.validate()
        assert len(told(form)) == complaints


def test_the_office_chooses_among_the_states_of_cases_and_never_drafts(one_app: Flask) -> None:
    with sent(one_app, CaseFilterForm, {}) as form:
        form.offer(LIFE.wording, [("dance", "Dance")])
        states: list[Any] = [key for key, _ in form.state.choices]
        assert states == ["", "submitted", "admitted", "excluded", "withdrawn"]
        assert form.discipline.choices == [("", "All"), ("dance", "Dance")]


def test_the_disciplines_are_those_among_which_applicants_chose(one_app: Flask) -> None:
    without = {"key": "bare", "sections": QUESTIONNAIRE["sections"][1:]}
    with one_app.test_request_context(headers={"Accept-Language": "de"}):
        assert disciplines_of(parse_questionnaire(QUESTIONNAIRE)) == [
            ("visual", "Bildende Kunst"),
            ("dance", "Tanz"),
        ]
        assert disciplines_of(parse_questionnaire(without)) == []
