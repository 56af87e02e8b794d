"""What an answer may be at most and at least, in words that stand beside the question."""

from datetime import date
from typing import Any

from portal.questionnaire.shape import Question
from portal.words import Money, Sentence, say

# A limit of a question, what it says of one, and what it says of more.
LIMITS: tuple[tuple[str, Sentence, Sentence], ...] = (
    ("min_words", say("At least one word."), say("At least {limit} words.")),
    ("max_words", say("At most one word."), say("At most {limit} words.")),
    ("max_characters", say("At most one character."), say("At most {limit} characters.")),
    ("min_picks", say("At least one answer."), say("At least {limit} answers.")),
    ("max_picks", say("At most one answer."), say("At most {limit} answers.")),
    ("min_items", say("At least one work."), say("At least {limit} works.")),
    ("max_items", say("At most one work."), say("At most {limit} works.")),
    ("max_files", say("One file."), say("At most {limit} files.")),
    ("max_pages", say("At most one page each."), say("At most {limit} pages each.")),
    ("max_mb", say("At most {limit} MB each."), say("At most {limit} MB each.")),
    ("min_cents", say("At least {limit}."), say("At least {limit}.")),
    ("max_cents", say("At most {limit}."), say("At most {limit}.")),
    ("earliest", say("Not before {limit}."), say("Not before {limit}.")),
    ("latest", say("Not after {limit}."), say("Not after {limit}.")),
)

# Of a single file nothing is said “each”.
ALONE: dict[str, tuple[Sentence, Sentence]] = {
    "max_pages": (say("At most one page."), say("At most {limit} pages.")),
    "max_mb": (say("At most {limit} MB."), say("At most {limit} MB.")),
}

# What of a limit the reader's language writes in its own way.
WRITTEN: dict[str, Any] = {
    "min_cents": Money,
    "max_cents": Money,
    "earliest": date.fromisoformat,
    "latest": date.fromisoformat,
}


def limits_in_words(question: Question) -> list[Sentence]:
    """What an answer may be at most and at least, one sentence a limit."""
    alone = ALONE if question.limits.max_files == 1 else {}
    words = ((name, *alone.get(name, (one, more))) for name, one, more in LIMITS)
    given = ((name, getattr(question.limits, name), one, more) for name, one, more in words)
    found = [_limit(name, limit, one, more) for name, limit, one, more in given if limit is not None]
    if question.limits.accept:
        kinds = ", ".join(kind.split("/")[-1].upper() for kind in question.limits.accept)
        found.append(say("Files: {kinds}.", kinds=kinds))
    return found


def _limit(name: str, limit: Any, one: Sentence, more: Sentence) -> Sentence:
    words = one if limit == 1 else more
    written = WRITTEN[name](limit) if name in WRITTEN else limit
    return Sentence(words.msgid, {"limit": written} if "{" in words.msgid else {})
