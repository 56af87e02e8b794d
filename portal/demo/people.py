"""The people of the demo world: a function for each who signs in, and one for everybody who applies."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from portal.access import Role
from portal.accounts import actions as accounts
from portal.accounts.actions import Link
from portal.accounts.models import User
from portal.accounts.queries import find_user
from portal.accounts.rules import Profile
from portal.db import session
from portal.demo.content import Figure, words
from portal.deputies import actions as deputies
from portal.deputies.queries import find_own

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = {"Istanbul": ("Europe/Istanbul", "TR"), "Berlin": ("Europe/Berlin", "DE")}


@dataclass
class Cast:
    """Everybody of the demo world by the first part of the address, and how accounts are made."""

    password_hash: str
    link: Link
    since: datetime
    people: dict[str, User] = field(default_factory=dict)

    def __getitem__(self, key: str) -> User:
        return self.people[key]

    def join(self, key: str, profile: Profile, *, at: datetime | None = None) -> User:
        """Register, confirm and fill in a profile, as everybody does."""
        at = at or self.since
        user = accounts.register(
            email=f"{key}@demo.example",
            password_hash=self.password_hash,
            language=profile.language or "en",
            link=self.link,
            at=at,
        )
        user.is_demo = True
        session().flush()  # the log of the account names it by its number
        accounts.confirm(user, at=at + timedelta(minutes=7))
        accounts.change_profile(user, profile, by=user, at=at + timedelta(minutes=19))
        self.people[key] = user
        return user


def administrator(cast: Cast) -> User:
    """Runs the portal and gives roles; reads no application."""
    user = cast.join("admin", _person("Adrian", "Keller", "Herr"))
    accounts.grant_role(user, Role.ADMINISTRATOR, by=None, at=cast.since)
    return user


def officer(cast: Cast) -> User:
    """Tobias Krüger looks after calls, checks applications, prepares decisions."""
    user = cast.join("tobias", _person("Tobias", "Krüger", "Herr"))
    _give(cast, user, Role.OFFICER)
    return user


def stand_in(cast: Cast, *, now: datetime) -> User:
    """Selin Yıldırım acts for Tobias Krüger on fourteen days, of which four are over."""
    user, begins = cast.join("selin", _person("Selin", "Yıldırım", "Frau")), now - timedelta(days=4)
    officer, first = find_user(cast["tobias"].public_id), begins.astimezone(BERLIN).date()
    assert officer is not None  # he has joined before
    lent = find_own(officer, officer.grants[0].public_id)
    assert lent is not None  # he looks after the whole portal
    last = first + timedelta(days=13)
    deputies.name(lent, user, first=first, last=last, by=officer, at=begins)
    return user


def approver(cast: Cast) -> User:
    """The second person, who approves and releases what the officer has prepared, and signs."""
    user = cast.join("approver", _person("Miriam", "Sander", "Frau", title="Dr."))
    _give(cast, user, Role.APPROVER)
    return user


def auditor(cast: Cast) -> User:
    """Ingrid Böhm of the court of audit reads everything for a year and changes nothing."""
    user = cast.join("ingrid", _person("Ingrid", "Böhm", "Frau", title="Dr."))
    _give(cast, user, Role.AUDITOR, valid_until=cast.since + timedelta(days=730))
    return user


def clara(cast: Cast) -> User:
    """Clara Weiß, a juror who judges between two trains."""
    return cast.join("clara", _person("Clara", "Weiß", "Frau", title="Prof."))


def chair(cast: Cast) -> User:
    """Nilgün Arslan presides over the juries."""
    return cast.join("chair", _person("Nilgün", "Arslan", "Frau", title="Dr."))


def deniz(cast: Cast) -> User:
    """Deniz Karahan judges for the partner in Istanbul."""
    where = _address("Istanbul", 4) | {"timezone": "Europe/Istanbul"}
    return cast.join("deniz", _person("Deniz", "Karahan", "neutral", language="en", **where))


def jasper(cast: Cast) -> User:
    """Jasper van Dijk, the fourth juror."""
    return cast.join("jasper", _person("Jasper", "van Dijk", "Herr", language="en"))


def mehmet(cast: Cast) -> User:
    """Mehmet Aksoy leads a youth group in Kreuzberg and looks around."""
    return cast.join("mehmet", _person("Mehmet", "Aksoy", "Herr", **_address("Berlin", 0)))


def lena(cast: Cast) -> User:
    """Lena Nowak studies and has come to see what is open."""
    return cast.join("lena", _person("Lena", "Nowak", "Frau", **_address("Berlin", 3)))


def isil(cast: Cast, figure: Figure) -> User:
    """Işıl Şükran İnceöz, an artist of Istanbul, who has an application in review and will write another."""
    return applicant(cast, figure, home="Istanbul", at=cast.since)


def applicant(cast: Cast, figure: Figure, *, home: str, at: datetime) -> User:
    """Somebody who applies, once, however many calls there are."""
    if figure.key in cast.people:
        return cast.people[figure.key]
    zone, _ = ZONES[home]
    place = figure.dice("street").randrange(100)
    profile = Profile(
        display_name=figure.name,
        given_names=figure.given,
        family_name=figure.family,
        name_latin=figure.latin,
        native_name=figure.native,
        native_language=figure.native_lang,
        family_first=figure.family_first,
        form_of_address=figure.address,
        language="de" if figure.lang == "de" and home == "Berlin" else "en",
        timezone=zone,
        **(_address(figure.residence or home, place) if figure.reachable else {}),
    )
    return cast.join(figure.key, profile, at=at)


def _address(home: str, place: int) -> dict[str, Any]:
    rows = words("streets")[home]
    street, code, town = rows[place % len(rows)]
    return {"street": street, "postal_code": code, "town": town, "country_code": ZONES[home][1]}


def _person(
    given: str, family: str, address: str, *, title: str = "", language: str = "de", **facts: Any
) -> Profile:
    return Profile(
        given_names=given,
        family_name=family,
        display_name=f"{given} {family}",
        form_of_address=address,
        title=title,
        language=language,
        **({"timezone": "Europe/Berlin"} | facts),
    )


def _give(cast: Cast, user: User, role: Role, **period: Any) -> None:
    accounts.grant_role(user, role, by=cast["admin"], at=cast.since, **period)
