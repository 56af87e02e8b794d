"""Offers of awards that were released, without the letters that go with them."""

from typing import Any

from portal.accounts.models import User
from portal.awards.models import Offer
from portal.awards.states import OfferState
from portal.calls.models import Call
from portal.decisions.models import Decision
from portal.decisions.states import DecisionKind, DecisionState
from tests.factories import World
from tests.factories.world import DEADLINE


def award(world: World, call: Call, applicant: User | None = None) -> Decision:
    """A released award for one more case of the call."""
    with world.act():
        case = world.application(call, applicant)
        return world.decision(
            case,
            DecisionKind.AWARD,
            proposed_by=world.user(),
            approved_by=world.user(),
            state=DecisionState.RELEASED,
        )


def offer(
    world: World,
    call: Call,
    applicant: User | None = None,
    *,
    state: OfferState = OfferState.OPEN,
    **facts: Any,
) -> Offer:
    """An offer to a person, to be answered by the deadline of the call if nothing else is said."""
    with world.act():
        values: dict[str, Any] = {"call_id": call.id, "state": state.value, "answer_by": DEADLINE}
        if "decision_id" not in facts:
            values["decision_id"] = award(world, call, applicant).id
        return world.add(Offer(**values | facts))
