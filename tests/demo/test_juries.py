"""Juries of the demo world: seats, piles of different heights, and two conflicts that Clara Weiß declares."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest
import sqlalchemy as sa

from portal import db
from portal.applications.models import Application
from portal.applications.states import ApplicationState
from portal.calls.models import Call
from portal.calls.states import CallState
from portal.demo import IN_REVIEW
from portal.demo.content import figures
from portal.demo.juries import CONFLICTS, JURORS, Pile, hand_out, judge, points_for, quality_of, seat
from portal.demo.people import Cast
from portal.panels.queries import list_members
from portal.reviews.models import Review
from portal.reviews.rules import CONFLICT_REASONS, conflict_refused
from tests.demo.conftest import NOW
from tests.factories import World
from tests.factories.texts import RUBRIC

KEYS = ("a", "b", "c", "tugce", "d", "pinar", "e", "f")


@pytest.fixture
def pile(world: World, stage: Cast) -> tuple[Call, dict[str, Application]]:
    """A call in review with its jury, and cases under the names of their applicants."""
    call = world.call(state=CallState.IN_REVIEW)
    for key in KEYS:
        world.application(call, state=ApplicationState.ADMITTED, title=key)
    seat(call, stage, JURORS, at=NOW)
    db.session().flush()
    rows = sa.select(Application).order_by(Application.id).options(sa.orm.joinedload(Application.call))
    return call, {case.title: case for case in db.session().scalars(rows)}


def held(*columns: sa.ColumnElement[object]) -> list[tuple[object, ...]]:
    """Columns of all reviews with their case and juror."""
    rows = sa.select(*columns).select_from(Review).join(Review.application).join(Review.juror)
    return [tuple(row) for row in db.session().execute(rows)]


def test_the_chair_takes_the_chair(stage: Cast, pile: tuple[Call, dict[str, Application]]) -> None:
    names = [(one.user_id, one.role) for one in list_members(pile[0])]
    assert names == [(stage[key].id, "chair" if key == "chair" else "juror") for key in
                     ("chair", "clara", "deniz", "jasper")]  # fmt: skip


def test_every_case_is_given_in_turn_and_conflicts_always_meet_clara(
    stage: Cast, pile: tuple[Call, dict[str, Application]]
) -> None:
    hand_out(pile[1], stage, each=2, at=NOW)
    given = [(str(title), number) for title, number in held(Application.title, Review.juror_id)]
    assert Counter(title for title, _ in given) == dict.fromkeys(KEYS, 2)
    shares = Counter(number for _, number in given)
    assert max(shares.values()) - min(shares.values()) <= 2
    assert {key for key in CONFLICTS if (key, stage["clara"].id) not in given} == set()


def test_each_juror_has_done_the_share_that_was_said_and_clara_steps_back_from_two(
    stage: Cast, pile: tuple[Call, dict[str, Application]]
) -> None:
    call, cases = pile
    hand_out(cases, stage, each=4, at=NOW)
    shares = {"clara": Pile(0.5), "chair": Pile(1), "deniz": Pile(0.25, 2)}
    judge(call, cases, stage, shares, since=NOW, until=NOW + timedelta(days=9))
    db.session().flush()
    states: dict[str, Counter[object]] = {key: Counter() for key in JURORS}
    keys = {stage[key].id: key for key in JURORS}
    for number, state in held(Review.juror_id, Review.state):
        states[keys[int(str(number))]][state] += 1
    # What is a conflict is nobody's work: those who would judge it leave it.
    assert states == {
        "clara": {"submitted": 3, "recused": 2, "assigned": 3},
        "chair": {"submitted": 6, "assigned": 2},
        "deniz": {"submitted": 2, "draft": 1, "assigned": 5},
        "jasper": {"assigned": 8},
    }


def test_points_lie_on_the_scale_and_jurors_see_the_same_quality_with_their_own_eyes() -> None:
    cases = [f"case {number}" for number in range(200)]
    given = [points_for(RUBRIC, quality_of(key), Random(f"{who}:{key}")) for key in cases for who in "ab"]
    marks = [mark for points in given for mark in points.values()]
    assert ({*given[0]}, min(marks) >= 1, max(marks) <= 10) == ({"quality", "relevance"}, True, True)
    near = [
        abs(one["quality"] - other["quality"]) for one, other in zip(given[::2], given[1::2], strict=True)
    ]
    assert (sum(near) / len(near) < 2.2, max(near) > 0) == (True, True)
    assert points_for(RUBRIC, 6.0, Random(1)) == points_for(RUBRIC, 6.0, Random(1))


def test_every_conflict_is_one_that_the_law_knows_of_a_person_who_applies() -> None:
    people = {one.key for one in figures(*IN_REVIEW)}
    assert set(CONFLICTS) - people == set()
    assert all(conflict_refused(reason, note) is None for reason, note in CONFLICTS.values())
    assert {reason for reason, _ in CONFLICTS.values()} <= set(CONFLICT_REASONS)
