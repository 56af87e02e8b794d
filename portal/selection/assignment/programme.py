"""The linear programme of an assignment, and the proof that nothing is better.

    max Σ a_rp x_rp   subject to   Σ_r x_rp = need_p,   low_r ≤ Σ_p x_rp ≤ cap_r,   0 ≤ x ≤ 1
with x = 0 for forbidden pairs and x = 1 for locked ones. Rows may be added: an expert for each application, a
share of reviews across groups, a floor for the sum of an application. Without shares and floors the matrix is
that of a flow, hence totally unimodular: the corner that the simplex method finds is whole-numbered (A. J.
Hoffman and J. B. Kruskal, 1956). An even load costs k·ε for a reviewer's k-th review, as parallel arcs, which
keeps it a flow.

Large tasks begin with the best pairs of each application; pairs whose reduced cost shows that they would help
are added until there are none (column generation), so no pair is left out of the proof. The proof is the dual
bound
    Σ λ b + Σ_pairs max(0, gain of the pair at the prices λ),
computed here from the prices with nothing taken on trust: any prices give a bound, and the right ones give
the total.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from portal.selection.arrays import Floats, Ints, Mask
from portal.selection.assignment.eligibility import cross_needed
from portal.selection.assignment.task import Task

ALL_PAIRS_UP_TO = 60_000
FIRST, MORE = 24, 8  # pairs of each application: at first, and at most in each further round
ROUNDS = 60
HELPS = 1e-9
PENALTY = 1e3  # times the range of affinity, for each review that can't be had


@dataclass(frozen=True)
class Prices:
    """What one more of each would bring: reviews, load, minimum load, experts, shares, floors."""

    need: Floats
    load: Floats
    least: Floats
    expert: Floats
    across: Floats
    floor: Floats


@dataclass(frozen=True)
class Solved:
    """The best fractional assignment over the chosen pairs, what is missing, and the bound over all pairs."""

    rows: Ints
    columns: Ints
    taken: Floats
    missing: Floats
    prices: Prices
    bound: float  # on the affinity of the pairs that aren't locked, less the cost of an uneven load

    @property
    def whole(self) -> bool:
        """Whether every pair is taken or not."""
        return bool((np.abs(self.taken - np.round(self.taken)) < 1e-6).all())


@dataclass(frozen=True)
class Rows:
    """The right-hand sides that the locked pairs leave."""

    need: Floats
    room: Floats
    least: Floats
    expert: Floats
    across: Floats
    floor: Floats  # of each application; −inf where there is none


def right_hand_sides(task: Task, floor: Floats | None = None) -> Rows:
    """What remains to be done beyond the locked pairs."""
    locked = task.locked
    load = locked.sum(axis=1)
    expert = np.zeros(len(task.applications))
    if task.expert is not None:
        expert = ((task.need > 0) & ~(locked & task.expert).any(axis=0)).astype(float)
    crossing = np.bincount(task.group, (locked & task.across).sum(axis=0), len(task.group_names))
    sums = (locked * task.affinity).sum(axis=0)
    floors = np.full(len(task.applications), -np.inf) if floor is None else floor - sums
    return Rows(
        task.open_need.astype(float), (task.capacity - load).astype(float),
        np.maximum(task.minimum - load, 0).astype(float), expert,
        np.maximum(cross_needed(task) - crossing, 0), floors,
    )  # fmt: skip


def solve_programme(task: Task, rows: Rows, *, start: Mask | None = None) -> Solved:
    """Solve over some pairs, add the pairs that would help, and again, until none would."""
    free = task.allowed & ~task.locked
    chosen = free if free.size <= ALL_PAIRS_UP_TO else _first_pairs(task, free, start)
    for _ in range(ROUNDS):
        solved = _solve(task, rows, chosen)
        if chosen is free:
            break
        added = _helpful(task, solved.prices, free & ~chosen)
        if not added.any():
            break
        chosen = chosen | added
    return solved


def _first_pairs(task: Task, free: Mask, start: Mask | None) -> Mask:
    """The best pairs of each application, the best of each reviewer, and what was used before."""
    chosen = np.zeros_like(free) if start is None else start & free
    fit = np.where(free, task.affinity, -np.inf)
    many = min(FIRST, fit.shape[0] - 1)
    best = np.argpartition(-fit, many, axis=0)[:many]
    np.put_along_axis(chosen, best, True, axis=0)
    each = min(int(task.minimum.max()) + 1, fit.shape[1] - 1)
    of_reviewers = np.argpartition(-fit, each, axis=1)[:, :each]
    np.put_along_axis(chosen, of_reviewers, True, axis=1)
    return chosen & free


def _helpful(task: Task, prices: Prices, candidates: Mask) -> Mask:
    """Of each application the pairs with the greatest gain at these prices."""
    profit = np.where(candidates, gains(task, prices), -np.inf)
    many = min(MORE, profit.shape[0] - 1)
    best = np.argpartition(-profit, many, axis=0)[:many]
    chosen = np.zeros_like(candidates)
    np.put_along_axis(chosen, best, True, axis=0)
    return chosen & (profit > HELPS * max(1.0, float(np.abs(task.affinity).max())))


def gains(task: Task, prices: Prices) -> Floats:
    """What each pair would gain beyond what it costs at these prices."""
    profit: Floats = task.affinity * (1 + prices.floor) - prices.need - (prices.load - prices.least)[:, None]
    if task.expert is not None:
        profit += task.expert * prices.expert
    if prices.across.any():
        profit += task.across * prices.across[task.group]
    return profit


def _solve(task: Task, rows: Rows, chosen: Mask) -> Solved:
    from scipy.optimize import linprog  # slow import: pages that only read pairs don't wait for the solver

    columns, reviewers = np.nonzero(chosen.T)
    program = Program(task, rows, reviewers, columns)
    found = linprog(
        program.cost, A_ub=program.upper, b_ub=program.upper_side, A_eq=program.equal, b_eq=rows.need,
        bounds=program.bounds, method="highs-ds",
    )  # fmt: skip
    if found.x is None:
        return Solved(reviewers, columns, np.zeros(len(columns)), rows.need, program.no_prices(), -np.inf)
    prices = program.prices(found.eqlin.marginals, found.ineqlin.marginals)
    missing = found.x[len(columns) : len(columns) + len(rows.need)]
    return Solved(
        reviewers, columns, found.x[: len(columns)], missing, prices, dual_bound(task, rows, prices)
    )


class Program:
    """The matrices of the programme over the chosen pairs: pairs, missing reviews, then steps of load."""

    def __init__(self, task: Task, rows: Rows, reviewers: Ints, columns: Ints) -> None:
        self.task, self.rows = task, rows
        self.reviewers, self.columns = reviewers, columns
        self.fit = task.affinity[reviewers, columns]
        self.steps = load_steps(task, rows)
        self.cost = np.concatenate([-self.fit, np.full(len(rows.need), penalty(task)), self.steps[1]])
        self.bounds = np.zeros((len(self.cost), 2))
        self.bounds[:, 1] = 1.0
        self.bounds[len(columns) : len(columns) + len(rows.need), 1] = np.inf
        self.equal = self._equal()
        self.parts = self._parts()
        self._stack()

    def _equal(self) -> Any:
        many, applications = len(self.columns), len(self.rows.need)
        places = np.concatenate([self.columns, np.arange(applications)])
        return _sparse(np.ones(many + applications), places, np.arange(many + applications),
                       (applications, len(self.cost)))  # fmt: skip

    def _parts(self) -> list[tuple[str, Ints, Any, Floats]]:
        """Name, which of its kind have a row, matrix and right-hand side."""
        task, rows, width = self.task, self.rows, len(self.cost)
        each, ones = np.arange(len(self.columns)), np.ones(len(self.columns))
        offset = len(self.columns) + len(rows.need)
        with_steps = self.steps[0].size > 0
        load = _sparse(
            np.concatenate([ones, -np.ones(len(self.steps[0]))]),
            np.concatenate([self.reviewers, self.steps[0]]),
            np.concatenate([each, offset + np.arange(len(self.steps[0]))]), (len(rows.room), width),
        )  # fmt: skip
        room = np.zeros_like(rows.room) if with_steps else rows.room
        least = _sparse(-ones, self.reviewers, each, (len(rows.room), width))
        parts = [("load", np.arange(len(room)), load, room), _kept("least", least, -rows.least)]
        if task.expert is not None:
            expert = task.expert[self.reviewers, self.columns].astype(float)
            parts.append(
                _kept("expert", _sparse(-expert, self.columns, each, self.equal.shape), -rows.expert)
            )
        across = task.across[self.reviewers, self.columns].astype(float)
        shape = (len(task.group_names), width)
        parts.append(_kept("across", _sparse(-across, task.group[self.columns], each, shape), -rows.across))
        floors = _sparse(-self.fit, self.columns, each, self.equal.shape)
        parts.append(_kept("floor", floors, -rows.floor))
        return parts

    def _stack(self) -> None:
        from scipy import sparse  # slow import: see _solve

        self.upper = sparse.vstack([matrix for _, _, matrix, _ in self.parts], format="csc")
        self.upper_side = np.concatenate([side for _, _, _, side in self.parts])

    def prices(self, equal: Floats, upper: Floats) -> Prices:
        """The solver's marginals as prices; those of inequalities are made to have the right sign."""
        found = self._empty()
        found["need"] = -np.asarray(equal)
        start = 0
        for name, kept, _, side in self.parts:
            found[name][kept] = np.maximum(-np.asarray(upper[start : start + len(side)]), 0.0)
            start += len(side)
        return Prices(**found)

    def no_prices(self) -> Prices:
        """Prices of nothing."""
        return Prices(**self._empty())

    def _empty(self) -> dict[str, Floats]:
        applications, reviewers = len(self.rows.need), len(self.rows.room)
        sizes = {"need": applications, "load": reviewers, "least": reviewers, "expert": applications,
                 "across": len(self.rows.across), "floor": applications}  # fmt: skip
        return {name: np.zeros(size) for name, size in sizes.items()}


def _sparse(values: Floats, rows: Ints, columns: Ints, shape: tuple[int, int]) -> Any:
    from scipy import sparse  # slow import: see _solve

    return sparse.csr_array((values, (rows, columns)), shape=shape)


def _kept(name: str, matrix: Any, side: Floats) -> tuple[str, Ints, Any, Floats]:
    """Only the rows that ask for something."""
    kept = np.flatnonzero((side < 0) & np.isfinite(side))
    return name, kept, matrix[kept], side[kept]


def load_steps(task: Task, rows: Rows) -> tuple[Ints, Floats]:
    """For each further review that a reviewer may get: whose it is and what it costs."""
    if not task.balance:
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    room = rows.room.astype(np.int64)
    whose = np.repeat(np.arange(len(room)), room)
    step = np.concatenate([np.arange(one) for one in room]) if room.sum() else np.zeros(0)
    return whose, task.balance * (step + 1 + task.locked.sum(axis=1)[whose])


def penalty(task: Task) -> float:
    """What a missing review costs: more than any assignment could gain by it."""
    return PENALTY * (float(np.ptp(task.affinity)) + float(np.abs(task.affinity).max()) + task.balance + 1e-6)


def dual_bound(task: Task, rows: Rows, prices: Prices) -> float:
    """What no assignment can exceed, whatever the prices are."""
    floors = np.where(np.isfinite(rows.floor), rows.floor, 0.0)
    whose, costs = load_steps(task, rows)
    room = np.maximum(prices.load[whose] - costs, 0.0).sum() if task.balance else prices.load @ rows.room
    fixed = (prices.need @ rows.need + room - prices.least @ rows.least - prices.expert @ rows.expert
             - prices.across @ rows.across - prices.floor @ floors)  # fmt: skip
    profit = gains(task, prices)[task.allowed & ~task.locked]
    return float(fixed + np.maximum(profit, 0.0).sum())
