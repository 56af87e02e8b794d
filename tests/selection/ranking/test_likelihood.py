"""The variances of incomplete calls maximise the restricted likelihood, written out in full."""

import numpy as np
import pytest
from scipy.optimize import minimize

from portal.selection.ranking import calibrate
from tests.selection.calls import Score, drawn

Parts = list[np.ndarray]


def unbalanced(seed: int) -> tuple[list[Score], dict[tuple[str, str], float]]:
    """Applications with one to four reviews, reviewers with very different loads, and unequal weights."""
    chance = np.random.default_rng(seed)
    _, scores = drawn(seed, applications=30, reviewers=9, each=4, severity=0.8)
    kept = [row for row in scores if chance.random() < (0.9 if row[1] < "R005" else 0.4)]
    return kept, {row[:2]: 0.5 for row in kept[::5]}


def parts_of(scores: list[Score], weights: dict[tuple[str, str], float]) -> Parts:
    """What the covariance of the scores is made of: same application, same reviewer, and the noise."""
    names, who = np.array([row[0] for row in scores]), np.array([row[1] for row in scores])
    noise = np.diag([1 / weights.get(row[:2], 1.0) for row in scores])
    return [(names[:, None] == names).astype(float), (who[:, None] == who).astype(float), noise]


def restricted_likelihood(deviations: np.ndarray, parts: Parts, scores: np.ndarray) -> float:
    """−2 log of the restricted likelihood of a mean and three variances, without its constant."""
    covariance = sum(spread**2 * part for spread, part in zip(deviations, parts, strict=True))
    inverse, ones = np.linalg.inv(covariance), np.ones(len(scores))
    information = ones @ inverse @ ones
    rest = scores - ones @ inverse @ scores / information
    return float(np.linalg.slogdet(covariance)[1] + np.log(information) + rest @ inverse @ rest)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_unbalanced_call_has_the_variances_of_a_search_without_any_algebra_of_ours(seed: int) -> None:
    scores, weights = unbalanced(seed)
    parts, values = parts_of(scores, weights), np.array([row[2] for row in scores])
    found = minimize(
        restricted_likelihood, [1.0, 0.5, 1.0], args=(parts, values), method="Nelder-Mead",
        options={"xatol": 1e-8, "fatol": 1e-11, "maxfev": 4000},
    )  # fmt: skip
    ours = calibrate(scores, weights=weights, scale=(1, 10), integrate=False).variances
    assert [ours[name] for name in ("application", "reviewer", "residual")] == pytest.approx(
        found.x**2, rel=1e-4
    )
    at = np.sqrt([ours[name] for name in ("application", "reviewer", "residual")])
    assert restricted_likelihood(at, parts, values) <= found.fun + 1e-8
