"""What a chair may know of each reviewer: for the reading of scores, and never as a ranking of people.

  severity       b_j ± sd, from the calibration
  consistency    σ / σ_j, the reliability of ranking/reliability.py as deviations: 1 is like the others
  consensus      the correlation of a reviewer's scores with the mean of the others on the same applications
A reviewer is pointed out only if the severity is more than 2.5 of its standard deviations and rests on at
least five scores; the words say what was seen and not why.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from portal.selection.arrays import Floats
from portal.selection.ranking import Calibration
from portal.selection.ranking.mixed_equations import solve
from portal.selection.ranking.reliability import reliabilities
from portal.selection.ranking.reviews import Reviews
from portal.words import Sentence, say

CLEAR, ENOUGH = 2.5, 5
TINY = 1e-12


@dataclass(frozen=True)
class ReviewerFigures:
    """How one reviewer scored; None where there is nothing to compute it from."""

    scores: int
    mean: float
    extremes: float  # the share of scores at an end of the scale
    severity: float
    severity_sd: float
    consistency: float
    consensus: float | None

    @property
    def remark(self) -> Sentence | None:
        """The sentence for the chair, where severity is clear."""
        clear = abs(self.severity) > CLEAR * self.severity_sd and self.scores >= ENOUGH
        if not clear or self.severity_sd <= 0:
            return None
        if self.severity < 0:
            return say(
                "scores {points:.1f} lower than colleagues on the same applications", points=-self.severity
            )
        return say(
            "scores {points:.1f} higher than colleagues on the same applications", points=self.severity
        )


def reviewer_figures(result: Calibration) -> Mapping[str, ReviewerFigures]:
    """The figures of every reviewer of a calibration."""
    reviews, consistent = result.reviews, _consistency(result)
    return {
        name: _of_one(reviews, place, result.severity[name], float(consistent[place]))
        for place, name in enumerate(reviews.reviewers)
    }


def _of_one(
    reviews: Reviews, place: int, severity: tuple[float, float], consistency: float
) -> ReviewerFigures:
    own = reviews.reviewer == place
    scores = reviews.score[own]
    return ReviewerFigures(
        scores=len(scores),
        mean=float(scores.mean()),
        extremes=float(np.isin(scores, reviews.scale).mean()),
        severity=severity[0],
        severity_sd=severity[1],
        consistency=consistency,
        consensus=_consensus(reviews, own),
    )


def _consistency(result: Calibration) -> Floats:
    """Each reviewer's deviation against that of all, at the most likely variances."""
    belief = result.belief
    _, spread, residual = max(belief.points, key=lambda point: point[0])
    if residual <= TINY:
        return np.ones(len(result.reviews.reviewers))
    weights: Floats = np.sqrt(reliabilities(result.reviews, solve(belief.equations, spread), residual))
    return weights


def _consensus(reviews: Reviews, own: np.ndarray) -> float | None:
    """The correlation with the others' means; None below three shared applications or without variation."""
    many = len(reviews.applications)
    of_others = np.bincount(reviews.application[~own], reviews.score[~own], many)
    number = np.bincount(reviews.application[~own], minlength=many)
    where = reviews.application[own]
    shared = number[where] > 0
    scores, means = reviews.score[own][shared], of_others[where][shared] / number[where][shared]
    if len(scores) < 3 or np.ptp(scores) < TINY or np.ptp(means) < TINY:
        return None
    return float(np.corrcoef(scores, means)[0, 1])
