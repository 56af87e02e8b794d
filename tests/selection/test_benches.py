"""The benches of the engine measure the work that their names promise, the same on every machine."""

from typing import Any

import numpy as np
import pytest

from portal.selection import benches


def test_a_time_is_told_by_the_wall_and_by_the_processor() -> None:
    asked: list[str] = []
    found = benches.measured(lambda: asked.append("once"))
    assert (asked, set(found)) == (["once"], {"seconds", "processor_seconds"})


def test_large_tasks_are_timed_only_where_wished(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benches, "measured", lambda task: {})
    for name in ("calibration", "assignment", "allocation", "tickets"):
        monkeypatch.setattr(benches, name, lambda *_, **__: None)
    usual, large = set(benches.times()), set(benches.times(large=True))
    assert (usual < large, large - usual) == (True, {"calibrate 10,000 × 5", "assign 10,000 × 500"})


def test_a_call_is_judged_by_a_quarter_as_many_reviewers() -> None:
    found: Any = benches.calibration(40)()
    assert (len(found.raw_mean), len(found.severity)) == (40, 10)
    low, high = benches.calibration(40, intervals=True)()  # type: ignore[misc]
    assert set(low) == set(high) == set(found.raw_mean)


def test_an_assignment_gives_three_reviewers_each_and_leaves_no_reviewer_idle() -> None:
    found: Any = benches.assignment(20, 10, floor=False)()
    loads = list(found.loads.values())
    assert (sum(loads), min(loads) >= 1, max(loads) <= 8) == (60, True, True)


def test_places_go_to_as_many_as_there_is_room_for_by_wishes_that_repeat_themselves() -> None:
    first, again = benches.allocation(40, 10)(), benches.allocation(40, 10)()
    assert first.matching == again.matching  # type: ignore[attr-defined]
    held = [host for host in first.matching.values() if host]  # type: ignore[attr-defined]
    assert max(np.unique(held, return_counts=True)[1]) == 4


def test_every_fifth_ticket_wins() -> None:
    found: Any = benches.tickets(50)()
    assert (len(found.winners), len(found.waiting_list)) == (10, 40)
