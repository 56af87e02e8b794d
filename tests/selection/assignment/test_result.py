"""Assignments are the best there are, keep every condition, serve everyone, and can be repaired."""

from portal.selection.assignment import assign, repair
from portal.selection.record import rerun
from tests.selection.assignment.panels import drawn


def test_stored_assignments_run_again_to_the_same_record() -> None:
    affinity, forbidden = drawn(7, 9, 12)
    found = assign(
        affinity, need=2, capacity=4, minimum=[1] * 9, forbidden=forbidden, locked=[(1, 3)], seed=3
    )
    repaired = repair(repair(found, [2]), [4])
    assert [rerun(one.record()) for one in (found, repaired)] == [found.record(), repaired.record()]
