"""Intraclass correlations: which share of the differences between scores is quality.

Complete tables have the six of P. E. Shrout and J. L. Fleiss (Psychological Bulletin 86, 1979) with the
intervals of K. O. McGraw and S. P. Wong (Psychological Methods 1, 1996), from the mean squares of units (B),
raters (J) and the rest (E, or W with the raters). Real calls are incomplete; there the shares come from the
variances of the mixed model:
    one reviewer, absolute     τ² / (τ² + ω² + σ²)             equals ICC(2,1) on complete tables
    one, severity removed      τ² / (τ² + σ²)                  equals ICC(3,1)
    mean of k                  τ² / (τ² + (ω² + σ²)/k)         equals ICC(2,k), and without ω² ICC(3,k)
"""

import math
from collections.abc import Callable

import numpy as np
from scipy.stats import f as f_distribution

from portal.selection.agreement.statistic import LEVEL, NOT_COMPUTABLE, Statistic, resampled
from portal.selection.agreement.tables import Table, check_shape, numbers
from portal.selection.arrays import Floats, Ints
from portal.selection.ranking import calibrate
from portal.selection.record import Record
from portal.selection.refusals import BadInput, is_whole
from portal.words import say

RESAMPLES = 100
Ends = tuple[float, float]


def icc(table: Table, *, reviews: int | None = None, seed: int = 0) -> dict[str, Statistic]:
    """The six correlations where the table is complete, and the four of the mixed model in any case.

    The mean of k is taken for so many reviews, or else for those that an application has on average.
    """
    entries = numbers(table)
    if reviews is not None and not is_whole(reviews, at_least=1):
        raise BadInput(say("A mean needs a whole number of reviews, at least one."))
    each = float(reviews) if reviews else float((~np.isnan(entries)).sum(axis=1).mean())
    found = _mixed(entries, each, seed)
    if not np.isnan(entries).any() and min(entries.shape) > 1:
        found |= _complete(entries)
    inputs = {"table": check_shape(table)}
    return {
        name: one.of("agreement.icc", inputs, seed, reviews=reviews, figure=name)
        for name, one in found.items()
    }


def icc_again(record: Record) -> Record:
    """The record of the same correlation, computed anew."""
    parameters = record["parameters"]
    found = icc(record["inputs"]["table"], reviews=parameters["reviews"], seed=record["seed"])
    return found[parameters["figure"]].record()


def _mixed(entries: Floats, each: float, seed: int) -> dict[str, Statistic]:
    figures: dict[str, Callable[[dict[str, float]], float]] = {
        "mixed single": lambda v: _share(v["application"], v["reviewer"] + v["residual"]),
        "mixed single, severity removed": lambda v: _share(v["application"], v["residual"]),
        "mixed mean": lambda v: _share(v["application"], (v["reviewer"] + v["residual"]) / each),
        "mixed mean, severity removed": lambda v: _share(v["application"], v["residual"] / each),
    }
    known: dict[bytes, dict[str, float]] = {}

    def fitted(places: Ints) -> dict[str, float]:
        key = places.tobytes()
        if key not in known:
            known[key] = _variances(entries[places])
        return known[key]

    return {
        name: resampled(_composed(of, fitted), len(entries), seed=seed, resamples=RESAMPLES)
        for name, of in figures.items()
    }


def _composed(
    of: Callable[[dict[str, float]], float], fitted: Callable[[Ints], dict[str, float]]
) -> Callable[[Ints], float]:
    return lambda places: of(fitted(places))


def _share(quality: float, rest: float) -> float:
    return quality / (quality + rest) if quality + rest > 0 else math.nan


def _variances(entries: Floats) -> dict[str, float]:
    """The variances of the mixed model, where units have two reviews at all."""
    units, raters = np.nonzero(~np.isnan(entries))
    if not len(units) or len(units) == len(set(units.tolist())):
        return dict.fromkeys(("application", "reviewer", "residual"), 0.0)
    rows = zip(units.tolist(), raters.tolist(), strict=True)
    scores = [(f"{unit:06d}", f"{rater:06d}", float(entries[unit, rater])) for unit, rater in rows]
    return calibrate(scores, integrate=False).variances


def _complete(entries: Floats) -> dict[str, Statistic]:
    """The six correlations from the mean squares."""
    units, raters = entries.shape
    total, means = entries.mean(), entries.mean(axis=1)
    between = raters * ((means - total) ** 2).sum() / (units - 1)
    of_raters = units * ((entries.mean(axis=0) - total) ** 2).sum() / (raters - 1)
    within = ((entries - means[:, None]) ** 2).sum() / (units * (raters - 1))
    rest = (within * units * (raters - 1) - of_raters * (raters - 1)) / ((units - 1) * (raters - 1))
    if between + within <= 1e-12:
        names = [f"ICC({kind},{one})" for kind in (1, 2, 3) for one in ("1", "k")]
        return dict.fromkeys(names, NOT_COMPUTABLE)
    one = (between - within) / (between + (raters - 1) * within)
    two = (between - rest) / (between + (raters - 1) * rest + raters * (of_raters - rest) / units)
    three = (between - rest) / (between + (raters - 1) * rest)
    free = (units - 1, units * (raters - 1)), (units - 1, (units - 1) * (raters - 1))
    singles = {
        "ICC(1,1)": Statistic(one, *_from_f(between, within, *free[0], raters)),
        "ICC(2,1)": Statistic(two, *_of_absolute(between, of_raters, rest, entries.shape, two)),
        "ICC(3,1)": Statistic(three, *_from_f(between, rest, *free[1], raters)),
    }
    means_of_k = {name.replace(",1", ",k"): _stepped_up(single, raters) for name, single in singles.items()}
    return singles | means_of_k


def _from_f(between: float, rest: float, above: int, below: int, raters: int) -> Ends:
    """The interval of ICC(1,1) and ICC(3,1): F divided by its quantiles."""
    if rest <= 0:
        return 1.0, 1.0
    tail = (1 + LEVEL) / 2
    low = between / rest / float(f_distribution.ppf(tail, above, below))
    high = between / rest * float(f_distribution.ppf(tail, below, above))
    return (low - 1) / (low + raters - 1), (high - 1) / (high + raters - 1)


def _of_absolute(between: float, of_raters: float, rest: float, shape: tuple[int, ...], two: float) -> Ends:
    """The interval of ICC(2,1), with Satterthwaite's degrees of freedom."""
    units, raters = shape
    if rest <= 0 and of_raters <= 0:
        return 1.0, 1.0
    a = raters * two / (units * (1 - two))
    b = 1 + raters * two * (units - 1) / (units * (1 - two))
    squares = (a * of_raters) ** 2 / (raters - 1) + (b * rest) ** 2 / ((units - 1) * (raters - 1))
    free, tail = (a * of_raters + b * rest) ** 2 / squares, (1 + LEVEL) / 2
    above = float(f_distribution.ppf(tail, units - 1, free))
    below = float(f_distribution.ppf(tail, free, units - 1))
    other = raters * of_raters + (raters * units - raters - units) * rest
    low = units * (between - above * rest) / (above * other + units * between)
    high = units * (below * between - rest) / (other + units * below * between)
    return low, high


def _stepped_up(single: Statistic, raters: int) -> Statistic:
    """The reliability of the mean of k from that of one (C. Spearman and W. Brown, 1910)."""

    def stepped(value: float | None) -> float | None:
        return None if value is None else raters * value / (1 + (raters - 1) * value)

    return Statistic(stepped(single.value), stepped(single.low), stepped(single.high))


def reliability_of_mean(variances: dict[str, float], reviews: int, *, severity_removed: bool) -> float | None:
    """How reliable the mean of so many reviews would be; None where nothing varies."""
    rest = variances["residual"] + (0.0 if severity_removed else variances["reviewer"])
    value = _share(variances["application"], rest / reviews)
    return value if math.isfinite(value) else None
