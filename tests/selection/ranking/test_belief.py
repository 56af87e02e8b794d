"""What must hold for every call, whatever its scores."""

import numpy as np
import pytest

from portal.selection.ranking import calibrate
from portal.selection.ranking.reviews import Reviews
from tests.selection.ranking.dense import crossed


def test_a_single_review_shrinks_by_the_share_of_quality() -> None:
    variances = {"application": 2.0, "reviewer": 0.5, "group": 0.0, "residual": 1.5}
    number = 40
    scores = [(f"A{one:04d}", f"R{one:04d}", 6.0 if one == 0 else 4.0 + one % 2) for one in range(number)]
    result = calibrate(scores, scale=(1, 6), variances=variances)
    raw = 6.0 - np.mean([score for _, _, score in scores])
    assert result.quality["A0000"] == pytest.approx(raw * 2.0 / (2.0 + 0.5 + 1.5), rel=1e-6)


def test_quality_and_expected_rank_are_those_of_the_dense_posterior() -> None:
    reviews = crossed()
    variances = {"application": 1.2, "reviewer": 0.3, "group": 0.4, "residual": 1.1}
    result = calibrate(
        zip(*columns(reviews), strict=True), groups=groups_of(reviews), weights=weights_of(reviews),
        scale=(1, 10), variances=variances, merge=True,
    )  # fmt: skip
    mean, covariance = dense_posterior(reviews, variances)
    assert list(result.quality.values()) == pytest.approx(mean, abs=1e-5)
    assert list(result.quality_sd.values()) == pytest.approx(np.sqrt(np.diag(covariance)), abs=1e-5)
    draws = np.random.default_rng(5).multivariate_normal(mean, covariance, size=60_000)
    ranks = (-draws).argsort(axis=1).argsort(axis=1).mean(axis=0) + 1
    assert list(result.expected_rank.values()) == pytest.approx(ranks, abs=0.12)


def columns(reviews: Reviews) -> tuple[list[str], list[str], list[float]]:
    """The scores again, as three columns."""
    names = [reviews.applications[place] for place in reviews.application]
    return names, [reviews.reviewers[place] for place in reviews.reviewer], reviews.score.tolist()


def groups_of(reviews: Reviews) -> dict[str, str]:
    """The group of each application."""
    return {
        name: reviews.groups[place] for name, place in zip(reviews.applications, reviews.group, strict=True)
    }


def weights_of(reviews: Reviews) -> dict[tuple[str, str], float]:
    """The weight of each review."""
    names, reviewers, _ = columns(reviews)
    return dict(zip(zip(names, reviewers, strict=True), reviews.weight.tolist(), strict=True))


def dense_posterior(reviews: Reviews, variances: dict[str, float]) -> tuple[np.ndarray, np.ndarray]:
    """Mean and covariance of group plus quality, by conditioning one large normal distribution."""
    group = reviews.group
    prior = variances["application"] * np.eye(len(group))
    prior = prior + variances["group"] * (group[:, None] == group[None, :])
    own, who = reviews.application, reviews.reviewer
    covariance = prior[np.ix_(own, own)] + variances["reviewer"] * (who[:, None] == who[None, :])
    covariance = covariance + np.diag(variances["residual"] / reviews.weight) + 1e7
    gain = prior[:, own] @ np.linalg.inv(covariance)
    return gain @ (reviews.score - reviews.score.mean()), prior - gain @ prior[own, :]
