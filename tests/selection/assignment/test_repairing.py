"""Assignments are the best there are, keep every condition, serve everyone, and can be repaired."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.selection.assignment import assign, repair
from portal.selection.refusals import BadInput
from tests.selection.assignment.panels import drawn, some


@some
@given(st.integers(0, 10_000))
def test_a_repair_changes_only_the_orphaned_places(seed: int) -> None:
    affinity, forbidden = drawn(seed, 10, 12)
    before = assign(affinity, need=2, capacity=5, forbidden=forbidden)
    after = repair(before, [3])
    kept = [pair for pair in before.pairs if pair[0] != 3]
    assert set(kept) <= set(after.pairs)
    assert (after.loads[3], len(after.pairs)) == (0, len(before.pairs))


def test_only_known_reviewers_can_be_lost() -> None:
    with pytest.raises(BadInput) as refused:
        repair(assign(np.ones((2, 1)), need=1, capacity=1), ["nobody"])
    assert refused.value.ids == ("nobody",)
