"""Everybody opens every address of a quarter full of secrets, and the words that each was given are kept."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Any

import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import Rule

from portal import db
from portal.access import permitted
from portal.accounts.models import RoleGrant, User
from portal.applications.models import Application, ApplicationFile
from portal.applications.states import ApplicationState
from portal.awards.models import Offer
from portal.calls.models import Call
from portal.cities.models import City, CityContact
from portal.decisions.models import Decision
from portal.files.models import StoredFile
from portal.jobs.models import Job
from portal.letters.models import Letter
from portal.panels.models import PanelMember
from portal.reviews.models import DeputyDeclaration, Review, Score
from tests.factories import World
from tests.laws.planting import AS_THEY_ARE, NOBODY, Garden, Planted, plant, readers, tell, words_in
from tests.laws.quarter import build
from tests.laws.town import NOW
from tests.pages import HIDDEN_VALUE, Pages

# The demo shows all its mails to everybody; small pictures are sent by what sends the files themselves; the
# pages printed for everybody are those that the pages show.
NOT_HERE = {"static", "web.metrics", "demo.mails", "demo.mail", "applications.preview", "reviews.preview"}
NOT_HERE |= {"announcements.call_pdf", "announcements.questions_pdf"}
OWN_PAGES = ("check", "receipt", "receipt.pdf", "withdraw", "details")
APPLIED = "officer who applied"
SEEKERS = ("officer of elsewhere", "auditor")
REPRESENTATIVES = {NOBODY, "stranger", "applicant", "officer"}  # go where everybody may go
NAMED: dict[str, type[Any]] = {
    "application_id": Application,
    "review_id": Review,
    "decision_id": Decision,
    "letter_id": Letter,
    "offer_id": Offer,
    "file_id": StoredFile,
    "user_id": User,
    "member_id": PanelMember,
    "grant_id": RoleGrant,
    "contact_id": CityContact,
    "job_id": Job,
}
MORE = {"formal_checks.case": ("?view=check", "?view=history")}
# What a page shows to whoever holds the address itself, which is a secret of its own.
HELD = {"letters.verify_code": {"letter.code", "letter.number"}}


@dataclass
class Harvest:
    """What was planted, and at which addresses whom which words reached."""

    planted: list[Planted]
    readers: set[str]
    seen: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    sought: dict[tuple[str, str], bool] = field(default_factory=dict)

    twins: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.unwritten = {one.word for one in self.planted if one.column in AS_THEY_ARE}

    def take(self, who: str, endpoint: str, text: str) -> None:
        """Keep the words of an answer."""
        for word in words_in(text) | {word for word in self.unwritten if word in text}:
            self.seen.setdefault((who, word), set()).add(endpoint)


def harvest(app: Flask) -> Harvest:
    """Build the quarter, plant it, and let everybody in wherever the doors are open to them."""
    world, garden = World(app), Garden()
    quarter = build(world)
    opened = {who: Pages(app) for who in (*quarter.people, NOBODY)}
    for who, person in quarter.people.items():
        opened[who].sign_in(person)
    with world.act():
        plant(garden)
    with world.read():
        people = readers(quarter)
        kept, ways = Harvest(tell(garden, people), set(people)), list(addresses(app, people))
    for endpoint, url, welcome in ways:
        for who in welcome:
            kept.take(who, endpoint, text_of(opened[who].client.get(url)))
    kept.sought = dict(_search(opened, kept))
    kept.twins = [_own_pages(opened["applicant"]), _forgotten(world, opened["applicant"])]
    return kept


def _search(opened: Mapping[str, Pages], kept: Harvest) -> Iterator[tuple[tuple[str, str], bool]]:
    """Whether the office's search finds a case by a word of it; the page itself repeats what was asked."""
    case = next(one.case for one in kept.planted if one.column == "review.conflict_note")
    words = [one.word for one in kept.planted if one.case == case]
    for who, word in product(SEEKERS, words):
        found = opened[who].client.get(f"/desk/search?q={word}")
        yield (who, word), f"/desk/applications/{case}" in found.get_data(as_text=True)


def _own_pages(pages: Pages) -> dict[str, str]:
    """Every page of a person with a case under review, without what differs at each visit."""
    index = pages.client.get("/applications/").get_data(as_text=True)
    cases = set(re.findall(r'href="(/applications/[^"/]+/)', index))
    ways = {"/", "/applications/", "/profile", *(case + page for case in cases for page in ("", *OWN_PAGES))}
    texts = {way: pages.client.get(way) for way in sorted(ways)}
    return {
        way: f"{answer.status} {HIDDEN_VALUE.sub('', answer.get_data(as_text=True))}"
        for way, answer in texts.items()
    }


def _forgotten(world: World, pages: Pages) -> dict[str, str]:
    """The same pages, had the office excluded the case, and neither jurors nor anybody decided on it."""
    with world.act():
        told = sa.select(Review.application_id).where(Review.conflict_note != "")
        number = db.session().scalar(told.order_by(Review.id).limit(1))
        scores = sa.select(Review.id).where(Review.application_id == number)
        for model, column in ((Score, Score.review_id), (DeputyDeclaration, DeputyDeclaration.review_id)):
            db.session().execute(sa.delete(model).where(column.in_(scores)))
        db.session().execute(sa.delete(Review).where(Review.application_id == number))
        db.session().execute(sa.delete(Decision).where(Decision.application_id == number))
        excluded = {"state": ApplicationState.EXCLUDED, "exclusion_code": "other"}
        db.session().execute(sa.update(Application).where(Application.id == number).values(excluded))
    return _own_pages(pages)


def text_of(answer: Any) -> str:
    """All that reaches a reader: where it leads, under which name it is saved, and what it says."""
    return f"{answer.headers}\n{answer.get_data().decode(errors='ignore')}"


def addresses(app: Flask, people: Mapping[str, Any]) -> Iterator[tuple[str, str, list[str]]]:
    """Every address that can be read, with whom its door lets in; links from mails stay in the mails."""
    with app.test_request_context():
        adapter = app.create_url_adapter(None) or app.url_map.bind("localhost")
    values, files = _values(), _files()
    for rule in app.url_map.iter_rules():
        if rule.endpoint in NOT_HERE or "GET" not in (rule.methods or ()):
            continue
        names = sorted(rule.arguments)
        for combination in product(*(values.get(_key(rule, name), ()) for name in names)):
            named = dict(zip(names, combination, strict=True))
            if "file_id" in named and named["file_id"] not in files[named.get("application_id", "")]:
                continue
            welcome = _welcome(app, rule.endpoint, named, people)
            url = adapter.build(rule.endpoint, named)
            yield from ((rule.endpoint, url + more, welcome) for more in ("", *MORE.get(rule.endpoint, ())))


def _welcome(app: Flask, endpoint: str, named: Mapping[str, str], people: Mapping[str, Any]) -> list[str]:
    """Whom the door of a page lets in; pages about oneself are for everybody with an account."""
    door = getattr(app.view_functions[endpoint], "door", None)
    if door is None:
        return [NOBODY]
    if door.load is not None and not door.takes:
        return sorted(REPRESENTATIVES - {NOBODY})
    thing = door.load(**{name: named[name] for name in door.takes}) if door.load else None
    if door.load is not None and thing is None:
        return []
    welcome = [who for who, one in people.items() if permitted(one, door.verb, thing, NOW)]
    if thing is not None and getattr(thing, "applicant_id", 0) not in (0, people[APPLIED].id):
        welcome = [who for who in welcome if who != APPLIED]  # elsewhere an officer like any other
    return sorted(REPRESENTATIVES) if len(welcome) == len(people) else welcome


def _files() -> Mapping[str, set[str]]:
    """The files that are tried: with a case its own, with a review those of two judged cases."""
    rows = db.session().execute(
        sa.select(Application.public_id, StoredFile.public_id)
        .select_from(ApplicationFile)
        .join(Application, ApplicationFile.application_id == Application.id)
        .join(StoredFile, ApplicationFile.file_id == StoredFile.id)
    )
    files: dict[str, set[str]] = defaultdict(set)
    for case, stored in rows:
        files[case].add(stored)
    judged = db.session().scalars(
        sa.select(Application.public_id).where(Application.id.in_(sa.select(Review.application_id)))
    )
    files[""] = set().union(*(files[case] for case in islice(judged, 2)))
    return files


def _key(rule: Rule, name: str) -> str:
    if name == "slug" and rule.rule.startswith(("/cities", "/desk/cities")):
        return "city_slug"
    return "authority_slug" if name == "slug" and rule.rule.startswith("/admin/authorities") else name


def _values() -> dict[str, list[str]]:
    named = {name: list(db.session().scalars(sa.select(model.public_id))) for name, model in NAMED.items()}
    cities = sa.select(City.slug).join(Call, Call.city_id == City.id)
    named["user_id"] = named["user_id"][:6]
    return named | {
        "slug": list(db.session().scalars(sa.select(Call.slug))),
        "city_slug": list(db.session().scalars(cities.where(Call.slug == "review"))),
        "key": ["sensitive"],
        "part": ["texts"],
        "code": list(db.session().scalars(sa.select(Letter.code))),
    }
