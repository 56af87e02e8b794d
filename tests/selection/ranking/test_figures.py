"""The figures beside the ranking: the doubt about reviewers, groups and the top."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.selection.ranking import calibrate
from tests.selection.calls import Score, drawn

FROZEN = {"application": 1.2, "reviewer": 0.3, "residual": 1.1}


def test_severity_and_the_top_are_those_of_the_dense_posterior() -> None:
    _, scores = drawn(3, applications=24, reviewers=9, each=3)
    result = calibrate(scores, scale=(1, 10), variances=FROZEN)
    names, people = sorted(result.expected_rank), sorted(result.severity)
    mean, covariance = dense_posterior(scores, names, people)
    of_people = slice(len(names), None)
    found = np.array([result.severity[who] for who in people])
    assert found[:, 0] == pytest.approx(mean[of_people], abs=1e-5)
    assert found[:, 1] == pytest.approx(np.sqrt(np.diag(covariance)[of_people]), abs=1e-5)
    drawn_quality = np.random.default_rng(5).multivariate_normal(mean, covariance, size=60_000)[
        :, : len(names)
    ]
    ranks = (-drawn_quality).argsort(axis=1).argsort(axis=1)
    chances = result.probability_of_top(6)
    assert [chances[name] for name in names] == pytest.approx((ranks < 6).mean(axis=0), abs=0.015)


def dense_posterior(
    scores: list[Score], names: list[str], people: list[str]
) -> tuple[np.ndarray, np.ndarray]:
    """Mean and covariance of quality and severity, by conditioning one large normal distribution."""
    design = np.zeros((len(scores), len(names) + len(people)))
    for row, (one, who, _) in enumerate(scores):
        design[row, names.index(one)] = design[row, len(names) + people.index(who)] = 1.0
    prior = np.diag([FROZEN["application"]] * len(names) + [FROZEN["reviewer"]] * len(people))
    values = np.array([score for _, _, score in scores])
    covariance = design @ prior @ design.T + FROZEN["residual"] * np.eye(len(scores)) + 1e7
    gain = prior @ design.T @ np.linalg.inv(covariance)
    return [gain @ (values - values.mean()), prior - gain @ design @ prior]


def test_groups_without_a_difference_have_a_variance_of_zero() -> None:
    _, scores = drawn(11, applications=60, reviewers=12, each=3)
    means = {one: 0.0 for one, _, _ in scores}
    for one, _, score in scores:
        means[one] += score / 3
    order = sorted(means, key=lambda one: means[one])
    groups = {one: f"G{place % 2 ^ (place // 2) % 2}" for place, one in enumerate(order)}
    result = calibrate(scores, groups=groups, scale=(1, 10), merge=True, integrate=False)
    plain = calibrate(scores, scale=(1, 10), integrate=False)
    assert result.variances["group"] == 0.0
    assert result.expected_rank == pytest.approx(plain.expected_rank, abs=1e-3)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 1_000), st.floats(-3, 3), st.integers(0, 4))
def test_a_constant_on_one_reviewer_leaves_others_alone_and_the_order_where_severity_is_free(
    seed: int, constant: float, which: int
) -> None:
    moved, (_, scores) = f"R{which:03d}", drawn(seed, applications=12, reviewers=5, each=3)
    shifted = [(one, who, score + constant * (who == moved)) for one, who, score in scores]
    free = {**FROZEN, "reviewer": 1e8}
    before, after = (calibrate(rows, scale=(-10, 20), variances=free) for rows in (scores, shifted))
    assert after.z_score_mean == pytest.approx(before.z_score_mean, abs=1e-9)
    assert after.expected_rank == pytest.approx(before.expected_rank, abs=1e-4)
    untouched = set(before.raw_mean) - {one for one, who, _ in scores if who == moved}
    assert {one: after.raw_mean[one] for one in untouched} == {one: before.raw_mean[one] for one in untouched}


@settings(max_examples=3, deadline=None)
@given(st.integers(0, 1_000))
def test_a_twin_is_equal_under_the_model_of_the_snsf_too(seed: int) -> None:
    _, scores = drawn(seed, applications=6, reviewers=4, each=2)
    twins = scores + [("A0000-twin", who, score) for one, who, score in scores if one == "A0000"]
    result = calibrate(twins, scale=(1, 10), model="snsf")
    figures = (result.expected_rank, result.quality, result.interval(0.5), result.probability_of_top(2))
    assert [one["A0000"] == one["A0000-twin"] for one in figures] == [True] * 4
