"""Assignments are the best there are, keep every condition, serve everyone, and can be repaired."""

import numpy as np
import pytest

from portal.selection.assignment import assign
from tests.selection.assignment.panels import drawn


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5])
def test_the_share_of_reviews_across_groups_is_kept(share: float) -> None:
    affinity, _ = drawn(4, 12, 20)
    of_reviewers, of_applications = ["film", "music"] * 6, ["film", "music"] * 10
    own = np.array(of_reviewers)[:, None] == np.array(of_applications)[None, :]
    found = assign(
        affinity + own, need=3, capacity=6, cross_share=share, groups=(of_reviewers, of_applications)
    )
    across = {
        group: sum(
            of_reviewers[int(one)] != group
            for one, other in found.pairs
            if of_applications[int(other)] == group
        )
        for group in ("film", "music")
    }
    assert all(count >= share * 30 for count in across.values())


def test_an_even_load_is_kept_where_it_costs_little() -> None:
    flat = np.ones((6, 9))
    found = assign(flat, need=2, capacity=9, balance=0.01)
    assert (set(found.loads.values()), found.total) == ({3}, pytest.approx(found.upper_bound))


def test_large_tasks_are_proved_over_all_pairs_though_they_begin_with_few() -> None:
    affinity, forbidden = drawn(5, 250, 260)
    found = assign(affinity, need=3, capacity=4, minimum=2, forbidden=forbidden, floor=False)
    assert found.total == pytest.approx(found.upper_bound, abs=1e-5)
    assert set(found.loads.values()) <= {2, 3, 4}
