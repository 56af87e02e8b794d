"""Assign reviewers to applications: as fitting as can be, nobody left badly served, with a proof."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from portal.selection.arrays import Mask
from portal.selection.assignment.eligibility import check_eligibility
from portal.selection.assignment.floor import raise_floor, sums
from portal.selection.assignment.programme import Solved, load_steps, right_hand_sides, solve_programme
from portal.selection.assignment.result import Assignment, loads_of, pairs_of, total_of
from portal.selection.assignment.task import Name, Pair, PerOne, Task, read_task
from portal.selection.assignment.validation import violations
from portal.selection.assignment.whole import make_whole
from portal.selection.record import Record, unpacked
from portal.selection.refusals import BadInput, Infeasible
from portal.words import say

Table = Sequence[Sequence[float]] | NDArray[Any]
ARRAYS = ("forbidden", "unreadable", "experts")


def assign(
    affinity: Table,
    *,
    need: PerOne,
    capacity: PerOne,
    minimum: PerOne = 0,
    forbidden: NDArray[np.bool_] | None = None,
    unreadable: NDArray[np.bool_] | None = None,
    experts: NDArray[np.bool_] | None = None,
    floor: bool = True,
    max_floor_loss: float = 0.01,
    cross_share: float | Mapping[str, float] | None = None,
    groups: tuple[Sequence[str], Sequence[str]] | None = None,
    locked: Sequence[Pair] = (),
    balance: float = 0.0,
    reviewers: Sequence[Name] | None = None,
    applications: Sequence[Name] | None = None,
    seed: int = 0,
) -> Assignment:
    """Give each application the reviewers it needs, by a table of reviewers × applications.

    Forbidden pairs have a conflict, unreadable ones no language in common; experts asks for one each.
    Groups are those of reviewers and of applications; cross_share is the least share of reviews across them.
    """
    given: dict[str, Any] = {
        "need": need, "capacity": capacity, "minimum": minimum, "forbidden": forbidden,
        "unreadable": unreadable, "experts": experts, "cross_share": cross_share, "groups": groups,
        "locked": locked, "balance": balance, "reviewers": reviewers, "applications": applications,
        "seed": seed,
    }  # fmt: skip
    if not 0 <= max_floor_loss < 1:
        raise BadInput(say("The loss for a floor is a share between 0 and 1."))
    task = read_task(affinity, given)
    check_eligibility(task)
    inputs = {
        "affinity": np.asarray(affinity, dtype=float),
        **{name: given[name] for name in given if name != "seed"},
    }
    parameters = {"floor": floor, "max_floor_loss": max_floor_loss}
    return best_assignment(task, floor=floor, loss=max_floor_loss,
                           kept={"inputs": _storable(inputs), "parameters": parameters, "seed": seed,
                                 "method": "assignment.assign"})  # fmt: skip


def best_assignment(task: Task, *, floor: bool, loss: float, kept: dict[str, Any]) -> Assignment:
    """Solve, make whole, lift the worst-served, and check the result as if it came from a stranger."""
    rows = right_hand_sides(task)
    solved = solve_programme(task, rows)
    taken = _whole_or_refuse(task, solved)
    fixed = float((task.locked * task.affinity).sum())
    highest: float | None = None
    if floor and task.need.any():
        best = float((taken * task.affinity).sum())
        raised = raise_floor(task, taken, solved, least=best - loss * abs(best + fixed))
        taken, highest = raised.taken, raised.highest
    pairs = pairs_of(task, taken | task.locked)
    if broken := violations(task, pairs):
        raise Infeasible(say("The solver’s answer breaks a condition and was discarded."), broken)
    uneven = _uneven(task, taken)
    return Assignment(
        pairs, total_of(task, pairs), solved.bound + fixed + uneven, float(sums(task, taken).min()), highest,
        loads_of(task, pairs), task=task, **kept,
    )  # fmt: skip


def _whole_or_refuse(task: Task, solved: Solved) -> Mask:
    if solved.missing.max(initial=0.0) > 1e-6:
        short = np.flatnonzero(solved.missing > 1e-6)
        raise Infeasible(
            say("The conditions together leave some applications without enough reviewers."),
            [(task.applications[place], say("would lack {number}", number=int(lack)))
             for place, lack in zip(short, np.ceil(solved.missing[short] - 1e-6), strict=True)],
        )  # fmt: skip
    taken = make_whole(task, None, solved)
    if taken is None:
        raise Infeasible(say("No assignment keeps all of these conditions together."))
    return taken


def _uneven(task: Task, taken: Mask) -> float:
    """What the even load costs at this assignment, so that bound and total are of one kind."""
    if not task.balance:
        return 0.0
    whose, costs = load_steps(task, right_hand_sides(task))
    return float(sum(costs[whose == place][:number].sum() for place, number in enumerate(taken.sum(axis=1))))


def _storable(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs as a record keeps them: masks as bits of an array, counts as lists."""
    kept = dict(inputs)
    for name in ARRAYS:
        if kept[name] is not None:
            kept[name] = np.asarray(kept[name], dtype=np.uint8)
    for name in ("need", "capacity", "minimum"):
        if not isinstance(kept[name], int):
            kept[name] = [int(number) for number in np.atleast_1d(kept[name])]
    return kept


def assign_again(record: Record) -> Record:
    """The record of the same assignment, computed anew."""
    return assign(**arguments_of(record)).record()


def arguments_of(record: Record) -> dict[str, Any]:
    """The arguments of the assignment that a record is about."""
    given = dict(record["inputs"])
    given.pop("lost", None)
    for name in ("affinity", *ARRAYS):
        if given[name] is not None:
            given[name] = unpacked(given[name]) if name == "affinity" else unpacked(given[name]).astype(bool)
    given["locked"] = [(one, other) for one, other in given["locked"]]
    return {**given, **record["parameters"], "seed": record["seed"]}


def without(task: Task, lost: Mask, kept: Mask) -> Task:
    """The task without some reviewers, with these pairs locked."""
    return replace(
        task,
        capacity=np.where(lost, 0, task.capacity),
        minimum=np.where(lost, 0, np.minimum(task.minimum, task.capacity)),
        locked=kept & ~lost[:, None],
    )
