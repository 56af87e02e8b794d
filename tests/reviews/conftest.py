"""A call in review with three jurors and an officer, and a clock that stands still in November."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from portal.access import Role
from portal.accounts.models import User
from portal.applications.models import Application
from portal.calls.models import Call
from portal.calls.states import CallState
from tests.factories import World
from tests.reviews.making import admitted


@pytest.fixture
def at() -> datetime:
    """A Monday in November, after the deadline and before the results."""
    return datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(at: datetime) -> Iterator[time_machine.Traveller]:
    """The clock of the portal."""
    with time_machine.travel(at, tick=False) as moved:
        yield moved


@pytest.fixture
def call(world: World) -> Call:
    """A call whose applications are being judged."""
    return world.call(state=CallState.IN_REVIEW)


@pytest.fixture
def case(world: World, call: Call) -> Application:
    """An admitted application."""
    isil = world.user("Işıl Şükran İnceöz", given_names="Işıl", family_name="Şükran İnceöz")
    return admitted(world, call, isil, short_code="IST-7F3K2A", title="Ferry drawings")


@pytest.fixture
def clara(world: World, call: Call) -> User:
    """A juror."""
    return world.juror(call, "Clara Weiß")


@pytest.fixture
def bruno(world: World, call: Call) -> User:
    """Another juror."""
    return world.juror(call, "Bruno Adler")


@pytest.fixture
def chair(world: World, call: Call) -> User:
    """Who leads the jury."""
    return world.juror(call, "Ayşe Demir", role=Role.CHAIR)


@pytest.fixture
def officer(world: World) -> User:
    """The programme officer."""
    return world.user("Tobias Krüger", roles=(Role.OFFICER,))
