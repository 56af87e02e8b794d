"""Everybody of the demo world answers all that is asked, over several days, and sends it in."""

from datetime import timedelta

import pytest

from portal import db
from portal.applications.queries import answers_of
from portal.applications.states import ApplicationState
from portal.audit import case_of
from portal.audit.queries import list_events
from portal.calls.models import Call
from portal.demo import IN_REVIEW, dossiers
from portal.demo.announced import TOKYO, at_hour, period_of, published, tuesday
from portal.demo.content import figures
from portal.demo.papers import Papers
from portal.demo.people import Cast, applicant
from portal.questionnaire import load
from portal.questionnaire.checking import missing_and_wrong
from tests.demo.conftest import NOW

CROWD = figures(*IN_REVIEW)
RESIDENCY = load("residency")
BROUGHT = {"artistic_cv", "proof_of_residence", "samples"}
SAVED = [section.key for section in RESIDENCY.sections]
BEGUN = NOW - timedelta(days=3)


@pytest.fixture
def call(stage: Cast) -> Call:
    """An open residency."""
    deadline = tuesday(NOW, 20)
    made = published(
        stage, "residency-abroad", TOKYO, "TYO", opens=at_hour(NOW, -9, 9), deadline=deadline,
        periods=[period_of(deadline.date(), 100, 3)], results_on=deadline.date() + timedelta(days=40),
    )  # fmt: skip
    db.session().flush()
    return made


def test_only_what_is_brought_along_is_missing_from_anybodys_answers() -> None:
    for person in [*CROWD, *figures("studio", "berlin_2026")]:
        given = dossiers.answers(person, home="Istanbul", there="Berlin")
        wrong = {one.question for one in missing_and_wrong(RESIDENCY, given)}
        assert (person.key, wrong - BROUGHT) == (person.key, set())


def test_nothing_is_left_to_be_filled_into_a_sentence() -> None:
    for person in CROWD:
        given = dossiers.answers(person, home="Istanbul", there="Berlin")
        told = [text for text in given.values() if isinstance(text, str)]
        assert (person.key, [text for text in told if "{" in text or "}" in text]) == (person.key, [])


def test_the_same_person_answers_the_same_again() -> None:
    first, again = (dossiers.answers(CROWD[0], home="Istanbul", there="Berlin") for _ in range(2))
    assert first == again


def test_other_money_is_named_with_its_source_and_else_not_at_all() -> None:
    every = [dossiers.answers(one, home="Istanbul", there="Berlin") for one in CROWD]
    named = {(one["other_funding"] != "none", "other_funding_amount" in one, "other_funding_source" in one)
             for one in every}  # fmt: skip
    assert named == {(True, True, True), (False, False, False)}


def test_a_draft_is_saved_section_by_section_and_sent_with_its_papers(
    stage: Cast, call: Call, papers: Papers
) -> None:
    figure = CROWD[0]
    person = applicant(stage, figure, home="Istanbul", at=BEGUN - timedelta(hours=1))
    case = dossiers.write(call, figure, person, papers, home="Istanbul", at=BEGUN)
    dossiers.send(case, by=person, at=BEGUN + timedelta(days=2))
    db.session().flush()
    saved = [event for event in list_events(case_of(case)) if event.verb == "application.save"]
    assert [event.facts["section"] for event in saved] == SAVED
    assert [event.at for event in saved] == sorted({event.at for event in saved})
    assert (case.state, case.title) == (ApplicationState.SUBMITTED, figure.title)
    given = answers_of(case)
    assert [work["title"] for work in given["samples"]] == ["Work 0", "Work 1", "Work 2"]
    assert "preferred_period" not in given, "there is one period"
