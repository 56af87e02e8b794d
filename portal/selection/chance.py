"""Random numbers that are the same on every machine and in every later version.

Philox is a counter-based generator (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011).
numpy promises that the raw words of a bit generator never change, but not what its distributions make of
them; so the uniform and the normal numbers are made here, from the raw words.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from portal.selection.arrays import Floats
from portal.selection.refusals import BadInput, is_whole
from portal.words import say

LARGEST_SEED = 2**64 - 1


def check_seed(seed: object) -> None:
    """Refuse what is no seed, before anything was computed with it."""
    if not is_whole(seed) or is_whole(seed, at_least=LARGEST_SEED + 1):
        raise BadInput(
            say(
                "The seed {seed} is not a whole number between 0 and {largest}.",
                seed=seed,
                largest=LARGEST_SEED,
            )
        )


class Chance:
    """A stream of random numbers that is fixed by its seed and the number of the stream."""

    def __init__(self, seed: int, stream: int = 0) -> None:
        check_seed(seed)
        self._bits = np.random.Philox(key=np.array([seed, stream], dtype=np.uint64))

    def uniform(self, *shape: int) -> Floats:
        """Numbers strictly between 0 and 1: the midpoints of 2^53 equal parts, one raw word each."""
        raw = self._bits.random_raw(int(np.prod(shape)))
        words = np.asarray(raw, dtype=np.uint64) >> np.uint64(11)
        numbers: Floats = (words.astype(np.float64) + 0.5) * 2.0**-53
        return numbers.reshape(shape)

    def normal(self, *shape: int) -> Floats:
        """Standard normal numbers by inversion, so that each needs exactly one raw word."""
        numbers: Floats = ndtri(self.uniform(*shape))
        return numbers

    def order(self, number: int) -> NDArray[np.int64]:
        """A random order of 0 … number − 1."""
        return np.argsort(self.uniform(number), kind="stable")
