"""Lifting whoever is served worst by exchanges that keep every condition.

The application with the smallest sum gives up one reviewer for a better one. If that one is free, it is done;
else the other application that had them takes the reviewer who was given up, or one who is free. An exchange
is made if both sides end above where the worst was, and the total stays at least what it must be. Whoever has
the best that they could have alone is left, and the next worst is tried. No solver is needed, so it works at
any size; it is a good answer, and not a proof.
"""

from dataclasses import dataclass

import numpy as np

from portal.selection.arrays import Floats, Ints, Mask
from portal.selection.assignment.task import Task

BETTER = 1e-9


@dataclass(frozen=True)
class Move:
    """One reviewer leaves the worst-served and another comes; a second application may be part of it."""

    leaves: int
    comes: int
    other: int  # the application that gives up the one who comes; −1 if they were free
    instead: int  # who comes there
    smallest: float  # of the two sums afterwards
    change: float  # of the total


class Team:
    """An assignment while it is being exchanged."""

    def __init__(self, task: Task, taken: Mask) -> None:
        self.task = task
        self.taken = taken | task.locked
        self.sums = (self.taken * task.affinity).sum(axis=0)
        self.load = self.taken.sum(axis=1)
        self.who, self.what = np.nonzero(
            self.taken
        )  # kept in step, since looking for them is what takes time

    def apply(self, application: int, move: Move) -> None:
        """Make the exchange."""
        self._replace(application, move.leaves, move.comes)
        if move.other >= 0:
            self._replace(move.other, move.comes, move.instead)

    def _replace(self, application: int, leaves: int, comes: int) -> None:
        self.taken[leaves, application], self.taken[comes, application] = False, True
        self.sums[application] += (
            self.task.affinity[comes, application] - self.task.affinity[leaves, application]
        )
        self.who[(self.who == leaves) & (self.what == application)] = comes
        self.load[leaves] -= 1
        self.load[comes] += 1

    def may_replace(self, leaves: Ints, comes: Ints, application: Ints) -> Mask:
        """Whether these changes keep conflicts, locks, experts and the share across, each for itself."""
        task = self.task
        fine = task.allowed[comes, application] & ~self.taken[comes, application]
        fine &= ~task.locked[leaves, application]
        fine &= task.across[comes, application] | ~task.across[leaves, application]
        if task.expert is not None:
            fine &= task.expert[comes, application] | ~task.expert[leaves, application]
        return np.asarray(fine)


def lift_worst(task: Task, taken: Mask, alone: Floats, *, least: float) -> Mask:
    """The assignment after all exchanges that lift the worst-served and keep the total at least this."""
    team, stuck = Team(task, taken), np.zeros(len(task.applications), dtype=bool)
    spare = float((team.taken * task.affinity).sum()) - least
    for _ in range(4 * len(stuck)):
        application = int(np.where(stuck, np.inf, team.sums).argmin())
        move = _best_move(team, application, spare)
        if move is None:
            stuck[application] = True
            if stuck.all() or team.sums[application] < alone[application] - BETTER:
                break
            continue
        team.apply(application, move)
        spare += move.change
    return team.taken & ~task.locked


def _best_move(team: Team, application: int, spare: float) -> Move | None:
    """The exchange after which the smaller of the two sums is greatest."""
    best: Move | None = None
    for leaves in np.flatnonzero(team.taken[:, application] & ~team.task.locked[:, application]).tolist():
        for move in (_of_free(team, application, leaves), _of_swap(team, application, leaves)):
            if move is None or spare + move.change < 0:
                continue
            if best is None or (move.smallest, move.change) > (best.smallest, best.change):
                best = move
    return best


def _of_free(team: Team, application: int, leaves: int) -> Move | None:
    """The best who has room, for the one who leaves, if that one can do with less."""
    task, places = team.task, np.arange(len(team.load))
    if team.load[leaves] <= task.minimum[leaves]:
        return None
    fine = team.may_replace(np.full_like(places, leaves), places, np.full_like(places, application))
    gain = np.where(fine & (team.load < task.capacity), task.affinity[:, application], -np.inf)
    comes = int(gain.argmax())
    change = float(gain[comes] - task.affinity[leaves, application])
    if not change > BETTER:
        return None
    return Move(leaves, comes, -1, -1, float(team.sums[application]) + change, change)


def _of_swap(team: Team, application: int, leaves: int) -> Move | None:
    """The best exchange with another application: one comes from there, and the one who leaves goes there."""
    task, here = team.task, float(team.sums[application])
    fit = task.affinity
    gain = fit[team.who, application] - fit[leaves, application]
    hopeful = np.flatnonzero((gain > BETTER) & (team.what != application))
    comes, other, gain = team.who[hopeful], team.what[hopeful], gain[hopeful]
    one, there = np.full_like(comes, leaves), np.full_like(comes, application)
    loss = fit[one, other] - fit[comes, other]
    smallest = np.minimum(here + gain, team.sums[other] + loss)
    fine = smallest > here + BETTER
    fine &= team.may_replace(one, comes, there) & team.may_replace(comes, one, other)
    if not fine.any():
        return None
    place = int(np.where(fine, smallest, -np.inf).argmax())
    change = float(gain[place] + loss[place])
    return Move(leaves, int(comes[place]), int(other[place]), leaves, float(smallest[place]), change)
