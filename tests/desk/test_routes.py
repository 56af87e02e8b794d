"""The office’s own pages: pipeline, search, people and roles."""

from datetime import UTC, datetime

import pytest

from portal.access import Role
from portal.accounts import actions
from portal.applications.states import ApplicationState
from portal.calls.states import CallState
from portal.names import search_form, search_key
from tests.factories import World
from tests.pages import Pages


def open_pipeline(world: World, pages: Pages, calls: int) -> int:
    officer = world.user("Tobias Krüger", roles=(Role.OFFICER,))
    for _ in range(calls):
        call = world.call(state=CallState.IN_REVIEW)
        world.review(world.application(call, state=ApplicationState.ADMITTED), world.juror(call))
    pages.sign_in(officer)
    return pages.get("/desk/").statements


def test_the_pipeline_takes_as_many_statements_for_one_call_as_for_three(world: World, pages: Pages) -> None:
    one = open_pipeline(world, pages, 1)
    assert open_pipeline(world, pages, 2) == one
    assert one <= 8


def test_every_count_leads_to_what_it_counts(world: World, pages: Pages) -> None:
    call = world.call(state=CallState.CLOSED)
    world.application(call)
    pages.sign_in(world.user(roles=(Role.OFFICER,)))
    page = pages.get("/desk/")
    ways = [step.get("href") for step in page.select(".pipeline__link")]
    assert len(ways) == 8
    assert f"/desk/calls/{call.slug}/applications?state=submitted" in ways
    assert [pages.get(way).status for way in ways] == [200] * 8


def test_a_call_about_which_nothing_is_to_be_counted_yet_takes_little_room(
    world: World, pages: Pages
) -> None:
    world.call(state=CallState.PUBLISHED, deadline_at=datetime(2126, 1, 1, tzinfo=UTC))
    world.application(world.call(state=CallState.CLOSED))
    pages.sign_in(world.user(roles=(Role.OFFICER,)))
    lines = pages.get("/desk/").select(".pipeline")
    assert sorted("pipeline--quiet" in one.get("class", "") for one in lines) == [False, True]


def test_what_is_due_stands_first_and_leads_there(world: World, pages: Pages) -> None:
    call = world.call(state=CallState.CLOSED)
    world.application(call)
    pages.sign_in(world.user(roles=(Role.OFFICER,)))
    page = pages.get("/desk/")
    assert (
        pages.follow(page, "Cases to check: 1").path
        == f"/desk/calls/{call.slug}/applications?state=submitted"
    )


def test_an_officer_of_one_call_sees_only_this_call(world: World, pages: Pages) -> None:
    mine, other = world.call(state=CallState.CLOSED), world.call(state=CallState.CLOSED)
    officer = world.user()
    with world.act():
        actions.grant_role(officer, Role.OFFICER, by=None, at=mine.opens_at, call_id=mine.id)
    pages.sign_in(officer)
    page = pages.get("/desk/")
    assert mine.title["en"] in page.text
    assert other.title["en"] not in page.text


@pytest.mark.parametrize("typed", ["isil", "IŞIL", "ışıl", "İnceöz"])
def test_the_search_finds_isil_however_she_is_typed(world: World, pages: Pages, typed: str) -> None:
    case = world.application(
        world.call(), search=search_key("Işıl Şükran İnceöz") + " " + search_form("Ferry")
    )
    pages.sign_in(world.user(roles=(Role.OFFICER,)))
    assert case.short_code in pages.get("/desk/search", query_string={"q": typed}).text


def test_a_whole_short_code_leads_straight_to_its_case(world: World, pages: Pages) -> None:
    case = world.application(world.call(), short_code="IST-7F3K2A", search="IST 7F3K2A")
    pages.sign_in(world.user(roles=(Role.OFFICER,)))
    assert pages.get("/desk/search?q=ist-7f3k2a").path == f"/desk/applications/{case.public_id}"


def test_the_search_says_when_nothing_is_found(world: World, pages: Pages) -> None:
    pages.sign_in(world.user(roles=(Role.OFFICER,)))
    assert "No case is known by “nobody”" in pages.get("/desk/search?q=nobody").text


@pytest.mark.parametrize("url", ["/desk/", "/desk/search", "/admin/users"])
def test_the_office_is_closed_to_applicants(world: World, pages: Pages, url: str) -> None:
    pages.sign_in(world.user())
    assert pages.get(url).status == 404
