"""Pages of awards: the release of outcomes, the answer to an offer, and the office’s list of answers."""

from collections import Counter
from collections.abc import Sequence
from typing import cast
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock
from portal.access import Verb, may
from portal.accounts.models import User
from portal.awards import actions, forms, queries
from portal.awards.models import Offer
from portal.awards.states import LIFE, OfferState
from portal.calls.models import Call
from portal.calls.queries import find_call
from portal.decisions import actions as decision_actions
from portal.decisions import queries as decision_queries
from portal.decisions.models import Decision
from portal.decisions.rules import pool_of, totals_of, typed_count_refused
from portal.decisions.states import KINDS, DecisionState
from portal.errors import Forbidden, NotFound
from portal.guard import guarded
from portal.letters.models import Letter
from portal.letters.queries import find_issued_of, find_letter, foresee
from portal.web.say import tell
from portal.words import say

bp = Blueprint("awards", __name__)

BERLIN = "Europe/Berlin"


# The release


@bp.route("/desk/calls/<slug:slug>/release", methods=["GET", "POST"])
@guarded(Verb.CALL_DESK, post=Verb.DECISION_RELEASE, load=find_call)
def release(call: Call) -> ResponseReturnValue:
    """The gate before anything leaves: what would be released, what is missing, and the number to type."""
    decisions = decision_queries.list_in_state(call, DecisionState.APPROVED)
    own = decision_actions.release_closed_to(_me(), decisions)
    if own is not None:
        raise Forbidden(own)
    form = forms.CountForm()
    if form.validate_on_submit():
        refusal = typed_count_refused(form.count.data, len(decisions))
        if refusal is None:
            job = actions.release_call(call, by=_me(), at=clock.at())
            tell(say("All outcomes are released. The letters are being made."))
            return redirect(url_for("jobs.show", job_id=job.public_id))
        form.refuse("count", refusal)
    return _gate(call, decisions, form), 422 if form.is_submitted() else 200


NOTHING_TO_RELEASE = say("There is nothing to release.")


def _gate(call: Call, decisions: Sequence[Decision], form: forms.CountForm) -> str:
    at = clock.at()
    contents = [decision.content for decision in decisions]
    on = at.astimezone(ZoneInfo(BERLIN)).date()
    problems = decision_actions.release_problems(call, at=at)
    foreseen = foresee(decisions, base_url=current_app.extensions["settings"].base_url, on=on)
    return render_template(
        "awards/release.html",
        call=call,
        form=form,
        count=len(decisions),
        totals=totals_of(contents),
        used=decision_queries.totals(call),
        pool=pool_of(call),
        problems=problems,
        nothing=NOTHING_TO_RELEASE if problems == [NOTHING_TO_RELEASE] else None,
        letters=foreseen,
        incomplete=[letter for letter in foreseen if letter.problems],
        names=sorted({letter.facts.recipient.name for letter in foreseen}, key=len, reverse=True)[:3],
        may_release=may(_me(), Verb.DECISION_RELEASE, call, at),
    )


@bp.post("/desk/decisions/<public_id:decision_id>/release")
@guarded(Verb.DECISION_READ, post=Verb.DECISION_RELEASE, load=decision_queries.find_decision)
def release_one(decision: Decision) -> ResponseReturnValue:
    """Release one later outcome, of a reserve who moves up, with its letter."""
    job = actions.release_one(decision, by=_me(), at=clock.at())
    tell(say("The outcome of {code} is released.", code=decision.application.short_code))
    return redirect(url_for("jobs.show", job_id=job.public_id))


@bp.get("/desk/calls/<slug:slug>/awards")
@guarded(Verb.CALL_DESK, load=find_call)
def desk(call: Call) -> ResponseReturnValue:
    """The offers of a call and what became of them."""
    offers = queries.list_for_call(call)
    counts = Counter(offer.state for offer in offers)
    return render_template(
        "awards/desk.html",
        call=call,
        offers=offers,
        kinds=KINDS,
        counts=[(LIFE.wording[state].staff, counts[state]) for state in OfferState],
        taken=sum(offer.decision.amount_cents for offer in offers if offer.state == OfferState.ACCEPTED),
    )


# The answer


@bp.get("/letters/<public_id:letter_id>/answer")
@guarded(Verb.LETTER_READ, load=find_letter)
def answer_letter(letter: Letter) -> ResponseReturnValue:
    """Lead from an award letter to its offer."""
    offer = queries.find_offer_of(letter.decision)
    if offer is None:
        raise NotFound()
    return redirect(url_for(".answer", offer_id=offer.public_id))


@bp.get("/offers/<public_id:offer_id>")
@guarded(Verb.OFFER_READ, load=queries.find_offer)
def answer(offer: Offer) -> ResponseReturnValue:
    """What is offered until when, and the two possible answers."""
    at = clock.at()
    return render_template(
        "awards/answer.html",
        offer=offer,
        letter=find_issued_of(offer.decision.application),
        may_accept=may(_me(), Verb.OFFER_ACCEPT, offer, at) and at <= offer.answer_by,
        may_decline=may(_me(), Verb.OFFER_DECLINE, offer, at) and at <= offer.answer_by,
        is_own=offer.applicant_id == _me().id,
        is_taken=offer.applicant_id == _me().id and offer.state == OfferState.ACCEPTED,
    )


@bp.post("/offers/<public_id:offer_id>/accept")
@guarded(Verb.OFFER_READ, post=Verb.OFFER_ACCEPT, load=queries.find_offer)
def accept(offer: Offer) -> ResponseReturnValue:
    """Take the place."""
    actions.accept(offer, by=_me(), at=clock.at())
    tell(say("You have accepted. We are looking forward to your stay."))
    return redirect(url_for(".answer", offer_id=offer.public_id))


@bp.route("/offers/<public_id:offer_id>/decline", methods=["GET", "POST"])
@guarded(Verb.OFFER_READ, post=Verb.OFFER_DECLINE, load=queries.find_offer)
def decline(offer: Offer) -> ResponseReturnValue:
    """Ask once more, then leave the place to others."""
    form = forms.DeclineForm()
    if offer.state != OfferState.OPEN:
        return redirect(url_for(".answer", offer_id=offer.public_id))
    if form.validate_on_submit():
        actions.decline(offer, why=form.why.data or "", by=_me(), at=clock.at())
        tell(say("You have declined. Thank you for telling us; somebody else can come now."))
        return redirect(url_for(".answer", offer_id=offer.public_id))
    return render_template("awards/decline.html", offer=offer, form=form), 422 if form.is_submitted() else 200


def _me() -> User:
    return cast(User, current_user)
