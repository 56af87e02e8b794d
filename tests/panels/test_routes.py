"""The office's page of a panel."""

import pytest

from portal.access import Role
from portal.accounts.models import User
from portal.accounts.queries import find_user
from portal.calls.models import Call
from portal.calls.states import CallState
from portal.panels.queries import list_members
from tests.factories import World
from tests.pages import Page, Pages


@pytest.fixture
def call(world: World) -> Call:
    return world.call(state=CallState.CLOSED)


@pytest.fixture
def officer(world: World) -> User:
    return world.user("Tobias Krüger", roles=(Role.OFFICER,))


def jury(pages: Pages, call: Call) -> Page:
    return pages.get(f"/desk/calls/{call.slug}/jury")


def problems(page: Page) -> list[str]:
    return page.texts("[role=alert] li")


def running_roles(world: World, user: User) -> list[tuple[str, int | None]]:
    with world.read():
        found = find_user(user.public_id)
        assert found is not None
        return [(one.role, one.call_id) for one in found.grants if one.valid_until is None]


def test_a_person_joins_by_address_and_gets_the_right_for_this_call_only(
    pages: Pages, world: World, call: Call, officer: User
) -> None:
    clara = world.user("Clara Weiß")
    pages.sign_in(officer)
    page = pages.submit(jury(pages, call), "Add to the jury", email=clara.email, role="juror")
    assert "Clara Weiß is on the jury now." in page.text
    assert page.texts("td[data-label='Seat']") == ["Juror"]
    assert running_roles(world, clara) == [("juror", call.id)]


def test_a_juror_becomes_the_chair_and_the_chair_is_listed_first(
    pages: Pages, world: World, call: Call, officer: User
) -> None:
    world.juror(call, "Bruno Adler")
    clara = world.juror(call, "Clara Weiß")
    pages.sign_in(officer)
    page = pages.submit(jury(pages, call), email=clara.email, role="chair")
    assert page.texts("th[data-label='Name']") == ["Clara Weiß", "Bruno Adler"]
    assert running_roles(world, clara) == [("chair", call.id)]


def test_who_left_comes_back_to_the_same_seat(pages: Pages, world: World, call: Call, officer: User) -> None:
    clara = world.juror(call, "Clara Weiß")
    pages.sign_in(officer)
    pages.submit(pages.follow(jury(pages, call), "Remove"))
    assert running_roles(world, clara) == []
    page = pages.submit(jury(pages, call), email=clara.email)
    assert page.texts("th[data-label='Name']") == ["Clara Weiß"]
    assert running_roles(world, clara) == [("juror", call.id)]


def test_an_applicant_of_the_call_can_not_judge_it(
    pages: Pages, world: World, call: Call, officer: User
) -> None:
    isil = world.user("Işıl")
    world.application(call, isil)
    pages.sign_in(officer)
    page = pages.submit(jury(pages, call), email=isil.email)
    assert (page.status, problems(page)) == (
        422,
        ["This person has applied to this call and can’t judge it."],
    )
    assert running_roles(world, isil) == []


@pytest.mark.parametrize(
    ("email", "problem"),
    [
        (
            "nobody@test.example",
            "Nobody with this address has an account. Please ask the person to register first.",
        ),
        ("not an address", "This is not an e-mail address. It looks like name@example.org."),
        ("", "Please fill in “E-mail address”."),
    ],
)
def test_an_address_that_leads_to_nobody_is_refused_and_stays_typed(
    pages: Pages, world: World, call: Call, officer: User, email: str, problem: str
) -> None:
    pages.sign_in(officer)
    page = pages.submit(jury(pages, call), email=email)
    assert (page.status, problems(page)) == (422, [problem])
    assert page.one("input[type=email]").get("value") == email


def test_nobody_takes_a_seat_alone(pages: Pages, world: World, call: Call, officer: User) -> None:
    pages.sign_in(officer)
    page = pages.submit(jury(pages, call), email=officer.email)
    assert page.status == 422
    with world.read():
        assert list(list_members(call)) == []


def test_after_the_decision_the_panel_stays_as_it_was(pages: Pages, world: World, officer: User) -> None:
    decided = world.call(state=CallState.DECIDED)
    clara = world.juror(decided, "Clara Weiß")
    pages.sign_in(officer)
    page = jury(pages, decided)
    assert page.select("form[id=form]") == []
    assert pages.post(f"/desk/calls/{decided.slug}/jury", {"email": clara.email}).status == 409
    with world.read():
        member = list_members(decided)[0]
    assert pages.post(f"/desk/jury/{member.public_id}/remove").status == 409
    assert running_roles(world, clara) == [("juror", decided.id)]


def test_only_the_office_sees_the_panel(pages: Pages, world: World, call: Call) -> None:
    for person, status in (
        (world.user(roles=(Role.AUDITOR,)), 200),
        (world.juror(call), 404),
        (world.user(), 404),
    ):
        pages.sign_in(person)
        assert jury(pages, call).status == status


def test_an_empty_panel_says_what_is_needed(pages: Pages, call: Call, officer: User) -> None:
    pages.sign_in(officer)
    assert "At least three people are needed." in jury(pages, call).text


def test_the_page_asks_as_much_for_five_people_as_for_one(
    pages: Pages, world: World, call: Call, officer: User
) -> None:
    world.juror(call)
    pages.sign_in(officer)
    small = jury(pages, call)
    for _number in range(4):
        world.juror(call)
    assert jury(pages, call).statements == small.statements <= 8


def test_a_jury_that_is_done_stays_and_says_why(pages: Pages, world: World, officer: User) -> None:
    over = world.call(state=CallState.DECIDED)
    world.juror(over, "Clara Weiß")
    pages.sign_in(officer)
    page = jury(pages, over)
    assert page.texts("thead th") == ["Name", "Seat", "Since"]
    assert "The review of this call is over, and its jury stays as it was." in page.text
