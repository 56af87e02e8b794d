"""Offers that nobody answered in time lapse by themselves."""

from datetime import datetime

from portal.awards import actions, queries
from portal.awards.states import OfferState
from portal.db import transaction
from portal.jobs import each_minute


@each_minute
def lapse_overdue(at: datetime) -> None:
    """Let each offer lapse whose last day has passed, each in an act of its own."""
    for offer_id in queries.list_overdue(at):
        with transaction():
            offer = queries.find_offer(offer_id)
            if offer is not None and offer.state == OfferState.OPEN:
                actions.lapse(offer, by=None, at=at)
