"""The administration’s pages: people and roles."""

from portal.access import Role
from tests.factories import World
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


def test_the_list_of_people_takes_as_many_statements_for_one_as_for_three(world: World, pages: Pages) -> None:
    pages.sign_in(world.user("Adrian", roles=(Role.ADMINISTRATOR,)))
    before = pages.get("/admin/users").statements
    for _ in range(3):
        world.juror(world.call())
    assert pages.get("/admin/users").statements == before
