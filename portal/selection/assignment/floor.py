"""A floor for the application that is served worst.

The largest F is sought such that every application p gets at least min(F, best_p) in sum, best_p being the
most that it could get alone, while the total loses at most one percent. Exchanges find a good floor at any
size. Up to some tens of thousands of pairs, floors above it are then tried by branch and bound, written as a
floor and bisected (never as "max t", with which the same solver gets stuck), and the linear programme says
what no floor can exceed.
"""

from dataclasses import dataclass

import numpy as np

from portal.selection.arrays import Floats, Mask
from portal.selection.assignment.exchange import lift_worst
from portal.selection.assignment.programme import (
    ALL_PAIRS_UP_TO,
    Solved,
    right_hand_sides,
    solve_programme,
)
from portal.selection.assignment.task import Task
from portal.selection.assignment.whole import FEW, make_whole, mask_of

STEPS = 9
TRIES, TRIES_OF_FEW = 5, 14


@dataclass(frozen=True)
class Raised:
    """The whole assignment with the highest floor, that floor, and what no floor can exceed."""

    taken: Mask
    floor: float
    highest: float


def best_alone(task: Task) -> Floats:
    """The most that each application could get if it were the only one."""
    fit = np.where(task.allowed, task.affinity, -np.inf)
    fit = np.where(task.locked, np.inf, fit)
    order = -np.sort(-fit, axis=0)
    counted = np.where(np.arange(len(fit))[:, None] < task.need, order, 0.0)
    locked = (task.locked * task.affinity).sum(axis=0)
    return np.asarray(np.where(np.isfinite(counted), counted, 0.0).sum(axis=0) + locked)


def sums(task: Task, taken: Mask) -> Floats:
    """What each application gets."""
    return np.asarray(((taken | task.locked) * task.affinity).sum(axis=0))


def raise_floor(task: Task, taken: Mask, first: Solved, *, least: float) -> Raised:
    """Lift the worst-served as far as a total of at least this (beyond the locked pairs) allows."""
    alone = best_alone(task)
    fixed = float((task.locked * task.affinity).sum())
    lifted = lift_worst(task, taken, alone, least=least + fixed)
    low, high = float(sums(task, lifted).min()), float(alone.min())
    if task.locked.size > ALL_PAIRS_UP_TO or (high - low < 1e-9 and np.array_equal(lifted, taken)):
        return Raised(lifted, low, high)
    used = mask_of(task, first.rows, first.columns, first.taken > 1e-9)
    high, reached = _highest(task, alone, used, low=low, high=high, least=least)
    cheaper = _whole_at(task, alone, used, low, least)
    lifted = lifted if cheaper is None else cheaper
    for _ in range(TRIES if task.locked.size > FEW else TRIES_OF_FEW):
        if reached - low < 1e-9:
            break
        floor = (low + reached) / 2
        found = _whole_at(task, alone, used, floor, least)
        if found is None:
            reached = floor
        else:
            lifted, low = found, float(sums(task, found).min())
    return Raised(lifted, low, high)


def _highest(
    task: Task, alone: Floats, used: Mask, *, low: float, high: float, least: float
) -> tuple[float, float]:
    """Between which two floors the linear programme stops being possible."""
    reached = low
    for _ in range(STEPS):
        middle = (reached + high) / 2
        if _bound_at(task, alone, used, middle) >= least:
            reached = middle
        else:
            high = middle
    return high, reached


def _bound_at(task: Task, alone: Floats, used: Mask, floor: float) -> float:
    rows = right_hand_sides(task, np.minimum(floor, alone - 1e-9))
    solved = solve_programme(task, rows, start=used)
    return -np.inf if solved.missing.max(initial=0.0) > 1e-6 else solved.bound


def _whole_at(task: Task, alone: Floats, used: Mask, floor: float, least: float) -> Mask | None:
    floors = np.minimum(floor, alone - 1e-9)
    solved = solve_programme(task, right_hand_sides(task, floors), start=used)
    found = make_whole(task, floors, solved)
    if found is None or float((found * task.affinity).sum()) < least:
        return None
    return found
