"""What the database itself refuses of seats."""

from typing import Any

import pytest
import sqlalchemy as sa

from portal.panels.models import PanelMember
from tests.factories import World
from tests.factories.world import OPENS


def test_a_person_has_one_seat_on_a_panel_and_may_have_one_on_another(world: World) -> None:
    call, juror = world.call(), world.user()
    world.seat(call, juror)
    world.seat(world.call(), juror)
    with pytest.raises(sa.exc.IntegrityError):
        world.add(PanelMember(call_id=call.id, user_id=juror.id, added_at=OPENS))


@pytest.mark.parametrize("facts", [{"role": "guest"}, {"user_id": None}, {"added_at": None}])
def test_there_are_no_other_seats_than_those_of_jurors_and_the_chair(
    world: World, facts: dict[str, Any]
) -> None:
    given = {"call_id": world.call().id, "user_id": world.user().id, "added_at": OPENS} | facts
    with pytest.raises(sa.exc.IntegrityError):
        world.add(PanelMember(**given))


def test_a_seat_belongs_to_its_call(world: World) -> None:
    call = world.call()
    assert PanelMember(call=call).scope is call
