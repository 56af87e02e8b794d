"""Calls for calendars and feed readers, so that nobody has to look every week."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from portal import clock
from portal.access import Verb
from portal.announcements import queries, rules
from portal.calls.models import Call
from portal.calls.queries import find_call, list_running
from portal.extensions import part
from portal.guard import guarded
from portal.local_time import elsewhere
from portal.web.filters import city as city_name
from portal.web.filters import language_of, moment, money, text_in_language, time_of_day
from portal.web.language import current_language
from portal.web.say import translate

bp = Blueprint("announcements", __name__)

CALENDAR, ATOM, JSON_FEED = "text/calendar", "application/atom+xml", "application/feed+json"
A_DAY_BEFORE = "-P1D"


@bp.get("/calls/calendar.ics")
@guarded(Verb.PUBLIC_READ)
def calendar() -> Response:
    """The deadlines of all calls that are open or announced, to subscribe to."""
    at = clock.at()
    events = [event for call in list_running(at) for event in _events(call, at)]
    written = rules.calendar(_("Calls of %(name)s", name=_portal()), events)
    return _answer(written.encode(), CALENDAR, queries.latest_change(at))


@bp.get("/calls/<slug:slug>/calendar.ics")
@guarded(Verb.CALL_READ, load=find_call)
def call_calendar(call: Call) -> Response:
    """The deadline of one call, with a reminder the day before."""
    at = clock.at()
    events = _events(call, at, alarm=A_DAY_BEFORE)
    written = rules.calendar(text_in_language(call.title), events)
    answer = _answer(written.encode(), CALENDAR, call.published_at or at)
    answer.headers["Content-Disposition"] = f'attachment; filename="{call.slug}.ics"'
    return answer


@bp.get("/calls/feed.atom")
@guarded(Verb.PUBLIC_READ)
def atom() -> Response:
    """The open and announced calls as Atom."""
    feed = _feed(url_for(".atom"))
    return _answer(rules.atom(feed), ATOM, feed.updated)


@bp.get("/calls/feed.json")
@guarded(Verb.PUBLIC_READ)
def json_feed() -> Response:
    """The open and announced calls as JSON Feed."""
    feed = _feed(url_for(".json_feed"))
    return _answer(rules.json_feed(feed), JSON_FEED, feed.updated)


def _answer(body: bytes, media_type: str, changed: datetime) -> Response:
    """What is kept by its reader and asked for again: unchanged, it is not sent a second time."""
    answer = Response(body, content_type=f"{media_type}; charset=utf-8")
    answer.set_etag(hashlib.sha256(body).hexdigest()[:32])
    answer.last_modified = changed
    answer.cache_control.no_cache = True
    answer.vary.add("Accept-Language")
    answer.make_conditional(request)
    return answer


def _events(call: Call, at: datetime, *, alarm: str = "") -> Sequence[rules.Event]:
    url, title = _address("calls.page", slug=call.slug), text_in_language(call.title)
    takes = call.takes_applications or call.deadline_at < at
    shared: dict[str, Any] = {
        "zone": call.deadline_zone,
        "text": "\n".join((text_in_language(call.summary), *_facts(call), url)),
        "url": url,
        "stamp": call.published_at or at,
        "sequence": call.version,
        "status": rules.event_status(call.published_at, takes=takes),
    }
    deadline = rules.Event(
        uid=f"{call.public_id}-deadline",
        at=call.deadline_at,
        title=_("Deadline: %(title)s", title=title),
        alarm=alarm,
        **shared,
    )
    opening = rules.Event(
        uid=f"{call.public_id}-opening", at=call.opens_at, title=_("Opens: %(title)s", title=title), **shared
    )
    return [opening, deadline] if call.is_upcoming(at) else [deadline]


def _feed(path: str) -> rules.Feed:
    at = clock.at()
    return rules.Feed(
        title=_("Calls of %(name)s", name=_portal()),
        subtitle=_("What you can apply for, the nearest deadline first."),
        author=_portal(),
        language=current_language(),
        home_url=_address("calls.index"),
        url=_base() + path,
        updated=queries.latest_change(at),
        entries=tuple(_entry(call) for call in list_running(at)),
    )


def _entry(call: Call) -> rules.Entry:
    audience = translate(call.programme.spoken.audience)
    return rules.Entry(
        id=call.public_id,
        url=_address("calls.page", slug=call.slug),
        calendar_url=_address(".call_calendar", slug=call.slug),
        title=text_in_language(call.title),
        summary=text_in_language(call.summary),
        facts=tuple(_facts(call)),
        tags=(audience, city_name(call.city)),
        language=language_of(call.title) or current_language(),
        published=call.published_at or call.opens_at,
    )


def _facts(call: Call) -> Sequence[str]:
    return (
        f"{_('Opens')}: {moment(call.opens_at, call.deadline_zone)}",
        f"{_('Deadline')}: {_both_clocks(call)}",
        f"{translate(call.programme.spoken.grant)}: {_given(call)}",
    )


def _both_clocks(call: Call) -> str:
    told = moment(call.deadline_at, call.deadline_zone)
    other = elsewhere(call.deadline_at, call.deadline_zone, call.city.timezone)
    if other is None:
        return told
    if other.same_day:
        return f"{told} ({time_of_day(other.at, other.zone)} {city_name(call.city)})"
    return f"{told} ({moment(other.at, other.zone)})"


def _given(call: Call) -> str:
    amount = money(call.monthly_rate_cents, call.currency)
    if call.programme.spoken.is_lump:
        return str(_("up to %(amount)s for each", amount=amount))
    months = ngettext("%(num)d month", "%(num)d months", call.months)
    return f"{months} · {_('%(amount)s a month', amount=amount)}"


def _portal() -> str:
    return str(part("settings").portal_name)


def _base() -> str:
    return str(part("settings").base_url).rstrip("/")


def _address(page: str, **values: Any) -> str:
    return _base() + url_for(page, **values)
