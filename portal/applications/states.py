"""The life of an application, and the outcome that its applicant is told."""

from enum import StrEnum

from portal.access.verbs import Verb
from portal.lifecycle import Life, Wording
from portal.words import say


class ApplicationState(StrEnum):
    """Where an application stands; whether it was decided follows from its decision."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ADMITTED = "admitted"
    EXCLUDED = "excluded"
    WITHDRAWN = "withdrawn"


class PublicState(StrEnum):
    """The outcome that the applicant's side knows; it changes only when outcomes are released."""

    PENDING = "pending"
    AWARDED = "awarded"
    RESERVE = "reserve"
    REJECTED = "rejected"


_S = ApplicationState
_RECEIVED = say("Received")

LIFE = Life(
    # Admission and exclusion read alike to the applicant: outcomes of a call appear at one instant.
    wording={
        _S.DRAFT: Wording(say("Draft"), say("Draft, not sent yet")),
        _S.SUBMITTED: Wording(say("Submitted, formal check due"), _RECEIVED),
        _S.ADMITTED: Wording(say("Admitted"), _RECEIVED),
        _S.EXCLUDED: Wording(say("Excluded in the formal check"), _RECEIVED),
        _S.WITHDRAWN: Wording(say("Withdrawn"), say("Withdrawn by you")),
    },
    rows=(
        (_S.DRAFT, Verb.APPLICATION_SUBMIT, _S.SUBMITTED),
        (_S.DRAFT, Verb.APPLICATION_WITHDRAW, _S.WITHDRAWN),
        (_S.SUBMITTED, Verb.APPLICATION_WITHDRAW, _S.WITHDRAWN),
        (_S.ADMITTED, Verb.APPLICATION_WITHDRAW, _S.WITHDRAWN),
        (_S.EXCLUDED, Verb.APPLICATION_WITHDRAW, _S.WITHDRAWN),
        (_S.SUBMITTED, Verb.APPLICATION_ADMIT, _S.ADMITTED),
        (_S.SUBMITTED, Verb.APPLICATION_EXCLUDE, _S.EXCLUDED),
        (_S.ADMITTED, Verb.APPLICATION_REOPEN_CHECK, _S.SUBMITTED),
        (_S.EXCLUDED, Verb.APPLICATION_REOPEN_CHECK, _S.SUBMITTED),
    ),
    allows={
        # Who sends twice (second tab, back button, lost answer) is led to the one receipt, never refused.
        _S.DRAFT: frozenset({Verb.APPLICATION_EDIT}),
        _S.SUBMITTED: frozenset({Verb.APPLICATION_SUBMIT}),
        _S.ADMITTED: frozenset({Verb.APPLICATION_SUBMIT, Verb.DECISION_PROPOSE}),
        _S.EXCLUDED: frozenset({Verb.APPLICATION_SUBMIT, Verb.DECISION_PROPOSE}),
    },
)

OUTCOMES = {
    PublicState.PENDING: say("No result yet"),
    PublicState.AWARDED: say("Awarded"),
    PublicState.RESERVE: say("On the reserve list"),
    PublicState.REJECTED: say("Not awarded"),
}

# How far a part of the questionnaire is, in words and their tone.
STEP = {
    "not_started": (say("Not started"), "neutral"),
    "in_progress": (say("In progress"), "warning"),
    "completed": (say("Done"), "success"),
    "not_needed": (say("Not needed"), "neutral"),
}
