"""Pages of the demo: the tour with its sign-in buttons, and the mails that were sent."""

from typing import Any, cast

from flask import Blueprint, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from portal import clock
from portal.access import Verb
from portal.accounts.actions import change_language
from portal.accounts.models import User
from portal.accounts.queries import find_user, find_user_of
from portal.accounts.routes import enter
from portal.demo import SIGN_INS, queries, tour
from portal.errors import NotFound
from portal.guard import guarded
from portal.mail.models import Message
from portal.mail.queries import find_message, list_messages
from portal.reviews.queries import queue_of
from portal.web.chrome import NavigationRow, navigation_of
from portal.web.language import current_language

bp = Blueprint("demo", __name__)

DELIVERY = {
    "waiting": (_l("Waiting"), "neutral"),
    "sent": (_l("Sent"), "success"),
    "failed": (_l("Failed"), "danger"),
}


@bp.record_once
def _show_ways(state: BlueprintSetupState) -> None:
    navigation_of(cast(Any, state.app)).append(NavigationRow("demo.tour", _l("Tour")))


@bp.get("/demo/", endpoint="tour")
@guarded(Verb.PUBLIC_READ)
def show() -> ResponseReturnValue:
    """The steps of the tour with their state, everybody who can be signed in, and the way to the mails."""
    visit = _visit()
    steps = tour.steps_of(visit.progress) if visit else []
    now = next((step.number for step in steps if not step.is_done), 0)
    return render_template("demo/tour.html", steps=steps, now=now, people=SIGN_INS)


@bp.post("/demo/sign-in")
@guarded(Verb.PUBLIC_READ)
def sign_in() -> ResponseReturnValue:
    """Sign in as one of the demo’s people and go where the step takes place."""
    number = request.form.get("step", "0")
    visit = _visit()
    if visit is None:
        raise NotFound()
    step = next((one for one in tour.steps_of(visit.progress) if str(one.number) == number), None)
    who = step.who if step else request.form.get("who", "")
    user = find_user_of(who) if who in dict(SIGN_INS) else None
    if user is None or not user.is_demo:
        raise NotFound()
    # Whoever plays five people is one reader: the pages stay in the language in which the tour was read.
    change_language(user, current_language())
    enter(user, how="tour")
    if step is None:
        return redirect(url_for("mine.home"), 303)
    target = tour.target_of(
        step.number,
        visit.progress,
        application=visit.application.public_id if visit.application else "",
        review=_next_review(user, visit) if step.who == tour.JUROR else "",
        letter=visit.letter.public_id if visit.letter else "",
    )
    return redirect(url_for(target.page, **target.values), 303)


def _next_review(user: User, visit: queries.Visit) -> str:
    juror = find_user(user.public_id)
    row = queue_of(juror, visit.call, clock.at()).next if juror else None
    return row.id if row else ""


def _visit() -> queries.Visit | None:
    applicant, juror = find_user_of(tour.APPLICANT), find_user_of(tour.JUROR)
    if applicant is None or juror is None:
        return None
    return queries.visit_of(tour.CALL, applicant=applicant.id, juror=juror.id)


@bp.get("/demo/mail")
@guarded(Verb.PUBLIC_READ)
def mails() -> ResponseReturnValue:
    """The mails that the portal has sent, newest first; in the demo none of them leaves the machine."""
    return render_template("demo/mails.html", mails=list_messages(), delivery=DELIVERY)


@bp.get("/demo/mail/<public_id:message_id>")
@guarded(Verb.PUBLIC_READ, load=find_message)
def mail(message: Message) -> ResponseReturnValue:
    """One mail as its reader gets it."""
    return render_template("demo/mail.html", mail=message)
