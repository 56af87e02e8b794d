"""One figure of agreement with its interval; or none, where the data have no variation to agree about.

Where no formula for the interval is at hand, it is the percentile bootstrap over applications (B. Efron and
R. J. Tibshirani, "An Introduction to the Bootstrap", 1993, ch. 13): the figure is computed again for as many
applications drawn with replacement, many times, with a fixed seed.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from portal.selection.arrays import Floats, Ints
from portal.selection.chance import Chance
from portal.selection.record import Record, make_record
from portal.words import Sentence, say

RESAMPLES = 1000
LEVEL = 0.95


@dataclass(frozen=True)
class Statistic:
    """A figure with its 95 % interval; a value of None means not computable, and never 0 or 1."""

    value: float | None
    low: float | None = None
    high: float | None = None
    method: str = field(default="", compare=False, repr=False)
    inputs: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    parameters: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    seed: int = field(default=0, compare=False, repr=False)

    def of(self, method: str, inputs: dict[str, Any], seed: int, **parameters: Any) -> "Statistic":
        """The figure with all that it was computed from."""
        return replace(self, method=method, inputs=inputs, seed=seed, parameters=parameters)

    def record(self) -> Record:
        """All that is needed to compute this figure again."""
        results = {"value": self.value, "low": self.low, "high": self.high}
        return make_record(
            self.method, inputs=self.inputs, parameters=self.parameters, seed=self.seed, results=results
        )

    @property
    def sentence(self) -> Sentence:
        """The figure as people read it."""
        if self.value is None:
            return say("not computable")
        if self.low is None or self.high is None:
            return say("{value:.2f}", value=self.value)
        return say("{value:.2f} ({low:.2f} to {high:.2f})", value=self.value, low=self.low, high=self.high)


NOT_COMPUTABLE = Statistic(None)


def resampled(
    figure: Callable[[Ints], float], units: int, *, seed: int, resamples: int = RESAMPLES
) -> Statistic:
    """The figure for all units with its bootstrap interval; figure gets the places of the units to use."""
    chance, value = Chance(seed), figure(np.arange(units))
    if not math.isfinite(value):
        return NOT_COMPUTABLE
    chosen = np.floor(chance.uniform(resamples, units) * units).astype(np.int64)
    found = np.array([figure(places) for places in chosen])
    return with_interval(value, found)


def with_interval(value: float, found: Floats) -> Statistic:
    """The value between the quantiles of what was found in resamples; without any, alone."""
    finite = found[np.isfinite(found)]
    if len(finite) < 0.5 * len(found) or not len(finite):
        return Statistic(value)
    low, high = np.quantile(finite, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Statistic(value, float(low), float(high))
