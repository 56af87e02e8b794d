"""The expected rank, without drawing a single random number.

For quality ~ N(m, V) the expected rank needs only pairs of applications:
    ER_i = 1 + Σ_{k≠i} Φ( (m_k − m_i) / sqrt(V_ii + V_kk − 2 V_ik) ),
the chance that k is better than i, summed over all others (N. M. Laird and T. A. Louis, J. Educ. Statistics
14, 1989, for the expected rank; the sum of pairs is the linearity of expectation). A pair that can't differ
counts a half.
"""

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtr

from portal.selection.arrays import Floats, Ints
from portal.selection.ranking.belief import Belief, Normal

BLOCK = 512
EQUAL = 1e-12  # of the largest variance: what rounding can make of a difference that can't be
TINY = 1e-300


def expected_ranks(belief: Belief, contests: Sequence[Ints]) -> Floats:
    """The expected rank of each application among those of its contest."""
    ranks = np.zeros(belief.equations.applications)
    for weight, normal in belief.normals():
        for contest in contests:
            ranks[contest] += weight * _in_contest(normal, contest)
    return ranks


def _in_contest(normal: Normal, contest: Ints) -> Floats:
    mean, own, shared = normal.mean[contest], normal.own[contest], normal.shared[:, contest]
    variance = own + np.einsum("ij,ij->j", shared, shared)
    floor, better = EQUAL * float(variance.max()) + TINY, np.zeros(len(contest))
    for start in range(0, len(contest), BLOCK):
        here, later = slice(start, start + BLOCK), slice(start, None)
        covariance = shared[:, here].T @ shared[:, later]
        difference = variance[here, None] + variance[None, later] - 2 * covariance
        chance = chance_of_less(mean[here, None] - mean[None, later], np.maximum(difference, floor))
        inside = chance.shape[0]
        np.fill_diagonal(chance[:, :inside], 0.0)
        better[here] += chance.sum(axis=1)
        better[start + inside :] += inside - chance[:, inside:].sum(axis=0)
    return 1 + better


def chance_of_less(difference: Floats, variance: Floats) -> Floats:
    """The chance that a normal difference with this mean and variance is below zero."""
    chance: Floats = ndtr(-difference / np.sqrt(variance))
    return chance
