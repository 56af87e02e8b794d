"""The life of a review."""

from enum import StrEnum

from portal.access.verbs import Verb
from portal.lifecycle import Life, Wording
from portal.words import say

NO_CONFLICT = "none"


class ReviewState(StrEnum):
    """Where one juror's view of one case stands."""

    ASSIGNED = "assigned"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    RECUSED = "recused"
    VOID = "void"


# The points are still to come, or to come again.
OPEN = (ReviewState.ASSIGNED, ReviewState.DRAFT, ReviewState.RETURNED)

_S = ReviewState
_NOT_SHOWN = say("In review")

LIFE = Life(
    wording={
        _S.ASSIGNED: Wording(say("To do"), _NOT_SHOWN),
        _S.DRAFT: Wording(say("Draft"), _NOT_SHOWN),
        _S.SUBMITTED: Wording(say("Done"), _NOT_SHOWN),
        _S.RETURNED: Wording(say("Returned"), _NOT_SHOWN),
        _S.RECUSED: Wording(say("Recused"), _NOT_SHOWN),
        _S.VOID: Wording(say("Void"), _NOT_SHOWN),
    },
    rows=(
        (_S.ASSIGNED, Verb.REVIEW_SCORE, _S.DRAFT),
        (_S.DRAFT, Verb.REVIEW_SCORE, _S.DRAFT),
        (_S.RETURNED, Verb.REVIEW_SCORE, _S.DRAFT),
        (_S.ASSIGNED, Verb.REVIEW_SUBMIT, _S.SUBMITTED),
        (_S.DRAFT, Verb.REVIEW_SUBMIT, _S.SUBMITTED),
        (_S.RETURNED, Verb.REVIEW_SUBMIT, _S.SUBMITTED),
        (_S.SUBMITTED, Verb.REVIEW_RETURN, _S.RETURNED),
        (_S.ASSIGNED, Verb.REVIEW_RECUSE, _S.RECUSED),
        (_S.DRAFT, Verb.REVIEW_RECUSE, _S.RECUSED),
        (_S.RETURNED, Verb.REVIEW_RECUSE, _S.RECUSED),
        (_S.SUBMITTED, Verb.REVIEW_RECUSE, _S.RECUSED),
        (_S.ASSIGNED, Verb.REVIEW_VOID, _S.VOID),
        (_S.DRAFT, Verb.REVIEW_VOID, _S.VOID),
        (_S.RETURNED, Verb.REVIEW_VOID, _S.VOID),
        (_S.SUBMITTED, Verb.REVIEW_VOID, _S.VOID),
        # Given again after it was taken away: the same review goes on, so that nothing written is lost.
        (_S.VOID, Verb.PANEL_MANAGE, _S.ASSIGNED),
    ),
    allows={
        _S.ASSIGNED: frozenset({Verb.CONFLICT_DECLARE}),
        _S.DRAFT: frozenset({Verb.CONFLICT_DECLARE}),
        _S.RETURNED: frozenset({Verb.CONFLICT_DECLARE}),
    },
)
