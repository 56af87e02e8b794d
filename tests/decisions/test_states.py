"""The life of a decision as a table, and the usual sentence for each reason of a refusal."""

import pytest

from portal.access import Verb
from portal.decisions.states import FINDINGS, GRANTING, KINDS, LIFE, DecisionKind, DecisionState
from portal.formal_checks.rules import EXCLUSION_CODES

VERBS = [Verb.DECISION_CHANGE, Verb.DECISION_APPROVE, Verb.DECISION_SEND_BACK, Verb.DECISION_RELEASE,
         Verb.DECISION_SUPERSEDE]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "ways"),
    [
        ("proposed", ["proposed", "approved", "proposed", None, "superseded"]),
        ("approved", [None, None, "proposed", "released", None]),
        ("released", [None, None, None, None, "superseded"]),
        ("superseded", [None, None, None, None, None]),
    ],
)
def test_a_decision_goes_from_state_to_state_by_these_ways_alone(state: str, ways: list[str | None]) -> None:
    assert [LIFE.target(state, verb) for verb in VERBS] == ways
    assert LIFE.verbs == set(VERBS)


def test_before_its_release_a_decision_reads_to_the_applicant_as_if_there_were_none() -> None:
    words = {state: str(LIFE.wording[state].applicant) for state in DecisionState}
    assert words == {
        "proposed": "No result yet",
        "approved": "No result yet",
        "released": "Decided",
        "superseded": "Replaced by a newer decision",
    }


def test_whole_and_partial_awards_give_a_place_and_every_kind_has_its_words() -> None:
    assert {kind: (str(KINDS[kind]), kind in GRANTING) for kind in DecisionKind} == {
        "award": ("Award", True),
        "award_partial": ("Partial award", True),
        "reserve": ("Reserve", False),
        "rejection": ("Rejection", False),
    }


def test_every_reason_of_the_formal_check_has_its_sentence_in_three_languages() -> None:
    assert FINDINGS.keys() - EXCLUSION_CODES.keys() == {"jury", "partial"}
    assert EXCLUSION_CODES.keys() <= FINDINGS.keys()
    for reason in EXCLUSION_CODES:
        german, english, turkish = FINDINGS[reason]
        assert german.startswith("Ihr Antrag konnte aus formalen Gründen nicht berücksichtigt werden: ")
        assert english.startswith("Your application could not be considered for formal reasons: ")
        assert turkish.startswith("Başvurunuz biçimsel nedenlerle değerlendirmeye alınamadı: ")
