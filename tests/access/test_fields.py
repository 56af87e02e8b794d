"""What of an application each reader sees: one table for every way out."""

from dataclasses import replace
from typing import Any

import pytest

from portal.access import FieldClass, Role, fields_of_review, visible_fields
from portal.access.fields import AUDIT, CONFIDENTIAL, JUROR, OFFICE, OWN
from tests.access.people import NOW, Somebody, thing, who

APPLICANT = who(id=7)
NOTHING: frozenset[FieldClass] = frozenset()


def case(*, submitted: bool = True) -> Any:
    return thing(applicant_id=APPLICANT.id, is_submitted=submitted)


@pytest.mark.parametrize(
    ("reader", "of_a_draft", "of_a_case"),
    [
        (None, NOTHING, NOTHING),
        (replace(APPLICANT, is_authenticated=False), NOTHING, NOTHING),
        (APPLICANT, OWN, OWN),
        (who(Role.OFFICER, id=APPLICANT.id), OWN, OWN),
        (who(Role.OFFICER), NOTHING, OFFICE),
        (who(Role.OFFICER, call_id=11), NOTHING, NOTHING),
        (who(Role.APPROVER, programme_id=1), NOTHING, OFFICE),
        (who(Role.AUDITOR), NOTHING, AUDIT),
        (who(Role.AUDITOR, Role.OFFICER), NOTHING, OFFICE),
        (who(Role.JUROR, Role.CHAIR, Role.COORDINATOR, Role.ADMINISTRATOR), NOTHING, NOTHING),
    ],
)
def test_each_reader_sees_the_fields_of_the_own_role_and_of_a_draft_only_its_author(
    reader: Somebody | None, of_a_draft: frozenset[FieldClass], of_a_case: frozenset[FieldClass]
) -> None:
    seen = [visible_fields(reader, case(submitted=submitted), NOW) for submitted in (False, True)]
    assert seen == [of_a_draft, of_a_case]


@pytest.mark.parametrize(
    ("viewer", "hidden"),
    [(who(Role.ADMINISTRATOR), CONFIDENTIAL), (who(Role.OFFICER), NOTHING), (who(Role.AUDITOR), {"health"})],
    ids=["administrator", "officer", "auditor"],
)
def test_through_the_applicants_eyes_health_and_bank_are_seen_by_who_may_see_them_anyway(
    viewer: Somebody, hidden: frozenset[FieldClass]
) -> None:
    assert OWN - visible_fields(replace(APPLICANT, viewer=viewer), case(), NOW) == hidden


@pytest.mark.parametrize(
    ("juror_id", "cleared", "seen"),
    [(1, {1}, JUROR), (1, set(), NOTHING), (2, {1}, NOTHING)],
    ids=["cleared", "before the question", "another juror"],
)
def test_a_juror_sees_the_assigned_case_only_after_the_question_for_conflicts(
    juror_id: int, cleared: set[int], seen: frozenset[FieldClass]
) -> None:
    review = thing(
        juror_id=juror_id,
        applicant_id=APPLICANT.id,
        is_cleared_for=cleared.__contains__,
        is_barred_to=lambda person: False,
    )
    assert fields_of_review(who(Role.JUROR), review, NOW) == seen


def test_who_judges_learns_neither_health_nor_bank_nor_how_to_reach_the_person() -> None:
    assert sorted(JUROR) == ["content", "identity"]
    assert (sorted(OFFICE - AUDIT), sorted(OFFICE - OWN)) == (["health"], ["decision", "jurors", "scores"])
