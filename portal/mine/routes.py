"""The home page: for visitors what the portal is, for everybody else what is theirs to do."""

from typing import Any, cast

from flask import Blueprint, redirect, render_template, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal import clock
from portal.access import Verb, permitted
from portal.accounts.models import User
from portal.applications.models import Application
from portal.applications.queries import find_application
from portal.applications.states import OUTCOMES
from portal.calls.queries import list_running
from portal.cities.queries import list_cities, map_of
from portal.desk.routes import tasks_for, work_of
from portal.guard import guarded
from portal.mine import queries, rules
from portal.reviews.queries import Queue, list_queues
from portal.web.chrome import NavigationRow, members, navigation_of

bp = Blueprint("mine", __name__)

SHOWN_CALLS = 6


def _judges(user: Any) -> bool:
    return permitted(user, Verb.REVIEW_LIST, None, clock.at())


def _works_here(user: Any) -> bool:
    return permitted(user, Verb.CALL_DESK, None, clock.at())


def _administers(user: Any) -> bool:
    return permitted(user, Verb.ADMIN_READ, None, clock.at())


def _applies(user: Any) -> bool:
    return members(user) and not _works_here(user) and not _administers(user)


@bp.record_once
def _show_ways(state: BlueprintSetupState) -> None:
    navigation_of(cast(Any, state.app)).extend(
        (
            NavigationRow("calls.index", _l("Calls")),
            NavigationRow("cities.index", _l("Partner cities")),
            NavigationRow("applications.index", _l("My applications"), _applies),
            NavigationRow("reviews.index", _l("Reviews"), _judges),
            NavigationRow("letters.verify", _l("Verify a letter"), area="foot"),
        )
    )


@bp.get("/")
@guarded(Verb.PUBLIC_READ)
def home() -> ResponseReturnValue:
    """What the portal is and what is open; signed in, first what is yours to do."""
    at = clock.at()
    if _works_here(current_user):
        return render_template("mine/home.html", calls=None, upcoming=(), at=at, **_yours(_me()))
    running = list_running(at)
    calls = [call for call in running if call.is_open(at)][:SHOWN_CALLS]
    upcoming = [call for call in running if not call.is_open(at)][:SHOWN_CALLS]
    shown = {"calls": calls, "upcoming": upcoming, "at": at}
    if current_user.is_authenticated:
        return render_template("mine/home.html", **shown, **_yours(_me()))
    places = list_cities()
    partners = [city for city in places if city.is_partner]
    return render_template("mine/welcome.html", **shown, cities=partners, map=map_of(places))


@bp.get("/applications/<public_id:application_id>/result")
@guarded(Verb.APPLICATION_READ, load=find_application)
def result(application: Application) -> ResponseReturnValue:
    """Lead on to what came of an application: its offer or its letter; home while that is being made."""
    own = next((one for one in queries.list_own(_me()) if one.application.id == application.id), None)
    if own is None:
        return redirect(url_for("applications.task_list", application_id=application.public_id))
    _own, waiting, address = _case(own)
    leads = waiting is not None and waiting.page in ("offer", "letter")
    return redirect(address if leads else url_for(".home"))


def _yours(person: User) -> dict[str, Any]:
    at = clock.at()
    work = work_of(person, at) if _works_here(person) else []
    return {
        "own": [_case(own) for own in queries.list_own(person)],
        "outcomes": OUTCOMES,
        "queues": [(queue, _go_on(queue)) for queue in list_queues(person, at)] if _judges(person) else [],
        "works_here": _works_here(person),
        "administers": _administers(person),
        "tasks": tasks_for(person, work, at),
        "titles": {one.call.slug: one.call.title for one in work},
    }


def _go_on(queue: Queue) -> str:
    if queue.next is None:
        return url_for("reviews.index")
    page = "reviews.score" if queue.next.is_cleared else "reviews.conflict"
    return url_for(page, review_id=queue.next.id)


def _case(own: queries.Own) -> tuple[queries.Own, rules.Next | None, str]:
    application = own.application
    case = rules.Case(
        state=application.state,
        public_state=application.public_state,
        call_state=application.call.state,
        deadline_at=application.call.deadline_at,
        has_letter=own.letter is not None,
        offer_state=own.offer.state if own.offer else "",
    )
    waiting = rules.next_of(case, clock.at())
    return own, waiting, _address(own, waiting)


def _address(own: queries.Own, waiting: rules.Next | None) -> str:
    if waiting is not None and waiting.page == "offer" and own.offer is not None:
        return url_for("awards.answer", offer_id=own.offer.public_id)
    if waiting is not None and waiting.page == "letter" and own.letter is not None:
        return url_for("letters.page", letter_id=own.letter.public_id)
    return url_for("applications.task_list", application_id=own.application.public_id)


def _me() -> User:
    return cast(User, current_user)
