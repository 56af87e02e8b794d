"""Assignments are the best there are, keep every condition, serve everyone, and can be repaired."""

import numpy as np
import pytest

from portal.selection.assignment import assign
from portal.selection.refusals import Infeasible
from tests.selection.assignment.panels import drawn


def test_every_application_gets_an_expert() -> None:
    affinity, _ = drawn(3, 10, 12)
    experts = np.zeros((10, 12), dtype=bool)
    experts[affinity.sum(axis=1).argsort()[:3]] = True
    found = assign(affinity, need=2, capacity=5, experts=experts)
    served = {
        application for reviewer, application in found.pairs if experts[int(reviewer), int(application)]
    }
    assert served == set(range(12))


def test_applications_that_cannot_be_served_are_named_with_reasons_before_any_solver() -> None:
    forbidden, unreadable = np.zeros((3, 2), dtype=bool), np.zeros((3, 2), dtype=bool)
    forbidden[0, 1], unreadable[1, 1] = True, True
    with pytest.raises(Infeasible) as refused:
        assign(np.ones((3, 2)), need=2, capacity=2, forbidden=forbidden, unreadable=unreadable)
    assert [(name, str(why)) for name, why in refused.value.applications] == [
        (1, "needs 2, 1 are eligible: 1 have a conflict, 1 can’t read it")
    ]
