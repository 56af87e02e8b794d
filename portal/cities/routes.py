"""Pages of cities; a city's own page shows its calls and therefore stands with the calls."""

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal import clock
from portal.access import Verb, permitted
from portal.cities import actions, forms, queries, rules
from portal.cities.models import City, CityActivity, CityContact, CityWatch
from portal.extensions import csrf, limiter
from portal.guard import guarded
from portal.web.language import current_language
from portal.web.say import tell
from portal.words import Sentence, say

bp = Blueprint("cities", __name__)

SEE_OTHER = 303
MAILS_PER_VISITOR = "20 per hour"
MAILS_PER_ADDRESS = "5 per hour"
TRIES_PER_VISITOR = "60 per hour"
CHANGED_MEANWHILE = say(
    "Somebody changed this while you were writing. What you typed is still here: "
    "open this page again in a new tab, compare, and save there."
)
WHEN_TO_REMOVE = say(
    "What has ended gets a last day and stays in the office’s list. "
    "Remove only what should never have been there."
)
WHEN_TO_REMOVE_CONTACTS = say(
    "What has ended gets a last day and stays in the office’s list. "
    "Remove only what should never have been there, or whom the person asks to forget."
)


@bp.get("/cities/")
@guarded(Verb.PUBLIC_READ)
def index() -> ResponseReturnValue:
    """All partner cities by their own names, found by every spelling, by focus and by network."""
    form, known = forms.FindForm(request.args), queries.list_cities()
    form.network.choices = [("", _l("All networks")), *queries.networks_of(known)]
    sound, wanted = form.validate(), form.wanted
    cities = queries.list_found(known, **wanted) if sound else []
    shown = render_template(
        "cities/index.html",
        form=form,
        wanted=wanted,
        cities=cities,
        meant=queries.find_meant(known, wanted["q"]) if sound and not cities else None,
        map=queries.map_of([city for city in known if city.is_home or city in cities]),
        may_edit=_may_see_office(),
    )
    return shown, 200 if sound else 422


def _may_see_office() -> bool:
    return permitted(current_user, Verb.CITY_DESK, None, clock.at())


# Tell me when this city calls again


def address_asked() -> str:
    """The address that a form names, whether it is known or not."""
    return "watch:" + request.form.get("email", "")[:254].casefold()


def failed(response: Response) -> bool:
    """Whether a visitor was turned down."""
    return response.status_code >= 400


@bp.route("/cities/<slug:slug>/watch", methods=["GET", "POST"])
@limiter.limit(MAILS_PER_VISITOR, methods=["POST"])
@limiter.limit(MAILS_PER_ADDRESS, methods=["POST"], key_func=address_asked)
@guarded(Verb.PUBLIC_READ, load=queries.find_known_city)
def watch(city: City) -> ResponseReturnValue:
    """Ask for a mail at the city's next call; the answer is the same whether the address is known or not."""
    form = forms.WatchForm()
    if request.method == "POST" and form.validate():
        actions.ask_watch(city, email=form.email.data or "", language=current_language(), at=clock.at())
        return redirect(url_for("cities.watch_asked", slug=city.slug), SEE_OTHER)
    refusal = rules.watch_refused(city.status, is_home=city.is_home)
    shown = render_template("cities/watch.html", form=form, city=city, refusal=refusal)
    return shown, 200 if request.method == "GET" else 422


@bp.get("/cities/<slug:slug>/watch/asked")
@guarded(Verb.PUBLIC_READ, load=queries.find_known_city)
def watch_asked(city: City) -> str:
    """Say that a mail is on its way, without saying to whom."""
    return render_template("cities/watch_asked.html", city=city)


@bp.route("/cities/watches/<public_id:watch_id>/confirm", methods=["GET", "POST"])
@limiter.limit(TRIES_PER_VISITOR, deduct_when=failed)
@guarded(Verb.PUBLIC_READ, load=queries.find_watch)
def confirm_watch(watch: CityWatch) -> ResponseReturnValue:
    """The link of the first mail: a page, since programs open links; only its button says yes."""
    if request.method == "POST":
        actions.confirm_watch(watch, at=clock.at())
        return redirect(url_for("cities.confirm_watch", watch_id=watch.public_id), SEE_OTHER)
    return render_template("cities/confirm_watch.html", watch=watch, city=watch.city)


@bp.route("/cities/watches/<public_id:watch_id>/stop", methods=["GET", "POST"])
@limiter.limit(TRIES_PER_VISITOR, deduct_when=failed)
@guarded(Verb.PUBLIC_READ, load=queries.find_watch)
def stop_watch(watch: CityWatch) -> str:
    """End the mails and forget the address; a mail program's own button comes here without a page before."""
    is_over = request.method == "POST"
    if is_over:
        actions.end_watch(watch)
    return render_template("cities/stop_watch.html", watch=watch, city=watch.city, is_over=is_over)


# A mail program that ends a subscription has no page of ours, hence no token; the address is the secret.
csrf.exempt(stop_watch)


# The office


@bp.get("/desk/cities/")
@guarded(Verb.CITY_DESK)
def desk_index() -> str:
    """The office's list of all cities."""
    return render_template(
        "cities/desk_index.html",
        cities=queries.list_cities(),
        contacts=queries.count_public_contacts(rules.day_in_berlin(clock.at())),
    )


@bp.get("/desk/cities/<slug:slug>/")
@guarded(Verb.CITY_DESK, load=queries.find_known_city)
def desk(city: City) -> str:
    """A city as the office sees it: all contacts and activities, and who changed what."""
    return render_template(
        "cities/desk.html",
        city=city,
        contacts=queries.list_contacts(city),
        activities=queries.list_activities(city),
        history=queries.history(city),
        today=rules.day_in_berlin(clock.at()),
        may_edit=permitted(current_user, Verb.CITY_EDIT, city, clock.at()),
    )


@bp.route("/desk/cities/<slug:slug>/edit", methods=["GET", "POST"])
@guarded(Verb.CITY_EDIT, load=queries.find_known_city)
def edit(city: City) -> ResponseReturnValue:
    """Change what is told of a city and whether the partnership is lived."""
    form = forms.CityForm.of(city)
    return _saved(form, city, city, lambda: actions.change_city(city, **form.facts, **_who()))


@bp.route("/desk/cities/<slug:slug>/contacts/new", methods=["GET", "POST"])
@guarded(Verb.CITY_EDIT, load=queries.find_known_city)
def new_contact(city: City) -> ResponseReturnValue:
    """Enter a contact."""
    form = forms.ContactForm.of(None)
    return _saved(form, city, None, lambda: actions.add_contact(city, **form.facts, **_who()))


@bp.route("/desk/cities/contacts/<public_id:contact_id>", methods=["GET", "POST"])
@guarded(Verb.CITY_EDIT, load=queries.find_contact)
def contact(contact: CityContact) -> ResponseReturnValue:
    """Correct a contact."""
    form = forms.ContactForm.of(contact)
    return _saved(
        form, contact.city, contact, lambda: actions.change_contact(contact, **form.facts, **_who())
    )


@bp.post("/desk/cities/contacts/<public_id:contact_id>/remove")
@guarded(Verb.CITY_EDIT, load=queries.find_contact)
def remove_contact(contact: CityContact) -> ResponseReturnValue:
    """Take a contact away for good."""
    actions.remove_contact(contact, **_who())
    return _back(contact.city, say("The contact is removed."))


@bp.route("/desk/cities/<slug:slug>/activities/new", methods=["GET", "POST"])
@guarded(Verb.CITY_EDIT, load=queries.find_known_city)
def new_activity(city: City) -> ResponseReturnValue:
    """Enter an activity."""
    form = forms.ActivityForm.of(None)
    return _saved(form, city, None, lambda: actions.add_activity(city, **form.facts, **_who()))


@bp.route("/desk/cities/activities/<public_id:activity_id>", methods=["GET", "POST"])
@guarded(Verb.CITY_EDIT, load=queries.find_activity)
def activity(activity: CityActivity) -> ResponseReturnValue:
    """Correct an activity."""
    form = forms.ActivityForm.of(activity)
    return _saved(
        form, activity.city, activity, lambda: actions.change_activity(activity, **form.facts, **_who())
    )


@bp.post("/desk/cities/activities/<public_id:activity_id>/remove")
@guarded(Verb.CITY_EDIT, load=queries.find_activity)
def remove_activity(activity: CityActivity) -> ResponseReturnValue:
    """Take away an activity that was never one."""
    actions.remove_activity(activity, **_who())
    return _back(activity.city, say("The activity is removed."))


def _who() -> dict[str, Any]:
    return {"by": current_user, "at": clock.at()}


def _saved(form: Any, city: City, thing: Any, save: Any) -> ResponseReturnValue:
    """The form, or what saving it led to; what was typed stays after every refusal."""
    if not form.validate_on_submit():
        return _form_page(form, city, thing, 422 if request.method == "POST" else 200)
    if thing is not None and form.is_behind(thing):
        form.refuse(None, CHANGED_MEANWHILE)
        return _form_page(form, city, thing, 409)
    try:
        save()
    except actions.NotLikeThis as refused:
        form.refuse(form.place_of(refused.sentence), refused.sentence)
        return _form_page(form, city, thing, refused.status)
    return _back(city, say("Saved. The page of the city shows it now."))


def _form_page(form: Any, city: City, thing: Any, status: int) -> ResponseReturnValue:
    remove, hint = None, None
    if isinstance(thing, CityContact):
        remove, hint = url_for("cities.remove_contact", contact_id=thing.public_id), WHEN_TO_REMOVE_CONTACTS
    elif isinstance(thing, CityActivity):
        remove, hint = url_for("cities.remove_activity", activity_id=thing.public_id), WHEN_TO_REMOVE
    shown = render_template("cities/edit.html", form=form, city=city, thing=thing, remove=remove, hint=hint)
    return shown, status


def _back(city: City, said: Sentence) -> ResponseReturnValue:
    tell(said)
    return redirect(url_for("cities.desk", slug=city.slug), SEE_OTHER)
