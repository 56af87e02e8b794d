"""A call whose deadline has passed, and an officer."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from portal.access import Role
from portal.accounts.models import User
from portal.calls.models import Call
from portal.calls.states import CallState
from tests.factories import World
from tests.factories.world import DEADLINE
from tests.pages import Pages


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """The day after the deadline."""
    with time_machine.travel(DEADLINE + timedelta(days=1), tick=False) as moved:
        yield moved


@pytest.fixture
def call(world: World) -> Call:
    """A call in its formal check."""
    return world.call(state=CallState.CLOSED)


@pytest.fixture
def officer(world: World) -> User:
    """The programme officer."""
    return world.user("Tobias Krüger", roles=(Role.OFFICER,))


@pytest.fixture
def office(pages: Pages, officer: User) -> Pages:
    """The officer's browser."""
    pages.sign_in(officer)
    return pages
