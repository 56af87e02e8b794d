"""Assignments are the best there are, keep every condition, serve everyone, and can be repaired."""

import numpy as np
from hypothesis import settings

some = settings(max_examples=25, deadline=None)


def drawn(seed: int, reviewers: int, applications: int) -> tuple[np.ndarray, np.ndarray]:
    """A table of affinity and a table of conflicts."""
    chance = np.random.default_rng(seed)
    return chance.random((reviewers, applications)).round(3), chance.random((reviewers, applications)) < 0.1
