"""The draw: a ticket for everyone, and the lowest tickets win.

    seed   = SHA-256( draw-v1|commitment|randomness|reveal|reveal… )
    ticket = SHA-256( seed|id )
All are texts in UTF-8, the hashes small hexadecimal digits. The tickets in ascending order are the winners
and then the waiting list. Since a ticket depends on nobody else, taking a withdrawn id away never reorders
the others (consistent sampling: R. L. Rivest, arXiv:1808.10016, 2018), and one person's ticket can be checked
alone:
    printf '%s' 'seed|A-0007' | sha256sum
Hashes are sorted and never reduced by a modulus, so there is no bias from one.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.selection.lottery.canonical import VERSION, check_ids, check_places
from portal.selection.record import Record, make_record
from portal.selection.refusals import BadInput
from portal.words import say

HASH, HEX = re.compile(r"[0-9a-f]{64}"), re.compile(r"([0-9a-fA-F]{2})+")


@dataclass(frozen=True)
class Draw:
    """The outcome: winners and waiting list in the order of their tickets."""

    winners: list[str]
    waiting_list: list[str]
    tickets: dict[str, str]
    seed: str
    inputs: dict[str, Any] = field(repr=False)

    def record(self) -> Record:
        """All that is needed to compute this draw again."""
        results = {
            "seed": self.seed, "winners": self.winners,
            "waiting_list": self.waiting_list, "tickets": self.tickets,
        }  # fmt: skip
        return make_record(
            "lottery.draw", inputs=self.inputs, parameters={"version": VERSION}, seed=None, results=results
        )


def draw(
    ids: Iterable[str], places: int, *, commitment: str, randomness: str, reveals: Sequence[str] = ()
) -> Draw:
    """Draw so many winners: the commitment was published before, the randomness and reveals came after."""
    names = sorted(ids)
    check_ids(names)
    check_places(places)
    _check_public(commitment, randomness, reveals)
    seed = draw_seed(commitment, randomness, reveals)
    tickets = {name: ticket(seed, name) for name in names}
    order = sorted(names, key=tickets.__getitem__)
    inputs = {
        "ids": names, "places": places, "commitment": commitment,
        "randomness": randomness, "reveals": list(reveals),
    }  # fmt: skip
    return Draw(order[:places], order[places:], {name: tickets[name] for name in order}, seed, inputs)


def draw_seed(commitment: str, randomness: str, reveals: Sequence[str] = ()) -> str:
    """The seed that everything follows from."""
    return _sha256("|".join([VERSION, commitment, randomness, *reveals]))


def ticket(seed: str, name: str) -> str:
    """The ticket of one id."""
    return _sha256(f"{seed}|{name}")


def randomness_of(signature: str) -> str:
    """The randomness of a drand round: the SHA-256 of its signature, given in hexadecimal digits."""
    if not HEX.fullmatch(signature):
        raise BadInput(say("A signature is written in hexadecimal digits."), [signature])
    return hashlib.sha256(bytes.fromhex(signature)).hexdigest()


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _check_public(commitment: str, randomness: str, reveals: Sequence[str]) -> None:
    if not HASH.fullmatch(commitment):
        raise BadInput(say("A commitment is 64 small hexadecimal digits."))
    if not randomness:
        raise BadInput(say("A draw needs randomness that nobody knew when the commitment was published."))
    if wrong := [
        text for text in (randomness, *reveals) if not text or any(mark in text for mark in "|\n\r")
    ]:
        raise BadInput(say("Randomness and reveals are one line without a vertical bar."), wrong)


def draw_again(record: Record) -> Record:
    """The record of the same draw, computed anew."""
    return draw(**record["inputs"]).record()
