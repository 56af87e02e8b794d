"""From a fractional assignment to a whole one: only shares and floors make it necessary.

The pairs that the prices leave in question go to HiGHS's branch and bound, at the same rows. The bound stays
the one of the linear programme over all pairs, so what is lost by wholeness and by leaving hopeless pairs out
is seen, not hidden.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from portal.selection.arrays import Floats, Ints, Mask
from portal.selection.assignment.programme import (
    ALL_PAIRS_UP_TO,
    Program,
    Rows,
    Solved,
    gains,
    penalty,
    right_hand_sides,
)
from portal.selection.assignment.task import Task

GAP = 1e-5  # of the total: what branch and bound need not search for
NEAR = (0.02, 0.1)  # of the range of affinity: pairs this far from helping are considered
NODES = 500
FEW = 2_000  # pairs: so few that all of them are considered at once


def make_whole(task: Task, floor: Floats | None, solved: Solved) -> Mask | None:
    """The pairs taken beyond the locked ones; None if no whole assignment was found that keeps all rows."""
    if solved.missing.max(initial=0.0) > 1e-6:
        return None
    taken = mask_of(task, solved.rows, solved.columns, np.round(solved.taken) > 0)
    if solved.whole:
        return taken
    settled = _settled(task, solved)
    for near in NEAR if task.locked.size > FEW else (np.inf,):
        considered = _considered(task, solved, near)
        for open_ in _neighbourhoods(task, taken, settled):
            found = _over(task, floor, taken, considered, open_)
            if found is not None:
                return found
    return None


def _settled(task: Task, solved: Solved) -> Mask:
    """The applications all of whose pairs are whole."""
    broken = np.abs(solved.taken - np.round(solved.taken)) >= 1e-6
    settled = np.ones(len(task.applications), dtype=bool)
    settled[solved.columns[broken]] = False
    return settled


def _neighbourhoods(task: Task, taken: Mask, settled: Mask) -> Iterator[Mask]:
    """Whose places are opened again: those in question, then some who share a reviewer, then all."""
    if task.locked.size <= FEW:
        yield np.ones_like(settled)
        return
    unsettled = ~settled
    yield unsettled
    busy = np.asarray(taken[:, unsettled].any(axis=1))
    near = np.asarray((taken & busy[:, None]).any(axis=0))
    for stride in (8, 3):
        yield unsettled | (near & (np.arange(len(near)) % stride == 0))
    if task.locked.size <= ALL_PAIRS_UP_TO:
        yield np.ones_like(settled)


def _over(task: Task, floor: Floats | None, taken: Mask, considered: Mask, open_: Mask) -> Mask | None:
    """Branch and bound over the opened applications, with the others as they are."""
    kept = taken & ~open_
    part = replace(task, locked=task.locked | kept)
    found = _branch_and_bound(part, right_hand_sides(part, floor), considered & open_ & ~part.locked)
    return None if found is None else found | kept


def mask_of(task: Task, rows: Ints, columns: Ints, taken: Mask) -> Mask:
    """The taken pairs as a table."""
    mask = np.zeros_like(task.locked)
    mask[rows[taken], columns[taken]] = True
    return mask


def _considered(task: Task, solved: Solved, near: float) -> Mask:
    """The pairs in use, and those that would nearly help."""
    profit = gains(task, solved.prices)
    range_of_affinity = max(float(np.ptp(task.affinity)), 1e-12)
    considered = task.allowed & ~task.locked & (profit >= -near * range_of_affinity)
    used = solved.taken > 1e-9
    considered[solved.rows[used], solved.columns[used]] = True
    return considered


def _branch_and_bound(task: Task, rows: Rows, considered: Mask) -> Mask | None:
    from scipy.optimize import Bounds, LinearConstraint, milp  # slow import: see programme

    columns, reviewers = np.nonzero(considered.T)
    program = Program(task, rows, reviewers, columns)
    integrality = np.zeros(len(program.cost))
    integrality[: len(columns)] = 1
    high = program.bounds[:, 1].copy()
    high[program.cost == penalty(task)] = 0.0
    found = milp(
        program.cost, integrality=integrality, bounds=Bounds(program.bounds[:, 0], high),
        constraints=[LinearConstraint(program.equal, rows.need, rows.need),
                     LinearConstraint(program.upper, -np.inf, program.upper_side)],
        options={"mip_rel_gap": GAP, "node_limit": NODES},
    )  # fmt: skip
    if found.x is None:
        return None
    return mask_of(task, reviewers, columns, np.round(found.x[: len(columns)]) > 0)
