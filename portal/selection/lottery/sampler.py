"""Which cases an auditor looks at: R. Rivest's published sampler, so that nobody chooses the easy ones.

    case number t = SHA-256( seed,t ) mod total + 1,    t = 1, 2, 3 …
(Python reference implementation of 14 November 2011, used for audits of elections.) A case can come up twice;
the bias of the modulus is below total / 2^256. Draws of places don't use it: see drawing.py.
"""

import hashlib

from portal.selection.refusals import BadInput, is_whole
from portal.words import say


def sample(seed: str, *, count: int, total: int) -> list[int]:
    """So many numbers from 1 to the total, in the order in which they come up."""
    if not is_whole(count) or not is_whole(total, at_least=1):
        raise BadInput(say("A sample needs cases to choose from, and a number that is not negative."))
    numbers = (int(hashlib.sha256(f"{seed},{turn}".encode()).hexdigest(), 16) for turn in range(1, count + 1))
    return [number % total + 1 for number in numbers]
