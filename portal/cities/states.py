"""Whether a partnership is lived."""

from enum import StrEnum

from portal.words import Sentence, say


class CityStatus(StrEnum):
    """Whether a partnership is lived, rests or has ended."""

    ACTIVE = "active"
    DORMANT = "dormant"
    ENDED = "ended"


WORDING: dict[CityStatus, Sentence] = {
    CityStatus.ACTIVE: say("Active partnership"),
    CityStatus.DORMANT: say("Dormant partnership"),
    CityStatus.ENDED: say("Ended partnership"),
}
