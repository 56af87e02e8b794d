"""A call in time, and what the database keeps of it whatever path leads there."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from portal import db
from portal.calls.models import Call, Frozen, Programme, QuestionnaireRevision, Stay
from portal.calls.states import CallState
from tests.factories import World
from tests.factories.world import DEADLINE, OPENS

A_MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("at", "upcoming", "is_open", "shown"),
    [
        (OPENS - A_MOMENT, True, False, "Published"),
        (OPENS, False, True, "Published"),
        (DEADLINE, False, True, "Published"),
        (DEADLINE + A_MOMENT, False, False, "Closed"),
    ],
)
def test_a_published_call_is_open_from_its_opening_up_to_the_very_deadline(
    at: datetime, upcoming: bool, is_open: bool, shown: str
) -> None:
    call = Call(state=CallState.PUBLISHED, opens_at=OPENS, deadline_at=DEADLINE)
    assert (call.is_upcoming(at), call.is_open(at), str(call.shown_state(at))) == (upcoming, is_open, shown)


@pytest.mark.parametrize(
    ("state", "public", "shown"),
    [
        (CallState.DRAFT, False, "Not published"),
        (CallState.PUBLISHED, True, "Published"),
        (CallState.CLOSED, True, "Closed"),
        (CallState.IN_REVIEW, True, "In review"),
        (CallState.DECIDED, True, "Decided"),
        (CallState.ARCHIVED, False, "Finished"),
    ],
)
def test_only_a_published_call_takes_applications_and_drafts_are_nobodys_to_see(
    state: CallState, public: bool, shown: str
) -> None:
    call = Call(state=state, opens_at=OPENS, deadline_at=DEADLINE)
    assert (call.is_public, call.is_open(OPENS), call.is_upcoming(OPENS - A_MOMENT)) == (
        public,
        state == CallState.PUBLISHED,
        state == CallState.PUBLISHED,
    )
    assert str(call.shown_state(OPENS)) == shown


@pytest.mark.parametrize(
    "facts",
    [
        {"direction": "north"},
        {"places": -1},
        {"reserves": -1},
        {"budget_cents": -1},
        {"monthly_rate_cents": -1},
        {"opens_at": DEADLINE},
        {"slug": "taken"},
    ],
)
def test_a_call_that_can_not_be_is_not_kept(world: World, facts: dict[str, Any]) -> None:
    world.call(slug="taken")
    with pytest.raises(IntegrityError):
        world.call(**facts)


@pytest.mark.parametrize("name", ["rubric", "rubric_hash"])
def test_the_criteria_of_a_call_are_frozen_from_its_publication_on(world: World, name: str) -> None:
    calls = [world.call(rubric_hash=mark) for mark in ("", "a" * 64)]
    changed = {"rubric": [], "rubric_hash": "b" * 64}[name]
    with world.act():
        setattr(db.session().get_one(Call, calls[0].id), name, changed)
    with pytest.raises(Frozen), world.act():
        setattr(db.session().get_one(Call, calls[1].id), name, changed)


def test_a_frozen_questionnaire_keeps_its_words_and_a_free_one_takes_new_ones(world: World) -> None:
    free, frozen = (world.call(state=state) for state in (CallState.DRAFT, CallState.PUBLISHED))
    with world.act():
        db.session().get_one(QuestionnaireRevision, free.questionnaire_id).content = {}
    with pytest.raises(Frozen), world.act():
        db.session().get_one(QuestionnaireRevision, frozen.questionnaire_id).content = {}


def test_what_may_still_change_about_a_published_call_changes(world: World) -> None:
    call = world.call(rubric_hash="a" * 64)
    with world.act():
        db.session().get_one(Call, call.id).places = 2
    with world.read():
        assert db.session().get_one(Call, call.id).places == 2


def test_the_periods_of_a_call_are_days() -> None:
    call = Call(periods=[{"start": "2027-01-15", "end": "2027-06-15"}])
    assert call.stays == [Stay(date(2027, 1, 15), date(2027, 6, 15))]


def test_a_right_for_a_call_or_its_programme_covers_the_call() -> None:
    call, programme = Call(id=10, programme_id=1), Programme(id=1)
    assert (call.scope.programme_id, call.scope.call_id) == (1, 10)
    assert (programme.scope.programme_id, programme.scope.call_id) == (1, None)


def test_only_an_exchange_of_groups_is_paid_as_one_sum() -> None:
    lumps = {kind: Programme(kind=kind).spoken.is_lump for kind in ("residency", "youth", "study")}
    assert lumps == {"residency": False, "youth": True, "study": False}


def test_people_come_to_berlin_by_an_inbound_call_alone() -> None:
    assert [Call(direction=one).is_inbound for one in ("inbound", "outbound")] == [True, False]
