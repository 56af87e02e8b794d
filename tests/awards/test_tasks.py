"""Offers that nobody answered lapse by themselves, each once."""

from datetime import timedelta

from portal.audit import case_of
from portal.awards import queries
from portal.awards.models import Offer
from portal.awards.states import OfferState
from portal.awards.tasks import lapse_overdue
from portal.mail.queries import list_messages_of
from tests.decisions.stage import Stage

LONG_AFTER = timedelta(days=120)


def offers(stage: Stage) -> list[Offer]:
    return stage.read(lambda: list(queries.list_for_call(stage.the_call())))


def test_an_offer_that_nobody_answered_lapses_by_itself_and_once(stage: Stage) -> None:
    award, _ = stage.decided("award", "reserve")
    stage.release()
    with stage.world.read():
        lapse_overdue(stage.at)
    assert [offer.state for offer in offers(stage)] == [OfferState.OPEN]
    for _ in range(2):
        with stage.world.read():
            lapse_overdue(stage.at + LONG_AFTER)
    assert [offer.state for offer in offers(stage)] == [OfferState.LAPSED]
    mails = stage.read(lambda: [mail.subject for mail in list_messages_of(case_of(award))])
    assert mails.count(f"The last day to answer has passed ({award.short_code})") == 1
