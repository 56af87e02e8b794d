"""The life of a letter."""

from enum import StrEnum

from portal.access.verbs import Verb
from portal.lifecycle import Life, Wording
from portal.words import say


class LetterState(StrEnum):
    """Where a letter stands; once issued, its bytes never change."""

    QUEUED = "queued"
    ISSUED = "issued"
    ATTENTION = "attention"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


_S = LetterState
_COMING = say("Your letter is being prepared")

LIFE = Life(
    wording={
        _S.QUEUED: Wording(say("Being made"), _COMING),
        _S.ISSUED: Wording(say("Issued"), say("Valid")),
        _S.ATTENTION: Wording(say("Needs attention"), _COMING),
        _S.REPLACED: Wording(say("Replaced"), say("Replaced by a newer letter")),
        _S.WITHDRAWN: Wording(say("Withdrawn"), say("Withdrawn")),
    },
    rows=(
        (_S.QUEUED, Verb.LETTER_ISSUE, _S.ISSUED),
        (_S.QUEUED, Verb.LETTER_FAIL, _S.ATTENTION),
        (_S.ATTENTION, Verb.LETTER_RETRY, _S.QUEUED),
        (_S.ISSUED, Verb.LETTER_REPLACE, _S.REPLACED),
        (_S.ISSUED, Verb.LETTER_WITHDRAW, _S.WITHDRAWN),
    ),
)
