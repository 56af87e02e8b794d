"""The recommended model: quality, severity and groups, with variances learnt from the call itself.

    y_ij = μ + γ_g(i) + θ_i + b_j + e_ij
    θ_i ~ N(0, τ²),  b_j ~ N(0, ω²),  γ_g ~ N(0, κ²),  e_ij ~ N(0, σ²/w_ij)

An application is ranked by γ + θ where groups are comparable and by θ within its group where they are not.
For up to 60 applications the variances are not plugged in but averaged over, with a half-Cauchy(1) prior for
each relative standard deviation s (A. Gelman, Bayesian Analysis 1, 2006; N. G. Polson and J. G. Scott, ibid.
7, 2012).

Where nothing in the data can tell two variances apart, the split is fixed, and said here:
  no application has two reviews      half of the differences counts as quality   (s_τ = 1)
  there is only one reviewer          severity cancels out                        (s_ω = 1)
  no reviewer has two reviews         severity can't be seen                      (s_ω = 0)
  no two scores differ                all variances are zero
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from portal.selection.arrays import Floats
from portal.selection.ranking.belief import Belief
from portal.selection.ranking.integration import nodes_and_weights
from portal.selection.ranking.mixed_equations import Equations, Point, set_up, solve
from portal.selection.ranking.reliability import reliabilities
from portal.selection.ranking.reml import Fit, criterion, fit, residual_variance
from portal.selection.ranking.reviews import Reviews

INTEGRATE_UP_TO = 60
NODES = {0: 1, 1: 15, 2: 11, 3: 7}
LOG_BOUNDS = (np.log(0.01), np.log(100.0))
VARIATION = 1e-12


@dataclass(frozen=True)
class Wishes:
    """What of the model can be chosen."""

    merged: bool
    integrate: bool | None = None
    reliability: bool = False
    variances: Mapping[str, float] | None = None


@dataclass(frozen=True)
class Fitted:
    """The belief, the estimated variances, and the weights that were used in the end."""

    belief: Belief
    variances: dict[str, float]
    mean: float
    weight: Floats


def believe(reviews: Reviews, wishes: Wishes) -> Fitted:
    """Fit the model, with the reviewers' reliability in a second round where that is wished."""
    first = _fitted(reviews, wishes)
    if not wishes.reliability or first.belief.without_variation:
        return first
    _, spread, residual = first.belief.points[0]
    found = _equations(reviews, wishes)
    weights = reliabilities(reviews, solve(found, spread), residual)
    weighed = replace(reviews, weight=reviews.weight * weights[reviews.reviewer])
    return _fitted(weighed, wishes)


def _equations(reviews: Reviews, wishes: Wishes) -> Equations:
    grouped = "none" if len(reviews.groups) < 2 else "random" if wishes.merged else "fixed"
    centred = reviews.score - np.average(reviews.score, weights=reviews.weight)
    return set_up(reviews, centred, groups=grouped, has_mean=grouped != "fixed")


def _fitted(reviews: Reviews, wishes: Wishes) -> Fitted:
    equations = _equations(reviews, wishes)
    group = reviews.group if equations.groups and equations.groups_random else None
    best, free = _best(reviews, equations, wishes.variances)
    points: tuple[tuple[float, tuple[float, float, float], float], ...] = ((1.0, best.spread, best.residual),)
    small = len(reviews.applications) <= INTEGRATE_UP_TO if wishes.integrate is None else wishes.integrate
    if small and any(free) and best.residual > 0 and wishes.variances is None:
        points = _integrated(equations, best, free)
    mean = float(np.average(reviews.score, weights=reviews.weight))
    if equations.has_mean:
        mean += float(solve(equations, best.spread).effects[-1])
    return Fitted(Belief(equations, group, points), best.variances, mean, reviews.weight)


def _best(
    reviews: Reviews, equations: Equations, frozen: Mapping[str, float] | None
) -> tuple[Fit, list[bool]]:
    """The estimated or frozen point, and which of its three parts were estimated."""
    if frozen is not None:
        return _frozen(equations, frozen), [False] * 3
    if np.ptp(equations.y) < VARIATION or equations.reviews <= equations.fixed:
        return Fit((0.0, 0.0, 0.0), 0.0, 0.0), [False] * 3
    free, fixed = _identified(reviews, equations)
    return fit(equations, free, fixed), free


def _frozen(equations: Equations, variances: Mapping[str, float]) -> Fit:
    residual = float(variances["residual"])
    names = ("application", "reviewer", "group")
    ratios = [float(variances.get(name, 0.0)) / residual if residual > 0 else 0.0 for name in names]
    return Fit((ratios[0] ** 0.5, ratios[1] ** 0.5, ratios[2] ** 0.5), residual, 0.0)


def _identified(reviews: Reviews, equations: Equations) -> tuple[list[bool], Point]:
    """Which variances the data can tell apart, and what the others are fixed to."""
    twice_judged = bool((reviews.reviews_of_application > 1).any())
    twice_judging = bool((reviews.reviews_of_reviewer > 1).any())
    several = len(reviews.reviewers) > 1
    free = [twice_judged, twice_judging and several, equations.groups > 0 and equations.groups_random]
    return free, (1.0, 0.0 if several else 1.0, 0.0)


def _integrated(
    equations: Equations, best: Fit, free: list[bool]
) -> tuple[tuple[float, tuple[float, float, float], float], ...]:
    """The points over which the variances are averaged, on the logarithms of those that are estimated."""
    moving = [place for place, is_free in enumerate(free) if is_free]

    def spread(point: Floats) -> tuple[float, float, float]:
        whole = list(best.spread)
        for place, value in zip(moving, point, strict=True):
            whole[place] = float(np.exp(value))
        return whole[0], whole[1], whole[2]

    def density(point: Floats) -> float:
        return -criterion(solve(equations, spread(point))) / 2 + float(_log_half_cauchy(point).sum())

    start = [float(np.log(min(max(best.spread[place], 0.1), 50.0))) for place in moving]
    nodes = nodes_and_weights(density, start, [LOG_BOUNDS] * len(moving), NODES[len(moving)])
    spreads = [(weight, spread(point)) for weight, point in nodes]
    return tuple((weight, at, residual_variance(solve(equations, at))) for weight, at in spreads)


def _log_half_cauchy(logarithm: Floats) -> Floats:
    """The density of log s if s is half-Cauchy with scale 1, without its constant."""
    density: Floats = logarithm - np.log1p(np.exp(2 * logarithm))
    return density
