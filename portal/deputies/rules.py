"""Who can stand in for whom and when; every no has its sentence and the field where it is mended."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from portal.access.verbs import Role
from portal.panels.rules import NO_ACCOUNT
from portal.words import Sentence, say

BERLIN = ZoneInfo("Europe/Berlin")
LENDABLE = frozenset({Role.OFFICER, Role.APPROVER, Role.JUROR, Role.CHAIR})
JURY = frozenset({Role.JUROR, Role.CHAIR})
LONGEST = timedelta(days=366)

Problem = tuple[str, Sentence]


@dataclass(frozen=True)
class Period:
    """From one moment up to another."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True, kw_only=True)
class Lender:
    """The role that is lent: what it is, and how long its holder has it."""

    role: str
    begins: datetime
    ends: datetime | None


@dataclass(frozen=True, kw_only=True)
class Deputy:
    """The person who shall stand in, as far as the rule must know."""

    is_known: bool
    is_self: bool = False
    has_applied: bool = False
    sits: bool = False
    taken_by: str = ""


def period_of(first: date, last: date, at: datetime) -> Period:
    """Whole days of Berlin; what begins today begins now."""
    begins = datetime.combine(first, time(0), BERLIN)
    is_today = first == at.astimezone(BERLIN).date()
    return Period(at if is_today else begins, datetime.combine(last + timedelta(days=1), time(0), BERLIN))


def dates_refused(first: date, last: date, at: datetime) -> Problem | None:
    """Why these days can’t be: in the past, the wrong way round, or too many."""
    if last < first:
        return "last", say("The last day lies before the first.")
    if first < at.astimezone(BERLIN).date():
        return "first", say("This day is over. Nobody can have acted for somebody in hindsight.")
    if last - first > LONGEST:
        return "last", say("This is more than a year. Please choose an earlier last day.")
    return None


def role_refused(lender: Lender, period: Period) -> Problem | None:
    """Why this role can’t be lent for this period."""
    if lender.role not in LENDABLE:
        return "grant", say("Nobody can stand in for this role.")
    if period.begins < lender.begins:
        return "first", say("The role itself begins later.")
    if lender.ends is not None and period.ends > lender.ends:
        return "last", say("The role itself ends earlier. Nobody can have it longer than who lends it.")
    return None


def deputy_refused(role: str, deputy: Deputy) -> Problem | None:
    """Why this person can’t stand in."""
    if not deputy.is_known:
        return "email", NO_ACCOUNT
    if deputy.is_self:
        return "email", say("Nobody stands in for themselves. Please name somebody else.")
    if role in JURY and deputy.has_applied:
        return "email", say("This person has applied to this call and can’t judge it.")
    if role in JURY and deputy.sits:
        return "email", say("This person sits on the same jury and would judge every case twice.")
    if deputy.taken_by:
        return "first", say(
            "On some of these days {name} stands in for this role already. One deputy at a time is enough.",
            name=deputy.taken_by,
        )
    return None
