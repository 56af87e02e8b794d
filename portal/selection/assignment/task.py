"""The task of an assignment, after everything was refused that contradicts itself.

Reviewers and applications stand in the order of the SHA-256 of seed and id: the solver sees the same task
whatever the order of the input, and where two assignments are equally good, neither the alphabet nor the
order of arrival decides.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from portal.selection.arrays import Floats, Ints, Mask
from portal.selection.refusals import BadInput, doubled, number_or_nan, refuse_if
from portal.words import say

Name = str | int
Pair = tuple[Name, Name]
PerOne = int | Sequence[int] | Ints
Names = Sequence[Name]


@dataclass(frozen=True)
class Task:
    """Reviewers × applications: how well they fit, who may, how many each needs and bears."""

    reviewers: tuple[Name, ...]
    applications: tuple[Name, ...]
    affinity: Floats
    need: Ints
    capacity: Ints
    minimum: Ints
    conflict: Mask
    unreadable: Mask
    expert: Mask | None
    locked: Mask
    across: Mask  # reviewer and application belong to different groups
    group: Ints  # of each application
    share: Floats  # of each group: how much must be reviewed across
    group_names: tuple[str, ...]
    balance: float

    @property
    def allowed(self) -> Mask:
        """Who may judge what."""
        return ~(self.conflict | self.unreadable)

    @property
    def open_need(self) -> Ints:
        """How many reviewers each application still needs beyond the locked ones."""
        return np.asarray(self.need - self.locked.sum(axis=0))


def read_task(affinity: object, given: Mapping[str, object]) -> Task:
    """Check the input and bring it into its one order."""
    fit = _matrix(affinity)
    reviewers = _names(given["reviewers"], fit.shape[0])
    applications = _names(given["applications"], fit.shape[1])
    rows, columns = _order(reviewers, given["seed"]), _order(applications, given["seed"])
    grid = np.ix_(rows, columns)
    group, names, across = _groups(given["groups"], fit.shape)
    expert = given["experts"]
    return Task(
        tuple(reviewers[row] for row in rows),
        tuple(applications[column] for column in columns),
        fit[grid],
        _counts(given["need"], applications)[columns],
        _counts(given["capacity"], reviewers)[rows],
        _counts(given["minimum"], reviewers)[rows],
        _mask(given["forbidden"], fit.shape)[grid],
        _mask(given["unreadable"], fit.shape)[grid],
        None if expert is None else _mask(expert, fit.shape)[grid],
        _locked(given["locked"], reviewers, applications)[grid],
        across[grid],
        group[columns],
        _shares(given["cross_share"], names),
        names,
        _balance(given["balance"]),
    )


def _matrix(affinity: object) -> Floats:
    try:
        fit = np.asarray(affinity, dtype=float)
    except (TypeError, ValueError):
        fit = np.empty(0)
    if fit.ndim != 2 or 0 in fit.shape:
        raise BadInput(say("The affinity must be a table of reviewers and applications, in numbers."))
    if not np.isfinite(fit).all():
        places = [(int(row), int(column)) for row, column in np.argwhere(~np.isfinite(fit))[:20]]
        raise BadInput(say("Some affinities are not numbers. Please forbid a pair instead."), places)
    return fit


def _names(given: object, number: int) -> list[Name]:
    names: list[Name] = list(range(number)) if given is None else list(_listed(given))
    if len(names) != number:
        raise BadInput(say("There are not as many ids as rows or columns in the table of affinity."))
    refuse_if(doubled(names), say("An id occurs twice."))
    return names


def _listed(given: object) -> Sequence[Any]:
    """The given sequence; a single text or number is none."""
    if isinstance(given, str) or not isinstance(given, Sequence | np.ndarray):
        raise BadInput(say("Ids, groups and locked pairs are given as lists."))
    return list(given)


def _order(names: Names, seed: object) -> Ints:
    keys = [hashlib.sha256(f"{seed}|{name}".encode()).hexdigest() for name in names]
    return np.argsort(keys, kind="stable")


def _counts(given: object, names: Names) -> Ints:
    numbers = np.asarray(given)
    counts = np.full(len(names), numbers) if numbers.ndim == 0 else numbers
    if counts.shape != (len(names),) or not np.issubdtype(counts.dtype, np.integer):
        raise BadInput(say("Needs, capacities and minimum loads are whole numbers, one for all or one each."))
    if (counts < 0).any():
        raise BadInput(say("A need, a capacity or a minimum load is negative."),
                       [names[place] for place in np.flatnonzero(counts < 0).tolist()])  # fmt: skip
    return counts.astype(np.int64)


def _mask(given: object, shape: tuple[int, ...]) -> Mask:
    mask = np.zeros(shape, dtype=bool) if given is None else np.asarray(given, dtype=bool)
    if mask.shape != shape:
        raise BadInput(say("A table of pairs does not have the size of the table of affinity."))
    return mask


def _locked(given: object, reviewers: Names, applications: Names) -> Mask:
    rows, columns = ({name: place for place, name in enumerate(names)} for names in (reviewers, applications))
    wanted: list[Pair] = [(one, other) for one, other in _listed(given)]
    if unknown := [pair for pair in wanted if pair[0] not in rows or pair[1] not in columns]:
        raise BadInput(say("A locked pair names somebody who is not known."), unknown)
    mask = np.zeros((len(reviewers), len(applications)), dtype=bool)
    for reviewer, application in wanted:
        mask[rows[reviewer], columns[application]] = True
    return mask


def _groups(given: object, shape: tuple[int, ...]) -> tuple[Ints, tuple[str, ...], Mask]:
    """The group of each application, the groups, and which pairs are across."""
    if given is None:
        return np.zeros(shape[1], dtype=np.int64), ("",), np.zeros(shape, dtype=bool)
    of_reviewers, of_applications = ([str(name) for name in _listed(part)] for part in _listed(given))
    if (len(of_reviewers), len(of_applications)) != shape:
        raise BadInput(say("Please give one group for each reviewer and one for each application."))
    names = tuple(sorted(set(of_applications)))
    place = {name: number for number, name in enumerate(names)}
    across = np.array(of_reviewers)[:, None] != np.array(of_applications)[None, :]
    return np.array([place[name] for name in of_applications]), names, across


def _shares(given: object, names: tuple[str, ...]) -> Floats:
    if isinstance(given, Mapping):
        refuse_if(set(given) - set(names), say("A share of cross-reviews is asked of an unknown group."))
        shares = np.array([number_or_nan(given.get(name, 0.0)) for name in names])
    else:
        shares = np.full(len(names), number_or_nan(given or 0.0))
    if not ((shares >= 0) & (shares <= 1)).all():
        raise BadInput(say("A share of cross-reviews lies between 0 and 1."))
    if shares.any() and names == ("",):
        raise BadInput(say("A share of cross-reviews needs groups of reviewers and applications."))
    return shares


def _balance(given: object) -> float:
    value = number_or_nan(given)
    if not (np.isfinite(value) and value >= 0):
        raise BadInput(say("The weight of an even load is a number, not below zero."))
    return value
