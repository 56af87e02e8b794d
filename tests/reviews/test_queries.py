"""What a jury reads: reviews that can be worked on, queues, the matrix, and scores that count."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from portal import db
from portal.access import Role
from portal.accounts.models import RoleGrant, User
from portal.accounts.queries import find_user
from portal.applications.models import Application
from portal.applications.states import ApplicationState
from portal.calls.models import Call
from portal.calls.queries import get_call
from portal.calls.states import CallState
from portal.reviews import queries
from portal.reviews.models import NO_CONFLICT
from portal.reviews.states import ReviewState
from tests.factories import World
from tests.pages import counted
from tests.reviews.making import FULL, admitted

S = ReviewState
DAY = timedelta(days=1)


def person(user: User) -> User:
    """The person with the roles, as the door loads it."""
    found = find_user(user.public_id)
    assert found is not None
    return found


def deputy_of(world: World, call: Call, juror: User, at: datetime) -> User:
    """Somebody who judges for a juror today."""
    deputy = world.user("Ece Aydın")
    with world.read():
        (own,) = person(juror).grants
    world.add(
        RoleGrant(
            user_id=deputy.id, role=Role.JUROR, call_id=call.id, valid_from=at - DAY, valid_until=at + DAY,
            principal_id=juror.id, lent_from_id=own.id,
        )
    )  # fmt: skip
    return deputy


@pytest.mark.parametrize(
    ("call_state", "case_state", "review_state", "juror_finds", "office_finds"),
    [
        (CallState.IN_REVIEW, ApplicationState.ADMITTED, S.ASSIGNED, True, True),
        (CallState.IN_REVIEW, ApplicationState.ADMITTED, S.RECUSED, True, True),
        (CallState.IN_REVIEW, ApplicationState.ADMITTED, S.VOID, False, True),
        (CallState.DECIDED, ApplicationState.ADMITTED, S.SUBMITTED, False, True),
        (CallState.IN_REVIEW, ApplicationState.WITHDRAWN, S.SUBMITTED, False, False),
        (CallState.IN_REVIEW, ApplicationState.EXCLUDED, S.SUBMITTED, False, False),
    ],
)
def test_a_review_vanishes_with_its_case_and_with_the_end_of_the_review(
    world: World,
    call_state: CallState,
    case_state: ApplicationState,
    review_state: ReviewState,
    juror_finds: bool,
    office_finds: bool,
) -> None:
    call = world.call(state=call_state)
    juror = world.juror(call)
    review = world.review(world.application(call, state=case_state), juror, state=review_state)
    with world.read():
        found = (queries.find_review(review.public_id), queries.find_sheet(review.public_id))
        assert [one is not None for one in found] == [juror_finds, office_finds]


def test_a_queue_tells_what_is_done_due_and_next_by_the_codes_of_the_cases(
    world: World, call: Call, clara: User, bruno: User, at: datetime
) -> None:
    states = {
        "IST-C": S.SUBMITTED,
        "IST-A": S.ASSIGNED,
        "IST-B": S.DRAFT,
        "IST-D": S.RECUSED,
        "IST-E": S.VOID,
    }
    for code, state in states.items():
        case = admitted(world, call, short_code=code)
        world.review(case, clara, state=state)
        if code == "IST-A":
            world.review(case, bruno, state=S.SUBMITTED)
    with world.read():
        queue = queries.queue_of(person(clara), get_call(call.id), at)
        assert [(row.short_code, row.state, row.judged) for row in queue.rows] == [
            ("IST-A", "assigned", 1),
            ("IST-B", "draft", 0),
            ("IST-C", "submitted", 1),
            ("IST-D", "recused", 0),
        ]
        assert (queue.done, queue.due, queue.next and queue.next.short_code) == (1, 3, "IST-B")


def test_queues_stand_call_by_call_in_the_same_statements_however_many(
    world: World, call: Call, clara: User, at: datetime
) -> None:
    other = world.call(state=CallState.IN_REVIEW)
    world.seat(other, clara)
    world.review(admitted(world, other), clara)
    for _ in range(3):
        world.review(admitted(world, call), clara)
    with world.read():
        reader = person(clara)
        with counted(db.engine()) as statements:
            queues = queries.list_queues(reader, at)
        assert [(queue.call.slug, len(queue.rows)) for queue in queues] == [(call.slug, 3), (other.slug, 1)]
        assert len([one for one in statements if one != "BEGIN"]) == 1


def test_a_deputys_queue_names_for_whom_and_leaves_out_the_own_case_and_other_days(
    world: World, call: Call, clara: User, at: datetime
) -> None:
    deputy = deputy_of(world, call, clara, at)
    world.review(admitted(world, call, short_code="IST-A"), clara, state=S.SUBMITTED)
    world.review(admitted(world, call, deputy, short_code="IST-B"), clara)
    with world.read():
        here = get_call(call.id)
        today, later = (queries.queue_of(person(deputy), here, when) for when in (at, at + DAY))
        assert [(row.short_code, row.juror, row.is_cleared) for row in today.rows] == [
            ("IST-A", "Clara Weiß", False)
        ]
        assert later.rows == []
        assert [row.juror for row in queries.queue_of(person(clara), here, at).rows] == ["", ""]


def test_the_matrix_has_a_cell_for_each_admitted_case_and_each_juror(
    world: World, call: Call, clara: User, chair: User
) -> None:
    first, second = (admitted(world, call, short_code=code) for code in ("IST-A", "IST-B"))
    own = admitted(world, call, clara, short_code="IST-C")
    world.application(call, state=ApplicationState.SUBMITTED)
    world.review(first, clara, state=S.SUBMITTED)
    world.review(second, clara, state=S.RECUSED)
    world.review(second, chair, state=S.DRAFT)
    world.review(first, chair, state=S.VOID)
    with world.read():
        matrix = queries.assignment_of(get_call(call.id))
        cells = {
            row.case.short_code: [(cell.given, cell.fixed, cell.barred) for cell in row.cells]
            for row in matrix.rows_of(matrix.cases)
        }
        empty = (False, False, False)
        assert matrix.names == ["Ayşe Demir", "Clara Weiß"]
        assert cells == {
            "IST-A": [empty, (False, True, False)],
            "IST-B": [(True, False, False), (False, True, False)],
            "IST-C": [empty, (False, False, True)],
        }
        assert matrix.given == {(first.public_id, clara.public_id), (second.public_id, chair.public_id)}
        assert matrix.barred == {(second.public_id, clara.public_id), (own.public_id, clara.public_id)}
        assert [(name, tally.done, tally.due) for name, tally in matrix.progress] == [
            ("Ayşe Demir", 0, 1),
            ("Clara Weiß", 1, 1),
        ]


def test_only_submitted_reviews_have_points_and_a_total(
    world: World, call: Call, case: Application, clara: User, bruno: User, chair: User
) -> None:
    world.review(case, clara, state=S.SUBMITTED, points=FULL)
    world.review(case, bruno, state=S.DRAFT, points=FULL)
    world.review(case, chair, state=S.VOID, points=FULL)
    wanted = [("Bruno Adler", {}, None), ("Clara Weiß", FULL, Decimal("7.20"))]
    with world.read():
        (scored,) = queries.score_matrix(get_call(call.id))
        alone = queries.scores_of(scored.application)
        for found in (scored, alone):
            assert [(one.juror.name, one.points, one.total) for one in found.scores] == wanted
        assert (scored.totals, scored.tally.done, scored.tally.due) == ([Decimal("7.20")], 1, 2)


def test_the_ranking_holds_cases_without_scores_and_shares_places(
    world: World, call: Call, clara: User, bruno: User
) -> None:
    given: dict[str, list[dict[str, int]]] = {
        "IST-A": [FULL, FULL], "IST-B": [], "IST-C": [FULL], "IST-D": [{"quality": 9, "relevance": 9}],
    }  # fmt: skip
    for code, points in given.items():
        case = admitted(world, call, short_code=code)
        for juror, scores in zip((clara, bruno), points, strict=False):
            world.review(case, juror, state=S.SUBMITTED, points=scores)
    with world.read():
        ranked = queries.ranking_of(get_call(call.id))
        assert [(row.short_code, row.figures.mean) for row in ranked] == [
            ("IST-D", Decimal("9.00")),
            ("IST-A", Decimal("7.20")),
            ("IST-C", Decimal("7.20")),
            ("IST-B", None),
        ]
        assert (ranked[0].scale, sum(ranked[1].distribution)) == ((0, 10), 2)


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({"state": S.SUBMITTED}, True),
        ({"state": S.DRAFT}, False),
        ({"state": S.RETURNED}, False),
        ({"state": S.RECUSED}, False),
        ({"state": S.SUBMITTED, "conflict": "relative"}, False),
        ({"state": S.VOID}, True),
    ],
)
def test_scores_stay_closed_to_who_has_yet_to_judge_or_stepped_back(
    world: World, call: Call, case: Application, chair: User, at: datetime, facts: dict[str, Any], shown: bool
) -> None:
    world.review(case, chair, **facts)
    open_one = admitted(world, call, short_code="IST-ZZ")
    admitted(world, call, chair, short_code="IST-OWN")
    with world.read():
        here = get_call(call.id)
        rows = queries.shown_to(person(chair), here, queries.ranking_of(here), at=at)
        wanted = {open_one.short_code} | ({case.short_code} if shown else set())
        assert {row.short_code for row in rows} == wanted


def test_a_deputys_own_word_closes_the_scores_to_the_deputy(
    world: World, call: Call, case: Application, clara: User, at: datetime
) -> None:
    deputy = deputy_of(world, call, clara, at)
    world.review(case, clara, state=S.ASSIGNED)
    with world.read():
        here = get_call(call.id)
        ranked = queries.ranking_of(here)
        assert queries.shown_to(person(deputy), here, ranked, at=at) == []
        assert len(queries.shown_to(person(deputy), here, ranked, at=at + 2 * DAY)) == 1


def test_the_reviews_to_be_changed_are_those_of_the_call_that_are_not_void(
    world: World, call: Call, clara: User, bruno: User
) -> None:
    first, second = (admitted(world, call, short_code=code) for code in ("IST-B", "IST-A"))
    for case, juror, state in (
        (first, clara, S.SUBMITTED), (second, clara, S.DRAFT), (second, bruno, S.ASSIGNED),
        (first, bruno, S.VOID),
    ):  # fmt: skip
        world.review(case, juror, state=state, points=FULL)
    world.review(admitted(world, world.call(state=CallState.IN_REVIEW)), clara)
    with world.read():
        here = get_call(call.id)
        every = [(one.application.short_code, one.juror.name) for one in queries.list_reviews(here)]
        assert every == [("IST-A", "Clara Weiß"), ("IST-A", "Bruno Adler"), ("IST-B", "Clara Weiß")]
        assert [queries.points_of(one) for one in queries.list_reviews(here, bruno)] == [FULL]
        tally = queries.tally_of_juror(here, bruno)
        assert (tally.due, tally.done) == (1, 0)


def test_a_pair_is_found_in_whatever_state(world: World, case: Application, clara: User, bruno: User) -> None:
    review = world.review(case, clara, state=S.VOID, conflict=NO_CONFLICT)
    with world.read():
        found = queries.find_pair(case, clara)
        assert found
        assert (found.id, queries.find_pair(case, bruno)) == (review.id, None)


@pytest.mark.parametrize(("discipline", "said"), [("dance", "Tanz"), ("", "")])
def test_a_discipline_is_said_in_words_before_the_answers_may_be_read(
    world: World, call: Call, clara: User, discipline: str, said: str
) -> None:
    review = world.review(admitted(world, call, discipline=discipline), clara)
    with world.read():
        found = queries.find_review(review.public_id)
        assert found
        assert queries.discipline_of(found.application, "de").strip() == said
