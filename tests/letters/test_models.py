"""What the database itself refuses of letters, and from when a person may know of one."""

from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from portal.decisions.models import Decision
from portal.decisions.states import DecisionKind, DecisionState
from portal.letters.models import Letter
from portal.letters.states import LetterState, keep_problems
from portal.words import say
from tests.factories import World

AT = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
S = LetterState


@pytest.fixture
def decision(world: World) -> Decision:
    """A released award."""
    return world.decision(
        world.application(world.call()),
        DecisionKind.AWARD,
        proposed_by=world.user(),
        approved_by=world.user(),
        state=DecisionState.RELEASED,
    )


@pytest.mark.parametrize("second", [S.QUEUED, S.ATTENTION, S.ISSUED])
def test_one_letter_of_a_decision_stands_at_a_time(
    world: World, decision: Decision, second: LetterState
) -> None:
    for old in (S.REPLACED, S.WITHDRAWN, S.ISSUED):
        world.letter(decision, state=old)
    with pytest.raises(sa.exc.IntegrityError):
        world.letter(decision, state=second)


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "greeting"},
        {"sha256": None},
        {"file_id": None},
        {"number": "taken"},
        {"code": "c" * 26},
        {"queued_at": None},
    ],
)
def test_a_letter_has_a_known_kind_its_bytes_and_a_number_and_code_of_its_own(
    world: World, decision: Decision, facts: dict[str, Any]
) -> None:
    world.letter(decision, state=S.REPLACED, number="taken", code="c" * 26)
    with pytest.raises(sa.exc.IntegrityError):
        world.letter(decision, **facts)


@pytest.mark.parametrize(
    ("released_at", "file_id", "known"), [(AT, 1, True), (None, 1, False), (AT, None, False)]
)
def test_a_person_may_know_of_a_letter_once_its_outcome_is_out_and_its_bytes_are_fixed(
    released_at: datetime | None, file_id: int | None, known: bool
) -> None:
    assert Letter(decision=Decision(released_at=released_at), file_id=file_id).is_released is known


def test_its_problems_are_sentences_for_the_office() -> None:
    problems = [say("The street is missing.")]
    assert Letter(error=keep_problems(problems)).problems == problems
