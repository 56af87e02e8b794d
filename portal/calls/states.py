"""The life of a call, and the kinds of programmes under which calls are made."""

from dataclasses import dataclass
from enum import StrEnum

from portal.access.verbs import Verb
from portal.lifecycle import Life, Wording
from portal.words import Sentence, say


class CallState(StrEnum):
    """Where a call stands; whether it is open follows from the time."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"
    IN_REVIEW = "in_review"
    DECIDED = "decided"
    ARCHIVED = "archived"


_S = CallState

LIFE = Life(
    wording={
        _S.DRAFT: Wording(say("Draft"), say("Not published")),
        _S.PUBLISHED: Wording(say("Published"), say("Published")),
        _S.CLOSED: Wording(say("Closed, formal check"), say("Closed")),
        _S.IN_REVIEW: Wording(say("In review"), say("In review")),
        _S.DECIDED: Wording(say("Decided"), say("Decided")),
        _S.ARCHIVED: Wording(say("Archived"), say("Finished")),
    },
    rows=(
        (_S.DRAFT, Verb.CALL_PUBLISH, _S.PUBLISHED),
        (_S.PUBLISHED, Verb.CALL_CLOSE, _S.CLOSED),
        (_S.CLOSED, Verb.CALL_START_REVIEW, _S.IN_REVIEW),
        (_S.IN_REVIEW, Verb.CALL_DECIDE, _S.DECIDED),
        (_S.DECIDED, Verb.CALL_ARCHIVE, _S.ARCHIVED),
    ),
    allows={
        _S.DRAFT: frozenset({Verb.CALL_EDIT, Verb.CALL_RANKING}),
        _S.PUBLISHED: frozenset({Verb.APPLICATION_START, Verb.PANEL_MANAGE, Verb.CALL_RANKING}),
        _S.CLOSED: frozenset({Verb.PANEL_MANAGE, Verb.CALL_RANKING}),
        _S.IN_REVIEW: frozenset({Verb.PANEL_MANAGE, Verb.CALL_RANKING, Verb.DECISION_RELEASE}),
        _S.DECIDED: frozenset({Verb.CALL_RANKING, Verb.DECISION_RELEASE}),
        _S.ARCHIVED: frozenset({Verb.CALL_RANKING}),
    },
)


@dataclass(frozen=True)
class Kind:
    """How the calls of one kind of programme are spoken of: for whom they are, and what is given."""

    audience: Sentence
    grant: Sentence
    is_lump: bool = False


# A lump is one sum for each place; otherwise there is a rate a month.
KINDS: dict[str, Kind] = {
    "residency": Kind(say("For artists"), say("Scholarship")),
    "youth": Kind(say("For youth groups"), say("Grant"), is_lump=True),
    "study": Kind(say("For students"), say("Scholarship")),
}
