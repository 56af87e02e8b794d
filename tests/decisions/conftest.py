"""The stage on which decisions are made."""

from datetime import datetime

import pytest

from tests.decisions.stage import Stage
from tests.factories import World


@pytest.fixture
def stage(world: World, at: datetime) -> Stage:
    """A call in review with its office."""
    return Stage(world, at)
