"""What actions promise beside what pages show: the log, the bulk path, and the rights on every path."""

from datetime import datetime

import pytest

from portal import db
from portal.accounts.models import User
from portal.applications.models import Application
from portal.applications.states import ApplicationState
from portal.audit import queries as audit_queries
from portal.calls.models import Call
from portal.calls.queries import get_call
from portal.calls.states import CallState
from portal.errors import Refused
from portal.panels.queries import list_members
from portal.reviews import actions, queries
from portal.reviews.models import Review
from portal.reviews.states import ReviewState
from tests.factories import World
from tests.reviews.making import FULL, admitted, points, review_of, stored

S = ReviewState.SUBMITTED


def loaded(review: Review) -> Review:
    found = queries.find_sheet(review.public_id)
    assert found is not None
    return found


def facts(world: World, case: Application) -> list[tuple[str, dict[str, object]]]:
    with world.read():
        events = audit_queries.list_events(f"application:{case.public_id}")
        return [(event.verb, event.facts) for event in events]


def test_the_log_tells_the_scores_and_the_total_of_a_submitted_review(
    world: World, case: Application, clara: User, at: datetime
) -> None:
    review = world.review(case, clara)
    with world.act():
        total = actions.submit_review(loaded(review), FULL, "Strong.", base=1, by=clara, at=at)
    assert str(total) == "7.20"
    assert facts(world, case) == [("review.submit", {"points": FULL, "total": "7.20"})]


def test_an_incomplete_review_is_not_sent_and_changes_nothing(
    world: World, case: Application, clara: User, at: datetime
) -> None:
    review = world.review(case, clara)
    with pytest.raises(actions.Incomplete) as refusal, world.act():
        actions.submit_review(loaded(review), {"quality": 8}, "", base=1, by=clara, at=at)
    assert list(refusal.value.problems) == ["relevance"]
    assert (stored(world, review).state, points(world, review)) == ("assigned", {})


@pytest.mark.parametrize("base", [0, 2, -1])
def test_scores_on_another_version_than_the_stored_one_are_refused(
    world: World, case: Application, clara: User, at: datetime, base: int
) -> None:
    review = world.review(case, clara)
    with pytest.raises(actions.ReviewConflict), world.act():
        actions.record_scores(loaded(review), FULL, None, base=base, by=clara, at=at)
    assert points(world, review) == {}


def test_every_saved_draft_makes_a_version_also_when_only_points_change(
    world: World, case: Application, clara: User, at: datetime
) -> None:
    review = world.review(case, clara)
    versions = []
    for base, mark in enumerate((5, 6, 7), start=1):
        with world.act():
            made = actions.record_scores(loaded(review), {"quality": mark}, None, base=base, by=clara, at=at)
            versions.append(made)
    assert (versions, points(world, review)) == ([2, 3, 4], {"quality": 7})


@pytest.mark.parametrize("state", [CallState.CLOSED, CallState.DECIDED])
def test_outside_the_review_of_a_call_no_path_changes_a_score(
    world: World, clara: User, at: datetime, state: CallState
) -> None:
    review = world.review(admitted(world, world.call(state=state)), clara)
    with pytest.raises(Refused), world.act():
        actions.record_scores(loaded(review), FULL, None, base=1, by=clara, at=at)
    with pytest.raises(Refused), world.act():
        actions.declare_no_conflict(loaded(review), by=clara, at=at)
    assert points(world, review) == {}


def test_a_recusal_is_logged_without_the_jurors_words(
    world: World, case: Application, clara: User, at: datetime
) -> None:
    review = world.review(case, clara, state=S, points=FULL)
    with world.act():
        actions.recuse(loaded(review), reason="relative", note="My cousin.", by=clara, at=at)
    assert facts(world, case) == [("review.recuse", {"conflict": "relative", "points": FULL})]


def test_a_case_given_again_asks_for_conflicts_again(
    world: World, call: Call, case: Application, clara: User, officer: User, at: datetime
) -> None:
    review = world.review(case, clara, state=ReviewState.VOID, points=FULL)
    pair = [(case.public_id, clara.public_id)]
    with world.act():
        assert actions.settle(get_call(call.id), pair, [], by=officer, at=at) == (1, 0)
    assert (stored(world, review).state, stored(world, review).conflict) == ("assigned", "")
    assert points(world, review) == FULL


def test_a_case_is_given_once_however_often_it_is_given(
    world: World, call: Call, case: Application, clara: User, officer: User, at: datetime
) -> None:
    for expected in (1, 0):
        with world.act():
            assert actions.assign_evenly(get_call(call.id), each=3, by=officer, at=at) == expected
    assert [verb for verb, _facts in facts(world, case)] == ["review.assign"]


def test_a_recused_juror_is_not_given_the_case_again(
    world: World, call: Call, case: Application, clara: User, officer: User, at: datetime
) -> None:
    review = world.review(case, clara, state=ReviewState.RECUSED, conflict="party")
    pair = [(case.public_id, clara.public_id)]
    with world.act():
        assert actions.settle(get_call(call.id), pair, [], by=officer, at=at) == (0, 0)
        assert actions.assign_evenly(get_call(call.id), each=3, by=officer, at=at) == 0
    assert stored(world, review).state == "recused"


def test_only_admitted_cases_are_given(
    world: World, call: Call, clara: User, officer: User, at: datetime
) -> None:
    case = world.application(call, state=ApplicationState.SUBMITTED)
    with world.act():
        assert actions.assign_evenly(get_call(call.id), each=3, by=officer, at=at) == 0
    assert review_of(world, case, clara) is None


def test_leaving_the_panel_counts_what_became_void(
    world: World, call: Call, clara: User, officer: User, at: datetime
) -> None:
    for state in (ReviewState.ASSIGNED, ReviewState.DRAFT, ReviewState.RETURNED, S):
        world.review(admitted(world, call), clara, state=state)
    with world.act():
        member = list_members(get_call(call.id))[0]
        member.call = get_call(call.id)
        assert actions.leave_panel(member, by=db.session().merge(officer), at=at) == 3
    with world.read():
        assert queries.tally_of_juror(get_call(call.id), clara).due == 1


def test_the_matrix_of_scores_holds_the_published_example(world: World, call: Call, clara: User) -> None:
    case = admitted(world, call)
    jurors = [clara, world.juror(call), world.juror(call)]
    for juror, (quality, relevance) in zip(jurors, ((8, 7), (9, 8), (6, 7)), strict=True):
        world.review(case, juror, state=S, points={"quality": quality, "relevance": relevance})
    with world.read():
        ranked = queries.ranking_of(get_call(call.id))[0]
        assert [str(total) for total in sorted(ranked.case.totals)] == ["6.40", "7.60", "8.60"]
        assert (str(ranked.figures.mean), ranked.figures.place, ranked.flags) == ("7.53", 1, [])
        assert ranked.distribution == [0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 0]
