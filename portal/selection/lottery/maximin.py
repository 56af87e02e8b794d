"""Chances that hold up in the worst case that the intervals allow.

After A. Goldberg, G. Fanti and N. Shah, MERIT, 2025. A set of k applications is a possible true top if there
is a line t such that everyone outside could rank below it and everyone inside above it: with rank intervals
[l, h], all with h < t are in it, nobody with l > t is, and the other m are any of those between, B_t. The
worst choice is the m smallest chances, whose sum is a linear programme of its own; with its dual all is one:
    max z   subject to   z ≤ Σ_{h<t} p_i + m_t y_t − Σ_{i in B_t} s_ti   for every line t,
                         y_t − s_ti ≤ p_i,   s ≥ 0,   Σ p = k,   0 ≤ p ≤ 1.
Among the solutions, the one with the greatest expected share of the true top is taken.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from portal.selection.arrays import Floats, Ints
from portal.selection.lottery.canonical import check_places
from portal.selection.record import Record, make_record
from portal.selection.refusals import BadInput, is_finite, refuse_if
from portal.words import say

TOLERANCE = 1e-9
Interval = tuple[float, float]


@dataclass(frozen=True)
class Maximin:
    """The chance of each application, and the share of the true top that is selected in the worst case."""

    chances: dict[str, float]
    worst_share: float
    expected_share: float | None
    inputs: dict[str, Any] = field(repr=False)

    @property
    def accepted(self) -> list[str]:
        """Who is sure of a place."""
        return [name for name, chance in self.chances.items() if chance > 1 - 1e-7]

    @property
    def pool(self) -> list[str]:
        """Of whom lots decide."""
        return [name for name, chance in self.chances.items() if 1e-7 < chance <= 1 - 1e-7]

    def record(self) -> Record:
        """All that is needed to compute these chances again."""
        results = {"chances": {name: round(chance, 6) for name, chance in self.chances.items()},
                   "worst_share": round(self.worst_share, 6)}  # fmt: skip
        return make_record("lottery.maximin", inputs=self.inputs, parameters={}, seed=None, results=results)


def maximin(
    intervals: Mapping[str, Interval], places: int, *, likely: Mapping[str, float] | None = None
) -> Maximin:
    """The chances for so many places; likely gives each application's probability to be in the true top."""
    names = sorted(intervals)
    _check(intervals, places, likely)
    low = np.array([intervals[name][0] for name in names], dtype=float)
    high = np.array([intervals[name][1] for name in names], dtype=float)
    value = np.array([(likely or {}).get(name, 0.0) for name in names])
    inputs = {
        "intervals": {name: list(intervals[name]) for name in names},
        "places": places,
        "likely": likely,
    }
    if places in (0, len(names)):
        chances = np.full(len(names), float(places > 0))
        return Maximin(_named(names, chances), 1.0, 1.0 if likely else None, inputs)
    chances = _equalised(_solve(low, high, places, value), low, high, value)
    worst = worst_top(chances, low, high, places)
    expected = float(value @ chances) / places if likely else None
    return Maximin(_named(names, chances), worst / places, expected, inputs)


def worst_share(chances: Mapping[str, float], intervals: Mapping[str, Interval], places: int) -> float:
    """The share of the true top that these chances select in the worst case that the intervals allow."""
    names = sorted(intervals)
    ends = np.array([intervals[name] for name in names], dtype=float)
    found = worst_top(np.array([chances[name] for name in names]), ends[:, 0], ends[:, 1], places)
    return found / places


def worst_top(chances: Floats, low: Floats, high: Floats, places: int) -> float:
    """The sum of chances of the possible top that they serve worst."""
    return min(
        float(chances[surely].sum() + np.sort(chances[possibly])[:missing].sum())
        for surely, possibly, missing in _lines(low, high, places)
    )


def _solve(low: Floats, high: Floats, places: int, value: Floats) -> Floats:
    """First the best worst case, then the best expectation among what reaches it."""
    many = len(low)
    rows, width = _rows(low, high, places)
    objective = np.zeros(width)
    objective[many] = -1.0
    first = _optimum(rows, objective, many, places, least=0.0)
    objective = np.zeros(width)
    objective[:many] = -value
    second = _optimum(rows, objective, many, places, least=float(first[many]) - TOLERANCE)
    return np.clip(second[:many], 0.0, 1.0)


def _lines(low: Floats, high: Floats, places: int) -> list[tuple[Ints, Ints, int]]:
    """For each line that differs from others: who is surely above, who possibly, and how many of these."""
    found: dict[bytes, tuple[Ints, Ints, int]] = {}
    for line in np.unique(np.concatenate([low, high])):
        surely, possibly = high < line, (low <= line) & (high >= line)
        missing = places - int(surely.sum())
        if 0 <= missing <= int(possibly.sum()):
            key = surely.tobytes() + possibly.tobytes()
            found[key] = (np.flatnonzero(surely), np.flatnonzero(possibly), missing)
    return list(found.values())


def _rows(low: Floats, high: Floats, places: int) -> tuple[Any, int]:
    """The inequalities over p, z, and for each line y and s."""
    many, entries, row = len(low), _Entries(), 0
    free = many + 1
    for surely, possibly, missing in _lines(low, high, places):
        y, s = free, free + 1 + np.arange(len(possibly))
        entries.add(row, [many, y], [1.0, -float(missing)])
        entries.add(row, surely, -np.ones(len(surely)))
        entries.add(row, s, np.ones(len(s)))
        below = row + 1 + np.arange(len(possibly))
        for columns, sign in ((np.full(len(s), y), 1.0), (s, -1.0), (possibly, -1.0)):
            entries.add(below, columns, np.full(len(s), sign))
        row, free = row + 1 + len(possibly), free + 1 + len(possibly)
    return entries.matrix(row, free), free


class _Entries:
    """A sparse matrix while it is being written."""

    def __init__(self) -> None:
        self.parts: list[tuple[Ints, Ints, Floats]] = []

    def add(self, row: int | Ints, columns: list[int] | Ints, values: list[float] | Floats) -> None:
        """Add entries to one row, or one to each of several."""
        places, numbers = np.asarray(columns, dtype=np.int64), np.asarray(values, dtype=float)
        self.parts.append((np.broadcast_to(row, places.shape), places, numbers))

    def matrix(self, rows: int, columns: int) -> Any:
        """The finished matrix."""
        row, column, value = (np.concatenate([part[kind] for part in self.parts]) for kind in range(3))
        return csr_array((value, (row, column)), shape=(rows, columns))


def _optimum(rows: Any, objective: Floats, many: int, places: int, *, least: float) -> Floats:
    """The best point with a worst case of at least this."""
    bounds = np.tile([0.0, np.inf], (len(objective), 1))
    bounds[:many, 1] = 1.0
    bounds[many] = least, float(places)
    total = csr_array((np.ones(many), (np.zeros(many, dtype=np.int64), np.arange(many))), (1, len(objective)))
    found = linprog(
        objective, A_ub=rows, b_ub=np.zeros(rows.shape[0]), A_eq=total, b_eq=[places], bounds=bounds,
        method="highs",
    )  # fmt: skip
    solution: Floats = found.x
    return solution


def _equalised(chances: Floats, low: Floats, high: Floats, value: Floats) -> Floats:
    """Equal evidence, equal chance: the average over those with the same interval and the same likelihood."""
    keys = np.round(np.column_stack([low, high, value]), 12)
    _, which = np.unique(keys, axis=0, return_inverse=True)
    averages = np.bincount(which, chances) / np.bincount(which)
    equal: Floats = averages[which]
    return equal


def _named(names: list[str], chances: Floats) -> dict[str, float]:
    return dict(zip(names, chances.tolist(), strict=True))


def _check(intervals: Mapping[str, Interval], places: int, likely: Mapping[str, float] | None) -> None:
    check_places(places)
    if not intervals or places > len(intervals):
        raise BadInput(say("There are more places than applications."))
    refuse_if(
        (name for name, ends in intervals.items() if not all(map(is_finite, ends)) or ends[0] > ends[1]),
        say("An interval ends before it begins, or has no ends."),
    )
    if likely is not None and (missing := sorted(set(intervals) ^ set(likely))):
        raise BadInput(
            say("The probabilities of being in the top are not those of the same applications."), missing
        )
    refuse_if(
        (name for name, chance in (likely or {}).items() if not (is_finite(chance) and 0 <= chance <= 1)),
        say("A probability lies between 0 and 1."),
    )


def maximin_again(record: Record) -> Record:
    """The record of the same chances, computed anew."""
    given = record["inputs"]
    intervals = {name: (low, high) for name, (low, high) in given["intervals"].items()}
    return maximin(intervals, given["places"], likely=given["likely"]).record()
