"""Sentences that rules give to people: marked here, translated where they are shown."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Money:
    """An amount as a fact of a sentence; the language in which it is shown writes its figures."""

    cents: int
    currency: str = "EUR"

    def __str__(self) -> str:
        """The amount in English figures, for logs and tests."""
        euros, rest = divmod(abs(self.cents), 100)
        return f"{'-' if self.cents < 0 else ''}{euros:,}.{rest:02d}\u00a0{self.currency}"


@dataclass(frozen=True)
class Place:
    """The city by whose clocks a zone is known; the language in which it is shown names it."""

    zone: str

    def __str__(self) -> str:
        """The city as the zone itself writes it, for logs and tests."""
        return self.zone.rpartition("/")[2].replace("_", " ")


@dataclass(frozen=True)
class Sentence:
    """A sentence for a person: an English msgid with named facts, free of any language until it is shown."""

    msgid: str
    facts: dict[str, Any] = field(default_factory=dict, compare=True, hash=False)

    def filled(self, text: str) -> str:
        """The given translation of the msgid with the facts put in."""
        return text.format(**self.facts) if self.facts else text

    def __str__(self) -> str:
        """The English sentence, for logs, tests and the audit trail."""
        return self.filled(self.msgid)


def say(msgid: str, **facts: Any) -> Sentence:
    """Mark a sentence for translation and attach its facts, written as {name} in the msgid."""
    return Sentence(msgid, facts)
