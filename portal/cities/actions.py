"""Writing cities: what is known of them, whom to ask, what is done together, who waits for a call."""

import csv
from datetime import date, datetime
from importlib.resources import files
from typing import Any

import yaml

from portal import mail, names
from portal.access import Verb
from portal.accounts.models import User
from portal.accounts.rules import email_as_kept
from portal.audit import case_of, record
from portal.cities import queries, rules
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
from portal.cities.states import CityStatus
from portal.db import new_public_id, session
from portal.errors import Invalid, Refused
from portal.words import Sentence

DATA = files("portal.cities") / "data"
CONTACT = frozenset("name office role email phone valid_from valid_until is_public".split())
ACTIVITY = frozenset("kind title text starts_on ends_on link call_slug".split())
CITY = frozenset("about focus_areas status status_since status_note".split())


class NotLikeThis(Invalid):
    """What was entered does not fit together."""


class NothingToWaitFor(Refused):
    """There will be no call of this city."""


# What comes with the portal


def seed_cities() -> list[City]:
    """Add Berlin and its partner cities that are not there yet; what the office has changed since stays."""
    known = queries.list_slugs()
    texts, life = _read("about.yaml"), _read("life.yaml")
    aliases = _rows("aliases.csv")
    added = [_city(row, texts[row["slug"]]) for row in _rows("cities.csv") if row["slug"] not in known]
    session().add_all(added)
    for city in added:
        city.aliases = [_alias(row) for row in aliases if row["slug"] == city.slug]
        city.focus_areas = life.get(city.slug, {}).get("focus", [])
    _seed_life(added, life)
    session().flush()  # networks and boroughs name the cities by their numbers
    _seed_networks()
    _seed_boroughs()
    return added


def _seed_life(added: list[City], life: dict[str, Any]) -> None:
    for city in added:
        told = life.get(city.slug, {})
        session().add_all(CityContact(city=city, **row) for row in told.get("contacts", []))
        session().add_all(CityActivity(city=city, **row) for row in told.get("activities", []))


def _seed_networks() -> None:
    known = {network.slug for network in queries.list_networks()}
    places = queries.numbers_of_cities()
    for slug, row in _read("networks.yaml").items():
        if slug not in known:
            members = row.pop("members")
            network = CityNetwork(slug=slug, **row)
            session().add(network)
            session().add_all(
                CityMembership(network=network, city_id=places[city], note=note or {})
                for city, note in members.items()
                if city in places
            )


def _seed_boroughs() -> None:
    known, places = queries.list_known_boroughs(), queries.numbers_of_cities()
    for row in _read("boroughs.yaml"):
        if (row["borough"], row["town"]) not in known:
            session().add(BoroughPartnership(city_id=places.get(row.pop("city", "")), **row))


def _read(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines()))


def _city(row: dict[str, str], texts: dict[str, Any]) -> City:
    since = row["partner_since"]
    return City(
        slug=row["slug"],
        name_en=row["name_en"],
        name_de=row["name_de"],
        name_tr=texts.get("name_tr"),
        name_native=row["name_native"],
        country_code=row["country_code"],
        partner_since=date.fromisoformat(since) if since else None,
        is_partner=bool(since),
        timezone=row["timezone"],
        latitude=float(row["lat"]),
        longitude=float(row["lon"]),
        languages=row["languages"].split(";"),
        currency=row["currency"],
        about=texts["about"],
        status=texts.get("status", CityStatus.ACTIVE.value),
        status_since=texts.get("status_since"),
        status_note=texts.get("status_note", {}),
    )


def _alias(row: dict[str, str]) -> CityAlias:
    return CityAlias(
        alias=row["alias"],
        language=row["lang"],
        note=row["note"],
        search=names.search_form(row["alias"]),
    )


# What the office knows better


def change_city(city: City, *, by: User, at: datetime, **facts: Any) -> None:
    """Change what is told of a city, on what its exchange concentrates, and whether it is lived."""
    changes = _change(city, CITY, facts)
    if changes:
        _record(city, "city", "changed", by=by, at=at, changes=changes)


def add_contact(city: City, *, by: User, at: datetime, **facts: Any) -> CityContact:
    """Enter whom to ask about a partnership."""
    contact = CityContact(public_id=new_public_id(), city=city, is_public=False)
    _change_contact(contact, "added", by=by, at=at, facts=facts)
    session().add(contact)
    return contact


def change_contact(contact: CityContact, *, by: User, at: datetime, **facts: Any) -> None:
    """Correct a contact."""
    _change_contact(contact, "changed", by=by, at=at, facts=facts)


def _change_contact(contact: CityContact, did: str, *, by: User, at: datetime, facts: dict[str, Any]) -> None:
    _refuse(
        rules.contact_refused(facts.get("name", contact.name), facts.get("office", contact.office)),
        rules.period_refused(
            facts.get("valid_from", contact.valid_from), facts.get("valid_until", contact.valid_until)
        ),
    )
    was_public = contact.is_public
    changes = _change(contact, CONTACT, facts)
    # What only the office may read is named in the log and not repeated there: the log forgets nothing.
    if not (was_public or contact.is_public):
        changes = {field: [] for field in changes}
    if changes:
        _record(contact.city, "contact", did, by=by, at=at, name=contact.logged_name, changes=changes)


def remove_contact(contact: CityContact, *, by: User, at: datetime) -> None:
    """Take a contact away for good, as when a person asks for it."""
    _record(contact.city, "contact", "removed", by=by, at=at, name=contact.logged_name)
    session().delete(contact)


def add_activity(city: City, *, by: User, at: datetime, **facts: Any) -> CityActivity:
    """Enter what two cities do together."""
    activity = CityActivity(public_id=new_public_id(), city=city)
    _change_activity(activity, "added", by=by, at=at, facts=facts)
    session().add(activity)
    return activity


def change_activity(activity: CityActivity, *, by: User, at: datetime, **facts: Any) -> None:
    """Correct an activity, or say when it ended."""
    _change_activity(activity, "changed", by=by, at=at, facts=facts)


def _change_activity(
    activity: CityActivity, did: str, *, by: User, at: datetime, facts: dict[str, Any]
) -> None:
    _refuse(
        rules.period_refused(
            facts.get("starts_on", activity.starts_on), facts.get("ends_on", activity.ends_on)
        )
    )
    changes = _change(activity, ACTIVITY, facts)
    if changes:
        _record(activity.city, "activity", did, by=by, at=at, name=activity.logged_name, changes=changes)


def remove_activity(activity: CityActivity, *, by: User, at: datetime) -> None:
    """Take an activity away that was never one."""
    _record(activity.city, "activity", "removed", by=by, at=at, name=activity.logged_name)
    session().delete(activity)


def _refuse(*refusals: Sentence | None) -> None:
    for refusal in refusals:
        if refusal is not None:
            raise NotLikeThis(refusal)


def _change(thing: Any, allowed: frozenset[str], facts: dict[str, Any]) -> dict[str, list[object]]:
    unknown = facts.keys() - allowed
    if unknown:
        raise TypeError(f"there is no such fact to change: {sorted(unknown)}")
    before = {name: getattr(thing, name) for name in facts}
    for name, value in facts.items():
        if before[name] != value:
            setattr(thing, name, value)
    return rules.differences(before, facts)


def _record(city: City, what: str, did: str, *, by: User, at: datetime, **facts: Any) -> None:
    record(case_of(city), Verb.CITY_EDIT, by=by, at=at, what=what, did=did, **facts)


# Who waits for a call. None of it is written into the log, which forgets nothing: these addresses are to be
# forgotten the moment nobody needs them any more.


def ask_watch(city: City, *, email: str, language: str, at: datetime) -> None:
    """Ask an address whether it really wants a mail at the city’s next call; known or not, it gets a mail."""
    refusal = rules.watch_refused(city.status, is_home=city.is_home)
    if refusal is not None:
        raise NothingToWaitFor(refusal)
    address = email_as_kept(email)
    watch = queries.find_watch_of(city, address)
    if watch is None:
        watch = CityWatch(
            public_id=new_public_id(),
            city_id=city.id,
            city=city,
            email=address,
            language=language,
            asked_at=at,
        )
        session().add(watch)
    if watch.confirmed_at is None:
        watch.asked_at, watch.language = at, language
    _write(watch, "cities/watched" if watch.confirmed_at else "cities/confirm_watch", at=at)


def confirm_watch(watch: CityWatch, *, at: datetime) -> None:
    """The address said yes."""
    watch.confirmed_at = watch.confirmed_at or at


def end_watch(watch: CityWatch) -> None:
    """Forget an address, with the mails that were written to it."""
    mail.forget(case_of(watch))
    session().delete(watch)


def forget_unconfirmed(*, at: datetime) -> int:
    """Forget the addresses that never said yes; how many there were."""
    overdue = queries.list_unconfirmed_watches(rules.unconfirmed_since(at))
    for watch in overdue:
        end_watch(watch)
    return len(overdue)


def tell_watch(watch: CityWatch, *, key: str, at: datetime, **facts: Any) -> None:
    """Write that the city calls again; once for each call, whose key this is."""
    _write(watch, "cities/calls_again", at=at, key=f"{key}:{watch.public_id}", **facts)


def _write(watch: CityWatch, message: str, *, at: datetime, key: str | None = None, **facts: Any) -> None:
    mail.write(
        watch.email,
        message,
        at=at,
        language=watch.language,
        case=case_of(watch),
        key=key,
        stop_path=f"/cities/watches/{watch.public_id}/stop" if watch.confirmed_at else "",
        city=watch.city.names,
        watch_id=watch.public_id,
        days=rules.CONFIRM_WITHIN.days,
        **facts,
    )
