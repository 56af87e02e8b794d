"""Figures of the selection engine: printed, never judged by time."""

import json

import pytest

from portal.selection import benches
from portal.selection.simulation import SCENARIOS, coverage

pytestmark = pytest.mark.bench


def test_times_of_the_engine() -> None:
    for task, figures in benches.times(large=True).items():
        print(f"\n{task}: {figures['seconds']} s, {figures['processor_seconds']} s of the processor")


def test_intervals_hold_the_true_rank_as_often_as_they_say() -> None:
    found = coverage(SCENARIOS[0], calls=60)
    print(f"\ncoverage at 300 applications: {found}")
    assert abs(found["50%"] - 50) <= 4
    assert abs(found["90%"] - 90) <= 3


def test_the_table_of_selection_quality() -> None:
    print(json.dumps(benches.selection(), indent=1, ensure_ascii=False))
