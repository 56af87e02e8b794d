"""What the database itself keeps of applications, and what each side may know of their state."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from portal.accounts.models import User
from portal.applications.models import AnswerRevision, Application, ApplicationFile
from portal.applications.states import ApplicationState, PublicState
from portal.calls.models import Call
from portal.files.models import StoredFile
from tests.factories import World
from tests.factories.world import OPENS

S = ApplicationState


def test_a_person_applies_once_to_a_call_and_again_after_taking_it_back(
    world: World, call: Call, isil: User
) -> None:
    for _ in range(2):
        world.application(call, isil, state=S.WITHDRAWN)
    world.application(call, isil)
    world.application(world.call(), isil)
    with pytest.raises(IntegrityError):
        world.application(call, isil, state=S.DRAFT)


@pytest.mark.parametrize(
    ("state", "kept"),
    [(S.DRAFT, True), (S.WITHDRAWN, True), (S.SUBMITTED, False), (S.ADMITTED, False), (S.EXCLUDED, False)],
)
def test_what_was_sent_has_the_time_at_which_it_came(
    world: World, call: Call, state: ApplicationState, kept: bool
) -> None:
    if kept:
        assert world.application(call, state=state, submitted_at=None).submitted_at is None
    else:
        with pytest.raises(IntegrityError):
            world.application(call, state=state, submitted_at=None)


def test_a_short_code_names_one_application(world: World, call: Call) -> None:
    world.application(call, short_code="IST-7F3K2A")
    with pytest.raises(IntegrityError):
        world.application(call, short_code="IST-7F3K2A")


def test_each_revision_of_the_answers_has_its_own_number(world: World, call: Call, isil: User) -> None:
    case = world.application(call, isil)
    facts: dict[str, Any] = {"application_id": case.id, "answers": {}, "at": OPENS, "by_id": isil.id}
    assert world.add(AnswerRevision(number=2, **facts)).section == ""
    with pytest.raises(IntegrityError):
        world.add(AnswerRevision(number=1, **facts))


def test_a_case_holds_a_file_once(world: World, call: Call, isil: User) -> None:
    facts = {"sha256": "a" * 64, "size": 1, "media_type": "application/pdf", "name": "cv.pdf"}
    file = world.add(StoredFile(created_at=OPENS, **facts))
    case = world.application(call, isil)
    world.add(ApplicationFile(application_id=case.id, file_id=file.id, question="cv"))
    with pytest.raises(IntegrityError):
        world.add(ApplicationFile(application_id=case.id, file_id=file.id, question="works"))


@pytest.mark.parametrize(
    ("facts", "submitted", "awaits_check", "has_outcome"),
    [
        ({"state": S.DRAFT}, False, False, False),
        ({"state": S.SUBMITTED, "submitted_at": OPENS}, True, True, False),
        ({"state": S.ADMITTED, "submitted_at": OPENS}, True, False, False),
        ({"state": S.EXCLUDED, "submitted_at": OPENS}, True, False, False),
        ({"state": S.WITHDRAWN, "submitted_at": OPENS}, True, False, False),
        ({"state": S.WITHDRAWN}, False, False, False),
        (
            {"state": S.ADMITTED, "submitted_at": OPENS, "public_state": PublicState.REJECTED},
            True,
            False,
            True,
        ),
    ],
)
def test_a_case_has_left_its_author_waits_for_its_check_or_has_its_outcome_told(
    facts: dict[str, Any], submitted: bool, awaits_check: bool, has_outcome: bool
) -> None:
    case = Application(**{"public_state": PublicState.PENDING} | facts)
    assert (case.is_submitted, case.awaits_check, case.has_outcome) == (submitted, awaits_check, has_outcome)


def test_an_application_belongs_to_its_call_and_its_applicant() -> None:
    case = Application(applicant_id=7, call=Call(id=10, programme_id=1))
    assert (case.owner_id, case.scope.call_id, case.scope.programme_id) == (7, 10, 1)
