"""Equal evidence, equal rank: which applications the model can't tell apart.

Two applications are exchangeable if they stand in the same group, were judged by the same reviewers with the
same weights, and have the same weighted sum of scores: then swapping them changes nothing in the equations.
"""

import math
from collections import defaultdict
from collections.abc import Hashable

import numpy as np

from portal.selection.arrays import Floats, Ints
from portal.selection.ranking.reviews import Reviews

DIGITS = 9


def classes(reviews: Reviews, weight: Floats, *, without_variation: bool = False) -> list[Ints]:
    """The applications, collected by equal evidence; all of a group where the data show no differences."""
    found: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, evidence in enumerate(_evidence(reviews, weight)):
        group = int(reviews.group[place])
        found[(group,) if without_variation else (group, evidence)].append(place)
    return [np.array(members) for members in found.values()]


def _evidence(reviews: Reviews, weight: Floats) -> list[Hashable]:
    judges: list[list[tuple[int, float]]] = [[] for _ in reviews.applications]
    terms: list[list[float]] = [[] for _ in reviews.applications]
    for place, reviewer, score, heavy in zip(
        reviews.application.tolist(),
        reviews.reviewer.tolist(),
        reviews.score.tolist(),
        weight.tolist(),
        strict=True,
    ):
        judges[place].append((reviewer, heavy))
        terms[place].append(heavy * score)
    return [(tuple(who), round(math.fsum(sums), DIGITS)) for who, sums in zip(judges, terms, strict=True)]


def averaged(values: Floats, members: list[Ints]) -> Floats:
    """The values with each class at its average, so that equals are equal to the last bit."""
    result = values.copy()
    for places in members:
        if len(places) > 1:
            result[places] = math.fsum(values[places]) / len(places)
    return result
