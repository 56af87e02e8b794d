"""The home page, for each who opens it."""

from datetime import timedelta

import pytest
import time_machine

from portal import db
from portal.access import Role
from portal.applications.states import ApplicationState
from portal.calls.states import CallState
from portal.cities.actions import seed_cities
from tests.factories import World
from tests.pages import Pages


@pytest.fixture(autouse=True)
def _in_the_open_call(at: object) -> object:
    with time_machine.travel(at, tick=False):  # type: ignore[arg-type]  # an aware moment
        yield


def test_a_visitor_sees_open_calls_all_cities_and_how_it_works(world: World, pages: Pages) -> None:
    city = world.city("somewhere", is_partner=False)
    call = world.call(city=city)
    world.call(city=city, slug="soon", opens_at=call.deadline_at - timedelta(hours=1))
    with world.app.app_context(), db.transaction():
        seed_cities()
    page = pages.get("/")
    assert "Studio residency" in page.text
    assert len(page.select(".tile")) == 19
    assert page.texts(".tile__native")[3] == "İstanbul"
    assert {one.get("lang") for one in page.select(".tile bdi")} >= {"ja-JP", "he-IL", "zh-Hans-CN"}
    assert page.texts(".steps h3") == [
        "Apply in your own time",
        "A jury reads it",
        "Everybody hears on the same day",
    ]
    assert page.texts("main li > .whole") == ["opens on Wed 14 Oct 2026,", "13:00 Berlin"]
    assert page.statements <= 8


def test_an_applicant_sees_the_draft_first(world: World, pages: Pages) -> None:
    person, call = world.user("Işıl"), world.call()
    draft = world.application(call, person, state=ApplicationState.DRAFT)
    pages.sign_in(person)
    page = pages.get("/")
    assert page.h1 == "What is yours to do"
    assert page.link("Go on with your draft.") == f"/applications/{draft.public_id}/"


def test_the_home_of_an_applicant_takes_the_same_statements_for_one_and_three(
    world: World, pages: Pages
) -> None:
    person = world.user()
    world.application(world.call(), person)
    pages.sign_in(person)
    one = pages.get("/").statements
    world.application(world.call(), person)
    world.application(world.call(), person, state=ApplicationState.DRAFT)
    assert pages.get("/").statements == one <= 8


def test_somebody_without_anything_is_shown_the_way(world: World, pages: Pages) -> None:
    pages.sign_in(world.user())
    assert "Nothing waits for you." in pages.get("/").text


def test_an_administrator_is_led_to_what_an_administrator_does(world: World, pages: Pages) -> None:
    pages.sign_in(world.user(roles=(Role.ADMINISTRATOR,)))
    page = pages.get("/")
    assert page.texts("main h3 a")[:2] == ["People and roles", "Authorities"]
    assert ("Nothing waits for you." in page.text, "My applications" in page.text) == (False, False)


def test_a_juror_sees_how_many_are_done_and_where_to_go_on(world: World, pages: Pages) -> None:
    call = world.call(state=CallState.IN_REVIEW)
    juror = world.juror(call)
    case = world.application(call, state=ApplicationState.ADMITTED)
    world.review(case, juror)
    pages.sign_in(juror)
    page = pages.get("/")
    assert "0 of 1 done" in page.text
    assert f"Continue with {case.short_code}" in page.text


@pytest.mark.parametrize("role", [Role.OFFICER, Role.APPROVER, Role.AUDITOR])
def test_the_office_begins_with_what_is_due(world: World, pages: Pages, role: Role) -> None:
    call = world.call(state=CallState.CLOSED)
    world.application(call)
    pages.sign_in(world.user(roles=(role,)))
    page = pages.get("/")
    assert ("Cases to check: 1" in page.text) == (role == Role.OFFICER)
    assert page.link("All calls with their steps") == "/desk/"
    assert page.statements <= 8


def test_who_has_every_role_still_gets_the_page_in_few_statements(world: World, pages: Pages) -> None:
    call = world.call(state=CallState.IN_REVIEW)
    person = world.user(roles=(Role.OFFICER, Role.APPROVER, Role.JUROR))
    world.review(world.application(call, state=ApplicationState.ADMITTED), person)
    pages.sign_in(person)
    assert pages.get("/").statements <= 8
