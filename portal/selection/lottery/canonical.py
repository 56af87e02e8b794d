"""What a draw is about, frozen as one text whose SHA-256 is published before anyone can know the randomness.

The text draw-v1 is UTF-8 with a line feed after every line:
    draw-v1
    programme=<programme>
    call=<call>
    places=<number>
    <ids of the applications, one a line, sorted by code point>
"""

import hashlib
from collections.abc import Iterable

from portal.selection.refusals import BadInput, doubled, is_whole, refuse_if
from portal.words import say

VERSION = "draw-v1"
FORBIDDEN = ("|", "\n", "\r")


def canonical_text(programme: str, call: str, places: int, ids: Iterable[str]) -> str:
    """The one text of a draw, whatever the order in which the ids came."""
    names = list(ids)
    check_ids(names)
    check_places(places)
    for name in (programme, call):
        if "\n" in name or "\r" in name:
            raise BadInput(say("A name in a draw is one line."), [name])
    lines = [VERSION, f"programme={programme}", f"call={call}", f"places={places}", *sorted(names)]
    return "\n".join(lines) + "\n"


def commitment(programme: str, call: str, places: int, ids: Iterable[str]) -> str:
    """The SHA-256 of the canonical text, in 64 small hexadecimal digits."""
    return hashlib.sha256(canonical_text(programme, call, places, ids).encode()).hexdigest()


def check_ids(ids: list[str]) -> None:
    """Refuse empty draws, and ids that are doubled or can't be written into a ticket."""
    if not ids:
        raise BadInput(say("There is nobody to draw from."))
    refuse_if(doubled(ids), say("An id stands in the draw twice."))
    wrong = (
        name for name in ids if not name or name != name.strip() or any(mark in name for mark in FORBIDDEN)
    )
    refuse_if(wrong, say("An id in a draw is one word without a vertical bar."))


def check_places(places: object) -> None:
    """Refuse a number of places that is none."""
    if not is_whole(places):
        raise BadInput(say("The number of places must be a whole number, not below zero."))
