"""Addresses that never said yes are forgotten by themselves."""

from datetime import datetime, timedelta

from portal import db
from portal.cities import actions, queries, tasks
from portal.cities.models import City, CityWatch
from portal.mail.queries import list_messages
from tests.factories import World


def kept(world: World) -> tuple[int, int]:
    """How many addresses and mails there are."""
    with world.read():
        return db.session().query(CityWatch).count(), len(list_messages())


def test_who_never_says_yes_is_forgotten_after_a_week_with_the_mail(world: World, at: datetime) -> None:
    city: City = world.city()
    with world.act():
        place = queries.find_known_city(city.slug)
        assert place is not None
        actions.ask_watch(place, email="waits@test.example", language="en", at=at)
    with world.read():
        tasks.forget_unconfirmed(at + timedelta(days=7))
    assert kept(world) == (1, 1)
    with world.read():
        tasks.forget_unconfirmed(at + timedelta(days=7, seconds=1))
    assert kept(world) == (0, 0)


def test_who_said_yes_is_kept(world: World, at: datetime) -> None:
    city: City = world.city()
    with world.act():
        place = queries.find_known_city(city.slug)
        assert place is not None
        actions.ask_watch(place, email="waits@test.example", language="en", at=at)
        actions.confirm_watch(db.session().query(CityWatch).one(), at=at)
    with world.read():
        tasks.forget_unconfirmed(at + timedelta(days=70))
    assert kept(world) == (1, 1)
