"""Kendall's W: how far several raters put the same units into the same order, from 0 to 1.

    W = 12 S / (m² (n³ − n) − m Σ T),   S = Σ (R_i − R̄)²,   T = Σ (t³ − t) for each rater's ties of t units
with R_i the sum of the m raters' ranks of unit i of n. (M. G. Kendall and B. Babington Smith, Annals of
Mathematical Statistics 10, 1939.) Ranks need every rater to judge every unit.
"""

import math

import numpy as np
from scipy.stats import rankdata

from portal.selection.agreement.statistic import Statistic, resampled
from portal.selection.agreement.tables import Table, check_shape, numbers
from portal.selection.arrays import Floats
from portal.selection.record import Record
from portal.selection.refusals import BadInput
from portal.words import say


def kendall_w(table: Table, *, seed: int = 0) -> Statistic:
    """W with an interval from resampled applications; scores become ranks, and ties shared ranks."""
    entries = numbers(table)
    if missing := np.flatnonzero(np.isnan(entries).any(axis=1)).tolist():
        raise BadInput(say("Kendall’s W needs every reviewer to judge every application."), missing)
    figure = resampled(lambda places: _w(entries[places]), len(entries), seed=seed)
    return figure.of("agreement.kendall_w", {"table": check_shape(table)}, seed)


def w_again(record: Record) -> Record:
    """The record of the same W, computed anew."""
    return kendall_w(record["inputs"]["table"], seed=record["seed"]).record()


def _w(entries: Floats) -> float:
    units, raters = entries.shape
    ranks = rankdata(entries, axis=0)
    sums = ranks.sum(axis=1)
    square = float(((sums - sums.mean()) ** 2).sum())
    most = raters**2 * (units**3 - units) - raters * sum(_ties(column) for column in ranks.T)
    return 12 * square / most if most > 1e-9 else math.nan


def _ties(ranks: Floats) -> float:
    _, sizes = np.unique(ranks, return_counts=True)
    return float((sizes.astype(float) ** 3 - sizes).sum())
