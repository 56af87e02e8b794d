"""Pages of calls: what visitors read, and what the office writes."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal import clock
from portal.access import Verb, may, permitted
from portal.calls import actions, forms, programmes, queries, rules
from portal.calls.models import Call, Programme
from portal.cities import queries as city_queries
from portal.cities.forms import WatchForm
from portal.cities.models import City
from portal.cities.rules import day_in_berlin, watch_refused
from portal.errors import NotFound, Refused
from portal.guard import guarded
from portal.local_time import Shift, elsewhere
from portal.questionnaire import estimated_hours, estimated_minutes, limits_in_words
from portal.web.filters import city as city_name
from portal.web.filters import text_in_language
from portal.web.language import current_language, previewed_in_any
from portal.web.say import tell
from portal.words import say

bp = Blueprint("calls", __name__)

CHANGED_MEANWHILE = say(
    "Somebody changed this call while you were writing. What you typed is still here: "
    "open this page again in a new tab, compare, and save there."
)


@bp.get("/cities/<slug:slug>/")
@guarded(Verb.PUBLIC_READ, load=city_queries.find_city)
def city(place: City) -> str:
    """A city with its names, clock, people, doings and calls; here, since cities know nothing of calls."""
    at = clock.at()
    calls = queries.list_of_city(place, at)
    return render_template(
        "calls/city.html",
        city=place,
        facts=city_queries.facts_of(place, current_language()),
        life=city_queries.life_of(place, day_in_berlin(at), current_language()),
        calls=calls,
        named={call.slug: call for call in calls},
        watch=None if watch_refused(place.status, is_home=place.is_home) else WatchForm(),
        may_edit=permitted(current_user, Verb.CITY_DESK, place, at),
        at=at,
    )


@bp.get("/calls/")
@guarded(Verb.PUBLIC_READ)
def index() -> ResponseReturnValue:
    """All calls: open ones by their deadline, then those to come, then those that are over."""
    form = forms.FilterForm(request.args)
    cities = queries.list_cities_with_calls()
    form.city.choices = [("", _("All cities")), *((one.slug, city_name(one)) for one in cities)]
    if not form.validate():
        return redirect(url_for("calls.index"))
    wanted = {field.short_name: field.data or "" for field in (form.kind, form.city, form.direction)}
    at = clock.at()
    running = queries.list_running(at, **wanted)
    return render_template(
        "calls/index.html",
        form=form,
        filtered=any(wanted.values()),
        open_calls=[call for call in running if call.opens_at <= at],
        upcoming=[call for call in running if call.opens_at > at],
        past=queries.list_past(at, **wanted),
        at=at,
    )


@bp.get("/calls/<slug:slug>/")
@guarded(Verb.CALL_READ, load=queries.find_call)
def page(call: Call) -> str:
    """One call: what it offers, to whom, until when, and how the jury judges."""
    at = clock.at()
    with previewed_in_any(not call.is_public):
        return render_template(
            "calls/page.html",
            call=call,
            refusal=rules.apply_refused(call.state, call.opens_at, call.deadline_at, at),
            untranslated=[] if call.is_public else _untranslated(call),
            **_public_facts(call),
        )


def _public_facts(call: Call) -> dict[str, Any]:
    return {
        "elsewhere": elsewhere(call.deadline_at, call.deadline_zone, call.city.timezone),
        "is_over": call.deadline_at < clock.at(),
        "total_cents": rules.cost_cents(1, call.months, call.monthly_rate_cents),
        "disciplines": queries.disciplines_of(call, current_language()),
        "passages": queries.passages_of(call, current_language()),
    }


def _untranslated(call: Call) -> list[Any]:
    """What a draft does not say in this language, so that its readers get it in another."""
    texts = [(say("Title"), call.title), (say("Summary"), call.summary)]
    texts += [(title, call.texts.get(key, {})) for key, title in rules.SECTIONS.items()]
    return [name for name, text in texts if text and not text.get(current_language())]


@bp.get("/calls/<slug:slug>/questions")
@guarded(Verb.CALL_READ, load=queries.find_call)
def questions(call: Call) -> str:
    """All questions of a call with their limits, to be read before anybody registers."""
    asked = queries.asked_by(call)
    with previewed_in_any(not call.is_public):
        return render_template(
            "calls/questions.html",
            call=call,
            questionnaire=asked,
            minutes=estimated_minutes(asked),
            hours=estimated_hours(asked),
            limits={question.key: limits_in_words(question) for question in asked.questions()},
        )


@bp.get("/desk/calls/")
@guarded(Verb.DESK_READ)
def desk_index() -> str:
    """The office's list of all calls that are its business."""
    at = clock.at()
    calls = queries.list_visible(current_user, Verb.CALL_DESK, at)
    return render_template(
        "calls/desk_index.html", calls=calls, may_create=may(current_user, Verb.CALL_CREATE, None, at)
    )


@bp.route("/desk/calls/new", methods=["GET", "POST"])
@guarded(Verb.CALL_CREATE)
def new() -> ResponseReturnValue:
    """A new call: first choose what it is made from, then say how it is named and when it runs."""
    source, place = _source(request.args.get("from", "")), _place(request.args.get("city", ""))
    if isinstance(source, Call):
        place = source.city
    if source is None or place is None:
        return _choose_source()
    shift = _shift(source) if isinstance(source, Call) else None
    form = forms.NewCallForm(data=_suggested(source, place, shift))
    form.offer_zones(place.timezone)
    if not form.validate_on_submit():
        return _new_page(form, source, place, shift, 422 if request.method == "POST" else 200)
    try:
        made = _make(source, place, form, shift)
    except Refused as refused:
        form.refuse("slug" if isinstance(refused, actions.SlugTaken) else None, refused.sentence)
        return _new_page(form, source, place, shift, refused.status)
    tell(say("The draft is made. Please look through every part of it."))
    _tell_day_off(made)
    return redirect(url_for("calls.edit", slug=made.slug))


def _shift(call: Call) -> Shift:
    usual = rules.usual_shift(call.deadline_at, call.deadline_zone, clock.at())
    kept = request.args.get("keep", "")
    return Shift(usual.years, keeps_weekday=kept == "weekday") if kept in ("date", "weekday") else usual


def _new_page(
    form: Any, source: Programme | Call, place: City, shift: Shift | None, status: int
) -> ResponseReturnValue:
    shown = {"form": form, "source": source, "city": place, "shift": shift}
    if isinstance(source, Call) and shift is not None:
        dates = ("opens_at", "deadline_at", "deadline_zone", "results_on", "periods")
        shown["moves"] = rules.moves({name: getattr(source, name) for name in dates}, shift)
    return render_template("calls/new.html", **shown), status


def _tell_day_off(call: Call) -> None:
    closed = rules.deadline_day_off(call.deadline_at, call.deadline_zone)
    if closed is not None:
        tell(closed, "warning")


def _choose_source() -> ResponseReturnValue:
    at = clock.at()
    active = [one for one in city_queries.list_partner_cities() if one.is_active]
    form = forms.SourceForm(request.args)
    templates = [one for one in queries.list_programmes() if one.template and _may_create(one)]
    form.source.choices = [(f"programme:{one.slug}", text_in_language(one.title)) for one in templates]
    named = sorted(((one.slug, city_name(one)) for one in active), key=lambda choice: choice[1])
    form.city.choices = [("", say("Please choose")), *named]
    calls = queries.list_visible(current_user, Verb.CALL_CREATE, at)
    is_sound = not {"from", "city"} & request.args.keys() or form.validate()
    shown = render_template("calls/choose.html", form=form, templates=templates, calls=calls)
    return shown, 200 if is_sound else 422


def _may_create(thing: Programme | Call) -> bool:
    return may(current_user, Verb.CALL_CREATE, thing, clock.at())


def _source(reference: str) -> Programme | Call | None:
    kind, _colon, slug = reference.partition(":")
    find = {"programme": queries.find_programme, "call": queries.find_call}.get(kind)
    found: Programme | Call | None = find(slug) if find and rules.is_slug(slug) else None
    if reference and (found is None or not _may_create(found)):
        raise NotFound()
    return found


def _place(slug: str) -> City | None:
    found = city_queries.find_city(slug) if rules.is_slug(slug) else None
    return found if found and found.is_partner else None


def _suggested(source: Programme | Call, place: City, shift: Shift | None) -> dict[str, Any]:
    if isinstance(source, Call):
        zone, shift = source.deadline_zone, shift or Shift()
        opens_at, deadline_at = (
            shift.moment(moment, zone) for moment in (source.opens_at, source.deadline_at)
        )
        title = {language: rules.years_later(text, shift.years) for language, text in source.title.items()}
        later = rules.years_later(source.slug, shift.years)
        slug = later if later != source.slug else f"{later}-{deadline_at.year}"
        given = {"slug": slug, "code": source.code}
        given |= forms.moments_shown(opens_at, deadline_at, zone)
    else:
        template = programmes.load(source.template)
        title = rules.named(template["call"]["title"], place.names)
        given = rules.suggested_names(place.slug, template["direction"], clock.at().year + 1)
    return given | {f"title_{language}": text for language, text in title.items()}


def _make(source: Programme | Call, place: City, form: forms.NewCallForm, shift: Shift | None) -> Call:
    given: dict[str, Any] = {name: form[name].data for name in ("slug", "code", "deadline_zone")}
    given |= {"title": form.title_words, "opens_at": form.opens_at, "deadline_at": form.deadline_at}
    given |= {"by": current_user, "at": clock.at()}
    if isinstance(source, Call):
        return actions.copy(source, shift=shift, **given)
    return actions.create_from_template(source, city=place, **given)


@bp.route("/desk/calls/<slug:slug>/edit", methods=["GET", "POST"], defaults={"part": "frame"})
@bp.route("/desk/calls/<slug:slug>/edit/<part>", methods=["GET", "POST"])
@guarded(Verb.CALL_DESK, post=Verb.CALL_EDIT, load=queries.find_call)
def edit(call: Call, *, part: str) -> ResponseReturnValue:
    """Write a draft, part by part; a published call shows what stands and what can be done next."""
    chosen = forms.PARTS.get(part)
    if chosen is None:
        raise NotFound()
    if not may(current_user, Verb.CALL_EDIT, call, clock.at()):
        return render_template("calls/overview.html", **_overview(call))
    form = _part_form(chosen, call)
    if not form.validate_on_submit():
        return _edit_page(call, chosen, form, 422 if request.method == "POST" else 200)
    if form.is_behind(call):
        form.refuse(None, CHANGED_MEANWHILE)
        return _edit_page(call, chosen, form, 409)
    try:
        actions.edit(call, by=current_user, at=clock.at(), **chosen.changed(form, call))
    except Refused as refused:
        form.refuse("slug" if isinstance(refused, actions.SlugTaken) else None, refused.sentence)
        return _edit_page(call, chosen, form, refused.status)
    tell(say("Saved."))
    if chosen.key == "dates":
        _tell_day_off(call)
    return redirect(_after(call, chosen.key))


def _part_form(part: forms.Part, call: Call) -> Any:
    form = part.build(call)(data=part.shown(call) | {"version": call.version})
    if isinstance(form, forms.DatesForm):
        form.offer_zones(call.city.timezone, call.deadline_zone)
    if isinstance(form, forms.FrameForm):
        known = rules.disciplines_in(call.questionnaire.content)
        form.disciplines.choices = [(key, text_in_language(label)) for key, label in known]
    return form


def _edit_page(call: Call, part: forms.Part, form: Any, status: int) -> ResponseReturnValue:
    shown = render_template(
        "calls/edit.html",
        call=call,
        part=part,
        parts=forms.PARTS.values(),
        form=form,
        headings=forms.TEXTS,
        languages=rules.LANGUAGES,
        weight_sum=rules.weight_sum(call.rubric),
        cost_cents=rules.cost_cents(call.places, call.months, call.monthly_rate_cents),
    )
    return shown, status


def _after(call: Call, part: str) -> str:
    keys: Sequence[str] = list(forms.PARTS)
    place = keys.index(part) + ("stay" not in request.form)
    if place == len(keys):
        return url_for("calls.publish", slug=call.slug)
    return url_for("calls.edit", slug=call.slug, part=keys[place])


def _overview(call: Call) -> dict[str, Any]:
    at, demo = clock.at(), bool(current_app.config["PORTAL_SETTINGS"].is_demo)
    steps = (Verb.CALL_CLOSE, Verb.CALL_START_REVIEW)
    return _public_facts(call) | {
        "call": call,
        "wait": rules.close_refused(call.deadline_at, at, early=demo),
        "early": demo and at <= call.deadline_at,
        "open_steps": [verb.value for verb in steps if may(current_user, verb, call, at)],
        "cost_cents": rules.cost_cents(call.places, call.months, call.monthly_rate_cents),
        "may_copy": call.city.is_active and _may_create(call),
    }


@bp.route("/desk/calls/<slug:slug>/publish", methods=["GET", "POST"])
@guarded(Verb.CALL_DESK, post=Verb.CALL_PUBLISH, load=queries.find_call)
def publish(call: Call) -> ResponseReturnValue:
    """Publish a draft, after its problems or its exact consequences were shown."""
    at = clock.at()
    if not may(current_user, Verb.CALL_PUBLISH, call, at):
        return redirect(url_for("calls.edit", slug=call.slug))
    facts = actions.facts_of(call)
    problems = rules.publishable(facts, at)
    if request.method == "POST" and not problems:
        actions.publish(call, by=current_user, at=at)
        tell(say("The call is published."))
        return redirect(url_for("calls.edit", slug=call.slug))
    shown = render_template(
        "calls/publish.html",
        problems=problems,
        doubts=rules.doubts(facts),
        questions=len(facts.questionnaire.questions()),
        **_overview(call),
    )
    return shown, 409 if request.method == "POST" else 200


@bp.route("/desk/calls/<slug:slug>/close", methods=["GET", "POST"])
@guarded(Verb.CALL_DESK, post=Verb.CALL_CLOSE, load=queries.find_call)
def close(call: Call) -> ResponseReturnValue:
    """Close a call whose deadline has passed; in the demo the office lets it pass."""
    if request.method == "GET":
        return render_template("calls/close.html", **_overview(call))
    early = bool(current_app.config["PORTAL_SETTINGS"].is_demo)
    actions.close(call, by=current_user, at=clock.at(), early=early)
    tell(say("The call is closed. Applications are not taken any more; the formal check can begin."))
    return redirect(url_for("calls.edit", slug=call.slug))


@bp.route("/desk/calls/<slug:slug>/start-review", methods=["GET", "POST"])
@guarded(Verb.CALL_DESK, post=Verb.CALL_START_REVIEW, load=queries.find_call)
def start_review(call: Call) -> ResponseReturnValue:
    """Give a closed call to its jury."""
    if request.method == "GET":
        return render_template("calls/start_review.html", **_overview(call))
    actions.start_review(call, by=current_user, at=clock.at())
    tell(say("The review has begun."))
    return redirect(url_for("calls.edit", slug=call.slug))
