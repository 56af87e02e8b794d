"""Letterheads: changed by the administration, for the letters to come, and every change told."""

from io import BytesIO

import pytest
import sqlalchemy as sa
from PIL import Image

from portal import db
from portal.access import Role
from portal.authorities.models import Authority
from portal.files.models import StoredFile
from tests.factories import World
from tests.files.making import document, picture
from tests.pages import Page, Pages


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
    assert saved.texts(".changed dt") == ["Telephone", "Name of who signs"]
    assert saved.texts(".changed del") == ["030 9026-2241", "Krüger"]
    assert saved.texts(".changed ins") == ["–", "Öztürk"]
    assert (saved.texts("tbody th"), saved.texts("td[data-label=By]")) == (["2"], ["Adrian"])
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
        "Please fill in “Name of the authority”.",
    ]
    wrong = admin.submit(page, "Save the letterhead", remedy_kind="widerspruch", unit="II A")
    assert wrong.texts(".kern-alert--danger li") == [
        "The instruction does not name the remedy “Widerspruch”.",
    ]
    assert kept(world, authority).name == authority.name


def test_a_colour_too_pale_for_paper_is_refused_with_the_shade_that_fits(
    world: World, admin: Pages, authority: Authority
) -> None:
    page = admin.get("/admin/authorities/senate")
    refused = admin.submit(page, "Save the letterhead", accent="#5499C7")
    sentence = (
        "On white paper this colour has a contrast of 3.1 to 1; letters need 4.5 to 1. "
        "The next darker shade that fits is #447ca2."
    )
    assert (refused.status, refused.texts(".kern-alert--danger li")) == (422, [sentence])
    admin.submit(page, "Save the letterhead", accent="#447CA2")
    assert kept(world, authority).accent == "#447ca2"


# The logo


def sent(data: bytes, name: str = "logo.png") -> tuple[BytesIO, str]:
    return BytesIO(data), name


def with_logo(admin: Pages) -> Page:
    page = admin.follow(admin.get("/admin/authorities/senate"), "Add a logo")
    logo = picture("PNG", (900, 300), "RGBA")
    return admin.submit(page, "Save the logo", logo=sent(logo), logo_text="Logo der Senatskanzlei")


def test_a_logo_is_made_flat_for_paper_shown_and_told_among_the_versions(
    world: World, admin: Pages, authority: Authority
) -> None:
    saved = with_logo(admin)
    found = kept(world, authority)
    assert saved.one(".logo-on-paper img").get("alt") == "Logo der Senatskanzlei"
    assert saved.texts(".changed dt") == ["Logo", "Read in place of the logo"]
    assert saved.texts(".changed ins") == [f"picture {found.logo[:8]}", "Logo der Senatskanzlei"]
    shown = admin.get("/admin/authorities/senate/logo.png")
    printed = Image.open(BytesIO(shown.data))
    assert (shown.headers["Content-Type"], printed.mode, printed.size) == ("image/png", "RGB", (900, 300))
    with world.read():
        rows = db.session().scalars(sa.select(StoredFile)).all()
        assert [(row.sha256, row.name, row.media_type) for row in rows] == [
            (found.logo, "logo.png", "image/png")
        ]


def test_the_text_of_a_logo_changes_without_sending_it_again_and_the_logo_goes(
    world: World, admin: Pages, authority: Authority
) -> None:
    with_logo(admin)
    page = admin.get("/admin/authorities/senate/logo")
    admin.submit(page, "Save the logo", logo_text="Bärenkopf")
    first = kept(world, authority)
    assert (first.logo != "", first.logo_text) == (True, "Bärenkopf")
    gone = admin.submit(admin.get("/admin/authorities/senate/logo"), action="/remove")
    assert "The logo is taken off the letterhead." in gone.text
    assert (kept(world, authority).logo, kept(world, authority).logo_text) == ("", "")
    assert admin.get("/admin/authorities/senate/logo.png").status == 404


@pytest.mark.parametrize(
    ("data", "text", "wanted"),
    [
        (document(), "Logo", "A logo is a picture. Please send a PNG, JPEG or WebP."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Logo", "a web page or a drawing (SVG)"),
        (picture("PNG", (200, 50)), "Logo", "Please send it with at least 315 × 79."),
        (picture("PNG", (900, 300)), "", "Please fill in “What is read to people who do not see it”."),
        (b"", "Logo", "Please add a file: “Picture”."),
    ],
)
def test_what_can_not_be_a_logo_is_refused_in_a_sentence(
    world: World, admin: Pages, authority: Authority, data: bytes, text: str, wanted: str
) -> None:
    page = admin.get("/admin/authorities/senate/logo")
    sending = {"logo": sent(data)} if data else {}
    refused = admin.submit(page, "Save the logo", logo_text=text, **sending)
    assert (refused.status, wanted in refused.text) == (422, True)
    assert refused.one("input[name=logo_text]").get("value") == text
    assert kept(world, authority).logo == ""


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
    assert pages.get("/admin/authorities/senate/logo").status == 404
    assert pages.post("/admin/authorities/senate/logo", {"logo": sent(picture("PNG"))}).status == 404
    assert pages.post("/admin/authorities/senate/logo/remove").status == 404
