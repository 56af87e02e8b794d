"""Who can stand in for whom, and on which days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.deputies import rules
from portal.deputies.rules import Deputy, Lender, Period

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 23)
OFFICER = Lender(role="officer", begins=AT - timedelta(days=30), ends=None)
WEEK = Period(AT, AT + timedelta(days=7))


def told(problem: rules.Problem | None) -> tuple[str, str] | None:
    return (problem[0], str(problem[1])) if problem else None


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [
        (TODAY, TODAY, None),
        (TODAY, TODAY + rules.LONGEST, None),
        (TOMORROW, TODAY, ("last", "The last day lies before the first.")),
        (
            TODAY - timedelta(days=1),
            TOMORROW,
            ("first", "This day is over. Nobody can have acted for somebody in hindsight."),
        ),
        (
            TODAY,
            TOMORROW + rules.LONGEST,
            ("last", "This is more than a year. Please choose an earlier last day."),
        ),
    ],
)
def test_which_days_can_be(first: date, last: date, wanted: tuple[str, str] | None) -> None:
    assert told(rules.dates_refused(first, last, AT)) == wanted


def test_what_begins_today_begins_now_and_ends_with_the_last_day_in_berlin() -> None:
    assert rules.period_of(TODAY, TOMORROW, AT) == Period(AT, datetime(2026, 11, 23, 23, tzinfo=UTC))
    assert rules.period_of(TOMORROW, TOMORROW, AT).begins == datetime(2026, 11, 22, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lender", "wanted"),
    [
        (OFFICER, None),
        (Lender(role="juror", begins=AT, ends=WEEK.ends), None),
        (Lender(role="administrator", begins=AT, ends=None), ("grant", "Nobody can stand in for this role.")),
        (Lender(role="auditor", begins=AT, ends=None), ("grant", "Nobody can stand in for this role.")),
        (
            Lender(role="officer", begins=AT + timedelta(days=1), ends=None),
            ("first", "The role itself begins later."),
        ),
        (
            Lender(role="officer", begins=AT, ends=AT + timedelta(days=6)),
            ("last", "The role itself ends earlier. Nobody can have it longer than who lends it."),
        ),
    ],
)
def test_which_roles_can_be_lent_for_a_week(lender: Lender, wanted: tuple[str, str] | None) -> None:
    assert told(rules.role_refused(lender, WEEK)) == wanted


@pytest.mark.parametrize(
    ("role", "deputy", "wanted"),
    [
        ("officer", Deputy(is_known=True), None),
        ("officer", Deputy(is_known=True, has_applied=True, sits=True), None),
        (
            "officer",
            Deputy(is_known=False),
            ("email", "Nobody with this address has an account. Please ask the person to register first."),
        ),
        (
            "officer",
            Deputy(is_known=True, is_self=True),
            ("email", "Nobody stands in for themselves. Please name somebody else."),
        ),
        (
            "juror",
            Deputy(is_known=True, has_applied=True),
            ("email", "This person has applied to this call and can’t judge it."),
        ),
        (
            "chair",
            Deputy(is_known=True, sits=True),
            ("email", "This person sits on the same jury and would judge every case twice."),
        ),
    ],
)
def test_who_can_stand_in(role: str, deputy: Deputy, wanted: tuple[str, str] | None) -> None:
    assert told(rules.deputy_refused(role, deputy)) == wanted


def test_one_deputy_at_a_time_is_enough() -> None:
    problem = rules.deputy_refused("officer", Deputy(is_known=True, taken_by="Ece"))
    assert problem is not None
    assert (problem[0], problem[1].facts) == ("first", {"name": "Ece"})
