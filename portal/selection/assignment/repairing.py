"""When a reviewer is lost: only the orphaned places are given anew, and all others stay."""

from collections.abc import Collection

import numpy as np

from portal.selection.assignment.assigning import arguments_of, assign, best_assignment, without
from portal.selection.assignment.eligibility import check_eligibility
from portal.selection.assignment.result import Assignment
from portal.selection.assignment.task import Name
from portal.selection.record import Record
from portal.selection.refusals import BadInput
from portal.words import say


def repair(before: Assignment, lost: Collection[Name]) -> Assignment:
    """The assignment without these reviewers, as good as it can be without touching any other pair."""
    task = before.task
    if unknown := sorted(set(lost) - set(task.reviewers), key=str):
        raise BadInput(say("Some of the lost reviewers were never there."), unknown)
    gone = np.array([name in set(lost) for name in task.reviewers])
    pairs = set(before.pairs)
    kept = np.array([[(one, other) in pairs for other in task.applications] for one in task.reviewers])
    left = without(task, gone, kept)
    check_eligibility(left)
    steps = [*before.inputs.get("lost", []), sorted(lost, key=str)]
    return best_assignment(
        left, floor=False, loss=0.0,
        kept={"inputs": {**before.inputs, "lost": steps}, "parameters": before.parameters,
              "seed": before.seed, "method": "assignment.repair"},
    )  # fmt: skip


def repair_again(record: Record) -> Record:
    """The record of the same repair, computed anew from the first assignment on."""
    found = assign(**arguments_of(record))
    for lost in record["inputs"]["lost"]:
        found = repair(found, lost)
    return found.record()
