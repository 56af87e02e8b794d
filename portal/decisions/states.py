"""The life of a decision: nothing of it is visible outside before its release."""

from enum import StrEnum

from portal.access.verbs import Verb
from portal.lifecycle import Life, Wording
from portal.words import say


class DecisionState(StrEnum):
    """Where a decision stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    RELEASED = "released"
    SUPERSEDED = "superseded"


class DecisionKind(StrEnum):
    """What is decided."""

    AWARD = "award"
    AWARD_PARTIAL = "award_partial"
    RESERVE = "reserve"
    REJECTION = "rejection"


_S = DecisionState
_HIDDEN = say("No result yet")

LIFE = Life(
    wording={
        _S.PROPOSED: Wording(say("Proposed, approval due"), _HIDDEN),
        _S.APPROVED: Wording(say("Approved, release due"), _HIDDEN),
        _S.RELEASED: Wording(say("Released"), say("Decided")),
        _S.SUPERSEDED: Wording(say("Superseded"), say("Replaced by a newer decision")),
    },
    rows=(
        (_S.PROPOSED, Verb.DECISION_CHANGE, _S.PROPOSED),
        (_S.PROPOSED, Verb.DECISION_APPROVE, _S.APPROVED),
        (_S.APPROVED, Verb.DECISION_SEND_BACK, _S.PROPOSED),
        (_S.APPROVED, Verb.DECISION_RELEASE, _S.RELEASED),
        (_S.PROPOSED, Verb.DECISION_SUPERSEDE, _S.SUPERSEDED),
        (_S.RELEASED, Verb.DECISION_SUPERSEDE, _S.SUPERSEDED),
    ),
)

KINDS = {
    DecisionKind.AWARD: say("Award"),
    DecisionKind.AWARD_PARTIAL: say("Partial award"),
    DecisionKind.RESERVE: say("Reserve"),
    DecisionKind.REJECTION: say("Rejection"),
}
