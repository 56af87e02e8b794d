"""The life of a letter."""

import json
from collections.abc import Sequence
from enum import StrEnum

from portal.access.verbs import Verb
from portal.decisions.states import DecisionKind
from portal.lifecycle import Life, Wording
from portal.words import Sentence, say


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

# Which letter tells which outcome.
LETTER_OF = {
    DecisionKind.AWARD.value: "award",
    DecisionKind.AWARD_PARTIAL.value: "award_partial",
    DecisionKind.RESERVE.value: "reserve_notice",
    DecisionKind.REJECTION.value: "rejection",
}

KINDS = {
    "award": say("Award"),
    "award_partial": say("Partial award"),
    "reserve_notice": say("Place on the reserve list"),
    "rejection": say("Rejection"),
}

# What anybody who holds a letter is told: the words, the colour, and one sentence more.
VERDICTS = {
    _S.ISSUED: (say("This letter is valid"), "success", say("It was issued by the authority named below.")),
    _S.REPLACED: (
        say("This letter was replaced"),
        "warning",
        say("It was issued, but a newer letter has taken its place."),
    ),
    _S.WITHDRAWN: (
        say("This letter was withdrawn"),
        "danger",
        say("It was issued, but the authority has declared it void."),
    ),
    "unknown": (
        say("We don’t know this letter"),
        "danger",
        say("No letter with this code has left this portal. Please compare the code once more."),
    ),
}


def keep_problems(problems: Sequence[Sentence]) -> str:
    """What needs attention, as text that can be told in every language later."""
    return json.dumps([[one.msgid, one.facts] for one in problems], ensure_ascii=False, default=str)


def read_problems(kept: str) -> list[Sentence]:
    """What needs attention, from the text that was kept."""
    return [Sentence(msgid, facts) for msgid, facts in json.loads(kept or "[]")]
