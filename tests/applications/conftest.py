"""An open call in the autumn of 2026, a person who applies, and a clock that stands still."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine

from portal.accounts.models import User
from portal.calls.models import Call
from tests.factories import World


@pytest.fixture(autouse=True)
def clock(at: datetime) -> Iterator[time_machine.Traveller]:
    """The clock of the portal; tests move it."""
    with time_machine.travel(at, tick=False) as moved:
        yield moved


@pytest.fixture
def isil(world: World) -> User:
    """The applicant, at home in Istanbul."""
    return world.user("Işıl Şükran İnceöz", timezone="Europe/Istanbul", search_name="ISIL SUEKRAN INCEOEZ")


@pytest.fixture
def call(world: World) -> Call:
    """An open call."""
    return world.call()
