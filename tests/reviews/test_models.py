"""Who has said what about conflicts of interest, and what the database refuses of reviews."""

import pytest
import sqlalchemy as sa

from portal.accounts.models import User
from portal.applications.models import Application
from portal.reviews.models import NO_CONFLICT, DeputyDeclaration, Review, Score
from portal.reviews.states import ReviewState
from tests.factories import World
from tests.factories.world import DEADLINE

JUROR, DEPUTY, OTHER = 1, 2, 3
S = ReviewState


def review(state: ReviewState = S.DRAFT, conflict: str = NO_CONFLICT, deputy: str = "") -> Review:
    """A review in memory, with what a deputy said, if anything."""
    made = Review(juror_id=JUROR, state=state, conflict=conflict, return_reason="")
    made.declarations = [DeputyDeclaration(user_id=DEPUTY, conflict=deputy)] if deputy else []
    return made


@pytest.mark.parametrize(
    ("made", "cleared", "barred"),
    [
        (review(), {JUROR}, set()),
        (review(conflict=""), set(), set()),
        (review(conflict="relative"), set(), {JUROR}),
        (review(deputy=NO_CONFLICT), {JUROR, DEPUTY}, set()),
        (review(deputy="relative"), {JUROR}, {DEPUTY}),
        (review(conflict="relative", deputy=NO_CONFLICT), {DEPUTY}, {JUROR}),
        (review(S.RECUSED), set(), {JUROR}),
        (review(S.VOID, deputy=NO_CONFLICT), set(), set()),
        (review(S.SUBMITTED), {JUROR}, set()),
    ],
)
def test_what_one_person_said_opens_or_closes_the_case_to_that_person_alone(
    made: Review, cleared: set[int], barred: set[int]
) -> None:
    people = (JUROR, DEPUTY, OTHER)
    assert {one for one in people if made.is_cleared_for(one)} == cleared
    assert {one for one in people if made.is_barred_to(one)} == barred
    assert made.conflict_cleared == (JUROR in cleared)


@pytest.mark.parametrize(
    ("state", "reason", "left"),
    [(S.RETURNED, "", True), (S.RETURNED, "Please explain.", False), (S.DRAFT, "", False)],
)
def test_a_review_came_back_from_a_deputy_if_nobody_wrote_why(
    state: ReviewState, reason: str, left: bool
) -> None:
    made = review(state)
    made.return_reason = reason
    assert made.is_left_by_deputy == left


def test_points_are_still_to_come_until_a_review_is_sent_or_over() -> None:
    assert {state for state in S if review(state).is_to_judge} == {S.ASSIGNED, S.DRAFT, S.RETURNED}


def test_a_juror_has_a_case_once(world: World, case: Application, clara: User) -> None:
    world.review(case, clara)
    with pytest.raises(sa.exc.IntegrityError):
        world.review(case, clara)


def test_a_criterion_has_points_once_and_never_less_than_none(
    world: World, case: Application, clara: User
) -> None:
    made = world.review(case, clara, points={"quality": 0})
    for criterion, points in (("quality", 5), ("relevance", -1)):
        with pytest.raises(sa.exc.IntegrityError):
            world.add(Score(review_id=made.id, criterion=criterion, points=points))


def test_a_deputy_answers_once(world: World, case: Application, clara: User, bruno: User) -> None:
    made = world.review(case, clara)
    facts = {"review_id": made.id, "user_id": bruno.id, "conflict": NO_CONFLICT, "at": DEADLINE}
    world.add(DeputyDeclaration(**facts))
    with pytest.raises(sa.exc.IntegrityError):
        world.add(DeputyDeclaration(**facts))
