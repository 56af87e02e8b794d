"""Seeding the partner cities."""

from datetime import date
from zoneinfo import ZoneInfo

from portal.cities import actions, queries
from portal.cities.states import CityStatus
from tests.factories import World

SEEDED = (
    "los-angeles paris madrid istanbul warsaw moscow budapest brussels jakarta tashkent mexico-city beijing "
    "tokyo buenos-aires prague windhoek london kyiv tel-aviv-yafo"
).split()


def test_all_partner_cities_are_seeded_in_the_order_of_their_partnership(world: World) -> None:
    with world.act():
        actions.seed_cities()
    with world.read():
        assert [city.slug for city in queries.list_partner_cities()] == SEEDED


def test_berlin_is_there_too_and_stands_before_its_partners(world: World) -> None:
    with world.act():
        actions.seed_cities()
    with world.read():
        home, *partners = queries.list_cities()
        assert (home.slug, home.is_home, home.is_partner) == ("berlin", True, False)
        assert [city.slug for city in partners] == SEEDED


def test_seeding_again_adds_nothing_and_keeps_what_the_office_changed(world: World) -> None:
    with world.act():
        actions.seed_cities()
    with world.act():
        changed = queries.find_city("kyiv")
        assert changed is not None
        changed.name_de = "Kyjiw"
    with world.act():
        assert actions.seed_cities() == []
    with world.read():
        kept = queries.find_city("kyiv")
        assert kept is not None
        assert (kept.name_de, len(queries.list_partner_cities())) == ("Kyjiw", len(SEEDED))


def test_only_the_partnership_with_moscow_is_dormant_and_says_why(world: World) -> None:
    with world.act():
        actions.seed_cities()
    with world.read():
        resting = [city for city in queries.list_partner_cities() if not city.is_active]
        assert [(city.slug, city.status, city.status_since) for city in resting] == [
            ("moscow", CityStatus.DORMANT.value, date(2022, 2, 24))
        ]
        assert set(resting[0].status_note) == {"en", "de", "tr"}


def test_every_city_has_a_clock_and_a_text_in_every_language(world: World) -> None:
    with world.act():
        actions.seed_cities()
    with world.read():
        cities = queries.list_partner_cities()
        assert {tuple(sorted(city.about)) for city in cities} == {("de", "en", "tr")}
        assert [ZoneInfo(city.timezone).key for city in cities] == [city.timezone for city in cities]


def test_every_city_is_found_by_each_of_its_spellings(world: World) -> None:
    with world.act():
        actions.seed_cities()
    with world.read():
        cities = queries.list_partner_cities()
        spelled = [(city.slug, spelling) for city in cities for spelling in city.spellings]
        lost = [
            (slug, spelling)
            for slug, spelling in spelled
            if slug not in [city.slug for city in cities if city.is_called(spelling)]
        ]
        assert (len(cities), len(spelled) - 4 * len(cities), lost) == (19, 34, [])


def test_a_bilingual_city_has_two_own_names(world: World) -> None:
    with world.act():
        actions.seed_cities()
    with world.read():
        brussels, tashkent = queries.find_city("brussels"), queries.find_city("tashkent")
        assert brussels is not None
        assert tashkent is not None
        assert brussels.native_parts == [("Bruxelles", "fr-BE"), ("Brussel", "nl-BE")]
        assert tashkent.native_parts == [("Toshkent", "uz-Latn-UZ")]
