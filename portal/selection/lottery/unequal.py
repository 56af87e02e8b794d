"""Unequal chances, kept exactly: systematic sampling along the order of the tickets.

W. G. Madow, "On the theory of systematic sampling, II", Annals of Mathematical Statistics 20, 1949: lay the
probabilities end to end and take whoever covers number, number + 1, number + 2 …, for one random number in
[0, 1). If the probabilities sum to k, exactly k are taken, and each with exactly its probability. All in
exact fractions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil
from typing import Any

from portal.selection.record import Record, make_record
from portal.selection.refusals import BadInput
from portal.words import say

Exact = Fraction | int | str


@dataclass(frozen=True)
class Systematic:
    """Who was taken, in the order of the tickets."""

    winners: list[str]
    inputs: dict[str, Any] = field(repr=False)

    def record(self) -> Record:
        """All that is needed to compute this sample again."""
        return make_record(
            "lottery.systematic",
            inputs=self.inputs,
            parameters={},
            seed=None,
            results={"winners": self.winners},
        )


def systematic(probabilities: Mapping[str, Exact], order: Sequence[str], number: Exact) -> Systematic:
    """Take each id with its probability, given as fractions or decimal texts, by one number in [0, 1)."""
    chances = {name: _exact(probabilities[name], name) for name in sorted(probabilities)}
    start = _exact(number, number)
    _check(chances, order, start)
    winners, before = [], Fraction(0)
    for name in order:
        after = before + chances[name]
        if ceil(after - start) > ceil(before - start):
            winners.append(name)
        before = after
    texts = {name: str(chance) for name, chance in chances.items()}
    return Systematic(winners, {"probabilities": texts, "order": list(order), "number": str(start)})


def _exact(value: Exact, whose: object) -> Fraction:
    try:
        return Fraction(value)
    except (TypeError, ValueError, ArithmeticError):
        raise BadInput(
            say("A probability is a fraction or a decimal number, such as 1/3 or 0.25."), [whose]
        ) from None


def number_of(digest: str) -> Fraction:
    """A number in [0, 1) from a hash in hexadecimal digits."""
    return Fraction(int(digest, 16), 16 ** len(digest))


def _check(chances: Mapping[str, Fraction], order: Sequence[str], start: Fraction) -> None:
    if not chances or sorted(order) != sorted(chances):
        raise BadInput(
            say("The order must hold every id with a probability exactly once."), set(order) ^ set(chances)
        )
    if wrong := [name for name, chance in chances.items() if not 0 <= chance <= 1]:
        raise BadInput(say("A probability lies between 0 and 1."), wrong)
    if sum(chances.values()).denominator != 1:
        raise BadInput(say("The probabilities must sum to the whole number of places."))
    if not 0 <= start < 1:
        raise BadInput(say("The random number lies between 0 and 1, and is not 1."))


def systematic_again(record: Record) -> Record:
    """The record of the same sample, computed anew."""
    return systematic(**record["inputs"]).record()
