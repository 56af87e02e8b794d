"""The assignment with its proof."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from portal.selection.arrays import Mask
from portal.selection.assignment.task import Name, Pair, Task
from portal.selection.assignment.validation import Violation, violations
from portal.selection.record import Record, make_record


@dataclass(frozen=True)
class Assignment:
    """Pairs of reviewer and application, with what no assignment can exceed.

    Without a floor or a share, the total equals the upper bound: that is the proof. With a floor, the bound
    is that of all assignments without it, and the difference is what the floor costs.
    """

    pairs: list[Pair]
    total: float
    upper_bound: float
    worst: float
    worst_bound: float | None  # what the floor can't exceed; None where no floor was asked for
    loads: dict[Name, int]
    method: str
    task: Task = field(repr=False)
    inputs: dict[str, Any] = field(repr=False)
    parameters: dict[str, Any] = field(repr=False)
    seed: int

    @property
    def gap(self) -> float:
        """By how much the total may be below the best, as a share."""
        return max(0.0, self.upper_bound - self.total) / max(abs(self.upper_bound), 1e-12)

    def edit(
        self, *, remove: Collection[Pair] = (), add: Collection[Pair] = ()
    ) -> tuple[float, list[Violation]]:
        """What a change by hand would cost in total affinity, and what it would break."""
        pairs = [pair for pair in self.pairs if pair not in set(remove)] + list(add)
        return self.total - total_of(self.task, pairs), violations(self.task, pairs)

    def record(self) -> Record:
        """All that is needed to compute this assignment again."""
        results = {
            "pairs": self.pairs, "total": self.total, "worst": self.worst,
            "upper_bound": round(self.upper_bound, 4),
        }  # fmt: skip
        return make_record(
            self.method, inputs=self.inputs, parameters=self.parameters, seed=self.seed, results=results
        )


def total_of(task: Task, pairs: Collection[Pair]) -> float:
    """The affinity of these pairs together; pairs of unknown people count nothing."""
    rows = {name: place for place, name in enumerate(task.reviewers)}
    columns = {name: place for place, name in enumerate(task.applications)}
    known = [(rows[one], columns[other]) for one, other in pairs if one in rows and other in columns]
    return float(sum(task.affinity[row, column] for row, column in sorted(known)))


def pairs_of(task: Task, taken: Mask) -> list[Pair]:
    """The taken pairs by application and reviewer."""
    pairs = [(task.reviewers[row], task.applications[column]) for row, column in np.argwhere(taken)]
    return sorted(pairs, key=lambda pair: (_sortable(pair[1]), _sortable(pair[0])))


def _sortable(name: Name) -> tuple[int, str]:
    return (name, "") if isinstance(name, int) else (0, name)


def loads_of(task: Task, pairs: Collection[Pair]) -> dict[Name, int]:
    """How many each reviewer has."""
    counted = Counter(reviewer for reviewer, _ in pairs)
    return {name: counted[name] for name in sorted(task.reviewers, key=_sortable)}
