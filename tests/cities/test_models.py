"""A city by all its names, what it shows, and what the database itself refuses."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from portal.cities.models import (
    BoroughPartnership,
    City,
    CityActivity,
    CityAlias,
    CityContact,
    CityMembership,
    CityNetwork,
    CityWatch,
)
from tests.factories import World

ON = date(2026, 11, 22)


def a_city(**facts: Any) -> City:
    """Brussels with two other spellings, kept nowhere."""
    usual: dict[str, Any] = {
        "slug": "brussels",
        "name_en": "Brussels",
        "name_de": "Brüssel",
        "name_native": "Bruxelles / Brussel",
        "languages": ["fr-BE", "nl-BE"],
        "aliases": [
            CityAlias(alias="Bruxelles-Capitale", note=""),
            CityAlias(alias="Brüsel", note="search only: a slip of the hand"),
            CityAlias(alias="Bruxelles / Brussel", note=""),
        ],
    }
    return City(**usual | facts)


@pytest.mark.parametrize(
    "facts", [{"status": "sleeping"}, {"slug": "taken"}, {"name_native": None}, {"timezone": None}]
)
def test_a_city_that_can_not_be_is_not_kept(world: World, facts: dict[str, Any]) -> None:
    world.city("taken")
    with pytest.raises(IntegrityError):
        world.city(**{"slug": "free"} | facts)


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        (CityContact, {}),
        (CityContact, {"name": "A", "valid_from": ON, "valid_until": date(2026, 11, 21)}),
        (CityActivity, {"kind": "party", "title": {}}),
        (CityActivity, {"kind": "visit", "title": {}, "starts_on": ON, "ends_on": date(2026, 11, 21)}),
    ],
    ids=["nobody", "a contact over before it began", "no kind", "an activity over before it began"],
)
def test_contacts_are_somebody_and_periods_run_forward(
    world: World, kind: Any, facts: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError):
        world.add(kind(city_id=world.city().id, **facts))


def test_one_day_is_a_period(world: World) -> None:
    city = world.city()
    contact = world.add(CityContact(city_id=city.id, office="Office", valid_from=ON, valid_until=ON))
    assert contact.is_current(ON)


def test_an_address_waits_for_a_city_once_and_a_city_joins_a_network_once(world: World) -> None:
    city, network = world.city(), world.add(CityNetwork(slug="c40", name="C40"))
    watch = {"city_id": city.id, "email": "a@test.example", "language": "de"}
    member = {"city_id": city.id, "network_id": network.id}
    at = datetime(2026, 11, 22, tzinfo=UTC)
    world.add(CityWatch(asked_at=at, **watch))
    world.add(CityMembership(**member))
    for again in (CityWatch(asked_at=at, **watch), CityMembership(**member)):
        with pytest.raises(IntegrityError):
            world.add(again)


def test_a_city_without_a_turkish_name_has_the_english_one() -> None:
    assert a_city().names == {
        "en": "Brussels", "de": "Brüssel", "tr": "Brussels", "native": "Bruxelles / Brussel",
    }  # fmt: skip
    assert a_city(name_tr="Brüksel").names["tr"] == "Brüksel"


def test_a_bilingual_city_has_each_of_its_names_in_its_language() -> None:
    assert a_city().native_parts == [("Bruxelles", "fr-BE"), ("Brussel", "nl-BE")]
    assert a_city(languages=[]).native_parts == [("Bruxelles", ""), ("Brussel", "")]
    assert a_city(name_native="Bruxelles").native_parts == [("Bruxelles", "fr-BE")]


def test_a_city_is_found_by_every_spelling_and_shows_those_that_are_right_and_not_its_own() -> None:
    city = a_city()
    asked = ("brusel", "BRÜSSEL", "capitale", "Paris")
    assert [city.is_called(typed) for typed in asked] == [True, True, True, False]
    assert [other.alias for other in city.other_names] == ["Bruxelles-Capitale"]


@pytest.mark.parametrize(
    ("status", "active", "words"),
    [
        ("active", True, "Active partnership"),
        ("dormant", False, "Dormant partnership"),
        ("ended", False, "Ended partnership"),
    ],
)
def test_only_a_living_partnership_is_active(status: str, active: bool, words: str) -> None:
    city = a_city(status=status)
    assert (city.is_active, str(city.status_name)) == (active, words)


def test_berlin_is_the_home_of_all_partnerships() -> None:
    assert [City(slug=slug).is_home for slug in ("berlin", "brussels")] == [True, False]


def test_what_a_city_takes_part_in_and_concentrates_on_is_told_in_words() -> None:
    networks = [CityMembership(network=CityNetwork(slug=slug)) for slug in ("c40", "eurocities")]
    city = a_city(memberships=networks, focus_areas=["youth", "climate"])
    assert city.networks == {"c40", "eurocities"}
    assert [(area, str(words)) for area, words in city.areas] == [
        ("youth", "Youth exchange"), ("climate", "Climate protection"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "title", "logged"),
    [
        ({"name": "Oksana", "office": "City Council", "is_public": True}, "Oksana", "Oksana"),
        ({"name": "Oksana", "office": "City Council", "is_public": False}, "Oksana", "City Council"),
        ({"name": "Oksana", "office": "", "is_public": False}, "Oksana", ""),
        ({"name": "", "office": "City Council", "is_public": True}, "City Council", "City Council"),
    ],
)
def test_a_name_that_only_the_office_may_read_is_not_logged(
    facts: dict[str, Any], title: str, logged: str
) -> None:
    contact = CityContact(**facts)
    assert (contact.title, contact.logged_name) == (title, logged)


@pytest.mark.parametrize(
    ("ends_on", "past"), [(None, False), (ON, False), (date(2026, 11, 21), True), (date(2026, 11, 23), False)]
)
def test_an_activity_is_past_on_the_day_after_its_last(ends_on: date | None, past: bool) -> None:
    assert CityActivity(ends_on=ends_on).is_past(ON) is past


@pytest.mark.parametrize(
    ("title", "logged"),
    [({"de": "Tag", "en": "Day"}, "Day"), ({"de": "Tag"}, "Tag"), ({}, "")],
)
def test_an_activity_is_logged_by_its_english_title_or_the_one_it_has(
    title: dict[str, str], logged: str
) -> None:
    assert CityActivity(title=title).logged_name == logged


@pytest.mark.parametrize(
    ("since", "on"), [("1990-09-03", date(1990, 9, 3)), ("1996", None), ("1990-09", None), ("", None)]
)
def test_a_partnership_of_a_borough_has_a_day_where_it_is_known_to_the_day(
    since: str, on: date | None
) -> None:
    assert BoroughPartnership(since=since).since_on == on
