"""The recommended model: its variances, effects and ranks are those of the dense formulas of textbooks."""

import numpy as np
import pytest

from portal.selection.ranking import calibrate
from portal.selection.ranking.mixed_equations import set_up, solve
from portal.selection.ranking.reml import criterion, residual_variance, slope
from portal.selection.ranking.reviews import Reviews, read_reviews
from tests.selection.calls import drawn, panel, scores_of

NAMES = {"var_app": "application", "var_reviewer": "reviewer", "var_resid": "residual"}


def crossed() -> Reviews:
    """An incomplete call in two groups with unequal weights."""
    _, scores = drawn(3, applications=24, reviewers=9, each=3)
    groups = {name: "east" if int(name[1:]) % 2 else "west" for name, _, _ in scores}
    weights = {(name, who): 0.5 for name, who, _ in scores[::4]}
    return read_reviews(scores, groups=groups, weights=weights, scale=(1, 10))


@pytest.mark.parametrize("name", ["p1", "p2", "p3"])
def test_variances_effects_and_criterion_agree_with_lme4(name: str) -> None:
    one = panel(name)
    published = one["lme4_reml"]
    result = calibrate(scores_of(one), scale=(1, 6), integrate=False)
    assert {key: result.variances[ours] for key, ours in NAMES.items()} == pytest.approx(
        {key: published[key] for key in NAMES}, abs=1e-6
    )
    assert result.mean == pytest.approx(published["mu"], abs=1e-6)
    quality = [result.quality[proposal] for proposal in one["proposals"]]
    assert quality == pytest.approx(published["blup"], abs=1e-6)
    at = solve(result.belief.equations, result.belief.points[0][1])
    assert criterion(at) == pytest.approx(published["reml_crit"], abs=1e-5)


def test_severity_agrees_with_lme4() -> None:
    one = panel("p1")
    severity = calibrate(scores_of(one), scale=(1, 6), integrate=False).severity
    found = [severity[assessor][0] for assessor in one["assessors"]]
    assert found == pytest.approx(one["lme4_reml"]["reviewer_effect"], abs=1e-5)


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


def test_averaging_over_the_variances_is_less_sure_than_plugging_them_in() -> None:
    one = panel("p1")
    best = one["proposals"][0]
    averaged = calibrate(scores_of(one), scale=(1, 6)).expected_rank[best]
    plugged = calibrate(scores_of(one), scale=(1, 6), integrate=False).expected_rank[best]
    assert 2.21 == round(plugged, 2) < round(averaged, 2) < 2.454


def test_a_reviewer_who_answers_at_random_weighs_less() -> None:
    chance = np.random.default_rng(2)
    _, scores = drawn(4, applications=90, reviewers=6, each=3)
    noisy = [
        (one, who, float(chance.integers(1, 11)) if who == "R000" else score) for one, who, score in scores
    ]
    alike = calibrate(noisy, scale=(1, 10), integrate=False)
    weighed = calibrate(noisy, scale=(1, 10), integrate=False, reliability=True)
    assert weighed.variances["residual"] < alike.variances["residual"]
