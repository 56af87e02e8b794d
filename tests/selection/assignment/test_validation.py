"""Assignments are the best there are, keep every condition, serve everyone, and can be repaired."""

import numpy as np
import pytest

from portal.selection.assignment import assign
from tests.selection.assignment.panels import drawn


def test_an_edit_by_hand_has_a_price_and_is_checked() -> None:
    affinity, _ = drawn(6, 5, 4)
    found = assign(affinity, need=1, capacity=1, floor=False, forbidden=np.eye(5, 4, dtype=bool))
    removed = found.pairs[0]
    cost, broken = found.edit(remove=[removed], add=[(0, 0)])
    assert cost == pytest.approx(affinity[removed] - affinity[0, 0])
    assert ((0, 0), "has a conflict of interest") in [(who, str(why)) for who, why in broken]
