"""Everybody walks to every address of a populated portal, once for all laws that look at pages."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, product

import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import Rule

from portal import db
from tests.conftest import empty
from tests.factories import World
from tests.laws.town import Town, build
from tests.pages import Page, Pages

WRITTEN_BY_READING = {
    "read_event",
    "sign_in",
}  # the exempt tables of the law; rate windows are not kept in rows
OPENED = 200
PER_PAGE = 4  # of the things that an address can name, the first few: one at each stage of its life
NOT_A_PAGE = {"static", "web.metrics"}
PIECE = re.compile(r"<([a-z][a-z0-9]*)([^<>]*)>")
BUILD = re.compile(r'(?:(class|type|role)="([^"]*)"|([a-z-]+)=)')


@dataclass(frozen=True)
class Visit:
    """What somebody got at an address."""

    who: str
    endpoint: str
    url: str
    status: int
    statements: int


@dataclass(frozen=True)
class Shown:
    """A page as it went to a browser."""

    who: str
    endpoint: str
    url: str
    headers: dict[str, str]
    html: str


@dataclass
class Seen:
    """What everybody got in a town of one row and in one of three, and what that wrote.

    Of pages whose content and whose frame are built of pieces that were kept before none is kept again.
    """

    one: list[Visit] = field(default_factory=list)
    three: list[Visit] = field(default_factory=list)
    written: set[str] = field(default_factory=set)
    shown: list[Shown] = field(default_factory=list)
    builds: set[tuple[str, frozenset[str]]] = field(default_factory=set)

    def keep(self, who: str, endpoint: str, page: Page) -> None:
        """Keep a page of a build that was not seen yet; all refusals of a kind are one page."""
        if page.html and "Location" not in page.headers:
            name = endpoint if page.status == OPENED else str(page.status)
            start, end = page.html.find("<main"), page.html.rfind("</main>")
            content, frame = page.html[start:end], page.html[:start] + page.html[end:]
            builds = {(name, pieces(content)), ("frame", pieces(frame))}
            if not builds <= self.builds:
                self.builds |= builds
                self.shown.append(Shown(who, name, page.path, dict(page.headers), page.html))


def pieces(html: str) -> frozenset[str]:
    """What a page is built of: each kind of element with its classes and what else it says of itself."""
    return frozenset(f"{tag} {BUILD.findall(rest)}" for tag, rest in PIECE.findall(html))


def walk(app: Flask) -> Seen:
    """Everybody at every address, in both towns."""
    seen = Seen()
    for rows, visits in ((1, seen.one), (3, seen.three)):
        town = build(World(app), rows)
        opened = browsers(app, town)
        before = content(app)
        visits += list(visit_all(app, town, opened, seen))
        after = content(app)
        seen.written |= {table for table, digest in after.items() if digest != before[table]}
        empty(app)
    return seen


def addresses(app: Flask, town: Town) -> Iterator[tuple[str, str]]:
    """Every address that can be read, with each of the first things that it can name."""
    with app.test_request_context():
        adapter = app.create_url_adapter(None) or app.url_map.bind("localhost")
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if rule.endpoint in NOT_A_PAGE or "GET" not in (rule.methods or ()):
            continue
        names = sorted(rule.arguments)
        for combination in islice(product(*(_values(town, rule, name) for name in names)), PER_PAGE * 2):
            yield rule.endpoint, adapter.build(rule.endpoint, dict(zip(names, combination, strict=True)))


def _values(town: Town, rule: Rule, name: str) -> list[str]:
    if name == "slug" and rule.rule.startswith(("/cities", "/desk/cities")):
        name = "city_slug"
    if name == "slug" and rule.rule.startswith("/admin/authorities"):
        name = "authority_slug"
    return town.values[name][:PER_PAGE]


def browsers(app: Flask, town: Town) -> dict[str, Pages]:
    """A browser for everybody, signed in where there is an account."""
    with app.app_context():
        opened = {who: Pages(app, engine=db.engine()) for who in town.people}
    for who, person in town.people.items():
        if person is not None:
            opened[who].sign_in(person)
    return opened


def visit_all(app: Flask, town: Town, opened: dict[str, Pages], seen: Seen) -> Iterator[Visit]:
    """Everybody opens every address, or only the pages that opened for them before."""
    found = list(addresses(app, town))
    known = {(visit.who, visit.endpoint) for visit in seen.one if visit.status == OPENED}
    for who, pages in opened.items():
        for endpoint, url in found:
            if not seen.one or (who, endpoint) in known:
                page = pages.get(url, follow=False)
                seen.keep(who, endpoint, page)
                yield Visit(who, endpoint, url, page.status, page.statements)


def content(app: Flask) -> dict[str, str]:
    """A digest of every table that a page may not write."""
    with app.app_context(), db.engine().connect() as connection:
        return {
            table.name: hashlib.sha256(
                repr(sorted(map(repr, connection.execute(sa.select(table))))).encode()
            ).hexdigest()
            for table in db.Base.metadata.sorted_tables
            if table.name not in WRITTEN_BY_READING
        }
