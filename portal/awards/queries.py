"""Reading offers."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.interfaces import ORMOption

from portal.accounts.models import User
from portal.applications.models import Application
from portal.awards.models import Offer
from portal.awards.states import OfferState
from portal.calls.models import Call, Programme
from portal.db import session
from portal.decisions.models import Decision


def find_offer(offer_id: str) -> Offer | None:
    """The offer with this public id, with its decision, case and call."""
    rows = select(Offer).where(Offer.public_id == offer_id).options(*_whole())
    return session().scalars(rows).one_or_none()


def _whole() -> tuple[ORMOption, ...]:
    decision = joinedload(Offer.decision)
    return (
        decision.joinedload(Decision.application).joinedload(Application.applicant),
        decision.joinedload(Decision.application).joinedload(Application.call),
        decision.joinedload(Decision.call).joinedload(Call.programme).joinedload(Programme.authority),
        decision.joinedload(Decision.call).joinedload(Call.city),
        decision.joinedload(Decision.proposed_by),
        joinedload(Offer.call),
    )


def lock_offer(offer: Offer) -> None:
    """Hold the offer until the act ends; a change by another hand is found by its version."""
    session().execute(select(Offer.id).where(Offer.id == offer.id).with_for_update())


def find_offer_of(decision: Decision) -> Offer | None:
    """The offer that an award opened."""
    rows = select(Offer).where(Offer.decision_id == decision.id).options(*_whole())
    return session().scalars(rows).one_or_none()


def list_for_call(call: Call) -> Sequence[Offer]:
    """The offers of a call, those that wait for an answer first."""
    rows = select(Offer).where(Offer.call_id == call.id).options(*_whole())
    waiting = (Offer.state != OfferState.OPEN, Offer.answer_by, Offer.id)
    return session().scalars(rows.order_by(*waiting)).all()


def list_of_applicant(user: User) -> Sequence[Offer]:
    """A person’s offers, newest first."""
    rows = (
        select(Offer)
        .join(Offer.decision)
        .join(Decision.application)
        .where(Application.applicant_id == user.id)
        .options(*_whole())
    )
    return session().scalars(rows.order_by(Offer.id.desc())).all()


def list_overdue(at: datetime) -> Sequence[str]:
    """Public ids of offers that were not answered in time, the oldest first."""
    rows = select(Offer.public_id).where(Offer.state == OfferState.OPEN, Offer.answer_by < at)
    return session().scalars(rows.order_by(Offer.answer_by, Offer.id)).all()


def count_by_state(call_ids: Sequence[int]) -> dict[tuple[int, str], int]:
    """How many offers of these calls are in which state."""
    rows = select(Offer.call_id, Offer.state, func.count()).where(Offer.call_id.in_(call_ids))
    counted = session().execute(rows.group_by(Offer.call_id, Offer.state))
    return {(call_id, state): count for call_id, state, count in counted}
