"""A letterhead is seen on letters before it counts: as saved, and as typed without being saved."""

from pathlib import Path

import pytest

from portal import db
from portal.access import Role
from portal.authorities.models import Authority
from portal.specimens.rules import PEOPLE
from tests.factories import World
from tests.pages import Pages
from tests.pdf.reading import text_of

PDF = "/admin/authorities/senate/preview.pdf"


@pytest.fixture
def authority(world: World) -> Authority:
    return world.authority(slug="senate")


@pytest.fixture
def admin(world: World, pages: Pages, authority: Authority) -> Pages:
    pages.sign_in(world.user("Adrian", roles=(Role.ADMINISTRATOR,)))
    return pages


def test_the_saved_letterhead_is_seen_on_every_kind_of_letter_to_hard_names(
    admin: Pages, tmp_path: Path
) -> None:
    page = admin.follow(admin.get("/admin/authorities/senate"), "Preview letters")
    links = [str(link.get("href")) for link in page.select("tbody td a")]
    assert (page.texts("tbody th"), len(set(links))) == ([to.name for to in PEOPLE.values()], 20)
    answer = admin.get(next(link for link in links if "rejection" in link and "brussels" in link))
    text = text_of(answer.data, tmp_path).replace("\u00a0", " ")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/pdf")
    for part in (
        "Muster – kein Bescheid",
        "Bossche-Żółć-Wiśniewska",
        "BELGIEN",
        "Ihren Antrag vom",
        "Krüger",
    ):
        assert part in text


def test_what_is_typed_is_seen_without_being_saved(
    world: World, admin: Pages, authority: Authority, tmp_path: Path
) -> None:
    page = admin.get("/admin/authorities/senate")
    answer = admin.submit(page, "Preview what is typed (PDF)", signatory="Öztürk", unit="Referat Ünlü")
    text = text_of(answer.data, tmp_path)
    assert (answer.status, "Öztürk" in text, "Referat Ünlü" in text) == (200, True, True)
    with world.read():
        kept = db.session().get(Authority, authority.id)
        assert kept is not None
        assert (kept.signatory, kept.unit) == ("Krüger", "Referat IV B")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ({"name": ""}, "Please fill in “Name of the authority”."),
        ({"accent": "#ffcc00"}, "The next darker shade that fits is #907300."),
        ({"remedy_de": "Nichts."}, "The instruction does not name the remedy “Klage”."),
        ({"signatory": "Krüger 🎨"}, "No font of the letters can draw: 🎨"),
    ],
)
def test_what_could_not_be_saved_is_not_previewed_either_and_stays_as_typed(
    admin: Pages, typed: dict[str, str], wanted: str
) -> None:
    page = admin.get("/admin/authorities/senate")
    refused = admin.submit(page, "Preview what is typed (PDF)", unit="II A", **typed)
    told = refused.texts(".kern-alert--danger li")
    assert (refused.status, len(told), wanted in told[0]) == (422, 1, True)
    assert refused.one("input[name=unit]").get("value") == "II A"
    assert refused.form("/admin/authorities/senate").get("action") == "/admin/authorities/senate"


def test_an_unknown_kind_or_person_is_no_page(admin: Pages) -> None:
    assert [admin.get(f"{PDF}?{ask}").status for ask in ("letter=love", "to=atlantis")] == [404, 404]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.APPROVER, Role.AUDITOR])
def test_only_the_administration_sees_specimens(
    world: World, pages: Pages, authority: Authority, role: Role
) -> None:
    pages.sign_in(world.user(roles=(role,)))
    assert pages.get("/admin/authorities/senate/preview").status == 404
    assert (pages.get(PDF).status, pages.post(PDF, {"name": "x"}).status) == (404, 404)
