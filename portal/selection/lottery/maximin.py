"""Chances that hold up in the worst case that the intervals allow.

After A. Goldberg, G. Fanti and N. Shah, MERIT, 2025. A set of k applications is a possible true top if there
is a line t such that everyone outside could rank below it and everyone inside above it: with rank intervals
[l, h], all with h < t are in it, nobody with l > t is, and the rest of it is any choice of those between. The
chances p solve
    max z   subject to   Σ_{i in S} p_i ≥ z  for every possible top S,   Σ p = k,   0 ≤ p ≤ 1,
the sets being added one by one as they are violated, since the worst S for a line t is the one with the
smallest p. Among the solutions, the one with the greatest expected share of the true top is taken.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import linprog

from portal.selection.lottery.canonical import check_places
from portal.selection.ranking.reviews import Floats, Ints
from portal.selection.record import Record, make_record
from portal.selection.refusals import BadInput
from portal.words import say

TOLERANCE = 1e-9
ROUNDS = 2_000
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
    worst, _ = worst_top(chances, low, high, places)
    expected = float(value @ chances) / places if likely else None
    return Maximin(_named(names, chances), worst / places, expected, inputs)


def worst_share(chances: Mapping[str, float], intervals: Mapping[str, Interval], places: int) -> float:
    """The share of the true top that these chances select in the worst case that the intervals allow."""
    names = sorted(intervals)
    ends = np.array([intervals[name] for name in names], dtype=float)
    found, _ = worst_top(np.array([chances[name] for name in names]), ends[:, 0], ends[:, 1], places)
    return found / places


def worst_top(chances: Floats, low: Floats, high: Floats, places: int) -> tuple[float, Ints]:
    """The possible top that these chances serve worst, with the sum of its chances."""
    order = np.argsort(chances, kind="stable")
    best: tuple[float, Ints] = (np.inf, order[:places])
    for line in np.unique(np.concatenate([low, high])):
        surely, possibly = high < line, (low <= line) & (high >= line)
        missing = places - int(surely.sum())
        if not 0 <= missing <= int(possibly.sum()):
            continue
        chosen = np.concatenate([np.flatnonzero(surely), order[possibly[order]][:missing]])
        total = float(chances[chosen].sum())
        if total < best[0]:
            best = (total, chosen)
    return best


def _solve(low: Floats, high: Floats, places: int, value: Floats) -> Floats:
    """First the best worst case, then the best expectation among what reaches it."""
    many = len(low)
    rows: list[Floats] = []
    guess, _ = _cut(rows, np.append(np.zeros(many), -1.0), (0.0, float(places)), low, high, places)
    floor = guess - TOLERANCE
    _, chances = _cut(rows, np.append(-value, 0.0), (floor, floor), low, high, places)
    return chances


def _cut(
    rows: list[Floats], objective: Floats, bounds: Interval, low: Floats, high: Floats, places: int
) -> tuple[float, Floats]:
    """Solve, add the possible top that is served worst, and solve again, until none is served too badly."""
    many = len(low)
    box = [(0.0, 1.0)] * many + [bounds]
    total = np.append(np.ones(many), 0.0)[None, :]
    for _ in range(ROUNDS):
        upper = {"A_ub": np.array(rows), "b_ub": np.zeros(len(rows))} if rows else {}
        found = linprog(objective, A_eq=total, b_eq=[places], bounds=box, method="highs-ds", **upper)
        chances, guess = np.clip(found.x[:-1], 0.0, 1.0), float(found.x[-1])
        reached, top = worst_top(chances, low, high, places)
        if reached >= guess - 1e-7:
            break
        row = np.zeros(many + 1)
        row[top], row[-1] = -1.0, 1.0
        rows.append(row)
    return guess, chances


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
    if wrong := sorted(name for name, (low, high) in intervals.items() if not low <= high):
        raise BadInput(say("An interval ends before it begins."), wrong)
    if likely is not None and (missing := sorted(set(intervals) ^ set(likely))):
        raise BadInput(
            say("The probabilities of being in the top are not those of the same applications."), missing
        )


def maximin_again(record: Record) -> Record:
    """The record of the same chances, computed anew."""
    given = record["inputs"]
    intervals = {name: (low, high) for name, (low, high) in given["intervals"].items()}
    return maximin(intervals, given["places"], likely=given["likely"]).record()
