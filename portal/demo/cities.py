"""Whom one asks about the cities of the demo world, entered by the office as it would be in earnest."""

from datetime import timedelta

from portal.cities import actions
from portal.cities.queries import list_cities
from portal.demo.content import read
from portal.demo.people import Cast

ROLE = {
    "en": "Contact for the partnership with Berlin",
    "de": "Ansprechperson für die Partnerschaft mit Berlin",
    "tr": "Berlin kardeşliğinden sorumlu kişi",
}
AFTER = timedelta(days=3)


def furnish(cast: Cast) -> None:
    """Give each living partnership a contact there and the areas on which it concentrates."""
    known, by, at = read("cities"), cast["tobias"], cast.since + AFTER
    for city in list_cities():
        row = known.get(city.slug)
        if row is None:
            continue
        actions.change_city(city, by=by, at=at, focus_areas=row["focus"])
        actions.add_contact(
            city,
            by=by,
            at=at,
            name=row["name"],
            office=row["office"],
            role=ROLE,
            email=f"partner-{city.slug}@demo.example",
            phone=row["phone"],
            valid_from=at.date(),
            is_public=True,
        )
