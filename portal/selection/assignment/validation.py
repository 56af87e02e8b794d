"""Whether pairs keep every condition: the solver's and a person's are checked alike."""

from collections.abc import Collection

import numpy as np

from portal.selection.arrays import Mask
from portal.selection.assignment.eligibility import cross_needed
from portal.selection.assignment.task import Name, Pair, Task
from portal.words import Sentence, say

Violation = tuple[Name | Pair, Sentence]


def violations(task: Task, pairs: Collection[Pair]) -> list[Violation]:
    """Everything that these pairs break, with whom it concerns."""
    rows = {name: place for place, name in enumerate(task.reviewers)}
    columns = {name: place for place, name in enumerate(task.applications)}
    unknown = [pair for pair in pairs if pair[0] not in rows or pair[1] not in columns]
    if unknown:
        return [(pair, say("is not known")) for pair in unknown]
    taken = np.zeros_like(task.locked)
    for reviewer, application in pairs:
        taken[rows[reviewer], columns[application]] = True
    return [*_of_pairs(task, taken), *_of_applications(task, taken), *_of_reviewers(task, taken)]


def _of_pairs(task: Task, taken: Mask) -> list[Violation]:
    kinds = (
        (task.conflict, say("has a conflict of interest")),
        (task.unreadable, say("does not read the language")),
    )
    broken: list[Violation] = [
        ((task.reviewers[row], task.applications[column]), sentence)
        for mask, sentence in kinds
        for row, column in np.argwhere(taken & mask)
    ]
    lost = np.argwhere(task.locked & ~taken)
    return broken + [
        ((task.reviewers[row], task.applications[column]), say("was locked")) for row, column in lost
    ]


def _of_applications(task: Task, taken: Mask) -> list[Violation]:
    got = taken.sum(axis=0)
    broken: list[Violation] = [
        (
            task.applications[place],
            say("has {got} of {need} reviewers", got=int(got[place]), need=int(task.need[place])),
        )
        for place in np.flatnonzero(got != task.need)
    ]
    if task.expert is not None:
        alone = ~(taken & task.expert).any(axis=0) & (task.need > 0)
        broken += [(task.applications[place], say("has no expert")) for place in np.flatnonzero(alone)]
    crossing = np.bincount(task.group, (taken & task.across).sum(axis=0), len(task.group_names))
    short = np.flatnonzero(crossing < cross_needed(task))
    return broken + [(task.group_names[place], say("has too few reviews across groups")) for place in short]


def _of_reviewers(task: Task, taken: Mask) -> list[Violation]:
    load = taken.sum(axis=1)
    kinds = (
        (load > task.capacity, say("has more than the capacity")),
        (load < task.minimum, say("has less than the minimum load")),
    )
    return [(task.reviewers[place], sentence) for wrong, sentence in kinds for place in np.flatnonzero(wrong)]
