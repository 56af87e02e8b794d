"""What can be seen to be impossible before any solver runs, with the applications and the reasons."""

import numpy as np

from portal.selection.arrays import Mask
from portal.selection.assignment.task import Name, Task
from portal.selection.refusals import BadInput, Infeasible
from portal.words import Sentence, say


def check_eligibility(task: Task) -> None:
    """Refuse contradictory locks, applications with too few reviewers, and loads that can't add up."""
    _check_locks(task)
    reasons = [*_too_few(task), *_no_expert(task), *_not_enough_across(task)]
    if reasons:
        raise Infeasible(say("Some applications can’t get the reviewers that they need."), reasons)
    total, room = int(task.need.sum()), int(task.capacity.sum())
    if total > room:
        raise Infeasible(
            say("{total} reviews are needed, and the reviewers can write {room}.", total=total, room=room),
            [(name, say("needs {number}", number=int(number)))
             for name, number in zip(task.applications, task.need, strict=True)],
        )  # fmt: skip
    if (least := int(task.minimum.sum())) > total:
        raise Infeasible(
            say(
                "The reviewers are promised {least} reviews; there are only {total}.",
                least=least,
                total=total,
            )
        )


def _check_locks(task: Task) -> None:
    barred = np.argwhere(task.locked & ~task.allowed)
    if len(barred):
        raise BadInput(
            say("A pair is locked and forbidden at once."),
            [(task.reviewers[row], task.applications[column]) for row, column in barred],
        )
    over = _names(task.applications, task.locked.sum(axis=0) > task.need)
    full = _names(task.reviewers, task.locked.sum(axis=1) > task.capacity)
    if over or full:
        raise BadInput(say("More pairs are locked than are needed or can be borne."), [*over, *full])
    if crossed := _names(task.reviewers, task.minimum > task.capacity):
        raise BadInput(say("A reviewer’s minimum load is above the capacity."), crossed)


def _names(names: tuple[Name, ...], chosen: Mask) -> list[Name]:
    return sorted((names[place] for place in np.flatnonzero(chosen)), key=str)


def _too_few(task: Task) -> list[tuple[Name, Sentence]]:
    willing = (task.allowed & (task.capacity > 0)[:, None]).sum(axis=0)
    return [
        (task.applications[place], _why(task, int(place), int(willing[place])))
        for place in np.flatnonzero(willing < task.need)
    ]


def _why(task: Task, place: int, eligible: int) -> Sentence:
    return say(
        "needs {need}, {eligible} are eligible: {conflicts} have a conflict, {unreadable} can’t read it",
        need=int(task.need[place]), eligible=eligible, conflicts=int(task.conflict[:, place].sum()),
        unreadable=int((task.unreadable & ~task.conflict)[:, place].sum()),
    )  # fmt: skip


def _no_expert(task: Task) -> list[tuple[Name, Sentence]]:
    if task.expert is None:
        return []
    found = (task.expert & task.allowed & (task.capacity > 0)[:, None]).any(axis=0)
    missing = np.flatnonzero(~found & (task.need > 0))
    return [(task.applications[place], say("has no eligible expert")) for place in missing]


def _not_enough_across(task: Task) -> list[tuple[Name, Sentence]]:
    """Groups whose share of cross-reviews can't be reached even if everyone may help."""
    most = np.minimum((task.across & task.allowed).sum(axis=0), task.need)
    reachable = np.bincount(task.group, most, len(task.group_names))
    short = np.flatnonzero(reachable < cross_needed(task) - 1e-9)
    return [
        (task.group_names[place], say("can’t reach its share of reviews across groups")) for place in short
    ]


def cross_needed(task: Task) -> np.ndarray:
    """How many reviews of each group must be across: its share of all of them, in whole reviews."""
    reviews = np.bincount(task.group, task.need, len(task.group_names))
    return np.asarray(np.ceil(task.share * reviews - 1e-9))
