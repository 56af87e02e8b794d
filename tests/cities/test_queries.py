"""What is read about cities together."""

from datetime import date

import pytest

from portal.cities import actions, queries
from portal.cities.models import CityContact
from tests.factories import World

ON = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({"is_public": True}, True),
        ({"is_public": False}, False),
        ({"is_public": True, "valid_from": ON, "valid_until": ON}, True),
        ({"is_public": True, "valid_from": date(2026, 11, 23)}, False),
        ({"is_public": True, "valid_until": date(2026, 11, 21)}, False),
    ],
)
def test_everybody_sees_the_public_contacts_of_that_day(
    world: World, facts: dict[str, object], shown: bool
) -> None:
    city = world.city()
    world.add(CityContact(city_id=city.id, name="Somebody", **facts))
    with world.read():
        assert bool(queries.list_public_contacts(city, ON)) is shown
        assert queries.count_public_contacts(ON) == ({city.id: 1} if shown else {})
        assert len(queries.list_contacts(city)) == 1


def test_networks_are_offered_where_a_partner_city_takes_part(world: World) -> None:
    with world.act():
        actions.seed_cities()
    with world.read():
        known = queries.list_cities()
        assert queries.networks_of(known) == [("c40", "C40")]
        assert len(queries.list_found(known, network="c40")) == 12


def test_for_berlin_all_partnerships_of_its_boroughs_are_told_and_elsewhere_their_own(world: World) -> None:
    with world.act():
        actions.seed_cities()
    with world.read():
        found = {slug: queries.find_known_city(slug) for slug in ("berlin", "istanbul", "paris")}
        counts = {slug: len(queries.list_boroughs(city)) for slug, city in found.items() if city}
        assert counts == {"berlin": 14, "istanbul": 2, "paris": 0}
