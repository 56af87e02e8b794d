"""Reviewers whose scores fit those of their colleagues weigh more.

    w_j = σ² / σ_j²,   σ_j² = (a0 σ² + Σ v e²) / (a0 + n_j)
with e what the model leaves unexplained of the n_j scores of reviewer j, v the given weights, and a0 = 30
scores of prior belief that all reviewers are alike; a smaller a0 gains more where they differ and loses where
they don't.
"""

import numpy as np

from portal.selection.arrays import Floats
from portal.selection.ranking.mixed_equations import Solution, unexplained
from portal.selection.ranking.reviews import Reviews

PRIOR_SCORES = 30.0


def reliabilities(reviews: Reviews, solution: Solution, residual: float) -> Floats:
    """The weight of each reviewer."""
    squares = solution.equations.weight * unexplained(solution) ** 2
    number = reviews.reviews_of_reviewer
    own = PRIOR_SCORES * residual + np.bincount(reviews.reviewer, squares, len(reviews.reviewers))
    weights: Floats = residual * (PRIOR_SCORES + number) / own
    return weights
