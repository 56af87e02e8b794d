"""The life of a letter, and what anybody who holds one is told."""

import pytest

from portal.access.verbs import Verb
from portal.decisions.states import DecisionKind
from portal.letters.states import (
    KINDS,
    LETTER_OF,
    LIFE,
    VERDICTS,
    LetterState,
    keep_problems,
    read_problems,
)
from portal.words import Sentence, say

S = LetterState


@pytest.mark.parametrize(
    ("verb", "moves"),
    [
        (Verb.LETTER_ISSUE, {S.QUEUED: S.ISSUED}),
        (Verb.LETTER_FAIL, {S.QUEUED: S.ATTENTION}),
        (Verb.LETTER_RETRY, {S.ATTENTION: S.QUEUED}),
        (Verb.LETTER_REPLACE, {S.ISSUED: S.REPLACED}),
        (Verb.LETTER_WITHDRAW, {S.ISSUED: S.WITHDRAWN}),
    ],
)
def test_each_verb_moves_a_letter_from_one_state_only(
    verb: Verb, moves: dict[LetterState, LetterState]
) -> None:
    assert {state: to for state in S if (to := LIFE.target(state, verb))} == moves


def test_every_outcome_has_its_letter_and_every_letter_its_name() -> None:
    assert (set(LETTER_OF), list(LETTER_OF.values())) == (set(DecisionKind), list(KINDS))


def test_only_a_letter_that_holds_is_called_valid_and_one_that_never_left_is_unknown() -> None:
    tones = {key: tone for key, (_, tone, _) in VERDICTS.items()}
    assert tones == {S.ISSUED: "success", S.REPLACED: "warning", S.WITHDRAWN: "danger", "unknown": "danger"}


def test_an_applicant_is_not_told_that_a_letter_needs_attention() -> None:
    assert LIFE.wording[S.ATTENTION].applicant == LIFE.wording[S.QUEUED].applicant


@pytest.mark.parametrize(
    "problems",
    [[], [say("The street is missing.")], [say("No font can draw: {characters}", characters="𓀀 “x”")] * 2],
)
def test_what_needs_attention_is_kept_without_a_language(problems: list[Sentence]) -> None:
    assert read_problems(keep_problems(problems)) == problems


def test_a_letter_that_never_had_a_problem_has_none() -> None:
    assert read_problems("") == []
