"""Agreement of votes beyond chance: kappa of J. Cohen for two raters and of J. L. Fleiss for several.

    κ = (P − P_e) / (1 − P_e)
with P the share of pairs of raters who agree and P_e the share to be expected: from each rater's own habits
for Cohen (Educational and Psychological Measurement 20, 1960), from the habits of all together for Fleiss
(Psychological Bulletin 76, 1971). If only one category occurs, there is nothing to agree about, and κ is not
computable.
"""

import math
from collections.abc import Sequence

import numpy as np

from portal.selection.agreement.statistic import NOT_COMPUTABLE, Statistic, resampled
from portal.selection.agreement.tables import Entry, Table, check_shape, counts
from portal.selection.arrays import Floats, Ints
from portal.selection.record import Record
from portal.selection.refusals import BadInput
from portal.words import say


def fleiss_kappa(table: Table, *, seed: int = 0) -> Statistic:
    """Kappa for several raters; units with fewer than two votes can't agree or disagree and are left out."""
    _, found = counts(table)
    pairable = found[found.sum(axis=1) > 1]
    figure = NOT_COMPUTABLE
    if len(pairable):
        figure = resampled(lambda places: _fleiss(pairable[places]), len(pairable), seed=seed)
    return figure.of("agreement.fleiss_kappa", {"table": check_shape(table)}, seed)


def fleiss_again(record: Record) -> Record:
    """The record of the same kappa, computed anew."""
    return fleiss_kappa(record["inputs"]["table"], seed=record["seed"]).record()


def _fleiss(found: Floats) -> float:
    votes = found.sum(axis=1)
    agreed = float((((found**2).sum(axis=1) - votes) / (votes * (votes - 1))).mean())
    habits = found.sum(axis=0) / found.sum()
    return _kappa(agreed, float(habits @ habits))


def cohen_kappa(a: Sequence[Entry], b: Sequence[Entry], *, seed: int = 0) -> Statistic:
    """Kappa for two raters who judged the same units; units that one of them left out don't count."""
    if len(a) != len(b):
        raise BadInput(say("The two raters judged different numbers of units."))
    check_shape([a, b])
    both = [(one, other) for one, other in zip(a, b, strict=True) if one is not None and other is not None]
    figure = _of_pairs(both, seed) if both else NOT_COMPUTABLE
    return figure.of("agreement.cohen_kappa", {"a": list(a), "b": list(b)}, seed)


def cohen_again(record: Record) -> Record:
    """The record of the same kappa, computed anew."""
    return cohen_kappa(record["inputs"]["a"], record["inputs"]["b"], seed=record["seed"]).record()


def _of_pairs(both: Sequence[tuple[Entry, Entry]], seed: int) -> Statistic:
    values = {value: place for place, value in enumerate(dict.fromkeys(one for pair in both for one in pair))}
    places = np.array([[values[one], values[other]] for one, other in both])
    return resampled(lambda chosen: _cohen(places[chosen], len(values)), len(both), seed=seed)


def _cohen(pairs: Ints, values: int) -> float:
    habits = [np.bincount(pairs[:, who], minlength=values) / len(pairs) for who in (0, 1)]
    return _kappa(float((pairs[:, 0] == pairs[:, 1]).mean()), float(habits[0] @ habits[1]))


def _kappa(agreed: float, expected: float) -> float:
    return (agreed - expected) / (1 - expected) if expected < 1 - 1e-12 else math.nan
