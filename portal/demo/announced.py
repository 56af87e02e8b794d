"""How calls of the demo world are announced, and those for which nobody has applied yet."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from portal.calls import actions as calls
from portal.calls.models import Call
from portal.calls.queries import find_programme
from portal.cities.queries import find_city
from portal.demo.content import read
from portal.demo.people import Cast

BERLIN = ZoneInfo("Europe/Berlin")
AGAIN, TOKYO = "berlin-istanbul-2027", "berlin-tokyo"
YOUTH, STUDY = "youth-berlin-istanbul", "semester-warsaw"


def announce(cast: Cast, *, now: datetime) -> None:
    """The calls that nobody has applied for yet: two for a youth group and a student, two that open soon."""
    _youth_exchange(cast, now=now)
    _semester(cast, now=now)
    _berlin_istanbul(cast, now=now)
    _tokyo(cast, now=now)


def _youth_exchange(cast: Cast, *, now: datetime) -> Call:
    opens, deadline = at_hour(now, -6, 9), tuesday(now, 44)
    period = period_of(deadline.date(), 150, 2)
    return published(
        cast,
        "youth-exchange",
        YOUTH,
        "YIS",
        opens=opens,
        deadline=deadline,
        periods=[period],
        results_on=deadline.date() + timedelta(days=42),
        year=period["start"][:4],
    )


def _semester(cast: Cast, *, now: datetime) -> Call:
    opens, deadline = at_hour(now, -9, 9), tuesday(now, 58)
    period = period_of(deadline.date(), 200, 5)
    return published(
        cast,
        "study-abroad",
        STUDY,
        "WAW",
        city="warsaw",
        opens=opens,
        deadline=deadline,
        periods=[period],
        results_on=deadline.date() + timedelta(days=35),
        year=period["start"][:4],
    )


def _berlin_istanbul(cast: Cast, *, now: datetime) -> Call:
    """The decided call again for the year after, so that it opens soon."""
    opens, deadline = tuesday(now, 17).replace(hour=9), tuesday(now, 75)
    return published(
        cast,
        "residency-abroad",
        AGAIN,
        "BIS",
        opens=opens,
        deadline=deadline,
        written=now - timedelta(days=7),
        periods=[period_of(deadline.date(), 170, 3)],
        results_on=deadline.date() + timedelta(days=63),
        places=3,
        reserves=3,
        budget_cents=3 * 3 * 250_000,
        year=str(tuesday(now, -73).year + 1),
    )


def _tokyo(cast: Cast, *, now: datetime) -> Call:
    opens, deadline = tuesday(now, 10).replace(hour=9), tuesday(now, 60)
    period = period_of(deadline.date(), 140, 3)
    return published(
        cast,
        "residency-abroad",
        TOKYO,
        "TYO",
        city="tokyo",
        opens=opens,
        deadline=deadline,
        written=now - timedelta(days=9),
        periods=[period],
        results_on=deadline.date() + timedelta(days=56),
        places=1,
        reserves=1,
        months=3,
        monthly_rate_cents=300_000,
        budget_cents=3 * 300_000,
        year=period["start"][:4],
    )


# A call and its days


def published(
    cast: Cast,
    programme: str,
    slug: str,
    code: str,
    *,
    opens: datetime,
    deadline: datetime,
    city: str = "istanbul",
    year: str = "",
    written: datetime | None = None,
    **facts: Any,
) -> Call:
    """Write a call from its programme's template and publish it two days later."""
    found, place = find_programme(programme), find_city(city)
    assert found is not None  # it is seeded before the first call
    assert place is not None  # likewise
    written = written or opens - timedelta(days=12)
    call = calls.create_from_template(
        found,
        city=place,
        slug=slug,
        code=code,
        opens_at=opens,
        deadline_at=deadline,
        by=cast["tobias"],
        at=written,
        **_named(slug, year),
        **facts,
    )
    calls.publish(call, by=cast["tobias"], at=written + timedelta(days=2))
    return call


def _named(slug: str, year: str) -> dict[str, dict[str, str]]:
    return {
        what: {language: text.format(year=year) for language, text in texts.items()}
        for what, texts in read("calls")[slug].items()
    }


def at_hour(now: datetime, days: int, hour: int) -> datetime:
    """A full hour in Berlin on the day that many days from now."""
    on = (now + timedelta(days=days)).astimezone(BERLIN).date()
    return datetime.combine(on, time(hour), BERLIN)


def tuesday(now: datetime, days: int) -> datetime:
    """14:00 in Berlin on the first Tuesday that many days from now, when somebody answers the telephone."""
    about = at_hour(now, days, 14)
    return about + timedelta(days=(1 - about.weekday()) % 7)


def period_of(day: date, days: int, months: int) -> dict[str, str]:
    """A stay of so many months, from the middle of the month that lies so many days ahead."""
    start = (day + timedelta(days=days)).replace(day=15)
    month = start.month - 1 + months
    end = start.replace(year=start.year + month // 12, month=month % 12 + 1)
    return {"start": start.isoformat(), "end": end.isoformat()}
