"""What is believed of the applications' quality: one normal distribution for each point of the variances.

Given a point, the quality is normal with mean m and covariance
    V = σ² ( s_τ² D⁻¹ + A c S⁻¹ c A' ),    A = (group of the application) − s_τ² D⁻¹ C,
the second part being what an application shares with others through reviewers, groups and the mean.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from portal.selection.arrays import Floats, Ints
from portal.selection.ranking.linear_algebra import columns_times, dense, rows_times, solve_lower
from portal.selection.ranking.mixed_equations import Equations, Point, Solution, solve


@dataclass(frozen=True)
class Normal:
    """Quality at one point of the variances: V = diag(own) + shared' shared."""

    mean: Floats
    own: Floats
    shared: Floats  # columns × applications
    effects: Floats
    root: Floats  # columns × columns; root' root is the covariance of the effects
    through: Any  # A: how quality follows the effects

    @property
    def variance(self) -> Floats:
        """The variance of each application's quality."""
        variance: Floats = self.own + np.einsum("ij,ij->j", self.shared, self.shared)
        return variance


@dataclass(frozen=True)
class Belief:
    """A mixture over points of the variances; with only one point, that point is plugged in."""

    equations: Equations
    group: Ints | None  # of each application, where the group counts as quality
    points: tuple[tuple[float, tuple[float, float, float], float], ...]  # weight, spread, residual variance

    def normals(self) -> Iterator[tuple[float, Normal]]:
        """Each point's weight and distribution, computed when it is asked for."""
        for weight, spread, residual in self.points:
            yield weight, normal_at(self.equations, self.group, spread, residual)

    def average(self, values: tuple[float, ...]) -> float:
        """The average of one value a point."""
        return float(sum(weight * value for (weight, _, _), value in zip(self.points, values, strict=True)))

    @property
    def without_variation(self) -> bool:
        """Whether no point allows that applications differ."""
        return all(spread[0] == 0 for _, spread, _ in self.points)


def normal_at(equations: Equations, group: Ints | None, spread: Point, residual: float) -> Normal:
    """The distribution at one point."""
    solution = solve(equations, spread)
    share = solution.spread[0] ** 2 / solution.eliminated
    through = -rows_times(equations.cross, share)
    if group is not None:
        through = through + _of_groups(equations, group)
    scaled = dense(columns_times(through, solution.scale)).T
    shared = np.sqrt(residual) * solve_lower(solution.root, scaled)
    of_group = 0.0 if group is None else solution.effects[equations.reviewers + group]
    return Normal(
        solution.quality + of_group,
        residual * share,
        shared,
        solution.effects,
        _effect_root(solution, residual),
        through,
    )


def _of_groups(equations: Equations, group: Ints) -> Any:
    """One in the column of each application's group."""
    each, shape = np.arange(equations.applications), (equations.applications, len(equations.of_columns))
    chosen = sparse.csr_array((np.ones(len(each)), (each, equations.reviewers + group)), shape=shape)
    return chosen if sparse.issparse(equations.cross) else chosen.toarray()


def _effect_root(solution: Solution, residual: float) -> Floats:
    inverted = solve_lower(solution.root, np.diag(solution.scale))
    root: Floats = np.sqrt(residual) * inverted
    return root
