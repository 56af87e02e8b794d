"""The model of the Swiss National Science Foundation, solved exactly where its software draws at random.

    y_ij ~ N(ȳ + θ_i + λ_ij, σ²),  λ_ij ~ N(ν_j, τ_λ²),  ν_j ~ N(0, 0.5²) on six points and N(0, 1) on nine,
    θ_i ~ N(0, τ_θ²),  τ_θ, τ_λ, σ ~ U(0, 2) on six points and U(0, 3) on nine,  ȳ the mean of all scores
(package ERforResearch 4.0.0; Heyard et al., Statistics and Public Policy 9, 2022). With several panels an
intercept of the panel ~ N(0, τ_panel²), τ_panel ~ U(0, 2), is taken out: a panel of better applications is
pulled down.

A reviewer scores an application once, so λ_ij − ν_j and the error are one residual with s² = τ_λ² + σ², whose
prior follows from two uniform sides of a right-angled triangle with longest side U:
    p(s) ∝ s π/2  for s ≤ U,    s (π/2 − 2 arccos(U/s))  for U < s ≤ U√2.
What remains are two unknowns (three with panels), over which the normal distributions are averaged on a grid.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from portal.selection.arrays import Floats
from portal.selection.ranking.belief import Belief
from portal.selection.ranking.integration import nodes_and_weights
from portal.selection.ranking.mixed_equations import Equations, set_up, solve
from portal.selection.ranking.model_reml import VARIATION, Fitted
from portal.selection.ranking.reviews import Reviews

SMALLEST = 0.01


@dataclass(frozen=True)
class Priors:
    """The limit of the uniform priors and the standard deviation of severity."""

    limit: float
    severity: float


def priors(scale: tuple[float, float]) -> Priors:
    """The published settings for six and nine points; in proportion to nine for longer scales."""
    length = scale[1] - scale[0]
    if length <= 5:
        return Priors(2.0, 0.5)
    return Priors(3.0, 1.0) if length <= 8 else Priors(3.0 * length / 8, length / 8)


def log_prior_of_residual(spread: float, limit: float) -> float:
    """log p(s), the prior that two uniform standard deviations give to the root of their squares' sum."""
    angle = math.pi / 2 - (2 * math.acos(limit / spread) if spread > limit else 0.0)
    return math.log(spread * angle) if spread > 0 and angle > 0 else -math.inf


def believe(reviews: Reviews) -> Fitted:
    """The exact posterior of the SNSF model."""
    centred = reviews.score - reviews.score.mean()
    panels = "random" if len(reviews.groups) > 1 else "none"
    equations = set_up(reviews, centred, groups=panels, has_mean=False)
    if np.ptp(centred) < VARIATION:
        nothing = Belief(equations, None, ((1.0, (0.0, 0.0, 0.0), 0.0),))
        return Fitted(
            nothing,
            dict.fromkeys(("application", "residual"), 0.0),
            float(reviews.score.mean()),
            reviews.weight,
        )
    nodes = _nodes(equations, priors(reviews.scale))
    severity = priors(reviews.scale).severity
    points = tuple((weight, _relative(point, severity), float(point[1]) ** 2) for weight, point in nodes)
    belief = Belief(equations, None, points)
    return Fitted(belief, _variances(belief, nodes), float(reviews.score.mean()), reviews.weight)


def _relative(point: Sequence[float] | Floats, severity: float) -> tuple[float, float, float]:
    """(τ_θ, s, τ_panel) as relative standard deviations."""
    panel = float(point[2]) / point[1] if len(point) > 2 else 0.0
    return float(point[0] / point[1]), float(severity / point[1]), float(panel)


def _nodes(equations: Equations, prior: Priors) -> list[tuple[float, Floats]]:
    def density(point: Floats) -> float:
        residual = float(point[1])
        solution = solve(equations, _relative(point, prior.severity))
        fit = equations.reviews * math.log(residual**2) + solution.penalised / residual**2
        return log_prior_of_residual(residual, prior.limit) - (fit + solution.log_determinant) / 2

    bounds = [(SMALLEST, prior.limit), (SMALLEST, prior.limit * math.sqrt(2) - 1e-6)]
    start = [prior.limit / 4, prior.limit / 2]
    if equations.groups:
        bounds, start = [*bounds, (SMALLEST, prior.limit)], [*start, prior.limit / 4]
    return nodes_and_weights(density, start, bounds, _nodes_each(equations.applications, len(bounds)))


def _nodes_each(applications: int, dimensions: int) -> int:
    """Fewer nodes where many applications leave little doubt about the variances."""
    if applications > 1000:
        return 5
    return (20 if applications <= 200 else 10) if dimensions == 2 else 9


def _variances(belief: Belief, nodes: Sequence[tuple[float, Floats]]) -> dict[str, float]:
    """Averages over the grid: of the variances, and of the standard deviations that SNSF prints."""
    applications = tuple(float(point[0]) for _, point in nodes)
    residuals = tuple(float(point[1]) for _, point in nodes)
    return {
        "application": belief.average(tuple(value**2 for value in applications)),
        "residual": belief.average(tuple(value**2 for value in residuals)),
        "application_sd": belief.average(applications),
        "residual_sd": belief.average(residuals),
    }
