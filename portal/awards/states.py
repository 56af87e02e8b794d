"""The life of an offer."""

from enum import StrEnum

from portal.access.verbs import Verb
from portal.lifecycle import Life, Wording
from portal.words import say


class OfferState(StrEnum):
    """What became of an offer."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"


_S = OfferState

LIFE = Life(
    wording={
        _S.OPEN: Wording(say("Answer awaited"), say("Please answer")),
        _S.ACCEPTED: Wording(say("Accepted"), say("Accepted by you")),
        _S.DECLINED: Wording(say("Declined"), say("Declined by you")),
        _S.LAPSED: Wording(say("Lapsed"), say("Not answered in time")),
    },
    rows=(
        (_S.OPEN, Verb.OFFER_ACCEPT, _S.ACCEPTED),
        (_S.OPEN, Verb.OFFER_DECLINE, _S.DECLINED),
        (_S.OPEN, Verb.OFFER_LAPSE, _S.LAPSED),
    ),
)
