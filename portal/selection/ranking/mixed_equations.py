"""The mixed model's equations, solved by taking the applications out first.

The model of a review is   y = quality of the application + effect of the reviewer + effect of the group +
mean + e, with  quality ~ N(0, τ²),  reviewer ~ N(0, ω²),  group ~ N(0, κ²),  e ~ N(0, σ²/w).

Henderson's equations for it (C. R. Henderson, Biometrics 31, 1975) are written with relative standard
deviations s = (τ/σ, ω/σ, κ/σ), so that a variance of zero needs no special case: every effect is s times an
effect of variance σ², and an effect with s = 0 is simply not there. With Z the applications, X = [reviewers,
groups, mean], c the relative standard deviations of the columns of X (1 for fixed columns) and P the diagonal
of 1 (random) or 0 (fixed):

    D = 1 + s_τ² diag(Z'WZ)                     one number an application
    S = c (X'WX − s_τ² C'D⁻¹C) c + P            one row a reviewer, dense;   C = Z'WX
    S ũ = c (X'Wy − s_τ² C'D⁻¹Z'Wy),  u = cũ    effects of reviewers and groups, and the mean
    θ = s_τ² D⁻¹ (Z'Wy − Cu)                    quality

The same elimination is used for crossed random effects in lme4 (Bates et al., J. Stat. Software 67, 2015).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from portal.selection.arrays import Floats, Ints
from portal.selection.ranking.linear_algebra import cholesky, dense, rows_times, solve_lower
from portal.selection.ranking.reviews import Reviews

DENSE_UP_TO = 200_000  # numbers; below, the bookkeeping of sparse arrays costs more than it saves

Point = Sequence[float]  # the three relative standard deviations: application, reviewer, group


@dataclass(frozen=True)
class Equations:
    """Everything in the equations that doesn't depend on the variances."""

    reviewers: int
    groups: int  # columns of groups, 0 where the model has none
    groups_random: bool
    has_mean: bool
    reviews: int
    applications: int
    y: Floats
    weight: Floats
    application: Ints
    columns: Any  # X: reviews × columns; sparse unless small
    cross: Any  # C = Z'WX: applications × columns; sparse unless small
    inner: Floats  # X'WX
    per_application: Floats  # diag(Z'WZ)
    of_applications: Floats  # Z'Wy
    of_columns: Floats  # X'Wy

    @property
    def fixed(self) -> int:
        """How many fixed effects the model estimates."""
        return int(self.has_mean) + (0 if self.groups_random else self.groups)


@dataclass(frozen=True)
class Solution:
    """The equations solved at one point of the relative standard deviations."""

    equations: Equations
    spread: tuple[float, float, float]
    scale: Floats  # c
    eliminated: Floats  # D
    root: Floats  # lower triangle L with S = LL'
    effects: Floats  # u
    quality: Floats  # θ
    penalised: float  # the penalised sum of squares
    log_determinant: float  # log|D| + log|S|


def set_up(reviews: Reviews, y: Floats, *, groups: str, has_mean: bool) -> Equations:
    """The equations of these reviews; groups are "none", "random" or "fixed"."""
    many = len(reviews.groups) if groups != "none" else 0
    number, each = len(y), np.arange(len(y))
    parts = [_indicator(each, reviews.reviewer, (number, len(reviews.reviewers)))]
    if many:
        parts.append(_indicator(each, reviews.group[reviews.application], (number, many)))
    if has_mean:
        parts.append(sparse.csr_array(np.ones((number, 1))))
    columns = sparse.hstack(parts, format="csr")
    choose = _indicator(reviews.application, each, (len(reviews.applications), number))
    weighted = sparse.diags_array(reviews.weight) @ columns
    cross = (choose @ weighted).tocsr()
    small = number * columns.shape[1] <= DENSE_UP_TO
    return Equations(
        len(reviews.reviewers),
        many,
        groups == "random",
        has_mean,
        number,
        len(reviews.applications),
        y,
        reviews.weight,
        reviews.application,
        columns.toarray() if small else columns,
        cross.toarray() if small else cross,
        inner=(columns.T @ weighted).toarray(),
        per_application=choose @ reviews.weight,
        of_applications=choose @ (reviews.weight * y),
        of_columns=columns.T @ (reviews.weight * y),
    )


def _indicator(rows: Ints, columns: Ints, shape: tuple[int, int]) -> Any:
    return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)


def column_scale(equations: Equations, spread: Point) -> Floats:
    """The relative standard deviation of every column of X; fixed columns have 1."""
    of_groups = spread[2] if equations.groups_random else 1.0
    return np.repeat(
        [spread[1], of_groups, 1.0], [equations.reviewers, equations.groups, int(equations.has_mean)]
    )


def solve(equations: Equations, spread: Point) -> Solution:
    """Solve the equations at one point."""
    application, reviewer, group = (float(value) for value in spread)
    scale = column_scale(equations, spread)
    eliminated = 1.0 + application**2 * equations.per_application
    root = cholesky(_reduced(equations, scale, application**2 / eliminated))
    shrunk = application**2 * equations.of_applications / eliminated
    right = scale * (equations.of_columns - equations.cross.T @ shrunk)
    scaled = solve_lower(root, solve_lower(root, right), transposed=True)
    effects = scale * scaled
    quality = application**2 * (equations.of_applications - equations.cross @ effects) / eliminated
    return Solution(
        equations,
        (application, reviewer, group),
        scale,
        eliminated,
        root,
        effects,
        quality,
        penalised=_penalised(equations, effects, quality, scaled, eliminated, application),
        log_determinant=float(np.log(eliminated).sum() + 2 * np.log(np.diag(root)).sum()),
    )


def _reduced(equations: Equations, scale: Floats, share: Floats) -> Floats:
    """S, the equations that are left after the applications were taken out."""
    taken = equations.cross.T @ rows_times(equations.cross, share)
    reduced: Floats = (equations.inner - dense(taken)) * np.outer(scale, scale)
    reduced[np.diag_indices_from(reduced)] += penalty(equations)
    return reduced


def penalty(equations: Equations) -> Floats:
    """P: 1 for random columns, 0 for fixed ones."""
    of_groups = 1.0 if equations.groups_random else 0.0
    return np.repeat([1.0, of_groups, 0.0], [equations.reviewers, equations.groups, int(equations.has_mean)])


def _penalised(
    equations: Equations,
    effects: Floats,
    quality: Floats,
    scaled: Floats,
    eliminated: Floats,
    application: float,
) -> float:
    """The squares of what is unexplained and of the effects themselves: never negative by rounding."""
    rest = equations.y - quality[equations.application] - equations.columns @ effects
    own = (equations.of_applications - equations.cross @ effects) * application / eliminated
    squares = equations.weight @ rest**2 + own @ own + scaled @ (penalty(equations) * scaled)
    return float(squares)


def unexplained(solution: Solution) -> Floats:
    """What of each score the model leaves unexplained."""
    equations = solution.equations
    rest: Floats = (
        equations.y - solution.quality[equations.application] - equations.columns @ solution.effects
    )
    return rest
