"""The tour in the browser: its buttons, its mails, and that it is nowhere outside the demo."""

import pytest

from portal import create_app, db
from portal.accounts.models import User
from portal.applications.states import ApplicationState
from portal.calls.queries import find_call
from portal.config import Mode, Settings
from portal.demo import SIGN_INS
from portal.mail import write
from tests.factories import World
from tests.pages import PASSWORD, Pages

NAMES = dict(SIGN_INS)


@pytest.fixture
def isil(world: World) -> User:
    """The tour’s applicant, its juror and its officer; the call is published and open to her."""
    for address in ("clara@demo.example", "tobias@demo.example", "approver@demo.example"):
        world.user(email=address, is_demo=True)
    world.call(slug="istanbul-berlin-studio")
    return world.user("Işıl", email="isil@demo.example", is_demo=True)


def test_the_tour_shows_six_steps_and_the_first_is_next(isil: User, pages: Pages) -> None:
    page = pages.get("/demo/")
    assert page.texts(".tour__step h2") == [
        "Apply as an artist",
        "Let the deadline pass, check, hand out",
        "Score as a juror",
        "Prepare the decisions",
        "Approve and release as the second person",
        "Hold the letter",
    ]
    assert page.texts(".tour__head .kern-badge") == ["Next step", *["Open"] * 5]


def test_a_step_signs_in_and_leads_to_its_page(isil: User, pages: Pages) -> None:
    page = pages.post("/demo/sign-in", {"step": "1"})
    assert (page.path, page.texts(".account__name bdi")) == ("/calls/istanbul-berlin-studio/", ["Işıl"])


def test_a_draft_that_was_begun_is_found_again(world: World, isil: User, pages: Pages) -> None:
    with world.read():
        call = find_call("istanbul-berlin-studio")
    assert call is not None
    draft = world.application(call, isil, state=ApplicationState.DRAFT)
    assert pages.post("/demo/sign-in", {"step": "1"}).path == f"/applications/{draft.public_id}/"


def test_the_pages_stay_in_the_language_in_which_the_tour_is_read(world: World, pages: Pages) -> None:
    world.user(email="isil@demo.example", is_demo=True, language="de")
    world.user(email="clara@demo.example", is_demo=True, language="de")
    world.call(slug="istanbul-berlin-studio")
    pages.post("/demo/sign-in", {"who": "clara@demo.example"})
    assert pages.post("/demo/sign-in", {"step": "1"}).one("html").get("lang") == "en"


def test_everybody_on_the_list_can_be_entered_and_nobody_else(world: World, isil: User, pages: Pages) -> None:
    real = world.user(email="real@test.example")
    assert pages.post("/demo/sign-in", {"who": "clara@demo.example"}).path == "/"
    assert pages.post("/demo/sign-in", {"who": real.email}).status == 404
    assert pages.post("/demo/sign-in", {"who": "nobody@demo.example"}).status == 404
    assert pages.post("/demo/sign-in", {"step": "seven"}).status == 404


def test_an_account_of_the_list_that_is_no_demo_account_is_not_entered(world: World, pages: Pages) -> None:
    world.user(email="isil@demo.example")
    world.user(email="clara@demo.example", is_demo=True)
    world.call(slug="istanbul-berlin-studio")
    assert pages.post("/demo/sign-in", {"who": "isil@demo.example"}).status == 404


def test_without_a_demo_world_the_tour_says_how_to_make_it(pages: Pages) -> None:
    assert "The command “portal demo” makes it." in pages.get("/demo/").text
    assert pages.post("/demo/sign-in", {"step": "1"}).status == 404


def test_mails_are_listed_newest_first_and_read(world: World, isil: User, pages: Pages) -> None:
    with world.act():
        message = write(isil, "accounts/password_changed", at=isil.created_at, language="en")
        subject, number = message.subject, message.public_id
    page = pages.get("/demo/mail")
    assert page.link(subject) == f"/demo/mail/{number}"
    assert "isil@demo.example" in pages.follow(page, subject).text


def test_an_unknown_mail_is_not_found(pages: Pages) -> None:
    assert pages.get(f"/demo/mail/{db.new_public_id()}").status == 404


def test_outside_the_demo_neither_tour_nor_demo_accounts_open(
    world: World, isil: User, settings: Settings
) -> None:
    changes = {"mode": Mode.PRODUCTION, "secret_key": "a" * 40, "base_url": "https://localhost"}
    production = create_app(settings.model_copy(update=changes))
    client = production.test_client()
    answers = [
        client.get("/demo/", base_url="https://localhost").status_code,
        client.post("/demo/sign-in", data={"step": "1"}, base_url="https://localhost").status_code,
        client.post(
            "/sign-in", data={"email": isil.email, "password": PASSWORD}, base_url="https://localhost"
        ).status_code,
    ]
    assert answers == [404, 404, 422]
