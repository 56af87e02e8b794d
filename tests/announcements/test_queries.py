"""When the announced calls last changed."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.announcements.queries import NEVER, latest_change
from portal.calls.states import CallState
from tests.factories import World

PUBLISHED = datetime(2026, 8, 20, 9, 0, tzinfo=UTC)
OPENS, ENDS = PUBLISHED + timedelta(days=10), PUBLISHED + timedelta(days=40)
SECOND = timedelta(seconds=1)
CHANGES = [
    ("before it is published", PUBLISHED - SECOND, NEVER),
    ("when it is published", PUBLISHED, PUBLISHED),
    ("when it opens", OPENS, OPENS),
    ("while it is open", ENDS - SECOND, OPENS),
    ("when it ends", ENDS + SECOND, ENDS),
]


@pytest.mark.parametrize(("case", "at", "changed"), CHANGES)
def test_the_last_change_is_a_publishing_an_opening_or_an_end(
    case: str, at: datetime, changed: datetime, world: World
) -> None:
    world.call(published_at=PUBLISHED, opens_at=OPENS, deadline_at=ENDS)
    with world.read():
        assert latest_change(at) == changed


@pytest.mark.parametrize("state", [CallState.DRAFT, CallState.ARCHIVED])
def test_what_nobody_sees_changes_nothing(state: CallState, world: World) -> None:
    world.call(state=state, published_at=PUBLISHED, opens_at=OPENS, deadline_at=ENDS)
    with world.read():
        assert latest_change(ENDS + SECOND) == NEVER
