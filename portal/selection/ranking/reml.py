"""How large the variances are: restricted maximum likelihood (REML).

The criterion is −2 log of the restricted likelihood (Patterson and Thompson, Biometrika 58, 1971) with σ² at
its best,
    −2R = (N−p) (1 + log(2π σ̂²)) + log|D| + log|S| − Σ log w,    σ̂² = penalised squares / (N−p),
N the number of reviews and p that of fixed effects. Its slope follows from the envelope theorem: for each
kind k of effect, with q_k columns,
    ∂(−2R)/∂s_k = 2/s_k · ( q_k − tr(M⁻¹)_kk − |ũ_k|²/σ̂² ),    M the whole matrix of the equations.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from portal.selection.arrays import Floats
from portal.selection.ranking.linear_algebra import columns_times, inverse, rows_times
from portal.selection.ranking.mixed_equations import Equations, Point, Solution, solve

LARGEST = 1000.0  # a relative standard deviation beyond this is certainty in all but name
SMALL = 0.02  # below this the search looks again, since the slope vanishes at zero
START = (1.0, 0.5, 0.5)


@dataclass(frozen=True)
class Fit:
    """The point of the best criterion, with the residual variance there."""

    spread: tuple[float, float, float]
    residual: float
    criterion: float

    @property
    def variances(self) -> dict[str, float]:
        """Variance of quality, of reviewers' severity, of groups, and of what is left."""
        application, reviewer, group = (value**2 * self.residual for value in self.spread)
        return {"application": application, "reviewer": reviewer, "group": group, "residual": self.residual}


def residual_variance(solution: Solution) -> float:
    """σ̂² at this point."""
    return solution.penalised / (solution.equations.reviews - solution.equations.fixed)


def criterion(solution: Solution) -> float:
    """−2 log of the restricted likelihood at this point."""
    equations = solution.equations
    freedom = equations.reviews - equations.fixed
    constant = freedom * (1 + math.log(2 * math.pi * residual_variance(solution)))
    return constant + solution.log_determinant - float(np.log(equations.weight).sum())


def fit(equations: Equations, free: Sequence[bool], fixed: Point) -> Fit:
    """The best point; what isn't free stays as it is fixed."""
    best = _search(
        equations, free, [s if is_free else kept for s, is_free, kept in zip(START, free, fixed, strict=True)]
    )
    lost = [is_free and value < SMALL for value, is_free in zip(best, free, strict=True)]
    if any(lost):
        again = _search(equations, free, [0.3 if gone else s for s, gone in zip(best, lost, strict=True)])
        zero = [0.0 if gone else s for s, gone in zip(best, lost, strict=True)]
        best = min((best, again, zero), key=lambda point: criterion(solve(equations, point)))
    solution = solve(equations, best)
    return Fit((best[0], best[1], best[2]), residual_variance(solution), criterion(solution))


def _search(equations: Equations, free: Sequence[bool], start: Sequence[float]) -> list[float]:
    """Descend from a start; deterministic, with exact slopes."""
    moving = [place for place, is_free in enumerate(free) if is_free]
    if not moving:
        return list(start)

    def whole(part: Floats) -> list[float]:
        point = list(start)
        for place, value in zip(moving, part, strict=True):
            point[place] = float(value)
        return point

    def height(part: Floats) -> tuple[float, Floats]:
        solution = solve(equations, whole(part))
        return criterion(solution), slope(solution)[moving]

    found = minimize(
        height,
        np.array([start[place] for place in moving]),
        jac=True,
        method="TNC",  # a third of the evaluations of L-BFGS-B, and no linear algebra of its own
        bounds=[(0.0, LARGEST)] * len(moving),
        options={"ftol": 1e-15, "xtol": 1e-10, "gtol": 1e-10, "maxfun": 400},
    )
    return whole(found.x)


def slope(solution: Solution) -> Floats:
    """∂(−2R)/∂s for the three kinds of effects; zero where an effect isn't there."""
    equations, variance = solution.equations, residual_variance(solution)
    inverted = inverse(solution.root)
    squares, traces = _squares(solution), _traces(solution, inverted)
    counts = np.array([equations.applications, equations.reviewers, equations.groups], dtype=float)
    spread = np.array(solution.spread)
    present = (spread > 0) & (counts > 0) & np.array([True, True, equations.groups_random])
    inner = counts - traces - squares / variance
    steepness: Floats = np.divide(2 * inner, spread, out=np.zeros(3), where=present)
    return steepness


def _squares(solution: Solution) -> Floats:
    """|ũ_k|² of applications, reviewers and groups."""
    equations, spread = solution.equations, solution.spread
    own = (equations.of_applications - equations.cross @ solution.effects) * spread[0] / solution.eliminated
    scaled = np.divide(
        solution.effects, solution.scale, out=np.zeros_like(solution.effects), where=solution.scale > 0
    )
    reviewers, groups = _blocks(equations)
    return np.array([own @ own, (scaled[reviewers] ** 2).sum(), (scaled[groups] ** 2).sum()])


def _traces(solution: Solution, inverted: Floats) -> Floats:
    """tr(M⁻¹) over the columns of applications, reviewers and groups."""
    equations, share = solution.equations, solution.spread[0]
    own = (1 / solution.eliminated).sum()
    scaled = columns_times(equations.cross, solution.scale)
    twice = scaled.T @ rows_times(scaled, solution.eliminated**-2.0)
    through = share**2 * float((twice * inverted).sum())
    diagonal = np.diag(inverted)
    reviewers, groups = _blocks(equations)
    return np.array([own + through, diagonal[reviewers].sum(), diagonal[groups].sum()])


def _blocks(equations: Equations) -> tuple[slice, slice]:
    reviewers = equations.reviewers
    return slice(0, reviewers), slice(reviewers, reviewers + equations.groups)
