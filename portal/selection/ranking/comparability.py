"""Whether groups can be compared at all: severity and quality look the same where juries are separate.

If every reviewer reads only one group, a group with high scores may be good or its jury generous, and no
formula can tell. Reviewers who read in several groups are the only bridge. For a group g,
    cross-review share = the larger of   incoming / reviews of g,
                                         outgoing / the smaller of (reviews of g, reviews of the others);
a reviewer's home is the group of most of their reviews, incoming are reviews of g by reviewers at home
elsewhere, outgoing are reviews of other groups by those at home in g.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from portal.selection.arrays import Floats
from portal.selection.ranking.reviews import Reviews

RED_BELOW, GREEN_FROM = 0.05, 0.20


class Light(StrEnum):
    """May this group be ranked together with the others?"""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


@dataclass(frozen=True)
class Comparability:
    """How well a group is tied to the others; without other groups there is no share."""

    share: float | None
    components: int
    light: Light
    sd_of_difference: float | None = None


def comparability(reviews: Reviews) -> dict[str, Comparability]:
    """For each group how much is reviewed across, in how many parts the reviews fall, and the light."""
    parts = components(reviews)
    shares = _shares(reviews) if len(reviews.groups) > 1 else [None]
    return {
        name: Comparability(share, parts, light(share, parts))
        for name, share in zip(reviews.groups, shares, strict=True)
    }


def light(share: float | None, parts: int) -> Light:
    """Red: not comparable. Amber: barely. Green: comparable."""
    if parts > 1 or (share is not None and share < RED_BELOW):
        return Light.RED
    return Light.AMBER if share is not None and share < GREEN_FROM else Light.GREEN


def components(reviews: Reviews) -> int:
    """In how many parts the reviews fall that share neither an application nor a reviewer."""
    many = len(reviews.applications)
    size = many + len(reviews.reviewers)
    ties = coo_array(
        (np.ones(len(reviews.score)), (reviews.application, many + reviews.reviewer)), (size, size)
    )
    return int(connected_components(ties, directed=False, return_labels=False))


def _shares(reviews: Reviews) -> list[float]:
    counts = np.zeros((len(reviews.reviewers), len(reviews.groups)))
    np.add.at(counts, (reviews.reviewer, reviews.group[reviews.application]), 1)
    home = counts.argmax(axis=1)
    return [_share(counts, home == place, place) for place in range(len(reviews.groups))]


def _share(counts: Floats, at_home: np.ndarray, place: int) -> float:
    inside, total = counts[:, place].sum(), counts.sum()
    incoming = counts[~at_home, place].sum()
    outgoing = counts[at_home].sum() - counts[at_home, place].sum()
    return float(min(1.0, max(incoming / inside, outgoing / min(inside, total - inside))))
