"""The life of an application, asked of its table."""

import pytest

from portal.access.verbs import Verb
from portal.applications.states import LIFE, ApplicationState

S = ApplicationState


@pytest.mark.parametrize(
    ("verb", "from_states"),
    [
        (Verb.APPLICATION_EDIT, {S.DRAFT}),
        (Verb.APPLICATION_SUBMIT, {S.DRAFT, S.SUBMITTED, S.ADMITTED, S.EXCLUDED}),
        (Verb.APPLICATION_WITHDRAW, {S.DRAFT, S.SUBMITTED, S.ADMITTED, S.EXCLUDED}),
        (Verb.APPLICATION_ADMIT, {S.SUBMITTED}),
        (Verb.APPLICATION_EXCLUDE, {S.SUBMITTED}),
        (Verb.APPLICATION_REOPEN_CHECK, {S.ADMITTED, S.EXCLUDED}),
        (Verb.DECISION_PROPOSE, {S.ADMITTED, S.EXCLUDED}),
    ],
)
def test_each_verb_is_possible_in_these_states(verb: Verb, from_states: set[ApplicationState]) -> None:
    assert {state for state in S if LIFE.permits(state, verb)} == from_states


def test_only_a_draft_becomes_submitted_however_often_it_is_sent() -> None:
    moves = {state: LIFE.target(state, Verb.APPLICATION_SUBMIT) for state in S}
    assert {state: to for state, to in moves.items() if to} == {S.DRAFT: S.SUBMITTED}


def test_the_applicant_reads_the_same_word_before_and_after_the_formal_check() -> None:
    words = {str(LIFE.wording[state].applicant) for state in (S.SUBMITTED, S.ADMITTED, S.EXCLUDED)}
    assert words == {"Received"}
