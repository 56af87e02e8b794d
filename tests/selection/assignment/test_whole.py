"""Assignments are the best there are, keep every condition, serve everyone, and can be repaired."""

import numpy as np
import pytest

from portal.selection.assignment import assign
from portal.selection.refusals import Infeasible


def test_what_only_the_whole_shows_is_named_too() -> None:
    forbidden = np.ones((3, 3), dtype=bool)
    forbidden[0, :] = forbidden[1, 2] = forbidden[2, 2] = False
    with pytest.raises(Infeasible) as refused:
        assign(np.ones((3, 3)), need=1, capacity=1, forbidden=forbidden)
    assert len(refused.value.applications) == 1
    assert refused.value.ids[0] in (0, 1)


def test_too_little_capacity_and_too_many_promises_are_said_in_numbers() -> None:
    with pytest.raises(Infeasible) as small:
        assign(np.ones((2, 3)), need=2, capacity=2)
    with pytest.raises(Infeasible) as promised:
        assign(np.ones((3, 1)), need=1, capacity=2, minimum=1)
    assert [str(small.value), str(promised.value)] == [
        "6 reviews are needed, and the reviewers can write 4.",
        "The reviewers are promised 3 reviews; there are only 1.",
    ]
