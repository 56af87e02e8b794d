"""The stage on which letters are made, under a clock that stands still."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine

from tests.decisions.stage import Stage
from tests.factories import World


@pytest.fixture
def clock(at: datetime) -> Iterator[time_machine.Traveller]:
    """The clock of the portal stands still."""
    with time_machine.travel(at, tick=False) as moved:
        yield moved


@pytest.fixture
def stage(world: World, at: datetime, clock: time_machine.Traveller) -> Stage:
    """A call in review with its office."""
    return Stage(world, at)
