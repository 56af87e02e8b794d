"""The words of cities: whether a partnership is lived, on what it concentrates, what is done together."""

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


class FocusArea(StrEnum):
    """On what an exchange concentrates."""

    BUSINESS = "business"
    SCIENCE = "science"
    CULTURE = "culture"
    YOUTH = "youth"
    JUDICIARY = "judiciary"
    TOURISM = "tourism"
    CLIMATE = "climate"
    DIGITAL = "digital"
    MIGRATION = "migration"


AREAS: dict[FocusArea, Sentence] = {
    FocusArea.BUSINESS: say("Business"),
    FocusArea.SCIENCE: say("Science and universities"),
    FocusArea.CULTURE: say("Culture"),
    FocusArea.YOUTH: say("Youth exchange"),
    FocusArea.JUDICIARY: say("Judiciary"),
    FocusArea.TOURISM: say("Tourism"),
    FocusArea.CLIMATE: say("Climate protection"),
    FocusArea.DIGITAL: say("Digital city"),
    FocusArea.MIGRATION: say("Integration and migration"),
}


class ActivityKind(StrEnum):
    """What sort of thing two cities do together."""

    EXCHANGE = "exchange"
    EVENT = "event"
    PROJECT = "project"
    EXPERTS = "experts"
    VISIT = "visit"


KINDS: dict[ActivityKind, Sentence] = {
    ActivityKind.EXCHANGE: say("Exchange of people"),
    ActivityKind.EVENT: say("Event"),
    ActivityKind.PROJECT: say("Project"),
    ActivityKind.EXPERTS: say("Exchange of experts"),
    ActivityKind.VISIT: say("Visit"),
}
