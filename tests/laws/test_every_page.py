"""Every page for everybody: it opens well or refuses well, reads only, costs no more at more rows."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import Rule

from portal import db
from tests.factories import World
from tests.laws.town import Town, build
from tests.pages import Pages

WRITTEN_BY_READING = {
    "read_event",
    "sign_in",
}  # the exempt tables of the law; rate windows are not kept in rows
GOOD = {200, 301, 302, 303, 400, 403, 404, 409, 410}
PER_PAGE = 4  # of the things that an address can name, the first few: one at each stage of its life
NOT_A_PAGE = {"static", "web.metrics"}
BEHIND_A_MAIL = {
    "accounts.confirm",
    "accounts.reset",
}  # open only through a link in a mail; tests/accounts goes there


@dataclass(frozen=True)
class Visit:
    """What somebody got at an address."""

    who: str
    endpoint: str
    url: str
    status: int
    statements: int


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
    if name == "slug" and rule.rule.startswith("/cities"):
        name = "city_slug"
    return town.values[name][:PER_PAGE]


def browsers(app: Flask, town: Town) -> dict[str, Pages]:
    """A browser for everybody, signed in where there is an account."""
    with app.app_context():
        opened = {who: Pages(app, engine=db.engine()) for who in town.people}
    for who, person in town.people.items():
        if person is not None:
            opened[who].sign_in(person)
    return opened


def visit_all(app: Flask, town: Town, opened: dict[str, Pages]) -> list[Visit]:
    """Everybody opens every address."""
    visits = []
    found = list(addresses(app, town))
    for who, pages in opened.items():
        for endpoint, url in found:
            page = pages.get(url, follow=False)
            visits.append(Visit(who, endpoint, url, page.status, page.statements))
    return visits


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


@pytest.fixture
def one_row(app: Flask, world: World) -> Town:
    """The town with one case at every stage."""
    return build(world, 1)


def test_everybody_gets_a_page_or_a_refusal_and_nothing_is_written(app: Flask, one_row: Town) -> None:
    opened = browsers(app, one_row)
    before = content(app)
    visits = visit_all(app, one_row, opened)
    after = content(app)
    assert {visit for visit in visits if visit.status not in GOOD} == set()
    assert after == before
    _every_page_opens_for_somebody(app, visits)
    _nobody_without_an_account_comes_far(visits)


def _every_page_opens_for_somebody(app: Flask, visits: list[Visit]) -> None:
    opened = {visit.endpoint for visit in visits if visit.status in (200, 302, 303)}
    asked = {visit.endpoint for visit in visits}
    assert asked - opened == BEHIND_A_MAIL


def _nobody_without_an_account_comes_far(visits: list[Visit]) -> None:
    inner = ("/desk", "/reviews", "/applications", "/admin", "/offers", "/jobs", "/profile")
    strays = {
        visit
        for visit in visits
        if visit.who == "nobody" and visit.status == 200 and visit.url.startswith(inner)
    }
    assert strays == set()


def test_a_page_asks_the_same_of_the_database_at_one_and_at_three_rows(app: Flask, world: World) -> None:
    one = _most(_visits_at(app, world, 1))
    _empty(app)
    three = _most(_visits_at(app, World(app), 3))
    assert {
        page: (one[page], count) for page, count in three.items() if page in one and count > one[page]
    } == {}
    assert {page: count for page, count in three.items() if count > 12} == {}


def _visits_at(app: Flask, world: World, rows: int) -> list[Visit]:
    town = build(world, rows)
    return visit_all(app, town, browsers(app, town))


def _most(visits: list[Visit]) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for visit in visits:
        if visit.status == 200:
            key = (visit.who, visit.endpoint)
            counts[key] = max(counts.get(key, 0), visit.statements)
    return counts


def _empty(app: Flask) -> None:
    with app.app_context(), db.transaction() as current:
        if db.engine().dialect.name == "sqlite":
            current.connection().exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        else:
            names = ", ".join(f'"{table.name}"' for table in db.Base.metadata.sorted_tables)
            current.connection().exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
            return
        for table in reversed(db.Base.metadata.sorted_tables):
            current.execute(sa.delete(table))
