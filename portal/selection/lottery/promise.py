"""One draw a promise: what was frozen can be drawn once, or withdrawn with a reason, and never drawn again.

A promise is published before its randomness exists: who takes part, how many places, and from where the
randomness will come. Whoever could draw twice could choose; so a promise that was kept or withdrawn is spent,
also for another promise with the same text. A change of those who take part is a new promise with randomness
that is still to come, and the old one stays to be seen, with its reason. Those who withdrew are left out of
the tickets, which reorders nobody.

The book holds all promises of a programme. It is a value: whoever stores it stores the outcome in the same
step.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from portal.selection.lottery.canonical import commitment
from portal.selection.lottery.drawing import Draw, draw, randomness_of
from portal.selection.refusals import BadInput, refuse_if
from portal.words import say

State = Literal["open", "drawn", "void"]


@dataclass(frozen=True)
class Promise:
    """What was published before the draw, and what became of it."""

    programme: str
    call: str
    places: int
    ids: tuple[str, ...]
    source: str  # of the randomness: the name of a future round, or of the witnesses
    state: State = "open"
    reason: str = ""

    @property
    def commitment(self) -> str:
        """The SHA-256 that was published."""
        return commitment(self.programme, self.call, self.places, self.ids)


@dataclass(frozen=True)
class Book:
    """All promises, in the order in which they were published."""

    promises: tuple[Promise, ...] = ()

    def publish(self, promise: Promise) -> "Book":
        """The book with one more promise; what was promised once can't be promised again."""
        if not promise.source.strip() or promise.state != "open":
            raise BadInput(say("Say where the randomness will come from before anybody can know it."))
        refuse_if(
            (one.commitment for one in self.promises if one.commitment == promise.commitment),
            say("This draw was promised before. A draw with the same people and places is not repeated."),
        )
        refuse_if(
            (one.source for one in self.promises if one.source == promise.source),
            say("This randomness is promised to another draw already."),
        )
        return Book((*self.promises, promise))

    def keep(
        self,
        promised: str,
        *,
        randomness: str,
        reveals: Sequence[str] = (),
        signature: str = "",
        withdrawn: Collection[str] = (),
    ) -> tuple["Book", Draw]:
        """Draw what was promised, once; with a signature, the randomness must be its hash."""
        promise = self._open(promised)
        refuse_if(
            set(withdrawn) - set(promise.ids), say("Some of those who withdrew were not part of the draw.")
        )
        if signature and randomness_of(signature) != randomness:
            raise BadInput(say("The randomness is not the hash of the signature."), [promise.source])
        taking_part = [name for name in promise.ids if name not in set(withdrawn)]
        outcome = draw(
            taking_part, promise.places, commitment=promised, randomness=randomness, reveals=reveals
        )
        return self._with(replace(promise, state="drawn")), outcome

    def withdraw(self, promised: str, *, reason: str) -> "Book":
        """The book in which this promise is void; it stays to be seen, with the reason."""
        if not reason.strip():
            raise BadInput(say("Please say why the draw does not take place."))
        return self._with(replace(self._open(promised), state="void", reason=reason))

    def _open(self, promised: str) -> Promise:
        """The promise of this commitment, unless it is spent."""
        found = [one for one in self.promises if one.commitment == promised]
        if not found:
            raise BadInput(say("Nothing was promised under this commitment."), [promised])
        if found[0].state != "open":
            raise BadInput(say("This draw took place or was withdrawn. It can’t be repeated."), [promised])
        return found[0]

    def _with(self, promise: Promise) -> "Book":
        same = promise.commitment
        return Book(tuple(promise if one.commitment == same else one for one in self.promises))
