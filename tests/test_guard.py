"""The door, where a right ends while somebody is at work."""

from datetime import timedelta

import time_machine
from flask import Flask

from portal import db
from portal.access import Role
from portal.accounts.models import RoleGrant, User
from tests.factories import World
from tests.keys.conftest import NOW, clock
from tests.pages import Pages

__all__ = ["clock"]
ENDED = "Your role for this has ended, so nothing was changed."


def officer_until(world: World, minutes: int) -> User:
    """Somebody whose role ends in so many minutes."""
    user = world.user("Tobias Krüger")
    grant = RoleGrant(
        user_id=user.id,
        role=Role.OFFICER.value,
        valid_from=NOW - timedelta(days=9),
        valid_until=NOW + timedelta(minutes=minutes),
    )
    world.add(grant)
    return user


def test_a_role_that_ends_in_the_middle_refuses_the_next_act_and_keeps_what_was_typed(
    app: Flask, world: World, pages: Pages, clock: time_machine.Traveller
) -> None:
    call = world.call()
    pages.sign_in(officer_until(world, 5))
    page = pages.get(f"/desk/calls/{call.slug}/edit")
    assert page.status == 200
    clock.shift(timedelta(minutes=5))
    refused = pages.post(f"/desk/calls/{call.slug}/edit", {"title_en": "A title that took long to find"})
    assert (refused.status, ENDED in refused.text) == (403, True)
    assert "A title that took long to find" in refused.text
    assert pages.get(f"/desk/calls/{call.slug}/edit").status == 404


def test_a_role_that_ended_before_signing_in_tells_nothing(
    world: World, pages: Pages, clock: time_machine.Traveller
) -> None:
    call = world.call()
    officer = officer_until(world, 5)
    clock.shift(timedelta(minutes=6))
    pages.sign_in(officer)
    assert pages.post(f"/desk/calls/{call.slug}/edit", {"title_en": "x"}).status == 404


def test_a_stranger_learns_nothing_by_sending(world: World, pages: Pages) -> None:
    call = world.call()
    pages.sign_in(world.user())
    assert pages.post(f"/desk/calls/{call.slug}/edit", {"title_en": "x"}).status == 404


def test_a_role_that_is_taken_away_is_gone_at_the_next_act(
    app: Flask, world: World, pages: Pages, clock: time_machine.Traveller
) -> None:
    call, officer = world.call(), officer_until(world, 60)
    pages.sign_in(officer)
    clock.shift(timedelta(minutes=1))
    with app.app_context(), db.transaction() as current:
        grant = current.query(RoleGrant).filter_by(user_id=officer.id).one()
        grant.valid_until = NOW + timedelta(seconds=30)
    refused = pages.post(f"/desk/calls/{call.slug}/close", {"typed": "kept"})
    assert (refused.status, ENDED in refused.text) == (403, True)
