"""The reviews of a call as arrays, after everything was refused that can't be computed with.

Applications, reviewers and groups stand in the order of their ids and the reviews in the order of both,
so that no result depends on the order in which the input came.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from portal.selection.arrays import Floats, Ints
from portal.selection.refusals import BadInput, doubled, is_finite, refuse_if
from portal.words import say

Score = tuple[str, str, float]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Reviews:
    """All reviews: review r is about application[r], by reviewer[r], with score[r] and weight[r]."""

    applications: tuple[str, ...]
    reviewers: tuple[str, ...]
    groups: tuple[str, ...]
    application: Ints
    reviewer: Ints
    score: Floats
    weight: Floats
    group: Ints  # of each application
    scale: tuple[float, float]

    @property
    def reviews_of_application(self) -> Ints:
        """How many reviews each application has."""
        return np.bincount(self.application, minlength=len(self.applications))

    @property
    def reviews_of_reviewer(self) -> Ints:
        """How many reviews each reviewer wrote."""
        return np.bincount(self.reviewer, minlength=len(self.reviewers))


def read_reviews(
    scores: Iterable[Score],
    *,
    groups: Mapping[str, str] | None,
    weights: Mapping[Pair, float] | None,
    scale: tuple[float, float] | None,
) -> Reviews:
    """Check the input and bring it into its one order; a refusal names the ids concerned."""
    given = [(str(one), str(who), score) for one, who, score in scores]
    refuse_if(
        (row[:2] for row in given if not is_finite(row[2])),
        say("Some scores are not numbers. Please correct them, or leave the reviews out."),
    )
    rows = sorted(((one, who, float(score)) for one, who, score in given), key=lambda row: row[:2])
    bounds = _checked_scale(rows, scale)
    _check_scores(rows, bounds)
    applications = tuple(sorted({row[0] for row in rows}))
    reviewers = tuple(sorted({row[1] for row in rows}))
    grouping = _checked_groups(applications, groups)
    names = tuple(sorted(set(grouping)))
    return Reviews(
        applications,
        reviewers,
        names,
        application=_places([row[0] for row in rows], applications),
        reviewer=_places([row[1] for row in rows], reviewers),
        score=np.array([row[2] for row in rows]),
        weight=_checked_weights(rows, weights),
        group=_places(grouping, names),
        scale=bounds,
    )


def _places(names: Iterable[str], order: tuple[str, ...]) -> Ints:
    place = {name: number for number, name in enumerate(order)}
    return np.array([place[name] for name in names], dtype=np.int64)


def _checked_scale(rows: list[Score], scale: tuple[float, float] | None) -> tuple[float, float]:
    if not rows:
        raise BadInput(say("There are no scores to rank."))
    low, high = scale if scale is not None else (min(row[2] for row in rows), max(row[2] for row in rows))
    if not (is_finite(low) and is_finite(high)) or (scale is not None and low >= high):
        raise BadInput(say("The scale from {low} to {high} is no scale.", low=low, high=high))
    return float(low), float(high)


def _check_scores(rows: list[Score], scale: tuple[float, float]) -> None:
    refuse_if(
        (row[:2] for row in rows if not row[0] or not row[1]),
        say("A score has no application or no reviewer."),
    )
    refuse_if(
        (row[:2] for row in rows if not scale[0] <= row[2] <= scale[1]),
        say("Some scores lie outside the scale from {low} to {high}.", low=scale[0], high=scale[1]),
    )
    refuse_if(
        doubled(row[:2] for row in rows),
        say("A reviewer has more than one score for the same application."),
    )


def _checked_weights(rows: list[Score], weights: Mapping[Pair, float] | None) -> Floats:
    given = dict(weights or {})
    refuse_if(set(given) - {row[:2] for row in rows}, say("There are weights for reviews that do not exist."))
    refuse_if(
        (pair for pair, weight in given.items() if not (is_finite(weight) and weight > 0)),
        say("A weight must be a number above 0. Please leave out reviews that should not count."),
    )
    return np.array([float(given.get(row[:2], 1.0)) for row in rows])


def _checked_groups(applications: tuple[str, ...], groups: Mapping[str, str] | None) -> list[str]:
    if groups is None:
        return [""] * len(applications)
    refuse_if(set(groups) - set(applications), say("There are groups for applications without a score."))
    refuse_if(set(applications) - set(groups), say("Some applications belong to no group."))
    return [str(groups[name]) for name in applications]
