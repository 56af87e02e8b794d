"""Reading cities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.accounts.models import User
from portal.audit import case_of
from portal.audit import queries as audit_queries
from portal.audit.models import Event
from portal.cities import rules
from portal.cities.models import (
    HOME,
    BoroughPartnership,
    City,
    CityActivity,
    CityContact,
    CityMembership,
    CityNetwork,
    CityWatch,
)
from portal.db import session
from portal.geography import Chart, Spot, chart_of
from portal.words import Sentence

_NETWORKS = selectinload(City.memberships).joinedload(CityMembership.network)


def find_city(slug: str) -> City | None:
    """The city of this name in addresses, with all its spellings and networks."""
    rows = select(City).where(City.slug == slug).options(joinedload(City.aliases), _NETWORKS)
    return session().scalars(rows).unique().first()


def find_known_city(slug: str) -> City | None:
    """The city of this name in addresses, alone."""
    return session().scalars(select(City).where(City.slug == slug)).first()


def list_partner_cities() -> Sequence[City]:
    """All partner cities, the oldest partnership first, with all their spellings."""
    return [city for city in list_cities() if city.is_partner]


def list_cities() -> Sequence[City]:
    """Berlin and its partner cities, the oldest partnership first, with all their spellings and networks."""
    ours = City.is_partner | (City.slug == HOME)
    rows = select(City).where(ours).options(selectinload(City.aliases), _NETWORKS)
    known = session().scalars(rows.order_by(City.partner_since, City.slug)).all()
    return sorted(known, key=lambda city: not city.is_home)


def list_found(known: Sequence[City], *, q: str = "", focus: str = "", network: str = "") -> list[City]:
    """Those of the partner cities that a spelling means, with this focus and in this network."""
    # A few dozen rows: compared here, so that one rule knows what a spelling is, on every database.
    return [
        city
        for city in known
        if city.is_partner
        and (not q or city.is_called(q))
        and (not focus or focus in city.focus_areas)
        and (not network or network in city.networks)
    ]


def find_meant(known: Sequence[City], query: str) -> City | None:
    """The partner city that somebody who mistyped a name most likely meant."""
    spelled = {city.slug: city.spellings for city in known if city.is_partner}
    meant = rules.suggested(query, spelled) if query else None
    return next((city for city in known if city.slug == meant), None)


def networks_of(known: Sequence[City]) -> list[tuple[str, str]]:
    """The networks in which partner cities take part, by their names."""
    found = {
        one.network.slug: one.network.name for city in known if city.is_partner for one in city.memberships
    }
    return sorted(found.items(), key=lambda pair: pair[1])


@dataclass(frozen=True)
class CityMap:
    """Some cities on a map, and those whose place is not known."""

    chart: Chart
    cities: dict[str, City]
    unplaced: list[City]


def map_of(cities: Sequence[City]) -> CityMap:
    """The map of some cities; who has no coordinates is named beside it."""
    spots = [
        Spot(city.slug, city.name_native, city.latitude, city.longitude)
        for city in cities
        if city.latitude is not None and city.longitude is not None
    ]
    drawn = {spot.slug for spot in spots}
    return CityMap(
        chart=chart_of(tuple(spots)),
        cities={city.slug: city for city in cities},
        unplaced=[city for city in cities if city.slug not in drawn],
    )


@dataclass(frozen=True)
class CityFacts:
    """What follows from a city's data, in the reader's language."""

    country: str
    languages: list[str]
    kilometres: int | None


def facts_of(city: City, reader: str) -> CityFacts:
    """The city's country, languages and distance from Berlin, as the reader calls them."""
    place = (city.latitude, city.longitude)
    return CityFacts(
        country=rules.country_name(city.country_code, reader),
        languages=rules.language_names(city.languages, reader),
        kilometres=None if place[0] is None or place[1] is None else rules.distance_km(place[0], place[1]),
    )


def list_slugs() -> frozenset[str]:
    """The names in addresses that are taken."""
    return frozenset(session().scalars(select(City.slug)))


# What is known of a city


def find_contact(contact_id: str) -> CityContact | None:
    """The contact with this public id, with its city."""
    rows = select(CityContact).where(CityContact.public_id == contact_id)
    return session().scalars(rows.options(joinedload(CityContact.city))).first()


def find_activity(activity_id: str) -> CityActivity | None:
    """The activity with this public id, with its city."""
    rows = select(CityActivity).where(CityActivity.public_id == activity_id)
    return session().scalars(rows.options(joinedload(CityActivity.city))).first()


def list_contacts(city: City) -> Sequence[CityContact]:
    """All contacts of a city, those that serve longest first."""
    rows = select(CityContact).where(CityContact.city_id == city.id)
    return session().scalars(rows.order_by(CityContact.valid_from, CityContact.id)).all()


def list_public_contacts(city: City, on: date) -> Sequence[CityContact]:
    """The contacts that everybody may see and ask on that day."""
    rows = select(CityContact).where(CityContact.city_id == city.id, _shown(on))
    return session().scalars(rows.order_by(CityContact.valid_from, CityContact.id)).all()


def _shown(on: date) -> ColumnElement[bool]:
    begun = or_(CityContact.valid_from.is_(None), CityContact.valid_from <= on)
    ended = and_(CityContact.valid_until.is_not(None), CityContact.valid_until < on)
    return and_(CityContact.is_public, begun, ~ended)


def count_public_contacts(on: date) -> dict[int, int]:
    """How many contacts everybody sees on that day, per city."""
    rows = select(CityContact.city_id, func.count()).where(_shown(on)).group_by(CityContact.city_id)
    return dict(list(session().execute(rows)))


def list_activities(city: City) -> Sequence[CityActivity]:
    """What a city and Berlin do and did together, the latest first; what has no date stands last."""
    rows = select(CityActivity).where(CityActivity.city_id == city.id)
    return (
        session()
        .scalars(
            rows.order_by(CityActivity.starts_on.is_(None), CityActivity.starts_on.desc(), CityActivity.id)
        )
        .all()
    )


def list_boroughs(city: City) -> Sequence[BoroughPartnership]:
    """The partnerships of Berlin’s boroughs with districts of a city; for Berlin all of them."""
    rows = select(BoroughPartnership)
    if not city.is_home:
        rows = rows.where(BoroughPartnership.city_id == city.id)
    return session().scalars(rows.order_by(BoroughPartnership.borough, BoroughPartnership.town)).all()


def list_networks() -> Sequence[CityNetwork]:
    """All networks by their names."""
    return session().scalars(select(CityNetwork).order_by(CityNetwork.name)).all()


def numbers_of_cities() -> dict[str, int]:
    """The internal number of each city, by its name in addresses."""
    return dict(list(session().execute(select(City.slug, City.id))))


def list_known_boroughs() -> frozenset[tuple[str, str]]:
    """The boroughs’ partnerships that are entered."""
    rows = select(BoroughPartnership.borough, BoroughPartnership.town)
    return frozenset((borough, town) for borough, town in session().execute(rows))


@dataclass(frozen=True)
class CityLife:
    """What a city's page tells of people and doings, as of a day."""

    contacts: Sequence[CityContact]
    current: list[CityActivity]
    past: list[CityActivity]
    boroughs: Sequence[BoroughPartnership]
    countries: dict[str, str]
    shared_networks: frozenset[str]


def life_of(city: City, on: date, reader: str) -> CityLife:
    """Whom to ask about a city, what is and was done together, and its districts' own partnerships."""
    activities, boroughs = list_activities(city), list_boroughs(city)
    return CityLife(
        contacts=list_public_contacts(city, on),
        current=[activity for activity in activities if not activity.is_past(on)],
        past=[activity for activity in activities if activity.is_past(on)],
        boroughs=boroughs,
        countries={one.country_code: rules.country_name(one.country_code, reader) for one in boroughs},
        shared_networks=city.networks if city.is_partner else _networks_with_partners(),
    )


def _networks_with_partners() -> frozenset[str]:
    rows = select(CityNetwork.slug).join(CityMembership).join(City).where(City.is_partner)
    return frozenset(session().scalars(rows))


# Who changed what


@dataclass(frozen=True)
class Change:
    """A fact that was changed; without values where it is nobody’s business outside the office."""

    field: Sentence
    old: tuple[rules.Told, ...] = ()
    new: tuple[rules.Told, ...] = ()

    @property
    def was_there(self) -> bool:
        """Whether the fact was known before."""
        return self.old not in ((), rules.NOTHING_TOLD, rules.NO_TOLD)


@dataclass(frozen=True)
class HistoryLine:
    """One thing that somebody changed about a city."""

    at: datetime
    who: str
    for_whom: str
    what: Sentence
    changes: list[Change]


def history(city: City) -> list[HistoryLine]:
    """Who changed what about a city, its contacts and its activities, the latest first."""
    events = audit_queries.list_events(case_of(city))
    ids = {number for event in events for number in (event.actor_id, event.for_id) if number is not None}
    people = {person.id: person.name for person in session().scalars(select(User).where(User.id.in_(ids)))}
    return [_line(event, people) for event in reversed(events)]


def _line(event: Event, people: Mapping[int, str]) -> HistoryLine:
    facts: dict[str, Any] = event.facts
    return HistoryLine(
        at=event.at,
        who=people.get(event.actor_id or 0, ""),
        for_whom=people.get(event.for_id or 0, ""),
        what=rules.told_change(facts.get("what", ""), facts.get("did", ""), facts.get("name", "")),
        changes=[
            Change(rules.told_field(field), *(rules.told_values(field, value) for value in values))
            for field, values in sorted(facts.get("changes", {}).items(), key=_as_in_the_form)
        ],
    )


def _as_in_the_form(change: tuple[str, object]) -> int:
    # PostgreSQL keeps the keys of what the log holds in an order of its own.
    names = list(rules.FIELDS)
    field = change[0].partition(".")[0]
    return names.index(field) if field in names else len(names)


# Who waits for a call


def find_watch(watch_id: str) -> CityWatch | None:
    """The watch with this public id, with its city."""
    rows = select(CityWatch).where(CityWatch.public_id == watch_id).options(joinedload(CityWatch.city))
    return session().scalars(rows).first()


def find_watch_of(city: City, email: str) -> CityWatch | None:
    """The watch of an address over a city."""
    rows = select(CityWatch).where(CityWatch.city_id == city.id, CityWatch.email == email)
    return session().scalars(rows.options(joinedload(CityWatch.city))).first()


def list_confirmed_watches(city: City) -> Sequence[str]:
    """The public ids of all watches over a city whose addresses said yes."""
    rows = select(CityWatch.public_id).where(
        CityWatch.city_id == city.id, CityWatch.confirmed_at.is_not(None)
    )
    return session().scalars(rows.order_by(CityWatch.id)).all()


def count_confirmed_watches(city: City) -> int:
    """How many addresses wait for a call of a city."""
    rows = select(func.count(CityWatch.id)).where(
        CityWatch.city_id == city.id, CityWatch.confirmed_at.is_not(None)
    )
    return session().scalar(rows) or 0


def list_unconfirmed_watches(before: datetime) -> Sequence[CityWatch]:
    """The watches that were asked for before a moment and never confirmed."""
    rows = select(CityWatch).where(CityWatch.confirmed_at.is_(None), CityWatch.asked_at < before)
    return session().scalars(rows.order_by(CityWatch.id)).all()
