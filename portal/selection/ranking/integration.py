"""Not knowing a variance is a reason to be less sure: averages over a grid of what the variances may be.

A box is laid around the best point so that outside it the density is below e⁻¹⁴ of its height, and inside it
Gauss–Legendre nodes are taken; for smooth densities their average has no error that matters, and no chance in
it.
"""

from collections.abc import Callable, Sequence
from itertools import product

import numpy as np
from scipy.optimize import minimize

from portal.selection.arrays import Floats

LogDensity = Callable[[Floats], float]
DROP = 14.0  # e⁻¹⁴ is less than a millionth
NEGLIGIBLE = 1e-7
STEPS = 40


def nodes_and_weights(
    density: LogDensity, start: Sequence[float], bounds: Sequence[tuple[float, float]], each: int
) -> list[tuple[float, Floats]]:
    """Points with weights that sum to 1, standing for the density within its bounds."""
    top = _top(density, np.array(start), bounds)
    box = [_extent(density, top, axis, limits) for axis, limits in enumerate(bounds)]
    standard, heights = np.polynomial.legendre.leggauss(each)
    axes = [low + (high - low) * (standard + 1) / 2 for low, high in box]
    points = [np.array(point) for point in product(*axes)]
    factors = np.array([float(np.prod(part)) for part in product(heights, repeat=len(box))])
    logs = np.array([density(point) for point in points])
    weights = factors * np.exp(logs - logs.max())
    kept = weights > NEGLIGIBLE * weights.max()
    total = float(weights[kept].sum())
    return [(float(weights[place]) / total, points[place]) for place in np.flatnonzero(kept)]


def _top(density: LogDensity, start: Floats, bounds: Sequence[tuple[float, float]]) -> Floats:
    """Where the density is highest, near enough to lay a box around it."""
    found = minimize(
        lambda point: -density(point),
        start,
        method="Nelder-Mead",
        bounds=list(bounds),
        options={"xatol": 1e-3, "fatol": 1e-3, "maxfev": 400},
    )
    top: Floats = found.x
    return top


def _extent(density: LogDensity, top: Floats, axis: int, limits: tuple[float, float]) -> tuple[float, float]:
    """From where to where the density is not negligible along one axis."""
    height = density(top)

    def along(value: float) -> float:
        point = top.copy()
        point[axis] = value
        return density(point) - height

    return _edge(along, float(top[axis]), limits[0]), _edge(along, float(top[axis]), limits[1])


def _edge(along: Callable[[float], float], inside: float, outside: float) -> float:
    """The place between inside and outside where the density has dropped; outside if it never does."""
    if along(outside) > -DROP:
        return outside
    for _ in range(STEPS):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if along(middle) > -DROP else (inside, middle)
        if abs(outside - inside) < 1e-3 * max(abs(outside), 1e-3):
            break
    return outside
