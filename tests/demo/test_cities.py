"""The office has entered for each living partnership whom one asks, and the city is told of it."""

import sqlalchemy as sa

from portal import db
from portal.cities.models import CityContact
from portal.cities.queries import list_cities, list_contacts
from portal.demo.cities import furnish
from portal.demo.content import read
from portal.demo.people import Cast


def test_every_city_with_a_file_has_one_public_contact_and_its_areas(stage: Cast) -> None:
    furnish(stage)
    db.session().flush()
    known = read("cities")
    found = {city.slug: (city, list_contacts(city)) for city in list_cities() if city.slug in known}
    assert set(found) == set(known)
    for slug, (city, (contact,)) in found.items():
        row = known[slug]
        assert (contact.name, contact.office, contact.is_public) == (row["name"], row["office"], True)
        assert (contact.email, city.focus_areas) == (f"partner-{slug}@demo.example", row["focus"])


def test_where_no_partnership_lives_nobody_is_asked(stage: Cast) -> None:
    furnish(stage)
    db.session().flush()
    asked = db.session().scalars(sa.select(CityContact.email).where(CityContact.email.like("partner-%")))
    assert set(asked) == {f"partner-{slug}@demo.example" for slug in read("cities")}


def test_a_contact_reaches_nobody_outside_the_demo() -> None:
    assert all("phone" in row and "email" not in row for row in read("cities").values())
