"""The recommended model: its variances, effects and ranks are those of the dense formulas of textbooks."""

from portal.selection.ranking.reviews import Reviews, read_reviews
from tests.selection.calls import drawn


def crossed() -> Reviews:
    """An incomplete call in two groups with unequal weights."""
    _, scores = drawn(3, applications=24, reviewers=9, each=3)
    groups = {name: "east" if int(name[1:]) % 2 else "west" for name, _, _ in scores}
    weights = {(name, who): 0.5 for name, who, _ in scores[::4]}
    return read_reviews(scores, groups=groups, weights=weights, scale=(1, 10))
