"""Assignments are the best there are, keep every condition, serve everyone, and can be repaired."""

import pytest

from portal.selection.assignment import assign
from tests.selection.assignment.panels import drawn


def test_the_floor_lifts_the_worst_served_to_the_best_possible_at_almost_no_cost() -> None:
    affinity, forbidden = drawn(1, 24, 60)
    plain = assign(affinity**2, need=3, capacity=8, forbidden=forbidden, floor=False)
    found = assign(affinity**2, need=3, capacity=8, forbidden=forbidden)
    assert plain.worst < found.worst <= (found.worst_bound or 0) + 1e-9
    assert found.worst >= (found.worst_bound or 0) - 0.02
    assert found.total >= 0.99 * plain.total
    assert found.upper_bound == pytest.approx(plain.total)


@pytest.mark.parametrize("loss", [0.0, 0.001, 0.05])
def test_the_floor_never_costs_more_than_was_allowed(loss: float) -> None:
    affinity, _ = drawn(2, 15, 30)
    best = assign(affinity, need=3, capacity=7, floor=False).total
    assert assign(affinity, need=3, capacity=7, max_floor_loss=loss).total >= (1 - loss) * best - 1e-6
