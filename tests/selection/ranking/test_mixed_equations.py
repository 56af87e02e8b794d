"""The recommended model: its variances, effects and ranks are those of the dense formulas of textbooks."""

import numpy as np
import pytest

from portal.selection.ranking.mixed_equations import set_up, solve
from portal.selection.ranking.reml import criterion, residual_variance, slope
from portal.selection.ranking.reviews import Reviews
from tests.selection.ranking.dense import crossed


def test_the_criterion_is_the_restricted_likelihood_of_the_dense_model() -> None:
    reviews, spread = crossed(), (0.9, 0.4, 0.6)
    equations = set_up(reviews, reviews.score, groups="random", has_mean=True)
    solution = solve(equations, spread)
    covariance = dense_covariance(reviews, spread) * residual_variance(solution)
    ones, inverse = np.ones((len(reviews.score), 1)), np.linalg.inv(covariance)
    weighted = ones.T @ inverse @ ones
    mean = (ones.T @ inverse @ reviews.score / weighted[0, 0]).item()
    rest = reviews.score - mean
    expected = (
        np.linalg.slogdet(covariance)[1] + np.log(weighted[0, 0]) + rest @ inverse @ rest
        + (len(rest) - 1) * np.log(2 * np.pi)
    )  # fmt: skip
    assert criterion(solution) == pytest.approx(float(expected), abs=1e-8)


def dense_covariance(reviews: Reviews, spread: tuple[float, float, float]) -> np.ndarray:
    """The covariance of the scores in units of the residual variance, written out."""
    group = reviews.group[reviews.application]
    same = [kind[:, None] == kind[None, :] for kind in (reviews.application, reviews.reviewer, group)]
    parts = sum(s**2 * equal for s, equal in zip(spread, same, strict=True))
    return np.asarray(parts + np.diag(1 / reviews.weight))


def test_the_slope_is_that_of_the_criterion() -> None:
    reviews, at, step = crossed(), np.array([0.8, 0.3, 0.5]), 1e-5
    equations = set_up(reviews, reviews.score, groups="random", has_mean=True)
    numeric = [
        (criterion(solve(equations, at + step * axis)) - criterion(solve(equations, at - step * axis)))
        / (2 * step)
        for axis in np.eye(3)
    ]
    assert slope(solve(equations, at.tolist())) == pytest.approx(numeric, abs=1e-5)
