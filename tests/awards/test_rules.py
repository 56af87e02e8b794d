"""When an offer can still be answered."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.awards import rules

LAST = datetime(2026, 12, 15, 22, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("on", "wanted"),
    [
        (date(2026, 12, 15), datetime(2026, 12, 15, 22, 59, 59, tzinfo=UTC)),
        (date(2027, 7, 15), datetime(2027, 7, 15, 21, 59, 59, tzinfo=UTC)),
        # On this day the clocks are set forward, and the day is an hour shorter.
        (date(2027, 3, 28), datetime(2027, 3, 28, 21, 59, 59, tzinfo=UTC)),
    ],
)
def test_the_last_day_ends_with_its_last_second_in_berlin(on: date, wanted: datetime) -> None:
    assert rules.end_of_day(on, "Europe/Berlin") == wanted


@pytest.mark.parametrize(("late_by", "can_answer"), [(-1, True), (0, True), (1, False)])
def test_an_offer_is_answered_or_lapses_but_never_both(late_by: int, can_answer: bool) -> None:
    at = LAST + timedelta(seconds=late_by)
    assert (rules.answer_refused(LAST, at) is None) == can_answer
    assert (rules.lapse_refused(LAST, at) is None) != can_answer


@pytest.mark.parametrize(("why", "is_fine"), [("", True), ("x" * 1_000, True), ("x" * 1_001, False)])
def test_a_reason_may_be_missing_but_not_endless(why: str, is_fine: bool) -> None:
    assert (rules.reason_refused(why) is None) == is_fine
