"""Exchanges lift whoever is served worst, and break nothing that the assignment had promised."""

from typing import Any

import numpy as np
import pytest

from portal.selection.assignment.exchange import lift_worst
from portal.selection.assignment.task import Task, read_task

PEOPLE, CASES = ("ada", "bela", "cem"), ("film", "music")
FIT = [[0.95, 0.40], [0.50, 0.10], [0.30, 0.35]]
BEFORE = {"film": "ada", "music": "bela"}
SWAPPED = {"film": "bela", "music": "ada"}
RELIEVED = {"film": "ada", "music": "cem"}
NOT_ADA = [[False, True], [False, False], [False, False]]  # for music
USUAL: dict[str, Any] = {
    "reviewers": PEOPLE, "applications": CASES, "seed": 0, "need": 1, "capacity": 1, "minimum": 0,
    "forbidden": None, "unreadable": None, "experts": None, "locked": [], "groups": None,
    "cross_share": 0.0, "balance": 0.0,
}  # fmt: skip


def lifted(least: float, **changes: Any) -> dict[str, str]:
    """Who judges what after all exchanges."""
    task = read_task(FIT, USUAL | changes)
    alone = np.where(task.allowed, task.affinity, 0).max(axis=0)
    taken = lift_worst(task, mask_of(task), alone, least=least) | task.locked
    return {task.applications[one]: task.reviewers[who] for who, one in np.argwhere(taken).tolist()}


def mask_of(task: Task) -> np.ndarray:
    """What there is before, in the task's own order."""
    names = [(who, one) for one, who in BEFORE.items()]
    return np.array([[(who, one) in names for one in task.applications] for who in task.reviewers])


@pytest.mark.parametrize(
    ("least", "after"),
    [(0.9, SWAPPED), (0.91, RELIEVED), (1.29, RELIEVED), (1.31, BEFORE)],
)
def test_the_worst_served_gets_the_best_that_the_total_can_bear(least: float, after: dict[str, str]) -> None:
    assert lifted(least) == after


@pytest.mark.parametrize(
    ("changes", "after"),
    [
        ({"capacity": [1, 1, 0]}, SWAPPED),
        ({"forbidden": NOT_ADA, "minimum": [0, 1, 0]}, BEFORE),
        ({"forbidden": NOT_ADA}, RELIEVED),
        ({"unreadable": [[False, False], [True, False], [False, False]]}, RELIEVED),
        ({"locked": [("bela", "music")]}, BEFORE),
        ({"locked": [("ada", "film")]}, RELIEVED),
        ({"experts": [[True, True], [False, True], [True, True]]}, RELIEVED),
        ({"groups": [["m", "f", "m"], ["f", "m"]], "cross_share": 0.5}, BEFORE),
    ],
)  # fmt: skip
def test_no_exchange_breaks_what_was_promised(changes: dict[str, Any], after: dict[str, str]) -> None:
    assert lifted(0.0, **changes) == after


def test_an_exchange_that_makes_the_other_side_as_bad_is_not_made() -> None:
    poor = [[0.95, 0.40], [0.05, 0.10], [0.0, 0.0]]
    task = read_task(poor, USUAL)
    taken = mask_of(task)
    assert (lift_worst(task, taken, np.ones(2), least=0.0) == taken).all()
