"""Where the rank may lie: ranks of drawn qualities, for intervals and for the chance of being among the best.

Only these need draws; the expected rank doesn't. The seed fixes every draw. Applications with equal evidence
share their draws, so that their intervals and chances are equal as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from portal.selection.arrays import Floats, Ints
from portal.selection.chance import Chance
from portal.selection.ranking.belief import Belief, Normal

FEWEST, MOST, NUMBERS = 4_000, 40_000, 1_000_000
CHUNK = 500
TIE = 1e-9
Ranks = NDArray[np.int32]


@dataclass(frozen=True)
class RankDraws:
    """Drawn ranks, one row a draw and one column an application."""

    ranks: Ranks
    classes: tuple[Ints, ...]

    def quantiles(self, low: float, high: float) -> list[tuple[int, int]]:
        """For each application the smallest ranks that reach these two shares of the draws."""
        result = [(0, 0)] * self.ranks.shape[1]
        for members in self.classes:
            ends = np.quantile(self.ranks[:, members], [low, high], method="inverted_cdf")
            for place in members.tolist():
                result[place] = (int(ends[0]), int(ends[1]))
        return result

    def chance_of_rank_up_to(self, rank: Ints) -> Floats:
        """For each application the share of draws in which its rank is at most this."""
        chance: Floats = (self.ranks <= rank).mean(axis=0)
        for members in self.classes:
            chance[members] = chance[members].mean()
        return chance


def draw_ranks(belief: Belief, contests: Sequence[Ints], classes: Sequence[Ints], *, seed: int) -> RankDraws:
    """Draw qualities from the belief and rank them within each contest."""
    total = min(MOST, max(FEWEST, NUMBERS // belief.equations.applications))
    ranks = np.empty((total, belief.equations.applications), dtype=np.int32)
    shares, done = _shares([weight for weight, _, _ in belief.points], total), 0
    chance = Chance(seed)
    for share, (_, normal) in zip(shares, belief.normals(), strict=True):
        for start in range(done, done + share, CHUNK):
            end = min(start + CHUNK, done + share)
            drawn = _draw(normal, end - start, chance)
            for contest in contests:
                ranks[start:end, contest] = _ranked(drawn[:, contest])
        done += share
    return RankDraws(ranks, tuple(classes))


def _shares(weights: list[float], total: int) -> list[int]:
    """How many draws each point gets: as near to its weight as whole numbers can be."""
    exact = np.array(weights) * total
    shares = np.floor(exact).astype(int)
    rest = np.argsort(-(exact - shares), kind="stable")[: total - int(shares.sum())]
    shares[rest] += 1
    return [int(share) for share in shares]


def _draw(normal: Normal, number: int, chance: Chance) -> Floats:
    """Drawn qualities; what can't differ is told apart by a hair, at random, and never by its place."""
    effects = chance.normal(number, normal.root.shape[0]) @ normal.root
    own = np.sqrt(normal.own)
    hair = TIE * max(float(normal.variance.max()), 1e-6) ** 0.5
    noise = chance.normal(number, len(own)) * np.maximum(own, hair)
    drawn: Floats = normal.mean + (normal.through @ effects.T).T + noise
    return drawn


def _ranked(drawn: Floats) -> Ranks:
    """Rank 1 for the highest of each row."""
    order = np.argsort(-drawn, axis=1)
    ranks = np.empty(drawn.shape, dtype=np.int32)
    np.put_along_axis(ranks, order, np.arange(1, drawn.shape[1] + 1, dtype=np.int32)[None, :], axis=1)
    return ranks
