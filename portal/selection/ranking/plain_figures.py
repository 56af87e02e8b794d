"""What people compute today: mean, median and z-score, to be seen beside the calibrated figures."""

import numpy as np

from portal.selection.arrays import Floats
from portal.selection.ranking.reviews import Reviews


def raw_mean(reviews: Reviews) -> Floats:
    """The plain mean of an application's scores."""
    return _mean_of_application(reviews, reviews.score)


def raw_median(reviews: Reviews) -> Floats:
    """The median of an application's scores."""
    many = len(reviews.applications)
    return np.array([np.median(reviews.score[reviews.application == place]) for place in range(many)])


def z_score_mean(reviews: Reviews) -> Floats:
    """The mean of (score − reviewer's mean) / reviewer's deviation; 0 where a reviewer never varied."""
    number = np.maximum(reviews.reviews_of_reviewer, 1)
    many = len(reviews.reviewers)
    mean = np.bincount(reviews.reviewer, reviews.score, many) / number
    rest = reviews.score - mean[reviews.reviewer]
    spread = np.sqrt(np.bincount(reviews.reviewer, rest**2, many) / np.maximum(number - 1, 1))
    z = np.divide(
        rest, spread[reviews.reviewer], out=np.zeros_like(rest), where=spread[reviews.reviewer] > 1e-12
    )
    return _mean_of_application(reviews, z)


def _mean_of_application(reviews: Reviews, values: Floats) -> Floats:
    many = len(reviews.applications)
    sums = np.bincount(reviews.application, values, many).astype(np.float64)
    mean: Floats = sums / reviews.reviews_of_application
    return mean
