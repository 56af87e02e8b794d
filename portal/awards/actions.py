"""What follows from outcomes: letters are ordered and offers opened at their release; offers are answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from portal import mail
from portal.access import Verb
from portal.accounts.models import User
from portal.audit import case_of, record
from portal.awards import queries, rules
from portal.awards.models import Offer
from portal.awards.states import OfferState
from portal.calls.models import Call
from portal.calls.queries import get_call
from portal.db import new_public_id, session
from portal.decisions import actions as decision_actions
from portal.decisions.models import Decision
from portal.decisions.states import GRANTING
from portal.errors import Invalid, PortalError, Refused
from portal.jobs.models import Job
from portal.letters import actions as letter_actions
from portal.letters.queries import find_issued_of
from portal.lifecycle import advance
from portal.words import Sentence

BERLIN = "Europe/Berlin"


def release_call(call: Call, *, by: User, at: datetime) -> Job:
    """Release all outcomes of a call at one instant: outcomes known, letters ordered, offers opened."""
    released = decision_actions.release_all(call, by=by, at=at)
    return _follow(call, released, by=by, at=at)


def release_one(decision: Decision, *, by: User, at: datetime) -> Job:
    """Release one later outcome, with its letter and its offer."""
    decision_actions.release_one(decision, by=by, at=at)
    return _follow(decision.call, [decision], by=by, at=at)


def _follow(call: Call, released: Sequence[Decision], *, by: User, at: datetime) -> Job:
    get_call(call.id)  # the authority, whose prefix begins every letter's number, comes with it
    for decision in released:
        # Who moves up from the reserve list has a notice in hand, and the new letter takes its place.
        notice = find_issued_of(decision.application) if decision.supersedes_id else None
        letter_actions.queue(decision, by=by, at=at, replaces=notice)
        if decision.kind in GRANTING:
            open_offer(decision, by=by, at=at)
    return letter_actions.start_issuing(call, total=len(released), by=by, at=at)


def open_offer(decision: Decision, *, by: User, at: datetime) -> Offer:
    """Offer a released award to the person, until the end of the last day to answer."""
    assert decision.answer_by is not None  # an award without it is never approved, see decisions.rules
    offer = Offer(
        public_id=new_public_id(),
        decision=decision,
        decision_id=decision.id,
        call=decision.call,
        call_id=decision.call_id,
        state=OfferState.OPEN,
        answer_by=rules.end_of_day(decision.answer_by, BERLIN),
    )
    session().add(offer)
    _note(offer, "offer.open", by=by, at=at, answer_by=offer.answer_by.isoformat())
    return offer


def accept(offer: Offer, *, by: User, at: datetime) -> None:
    """Take the place."""
    queries.lock_offer(offer)
    _refuse(rules.answer_refused(offer.answer_by, at))
    advance(offer, Verb.OFFER_ACCEPT)
    offer.answered_at = at
    _note(offer, Verb.OFFER_ACCEPT, by=by, at=at)
    _tell(offer, "awards/accepted", at=at)


def decline(offer: Offer, *, why: str = "", by: User, at: datetime) -> Decision | None:
    """Leave the place to the first reserve, whose award is prepared for approval."""
    _refuse(rules.reason_refused(why), Invalid)
    _refuse(rules.answer_refused(offer.answer_by, at))
    return _end(offer, Verb.OFFER_DECLINE, "awards/declined", why=why.strip(), by=by, at=at)


def lapse(offer: Offer, *, by: User | None, at: datetime) -> Decision | None:
    """Note that nobody answered in time; the first reserve’s award is prepared for approval."""
    _refuse(rules.lapse_refused(offer.answer_by, at))
    return _end(offer, Verb.OFFER_LAPSE, "awards/lapsed", why="", by=by, at=at)


def _end(
    offer: Offer, verb: Verb, message: str, *, why: str, by: User | None, at: datetime
) -> Decision | None:
    next_award = decision_actions.give_up(offer.decision, by=by, at=at)
    queries.lock_offer(offer)
    advance(offer, verb)
    offer.answered_at, offer.reason = at, why
    _note(offer, verb, by=by, at=at)
    _tell(offer, message, at=at)
    return next_award


def _tell(offer: Offer, message: str, *, at: datetime) -> None:
    application = offer.decision.application
    mail.write(
        application.applicant,
        message,
        at=at,
        language=application.language,
        case=case_of(application),
        key=f"{message}:{offer.public_id}",
        offer_id=offer.public_id,
        short_code=application.short_code,
    )


def _note(offer: Offer, verb: str, *, by: User | None, at: datetime, **facts: Any) -> None:
    record(case_of(offer.decision.application), verb, by=by, at=at, offer=offer.public_id, **facts)


def _refuse(sentence: Sentence | None, error: type[PortalError] = Refused) -> None:
    if sentence is not None:
        raise error(sentence)
