"""How far each call is, counted from what is there and never from the neighbour's."""

from datetime import UTC, datetime

from portal import db
from portal.access import Role
from portal.applications.states import ApplicationState
from portal.awards.models import Offer
from portal.calls.models import Call
from portal.calls.states import CallState
from portal.decisions.states import DecisionKind, DecisionState
from portal.desk.queries import work_on
from portal.desk.rules import Standing
from portal.letters.states import LetterState
from portal.reviews.states import ReviewState
from tests.factories import World
from tests.pages import counted

AT = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
EMPTY: dict[str, int] = {}


def busy(world: World) -> Call:
    """A call with one of everything, and what no count may hold."""
    call = world.call(state=CallState.DECIDED)
    juror, officer = world.juror(call), world.user(roles=(Role.OFFICER,))
    case = world.application(call, state=ApplicationState.ADMITTED)
    excluded = world.application(call, state=ApplicationState.EXCLUDED)
    withdrawn = world.application(call, state=ApplicationState.WITHDRAWN)
    world.application(call, state=ApplicationState.DRAFT)
    for one in (case, excluded, withdrawn):
        world.review(one, juror, state=ReviewState.SUBMITTED)
        decision = world.decision(one, DecisionKind.AWARD, proposed_by=officer)
        if one is case:
            world.letter(decision, state=LetterState.QUEUED)
            world.add(Offer(decision_id=decision.id, call_id=call.id, answer_by=AT))
    return call


def test_each_thing_is_counted_by_its_state(world: World) -> None:
    call = busy(world)
    with world.read():
        (work,) = work_on([call])
    assert work.standing == Standing(
        slug=call.slug,
        state=CallState.DECIDED,
        deadline_at=call.deadline_at,
        applications={"draft": 1, "admitted": 1, "excluded": 1, "withdrawn": 1},
        reviews={"submitted": 1},
        decisions={DecisionState.PROPOSED: 2},
        letters={"queued": 1},
        offers={"open": 1},
    )


def test_calls_keep_their_order_and_none_has_the_counts_of_another(world: World) -> None:
    full, empty = busy(world), world.call()
    with world.read():
        works = work_on([empty, full])
    assert [work.call.id for work in works] == [empty.id, full.id]
    assert works[0].standing == Standing(
        slug=empty.slug, state=CallState.PUBLISHED, deadline_at=empty.deadline_at
    )
    assert works[1].standing.applications != EMPTY


def test_many_calls_take_the_same_two_statements_as_one(world: World) -> None:
    calls = [world.call() for _ in range(3)]
    for some in (calls[:1], calls):
        with world.read(), counted(db.engine()) as statements:
            work_on(some)
        assert [one.split()[0] for one in statements if one != "BEGIN"] == ["SELECT"] * 2
