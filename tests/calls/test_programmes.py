"""Programmes of every kind: a call made from the template is announced, found, applied for and arrives."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from portal import db
from portal.access import Role
from portal.applications.models import Application
from portal.calls import actions, programmes, queries
from portal.cities.actions import seed_cities
from portal.cities.queries import find_city
from portal.questionnaire import Question, load
from tests.applications.making import upload
from tests.factories import World
from tests.files.making import document
from tests.pages import Page, Pages

NOW = datetime(2026, 10, 11, 12, 0, tzinfo=UTC)
WRITTEN = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
TYPED = {
    "text": "Kıyı Jugendhaus",
    "long_text": "Ten days on both shores.",
    "date": "2027-07-12",
    "money": "100,00",
    "email": "partner@kadikoy.example",
    "phone": "+49 30 1234567",
    "declaration": "yes",
}


@pytest.fixture
def announced(world: World) -> World:
    """A youth exchange and a semester abroad, both open."""
    with world.act():
        seed_cities()
        actions.seed_programmes()
    officer = world.user(roles=(Role.OFFICER,))
    for template in ("youth-exchange", "study-abroad"):
        with world.act():
            programme, city = queries.find_programme(template), find_city("istanbul")
            assert programme is not None
            assert city is not None
            call = actions.create_from_template(
                programme,
                city=city,
                slug=template,
                code="ABC",
                opens_at=datetime(2026, 9, 15, 7, 0, tzinfo=UTC),
                deadline_at=datetime(2026, 12, 15, 13, 0, tzinfo=UTC),
                by=officer,
                at=WRITTEN,
                periods=[{"start": "2027-07-01", "end": "2027-11-30"}],
                results_on=date(2027, 1, 29),
            )
            actions.publish(call, by=officer, at=WRITTEN)
    return world


@pytest.mark.parametrize("template", ["youth-exchange", "study-abroad"])
def test_a_person_finds_the_call_at_home_and_sends_an_application(
    template: str, pages: Pages, announced: World
) -> None:
    person = announced.user("Mehmet Aksoy")
    with time_machine.travel(NOW, tick=False):
        pages.sign_in(person)
        assert f"/calls/{template}/" in [one.get("href") for one in pages.get("/").select(".card__link")]
        case = _begin(pages, template)
        for section in load(programmes.load(template)["questionnaire"]).sections:
            page = pages.get(f"{case}sections/{section.key}")
            saved = pages.submit(page, **{question.key: _answer(question) for question in section.questions})
            assert saved.status == 200, saved.text
        done = pages.submit(pages.get(f"{case}check"), "Submit application")
    assert done.status == 200
    with announced.read():
        row = db.session().execute(select(Application.state, Application.title)).one()
    assert tuple(row) == ("submitted", TYPED["text"])


def _begin(pages: Pages, slug: str) -> str:
    page: Page = pages.submit(pages.get(f"/calls/{slug}/"), action=f"/calls/{slug}/apply")
    if "/applications/" not in page.path:
        page = pages.submit(page, "Start application")
    return page.path


def _answer(question: Question) -> Any:
    if question.kind == "file":
        return ["", upload(document(), f"{question.key}.pdf")]
    if question.kind == "choice":
        return question.options[0].key
    if question.kind == "number":
        return str(question.limits.min_value or 0)
    return TYPED[question.kind]


def test_no_text_of_a_programme_names_a_city_of_its_own() -> None:
    for name in programmes.names():
        texts = programmes.load(name)["call"]
        assert all("{city}" in texts["title"][language] for language in ("en", "de", "tr")), name
