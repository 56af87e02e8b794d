"""Calls outside the portal: on paper, in calendars, in feed readers."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from portal import clock, pdf
from portal.access import Verb
from portal.announcements import queries, rules
from portal.calls.models import Call
from portal.calls.queries import asked_by, disciplines_of, find_call, list_running, passages_of
from portal.db import session
from portal.extensions import part
from portal.files.answer import download
from portal.guard import guarded
from portal.local_time import elsewhere
from portal.questionnaire import Question, Section, Spoken, limits_in_words, spoken
from portal.web.filters import city as city_name
from portal.web.filters import day, language_of, moment, money, number, text_in_language, time_of_day
from portal.web.language import current_language, previewed_in_any
from portal.web.say import translate

bp = Blueprint("announcements", __name__)

CALENDAR, ATOM, JSON_FEED = "text/calendar", "application/atom+xml", "application/feed+json"
A_DAY_BEFORE = "-P1D"
SHEET = "announcements/sheet.html"


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


@bp.get("/calls/<slug:slug>.pdf")
@guarded(Verb.CALL_READ, load=find_call)
def call_pdf(call: Call) -> Response:
    """A call on paper."""
    with previewed_in_any(not call.is_public):
        return _printed(_sheet(call) | {"rows": _rows(call), "sections": _passages(call)}, call.slug)


@bp.get("/calls/<slug:slug>/questions.pdf")
@guarded(Verb.CALL_READ, load=find_call)
def questions_pdf(call: Call) -> Response:
    """All questions of a call on paper, to be thought about away from the screen."""
    with previewed_in_any(not call.is_public):
        asked = asked_by(call)
        facts = _sheet(call) | {"rows": [], "sections": [_questions(section) for section in asked.sections]}
        facts["intro"] = [facts["title"], *facts["intro"]]
        facts["title"] = Spoken(_("All questions"), current_language())
        return _printed(facts, f"{call.slug}-questions")


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


def _printed(facts: dict[str, Any], name: str) -> Response:
    session().rollback()  # what is read stays out of the database's way while the document is laid out
    printed = pdf.render_once(SHEET, facts)
    return download(printed, media_type="application/pdf", name=f"{name}-{facts['language']}.pdf")


def _sheet(call: Call) -> dict[str, Any]:
    language = current_language()
    return {
        "language": language,
        "portal": _portal(),
        "created": (call.published_at or call.opens_at).date().isoformat(),
        "notice": "" if call.is_public else _("Draft. This call is not published yet."),
        "title": spoken(call.title, language),
        "intro": [spoken(call.summary, language)],
        "footer": _address("calls.page", slug=call.slug),
    }


def _rows(call: Call) -> list[dict[str, str]]:
    kind, language = call.programme.spoken, current_language()
    stays = [f"{day(stay.start)} – {day(stay.end)}" for stay in call.stays]
    pairs = (
        (_("For whom"), translate(kind.audience)),
        (_("Direction"), _way(call)),
        (_("Opens"), moment(call.opens_at, call.deadline_zone)),
        (_("Deadline"), _both_clocks(call)),
        (_("Exchanges") if kind.is_lump else _("Places"), number(call.places)),
        (translate(kind.grant), _given(call)),
        (ngettext("Period", "Periods", len(stays)), "; ".join(stays)),
        (_("Disciplines"), ", ".join(disciplines_of(call, language))),
        (_("Results expected"), day(call.results_on) if call.results_on else ""),
        (_("Decided by"), call.programme.authority.name),
    )
    return [{"label": str(label), "value": value} for label, value in pairs if value]


def _passages(call: Call) -> list[dict[str, Any]]:
    language = current_language()
    passages = [
        {
            "title": Spoken(translate(passage.title), language),
            "language": passage.language,
            "blocks": passage.blocks,
            "parts": [],
        }
        for passage in passages_of(call, language)
    ]
    judged = Spoken(_("What the jury judges by"), language)
    items = [_criterion(criterion) for criterion in call.rubric]
    return [*passages, {"title": judged, "language": language, "blocks": [], "parts": items}]


def _criterion(criterion: Mapping[str, Any]) -> dict[str, Any]:
    language = current_language()
    points = ((point, spoken(words, language)) for point, words in criterion["anchors"].items())
    return {
        "title": spoken(criterion["title"], language),
        "help": spoken(criterion["help"], language) if any(criterion["help"].values()) else None,
        "options": [Spoken(f"{point}: {words.text}", words.language) for point, words in points],
        "note": _("Weight: %(weight)s%%", weight=criterion["weight"]),
    }


def _questions(section: Section) -> dict[str, Any]:
    language = current_language()
    return {
        "title": spoken(section.title, language),
        "language": language,
        "blocks": [],
        "parts": [_question(question) for question in section.questions],
    }


def _question(question: Question) -> dict[str, Any]:
    language = current_language()
    notes = [_("Required") if question.required else _("Optional")]
    notes += [_("only if it applies to you")] if question.when else []
    sentences = [translate(limit) for limit in limits_in_words(question)]
    sentences += [] if question.jurors_see else [_("The jury does not see this.")]
    notes += [" ".join(sentences)] if sentences else []
    return {
        "title": spoken(question.title, language),
        "help": spoken(question.help, language) if question.help else None,
        "options": [spoken(option.label, language) for option in question.options],
        "note": " · ".join(notes),
    }


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


def _way(call: Call) -> str:
    ways = (city_name(call.city), "Berlin") if call.is_inbound else ("Berlin", city_name(call.city))
    return " → ".join(ways)


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
