"""Calls of the demo world are announced on days that make sense whenever the world is made."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from portal import db
from portal.calls.models import Call
from portal.demo import announced
from portal.demo.announced import announce, at_hour, period_of, published, tuesday
from portal.demo.people import Cast
from tests.demo.conftest import NOW


@pytest.mark.parametrize(
    ("now", "days", "hour", "wanted"),
    [
        (NOW, 0, 9, datetime(2026, 11, 22, 8, 0, tzinfo=UTC)),
        (NOW, -90, 9, datetime(2026, 8, 24, 7, 0, tzinfo=UTC)),
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), 0, 9, datetime(2026, 11, 23, 8, 0, tzinfo=UTC)),
    ],
)
def test_an_hour_is_one_of_berlin_on_a_day_of_berlin(
    now: datetime, days: int, hour: int, wanted: datetime
) -> None:
    assert at_hour(now, days, hour) == wanted


@pytest.mark.parametrize("days", range(-8, 8))
def test_a_deadline_is_on_the_next_tuesday_at_two(days: int) -> None:
    found = tuesday(NOW, days)
    assert (found.weekday(), found.hour, found.minute) == (1, 14, 0)
    assert timedelta(0) <= found - at_hour(NOW, days, 14) < timedelta(days=7)


@pytest.mark.parametrize(
    ("day", "days", "months", "wanted"),
    [
        (date(2026, 11, 22), 0, 1, ("2026-11-15", "2026-12-15")),
        (date(2026, 11, 22), 30, 1, ("2026-12-15", "2027-01-15")),
        (date(2026, 11, 22), 40, 12, ("2027-01-15", "2028-01-15")),
        (date(2026, 11, 30), 92, 5, ("2027-03-15", "2027-08-15")),
    ],
)
def test_a_stay_lasts_so_many_months_from_the_middle_of_one(
    day: date, days: int, months: int, wanted: tuple[str, str]
) -> None:
    assert period_of(day, days, months) == dict(zip(("start", "end"), wanted, strict=True))


def test_two_calls_are_open_already_and_two_open_soon(stage: Cast) -> None:
    announce(stage, now=NOW)
    db.session().flush()
    calls = db.session().scalars(sa.select(Call).order_by(Call.slug)).all()
    assert {call.slug: (call.state, call.is_open(NOW)) for call in calls} == {
        announced.AGAIN: ("published", False),
        announced.STUDY: ("published", True),
        announced.TOKYO: ("published", False),
        announced.YOUTH: ("published", True),
    }
    assert all(call.opens_at < call.deadline_at and call.deadline_at > NOW for call in calls)


def test_a_call_is_published_two_days_after_it_was_written_and_before_it_opens(stage: Cast) -> None:
    opens, deadline = at_hour(NOW, 20, 9), tuesday(NOW, 60)
    call = published(
        stage,
        "residency-abroad",
        announced.TOKYO,
        "TYO",
        city="tokyo",
        year="2027",
        opens=opens,
        deadline=deadline,
        periods=[period_of(deadline.date(), 140, 3)],
        results_on=deadline.date() + timedelta(days=56),
    )
    assert (call.state, call.opens_at, call.deadline_at) == ("published", opens, deadline)
    assert call.questionnaire.frozen_at == opens - timedelta(days=10)
    assert ("{year}" in str(call.title), "2027" in str(call.title) + str(call.summary)) == (False, True)
