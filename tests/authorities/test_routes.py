"""Letterheads: changed by the administration, for the letters to come, and every change told."""

import pytest

from portal import db
from portal.access import Role
from portal.authorities.models import Authority
from tests.factories import World
from tests.pages import Pages


@pytest.fixture
def authority(world: World) -> Authority:
    return world.authority(slug="senate")


@pytest.fixture
def admin(world: World, pages: Pages) -> Pages:
    pages.sign_in(world.user("Adrian", roles=(Role.ADMINISTRATOR,)))
    return pages


def kept(world: World, authority: Authority) -> Authority:
    with world.read():
        found = db.session().get(Authority, authority.id)
        assert found is not None
        return found


def test_the_list_leads_to_the_letterhead_whose_changes_are_told(
    world: World, admin: Pages, authority: Authority
) -> None:
    page = admin.follow(admin.get("/admin/authorities/"), authority.name)
    saved = admin.submit(page, "Save the letterhead", signatory="Öztürk", phone="")
    assert "The letterhead is saved." in saved.text
    assert saved.texts(".timeline del") == ["030 9026-2241", "Krüger"]
    assert saved.texts(".timeline ins") == ["", "Öztürk"]
    found = kept(world, authority)
    assert (found.signatory, found.phone, found.remedy_version) == ("Öztürk", "", "2026-1")


def test_a_new_instruction_on_remedies_gets_a_new_version(
    world: World, admin: Pages, authority: Authority
) -> None:
    page = admin.get("/admin/authorities/senate")
    admin.submit(page, "Save the letterhead", remedy_de="Innerhalb eines Monats kann Klage erhoben werden.")
    assert kept(world, authority).remedy_version != "2026-1"


def test_a_letterhead_with_gaps_is_refused_at_the_fields_and_nothing_typed_is_lost(
    world: World, admin: Pages, authority: Authority
) -> None:
    page = admin.get("/admin/authorities/senate")
    refused = admin.submit(page, "Save the letterhead", name="", unit="II A")
    assert refused.status == 422
    assert refused.one("input[name=unit]").get("value") == "II A"
    assert refused.texts(".kern-alert--danger li") == [
        "Please fill this in. No letter can be made without it.",
    ]
    wrong = admin.submit(page, "Save the letterhead", remedy_kind="widerspruch", unit="II A")
    assert wrong.texts(".kern-alert--danger li") == [
        "The instruction does not name the remedy “Widerspruch”.",
    ]
    assert kept(world, authority).name == authority.name


def test_a_change_by_another_hand_is_not_overwritten(
    world: World, admin: Pages, authority: Authority
) -> None:
    page = admin.get("/admin/authorities/senate")
    admin.submit(admin.get("/admin/authorities/senate"), "Save the letterhead", unit="II A")
    stale = admin.submit(page, "Save the letterhead", unit="III C")
    assert stale.status == 409
    assert kept(world, authority).unit == "II A"


@pytest.mark.parametrize("role", [Role.OFFICER, Role.APPROVER, Role.AUDITOR])
def test_only_the_administration_changes_letterheads(
    world: World, pages: Pages, authority: Authority, role: Role
) -> None:
    pages.sign_in(world.user(roles=(role,)))
    assert pages.get("/admin/authorities/senate").status == 404
    assert pages.post("/admin/authorities/senate", {"name": "x"}).status == 404
