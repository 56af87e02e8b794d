"""Assignments are the best there are, keep every condition, serve everyone, and can be repaired."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.selection.assignment import assign
from portal.selection.refusals import BadInput
from tests.selection.assignment.panels import drawn, some


@some
@given(st.integers(0, 10_000))
def test_locked_pairs_stay_and_the_rest_is_still_the_best(seed: int) -> None:
    affinity, _ = drawn(seed, 6, 8)
    worst = [(int(affinity[:, place].argmin()), place) for place in range(2)]
    found = assign(affinity, need=2, capacity=4, locked=worst, floor=False)
    assert set(worst) <= set(found.pairs)
    assert found.total == pytest.approx(found.upper_bound)


@pytest.mark.parametrize(
    ("change", "ids"),
    [
        ({"affinity": [[1.0, float("nan")]] * 3}, ((0, 1), (1, 1), (2, 1))),
        ({"affinity": []}, ()),
        ({"need": -1}, (0, 1)),
        ({"capacity": [1, -2, 1]}, (1,)),
        ({"need": [1, 2, 3]}, ()),
        ({"need": 1.5}, ()),
        ({"reviewers": ["a", "b"]}, ()),
        ({"reviewers": ["a", "b", "a"]}, ("a",)),
        ({"reviewers": "abc"}, ()),
        ({"locked": [(9, 0)]}, ((9, 0),)),
        ({"locked": [(0, 0)], "forbidden": np.eye(3, 2, dtype=bool)}, ((0, 0),)),
        ({"locked": [(0, 0), (1, 0)]}, (0,)),
        ({"minimum": 3}, (0, 1, 2)),
        ({"forbidden": np.zeros((2, 2), dtype=bool)}, ()),
        ({"cross_share": 0.2}, ()),
        ({"cross_share": 1.2, "groups": (["x"] * 3, ["x"] * 2)}, ()),
        ({"cross_share": {"z": 0.1}, "groups": (["x"] * 3, ["x"] * 2)}, ("z",)),
        ({"groups": (["x"], ["x"])}, ()),
        ({"balance": -1.0}, ()),
        ({"max_floor_loss": 1.0}, ()),
    ],
)
def test_contradictions_are_named_before_anything_is_solved(
    change: dict[str, Any], ids: tuple[object, ...]
) -> None:
    arguments: dict[str, Any] = {"affinity": np.ones((3, 2)), "need": 1, "capacity": 2, **change}
    with pytest.raises(BadInput) as refused:
        assign(arguments.pop("affinity"), **arguments)
    assert refused.value.ids == ids
