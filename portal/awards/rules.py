"""When an award can still be answered."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from portal.words import Sentence, say

LONGEST_REASON = 1_000


def end_of_day(on: date, zone: str) -> datetime:
    """The end of a day by the clocks of a zone: its last second still counts."""
    midnight = datetime.combine(on + timedelta(days=1), time(0), tzinfo=ZoneInfo(zone))
    return midnight.astimezone(UTC) - timedelta(seconds=1)


def answer_refused(answer_by: datetime, at: datetime) -> Sentence | None:
    """Why an offer can’t be answered any more; None as long as it can."""
    if at <= answer_by:
        return None
    return say("The last day to answer has passed, so the place goes to the reserve list.")


def lapse_refused(answer_by: datetime, at: datetime) -> Sentence | None:
    """Why an offer can’t lapse yet."""
    return None if at > answer_by else say("The last day to answer has not passed yet.")


def reason_refused(why: str) -> Sentence | None:
    """Why a reason can’t be kept; nobody has to give one."""
    if len(why) > LONGEST_REASON:
        return say("This reason is too long. The most is {most} characters.", most=LONGEST_REASON)
    return None
