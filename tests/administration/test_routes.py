"""The administration’s pages: people and roles."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal import db
from portal.access import Role
from portal.accounts import actions as accounts
from portal.accounts.models import SignIn
from portal.accounts.queries import find_grant
from portal.applications.models import Application
from portal.applications.states import ApplicationState
from portal.calls.states import CallState
from tests.factories import World
from tests.factories.world import LONG_AGO
from tests.pages import Pages


def test_an_officer_does_not_administer(world: World, pages: Pages) -> None:
    pages.sign_in(world.user(roles=(Role.OFFICER,)))
    assert pages.get("/admin/users").status == 404


def test_an_administrator_gives_a_role_for_one_call_and_takes_it_away(world: World, pages: Pages) -> None:
    call, person = world.call(), world.user("Ada Lovelace")
    pages.sign_in(world.user("Adrian", roles=(Role.ADMINISTRATOR,)))
    page = pages.get(f"/admin/users/{person.public_id}")
    given = pages.submit(page, "Give this role", role="officer", scope=f"call:{call.slug}")
    assert "The role is given." in given.text
    assert "Programme officer" in given.texts("th")[-1]
    taken = pages.submit(given, "Take away", action="/revoke")
    assert "The role is taken away." in taken.text


def test_nobody_gives_a_role_to_themselves(world: World, pages: Pages) -> None:
    me = world.user("Adrian", roles=(Role.ADMINISTRATOR,))
    pages.sign_in(me)
    assert "Nobody gives a role to themselves" in pages.get(f"/admin/users/{me.public_id}").text
    sent = pages.post(f"/admin/users/{me.public_id}", {"role": "officer", "scope": "portal"})
    assert (sent.status, "Nobody gives a role to themselves" in sent.text) == (422, True)


def test_the_last_administrator_stays(world: World, pages: Pages) -> None:
    me = world.user("Adrian", roles=(Role.ADMINISTRATOR,))
    pages.sign_in(me)
    page = pages.get(f"/admin/users/{me.public_id}")
    refused = pages.submit(page, "Take away", action="/revoke")
    assert (refused.status, "This would leave no administrator." in refused.text) == (409, True)
    closed = pages.post(f"/admin/users/{me.public_id}/close")
    assert (closed.status, "This would leave no administrator." in closed.text) == (409, True)


def test_one_of_two_administrators_may_go(world: World, pages: Pages) -> None:
    pages.sign_in(world.user("Adrian", roles=(Role.ADMINISTRATOR,)))
    other = world.user("Bea", roles=(Role.ADMINISTRATOR,))
    page = pages.get(f"/admin/users/{other.public_id}")
    assert "The role is taken away." in pages.submit(page, "Take away", action="/revoke").text


def test_an_account_is_closed_and_opened_again(world: World, pages: Pages) -> None:
    person = world.user("Ada")
    pages.sign_in(world.user("Adrian", roles=(Role.ADMINISTRATOR,)))
    closed = pages.submit(pages.get(f"/admin/users/{person.public_id}"), action="/close")
    assert "The account is closed." in closed.text
    assert "The account is open again." in pages.submit(closed, action="/reopen").text


def test_people_are_found_by_name_with_their_roles(world: World, pages: Pages) -> None:
    world.user("Işıl", search_name="ISIL")
    pages.sign_in(world.user("Adrian", roles=(Role.ADMINISTRATOR,)))
    page = pages.get("/admin/users?q=isil")
    assert page.texts("tbody th a") == ["Işıl"]
    assert "Nobody is known by “xyz”." in pages.get("/admin/users?q=xyz").text


@pytest.mark.parametrize(
    "typed", ["ISIL", "ışıl ince", "isil.i@", "Isil.I@Ferry.example", "ferry işıl", "FERRY.EXAMPLE"]
)
def test_people_are_found_by_name_and_address_in_every_spelling(
    world: World, pages: Pages, typed: str
) -> None:
    world.user("Işıl İnceöz", search_name="INCEOEZ ISIL | ISIL INCEOEZ", email="isil.i@ferry.example")
    pages.sign_in(world.user("Adrian", roles=(Role.ADMINISTRATOR,)))
    assert pages.get("/admin/users", query_string={"q": typed}).texts("tbody th a") == ["Işıl İnceöz"]


def test_of_many_people_a_hundred_are_shown_at_a_time(world: World, pages: Pages) -> None:
    with world.act():
        for number in range(101):
            world.user(f"Ada {number}", search_name=f"ADA {number:03}")
    pages.sign_in(world.user("Adrian", roles=(Role.ADMINISTRATOR,)))
    first = pages.get("/admin/users?q=ada")
    assert (len(first.texts("tbody th a")), "101 people" in first.text) == (100, True)
    assert pages.follow(first, "Next").texts("tbody th a") == ["Ada 100"]


def test_the_page_of_a_person_tells_when_and_by_what_proof_somebody_signed_in(
    world: World, pages: Pages, at: datetime
) -> None:
    person = world.user("Ada")
    with world.act():
        mine = {"user_id": person.id, "seen_at": at}
        rows = [
            ("password", at - timedelta(days=20), None),
            ("", at - timedelta(days=3), at),
            ("app", at, None),
        ]
        for number, (how, created, revoked) in enumerate(rows):
            row = SignIn(token_hash=str(number), how=how, created_at=created, revoked_at=revoked, **mine)
            row.agent = "Firefox · Linux"
            world.add(row)
    with time_machine.travel(at + timedelta(hours=1)):
        pages.sign_in(world.user("Adrian", roles=(Role.ADMINISTRATOR,)))
        page = pages.get(f"/admin/users/{person.public_id}")
        fresh = pages.get(f"/admin/users/{world.user('Bea').public_id}")
    assert page.texts("td[data-label='Proved by']") == [
        "Password and a code of the app",
        "–",
        "Password alone",
    ]
    assert page.texts("td[data-label='State']") == ["Open", "Ended", "Ended"]
    assert "Firefox" not in page.text
    assert "This person has never signed in." in fresh.text


def test_the_list_of_people_takes_as_many_statements_for_one_as_for_three(world: World, pages: Pages) -> None:
    pages.sign_in(world.user("Adrian", roles=(Role.ADMINISTRATOR,)))
    before = pages.get("/admin/users").statements
    for _ in range(3):
        world.juror(world.call())
    assert pages.get("/admin/users").statements == before


def test_an_administrator_with_an_end_in_sight_does_not_make_another_dispensable(
    world: World, pages: Pages
) -> None:
    me = world.user("Adrian", roles=(Role.ADMINISTRATOR,))
    other = world.user("Bea")
    with world.act():
        soon = datetime.now(UTC) + timedelta(days=1)
        accounts.grant_role(other, Role.ADMINISTRATOR, by=None, at=LONG_AGO, valid_until=soon)
    pages.sign_in(other)
    page = pages.get(f"/admin/users/{me.public_id}")
    refused = pages.submit(page, "Take away", action="/revoke")
    assert (refused.status, "This would leave no administrator." in refused.text) == (409, True)
    closed = pages.post(f"/admin/users/{me.public_id}/close")
    assert (closed.status, "This would leave no administrator." in closed.text) == (409, True)


def test_one_of_two_administrators_may_take_the_own_role_away(world: World, pages: Pages) -> None:
    world.user("Bea", roles=(Role.ADMINISTRATOR,))
    me = world.user("Adrian", roles=(Role.ADMINISTRATOR,))
    pages.sign_in(me)
    page = pages.get(f"/admin/users/{me.public_id}")
    pages.submit(page, "Take away", action="/revoke", follow=False)
    assert pages.get("/admin/users").status == 404


@pytest.mark.parametrize(
    ("sent", "wanted"),
    [
        ({"role": "officer"}, "This person holds this role already on some of these days."),
        (
            {"role": "approver", "valid_from": "2027-02-01", "valid_until": "2027-01-01"},
            "The end of a role must be after its beginning.",
        ),
        ({"role": "administrator", "scope": "call:call-1"}, "always one for the whole portal"),
        ({"role": "emperor"}, "Please choose"),
        ({"scope": "call:nowhere"}, "Please choose"),
    ],
)
def test_a_role_that_can_not_be_is_refused_and_what_was_typed_stays(
    world: World, pages: Pages, sent: dict[str, str], wanted: str
) -> None:
    world.call(slug="call-1")
    person = world.user("Ada", roles=(Role.OFFICER,))
    pages.sign_in(world.user("Adrian", roles=(Role.ADMINISTRATOR,)))
    typed = {"role": "officer", "scope": "portal", "valid_from": "", "valid_until": ""} | sent
    page = pages.post(f"/admin/users/{person.public_id}", typed)
    assert (page.status, wanted in page.text) == (422, True)
    assert page.one("input[name=valid_until]").get("value") == typed["valid_until"]


def test_an_unknown_person_is_not_found(world: World, pages: Pages) -> None:
    pages.sign_in(world.user("Adrian", roles=(Role.ADMINISTRATOR,)))
    assert pages.get(f"/admin/users/{'0' * 26}").status == 404


def test_a_role_that_ends_meanwhile_is_refused_at_the_next_act_and_nothing_typed_is_lost(
    world: World, pages: Pages
) -> None:
    call = world.call(state=CallState.CLOSED)
    case = world.application(call)
    officer = world.user("Tobias", roles=(Role.OFFICER,))
    pages.sign_in(officer)
    page = pages.get(f"/desk/applications/{case.public_id}?view=check")
    with world.act():
        grant = find_grant(officer.grants[0].public_id)
        assert grant is not None
        accounts.revoke_grant(grant, by=None, at=datetime.now(UTC))
    refused = pages.submit(page, action="/exclude", code="other", note="It came by post.")
    assert refused.status == 403
    assert "Your role for this has ended" in refused.text
    assert "It came by post." in refused.text
    with world.read():
        kept = db.session().get(Application, case.id)
        assert kept is not None
        assert kept.state == ApplicationState.SUBMITTED


def test_a_role_that_ended_before_this_sign_in_leaves_no_trace(world: World, pages: Pages) -> None:
    officer = world.user("Tobias", roles=(Role.OFFICER,))
    with world.act():
        grant = find_grant(officer.grants[0].public_id)
        assert grant is not None
        accounts.revoke_grant(grant, by=None, at=datetime.now(UTC) - timedelta(days=1))
    pages.sign_in(officer)
    assert pages.get("/desk/").status == 404
