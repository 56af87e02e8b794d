"""Krippendorff's alpha: agreement beyond chance for any number of raters, any scale, and missing reviews.

    α = 1 − D_o / D_e,   D_o = Σ o_cd δ²_cd / n,   D_e = Σ n_c n_d δ²_cd / (n (n − 1))
with o_cd how often the values c and d meet within a unit, each unit of m reviews counted with 1/(m − 1), n_c
= Σ_d o_cd, and δ² the distance of two values on the scale:
    nominal   1 if they differ          interval  (c − d)²
    ordinal   (Σ_{c≤g≤d} n_g − (n_c + n_d)/2)²        ratio     ((c − d)/(c + d))²
(K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011.) Without variation, α is not computable.
"""

import math
from typing import Literal

import numpy as np

from portal.selection.agreement.statistic import NOT_COMPUTABLE, Statistic, resampled
from portal.selection.agreement.tables import Table, check_shape, counts, numbers
from portal.selection.arrays import Floats, Ints
from portal.selection.record import Record
from portal.selection.refusals import BadInput
from portal.words import say

Level = Literal["nominal", "ordinal", "interval", "ratio"]
LEVELS = ("nominal", "ordinal", "interval", "ratio")


def krippendorff_alpha(table: Table, level: Level, *, seed: int = 0) -> Statistic:
    """Alpha on this level of measurement, with an interval from resampled applications."""
    if level not in LEVELS:
        raise BadInput(say("There is no level of measurement of the name {level}.", level=level))
    if level != "nominal":
        _check_numbers(numbers(table), level)
    figure = _alpha(table, level, seed)
    return figure.of("agreement.krippendorff_alpha", {"table": check_shape(table)}, seed, level=level)


def alpha_again(record: Record) -> Record:
    """The record of the same alpha, computed anew."""
    return krippendorff_alpha(
        record["inputs"]["table"], record["parameters"]["level"], seed=record["seed"]
    ).record()


def _alpha(table: Table, level: Level, seed: int) -> Statistic:
    values, found = counts(table)
    pairable = found[found.sum(axis=1) > 1]
    if not len(pairable):
        return NOT_COMPUTABLE
    scale = np.arange(len(values), dtype=float) if level == "nominal" else np.array(values, dtype=float)

    def figure(places: Ints) -> float:
        return alpha_of(pairable[places], scale, level)

    return resampled(figure, len(pairable), seed=seed)


def _check_numbers(entries: Floats, level: Level) -> None:
    if level == "ratio" and bool((entries < 0).any()):
        raise BadInput(say("The ratio level has no values below zero."))


def alpha_of(found: Floats, scale: Floats, level: Level) -> float:
    """Alpha from the counts of each unit; NaN where nothing varies."""
    reviews = found.sum(axis=1)
    meetings = found.T @ (found / (reviews - 1)[:, None]) - np.diag(
        (found / (reviews - 1)[:, None]).sum(axis=0)
    )
    totals = meetings.sum(axis=1)
    distance, number = _distance(scale, totals, level), totals.sum()
    expected = totals @ distance @ totals / (number - 1)
    return float(1 - (meetings * distance).sum() / expected) if expected > 0 else math.nan


def _distance(scale: Floats, totals: Floats, level: Level) -> Floats:
    """δ² between all values."""
    if level == "nominal":
        return 1.0 - np.eye(len(scale))
    if level == "ordinal":
        middle = np.cumsum(totals) - totals / 2
        return np.asarray((middle[:, None] - middle[None, :]) ** 2)
    difference = scale[:, None] - scale[None, :]
    if level == "interval":
        return np.asarray(difference**2)
    sums = scale[:, None] + scale[None, :]
    ratio = np.divide(difference, sums, out=np.zeros_like(difference), where=sums > 0)
    return np.asarray(ratio**2)
