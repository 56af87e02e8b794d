"""Lives as tables: what a thing can become, by which verb, and how each state is called by whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar, Protocol

from portal.errors import Refused
from portal.words import Sentence, say


@dataclass(frozen=True)
class Wording:
    """How a state is called for staff and for applicants."""

    staff: Sentence
    applicant: Sentence


@dataclass(frozen=True)
class Life:
    """The whole life of a kind of thing: rows (from, verb, to), names, and what each state allows beside."""

    wording: Mapping[StrEnum, Wording]
    rows: tuple[tuple[StrEnum, StrEnum, StrEnum], ...]
    allows: Mapping[StrEnum, frozenset[StrEnum]] = field(default_factory=dict)

    def target(self, state: StrEnum | str, verb: StrEnum) -> StrEnum | None:
        """The state after the verb, or None where the verb is not possible."""
        return next((to for source, by, to in self.rows if source == state and by == verb), None)

    def look(self, state: StrEnum | str, audience: str) -> StrEnum:
        """The first state that is called the same: what reads alike to an audience looks alike as well."""
        called = {one: getattr(wording, audience) for one, wording in self.wording.items()}
        own = next(words for one, words in called.items() if one == state)
        return next(one for one, words in called.items() if words == own)

    @property
    def verbs(self) -> frozenset[StrEnum]:
        """The verbs that change the state."""
        return frozenset(verb for _, verb, _ in self.rows)

    @property
    def bound(self) -> frozenset[StrEnum]:
        """The verbs that depend on the state at all; any other verb is possible in every state."""
        return self.verbs | frozenset(verb for verbs in self.allows.values() for verb in verbs)

    def permits(self, state: StrEnum | str, verb: StrEnum) -> bool:
        """Whether the state allows the verb."""
        if verb not in self.bound:
            return True
        return self.target(state, verb) is not None or any(
            verb in verbs for allowed, verbs in self.allows.items() if allowed == state
        )


class Living(Protocol):
    """A thing with a state and a table of its life."""

    life: ClassVar[Life]
    state: Any


def advance(thing: Living, verb: StrEnum) -> None:
    """Move a thing on by a verb: the only place where a state is written."""
    target = type(thing).life.target(thing.state, verb)
    if target is None:
        wording = type(thing).life.wording[thing.state]
        raise Refused(
            say("This is not possible any more. The present state is “{state}”.", state=wording.staff)
        )
    thing.state = target
