"""Who sits on the jury of a call, and by which rights."""

from datetime import timedelta

from portal import db
from portal.access import Role
from portal.accounts.models import RoleGrant
from portal.panels import queries
from portal.panels.models import PanelMember
from tests.factories import World
from tests.factories.world import LONG_AGO, OPENS
from tests.pages import counted

HOUR = timedelta(hours=1)


def test_the_chair_is_first_then_who_joined_first_and_who_left_is_missing(world: World) -> None:
    call = world.call()
    for hours, name, role in ((3, "Late", Role.JUROR), (1, "Early", Role.JUROR), (9, "Head", Role.CHAIR)):
        world.add(
            PanelMember(
                call_id=call.id, user_id=world.user(name).id, role=role, added_at=OPENS + hours * HOUR
            )
        )
    gone = world.user("Gone")
    world.add(PanelMember(call_id=call.id, user_id=gone.id, added_at=OPENS, removed_at=OPENS + HOUR))
    world.juror(world.call(), "Elsewhere")
    with world.read(), counted(db.engine()) as statements:
        found = queries.list_members(call)
        assert [(one.user.name, one.role) for one in found] == [
            ("Head", "chair"),
            ("Early", "juror"),
            ("Late", "juror"),
        ]
        assert [one for one in statements if one != "BEGIN"] == statements[-1:]


def test_a_seat_that_was_left_is_no_seat_but_is_known_to_be_taken_again(world: World) -> None:
    call, other = world.call(), world.call()
    juror, gone = world.user("Clara Weiß"), world.user()
    seat = world.seat(call, juror)
    left = world.add(PanelMember(call_id=call.id, user_id=gone.id, added_at=OPENS, removed_at=OPENS + HOUR))
    with world.read():
        found = queries.find_member(seat.public_id)
        assert found
        assert (found.user.name, found.call.programme.id) == ("Clara Weiß", call.programme_id)
        assert queries.find_member(left.public_id) is None
        again = queries.find_seat(call, gone)
        assert again
        assert (again.id, queries.find_seat(other, juror)) == (left.id, None)


def test_the_rights_of_a_seat_are_those_of_this_jury_that_still_run(world: World) -> None:
    call, juror = world.call(), world.user()
    world.seat(call, juror, role=Role.CHAIR)
    for facts in (
        {"role": Role.JUROR, "call_id": call.id, "valid_until": OPENS},
        {"role": Role.JUROR, "call_id": world.call().id},
        {"role": Role.OFFICER, "call_id": call.id},
    ):
        world.add(RoleGrant(user_id=juror.id, valid_from=LONG_AGO, **facts))
    world.juror(call)
    with world.read():
        assert [(one.role, one.call_id, one.user.id) for one in queries.list_grants(call, juror)] == [
            ("chair", call.id, juror.id)
        ]
