"""How far the tour is, read from what its steps have changed."""

from datetime import UTC, datetime
from typing import Any

import pytest

from portal.accounts.models import User
from portal.applications.models import Application
from portal.applications.states import ApplicationState
from portal.audit.models import ReadEvent
from portal.calls.models import Call
from portal.calls.states import CallState
from portal.decisions.states import DecisionKind, DecisionState
from portal.demo.queries import Visit, visit_of
from portal.demo.tour import Progress
from portal.letters.states import LetterState
from portal.reviews.states import ReviewState
from tests.factories import World

AT = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
A, R = ApplicationState, ReviewState


@pytest.fixture
def call(world: World) -> Call:
    """The call of the tour."""
    return world.call(slug="tour", state=CallState.IN_REVIEW)


@pytest.fixture
def isil(world: World) -> User:
    """Its applicant."""
    return world.user("Işıl")


@pytest.fixture
def clara(world: World, call: Call) -> User:
    """Its juror."""
    return world.juror(call)


def visit(world: World, isil: User, clara: User) -> Visit:
    """How far the tour is."""
    with world.read():
        found = visit_of("tour", applicant=isil.id, juror=clara.id)
        assert found
        return found


def released(world: World, case: Application, **facts: Any) -> Any:
    """A decision of the case whose outcome is out."""
    people = {"proposed_by": world.user(), "approved_by": world.user(), "state": DecisionState.RELEASED}
    return world.decision(case, DecisionKind.AWARD, **(people | facts))


def test_without_a_demo_world_there_is_no_tour(world: World) -> None:
    with world.read():
        assert visit_of("tour", applicant=1, juror=2) is None


def test_cases_and_reviews_are_counted_as_the_steps_ask(
    world: World, call: Call, isil: User, clara: User
) -> None:
    for state in (A.SUBMITTED, A.SUBMITTED, A.ADMITTED, A.EXCLUDED, A.DRAFT):
        case = world.application(call, state=state)
        if state == A.ADMITTED:
            world.review(case, world.juror(call), state=R.SUBMITTED)
    for review in (R.SUBMITTED, R.DRAFT, R.ASSIGNED, R.RECUSED):
        world.review(world.application(call, state=A.ADMITTED), clara, state=review)
    world.review(world.application(world.call(), state=A.ADMITTED), clara)
    assert visit(world, isil, clara).progress == Progress(
        call_state="in_review", applied=False, unchecked=2, checked=6, scored=1, to_score=2
    )


@pytest.mark.parametrize(
    ("state", "applied", "known"),
    [(A.DRAFT, False, True), (A.SUBMITTED, True, True), (A.WITHDRAWN, False, False)],
)
def test_the_applicant_has_applied_once_the_application_is_sent(
    world: World, call: Call, isil: User, clara: User, state: ApplicationState, applied: bool, known: bool
) -> None:
    world.application(call, isil, state=state)
    world.application(call)
    found = visit(world, isil, clara)
    assert (found.progress.applied, found.application is not None) == (applied, known)


def test_decisions_count_while_they_stand(world: World, call: Call, isil: User, clara: User) -> None:
    released(world, world.application(call, state=A.ADMITTED))
    released(world, world.application(call, state=A.ADMITTED), state=DecisionState.SUPERSEDED)
    assert visit(world, isil, clara).progress.decided == 1


def test_the_letter_is_there_once_it_is_issued_and_opened_once_the_applicant_read_it(
    world: World, call: Call, isil: User, clara: User
) -> None:
    case = world.application(call, isil, state=A.ADMITTED)
    decision = released(world, case)
    world.letter(decision, state=LetterState.QUEUED)
    assert visit(world, isil, clara).letter is None
    other = released(world, world.application(call, state=A.ADMITTED))
    world.letter(other)
    letter = world.letter(decision, state=LetterState.REPLACED)
    seen = [(clara, False), (isil, True)]
    for reader, opened in seen:
        world.add(ReadEvent(case=f"letter:{letter.public_id}", at=AT, actor_id=reader.id, verb="letter.read"))
        found = visit(world, isil, clara)
        assert (found.letter and found.letter.id, found.progress.opened) == (letter.id, opened)
