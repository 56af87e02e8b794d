"""The pages of accounts, as people, forgetful people and intruders use them."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from portal import db
from portal.accounts.models import SignIn, User
from portal.audit import verify
from portal.audit.models import Event, KeptAnswer
from tests.accounts.conftest import Mails, link_in
from tests.factories import World
from tests.factories.world import PASSWORD
from tests.pages import Page, Pages, form_data

NEW = {"email": "Isil@Test-City.example", "password": "bridge window seven"}
NOW = datetime(2026, 10, 13, 12, 0, tzinfo=UTC)


def errors_of(page: Page) -> list[str]:
    """The sentences of the error summary."""
    return page.texts(".kern-alert--danger li")


def verbs(app: Flask) -> list[str]:
    """What the log says, in order."""
    with app.app_context():
        return list(db.session().scalars(select(Event.verb).order_by(Event.id)))


# Registering and confirming.


def test_a_person_registers_confirms_and_is_signed_in(app: Flask, pages: Pages, mails: Mails) -> None:
    asked = pages.submit(pages.get("/register"), **NEW)
    assert asked.path == "/mail-sent"
    opened = pages.get(link_in(mails()[0]))
    assert opened.path == "/confirm"
    confirmed = pages.post("/confirm", {"password": NEW["password"]}, follow=False)
    assert (confirmed.status, confirmed.headers["Location"]) == (303, "/")
    assert pages.get("/profile").status == 200
    assert verbs(app) == ["account.register", "account.confirm", "account.sign_in"]
    with app.app_context():
        assert verify() == []
        user = db.session().scalars(select(User)).one()
        assert (user.email, user.password != NEW["password"]) == ("Isil@test-city.example", True)


def test_opening_the_link_alone_confirms_nothing(app: Flask, pages: Pages, mails: Mails) -> None:
    pages.post("/register", NEW)
    pages.get(link_in(mails()[0]))
    with app.app_context():
        assert db.session().scalars(select(User.confirmed_at)).one() is None


def test_the_link_alone_is_not_enough_without_the_password(pages: Pages, mails: Mails) -> None:
    pages.post("/register", NEW)
    pages.get(link_in(mails()[0]))
    refused = pages.post("/confirm", {"password": "another password"})
    assert (refused.status, pages.get("/profile").path) == (422, "/sign-in?next=/profile")


def test_where_a_person_wanted_to_go_survives_the_registration(pages: Pages, mails: Mails) -> None:
    pages.post("/register?next=/calls/studio/", NEW)
    opened = pages.get(link_in(mails()[0]))
    confirmed = pages.submit(opened, follow=False, password=NEW["password"])
    assert confirmed.headers["Location"] == "/calls/studio/"


def test_registering_twice_shows_the_same_page_and_tells_the_owner(
    pages: Pages, world: World, mails: Mails
) -> None:
    known = world.user()
    first = pages.post("/register", NEW)
    second = pages.post("/register", {**NEW, "email": known.email})
    assert first.html == second.html
    assert [(mail.recipient, mail.subject) for mail in mails()] == [
        ("Isil@test-city.example", "Please confirm your address"),
        (known.email, "You already have an account"),
    ]
    assert pages.post("/sign-in", {"email": known.email, "password": NEW["password"]}).status == 422


def test_who_registers_anothers_address_first_gets_no_way_in(pages: Pages, mails: Mails) -> None:
    pages.post("/register", NEW)
    pages.post("/register", {**NEW, "password": "the intruder's words"})
    first, second = (link_in(mail) for mail in mails())
    assert pages.get(first).status == 404
    pages.get(second)
    assert pages.post("/confirm", {"password": NEW["password"]}).status == 422
    pages.post("/forgot", {"email": NEW["email"]})
    pages.get(link_in(mails()[2]))
    assert pages.post("/reset", {"password": "my own words again"}, follow=False).status == 303
    assert pages.post("/sign-in", {**NEW, "password": "the intruder's words"}).status == 422
    assert pages.post("/sign-in", {**NEW, "password": "my own words again"}, follow=False).status == 303


@pytest.mark.parametrize(
    ("entry", "status"),
    [
        ({"email": "no address"}, 422),
        ({"email": ""}, 422),
        ({"email": "a\x00@b.example"}, 422),
        ({"email": "a@b.example\r\nBcc: all@b.example"}, 422),
        ({"email": "ü" * 5000 + "@b.example"}, 422),
        ({"password": ""}, 422),
        ({"password": "short"}, 422),
        ({"password": "bridge\x00window seven"}, 422),
        ({"password": "w" * 100000}, 422),
        ({"password": "partner-cities"}, 422),
    ],
)
def test_what_can_not_be_taken_gets_a_sentence_and_no_account(
    app: Flask, pages: Pages, entry: dict[str, str], status: int
) -> None:
    page = pages.post("/register", {**NEW, **entry})
    assert (page.status, len(errors_of(page))) == (status, 1)
    with app.app_context():
        assert db.session().scalar(select(func.count(User.id))) == 0


def test_nothing_beside_the_form_is_taken_over(app: Flask, pages: Pages) -> None:
    pages.post("/register", {**NEW, "active": "", "is_demo": "1", "confirmed_at": "2026-01-01", "id": "7"})
    with app.app_context():
        user = db.session().scalars(select(User)).one()
        assert (user.active, user.is_demo, user.confirmed_at, user.id) == (True, False, None, 1)


# Signing in.


def test_a_person_signs_in_and_out_and_a_copied_cookie_opens_nothing(
    app: Flask, pages: Pages, world: World
) -> None:
    pages.sign_in(world.user("Işıl Şükran İnceöz"))
    copied = Pages(app)
    copied.client._cookies.update(pages.client._cookies)
    assert copied.get("/profile").status == 200
    out = pages.post("/sign-out", follow=False)
    assert (out.status, out.headers["Location"]) == (303, "/")
    assert copied.get("/profile", follow=False).status == 302


def test_the_cookie_of_before_does_not_become_the_cookie_of_after(
    app: Flask, pages: Pages, world: World
) -> None:
    user = world.user()
    pages.sign_in(user)
    before = Pages(app)
    before.client._cookies.update(pages.client._cookies)
    pages.sign_in(user)
    assert (before.get("/profile", follow=False).status, pages.get("/profile").status) == (302, 200)


def test_only_the_hash_of_a_sign_in_is_stored_and_no_trace_of_the_password(
    app: Flask, pages: Pages, world: World
) -> None:
    user = world.user()
    page = pages.get("/sign-in")
    signed_in = pages.submit(page, follow=False, email=user.email, password=PASSWORD)
    assert signed_in.status == 303
    with pages.client.session_transaction() as kept, app.app_context():
        row = db.session().scalars(select(SignIn)).one()
        assert set(kept) == {"_user_id"}
        assert len(row.token_hash) == 64
        assert row.token_hash != kept["_user_id"]
        assert db.session().scalar(select(func.count(KeptAnswer.id))) == 0


def test_known_unknown_unconfirmed_and_closed_accounts_get_the_same_answer(
    pages: Pages, world: World
) -> None:
    known = world.user(email="known@test-city.example")
    waiting = world.user(email="wait1@test-city.example", confirmed_at=None)
    closed = world.user(email="close@test-city.example", active=False)
    entries = [
        (known.email, "not the password"),
        ("nobod@test-city.example", PASSWORD),
        (waiting.email, PASSWORD),
        (closed.email, PASSWORD),
    ]
    answers = [pages.post("/sign-in", {"email": email, "password": word}) for email, word in entries]
    told = {
        (page.status, page.html.replace(entry[0], "")) for page, entry in zip(answers, entries, strict=True)
    }
    assert len(told) == 1
    assert answers[0].status == 422


@pytest.mark.parametrize("path", ["/forgot", "/confirm-again"])
def test_asking_for_a_mail_tells_nothing_about_an_account(path: str, pages: Pages, world: World) -> None:
    emails = [
        world.user().email,
        world.user(confirmed_at=None).email,
        world.user(active=False).email,
        "nobody@test-city.example",
    ]
    assert len({(page.status, page.html) for page in (pages.post(path, {"email": e}) for e in emails)}) == 1


def test_the_confirmation_is_sent_again_only_to_who_waits_for_it(
    pages: Pages, world: World, mails: Mails
) -> None:
    waiting = world.user(confirmed_at=None)
    for email in (waiting.email, world.user().email, "nobody@test-city.example"):
        pages.post("/confirm-again", {"email": email})
    assert [(mail.recipient, mail.subject) for mail in mails()] == [
        (waiting.email, "Please confirm your address")
    ]


FOREIGN = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/%09/evil.example",
    "/\t/evil.example",
    "/%5cevil.example",
    "/%2f/evil.example",
    "https://evil.example",
    "https:evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "/\r\nLocation: https://evil.example",
    "@evil.example",
    " //evil.example",
    "",
]


@pytest.mark.parametrize("target", FOREIGN)
def test_nobody_is_led_away_after_signing_in(target: str, pages: Pages, world: World) -> None:
    user = world.user()
    page = pages.client.post(
        "/sign-in", query_string={"next": target}, data={"email": user.email, "password": PASSWORD}
    )
    assert (page.status_code, page.headers["Location"]) == (303, "/")


def test_a_page_that_needs_an_account_is_reached_after_signing_in(pages: Pages, world: World) -> None:
    user = world.user()
    asked = pages.get("/profile/sessions")
    reached = pages.submit(asked, email=user.email, password=PASSWORD)
    assert (asked.path, reached.path) == ("/sign-in?next=/profile/sessions", "/profile/sessions")


def test_a_sign_in_ends_by_itself(pages: Pages, world: World) -> None:
    user = world.user()
    with time_machine.travel(NOW, tick=False) as clock:
        pages.sign_in(user)
        clock.move_to(NOW + timedelta(days=13, hours=23))
        assert pages.get("/profile").path == "/profile"
        clock.move_to(NOW + timedelta(days=14))
        assert pages.get("/profile").path == "/sign-in?next=/profile"


def test_a_closed_account_is_out_at_once(app: Flask, pages: Pages, world: World) -> None:
    user = world.user()
    pages.sign_in(user)
    with world.act():
        db.session().get_one(User, user.id).active = False
    assert pages.get("/profile").path == "/sign-in?next=/profile"


def test_person_roles_and_sign_in_are_read_in_one_statement(pages: Pages, world: World) -> None:
    pages.sign_in(world.user())
    page = pages.get("/mail-sent")
    assert [statement.split()[0] for statement in page.sql if "sign_in" in statement] == ["SELECT"]
    assert page.statements <= 2


# A new password.


def reset_link(pages: Pages, mails: Mails, user: User) -> str:
    """A fresh link for a new password."""
    pages.post("/forgot", {"email": user.email})
    return link_in(mails()[-1])


def test_a_new_password_ends_every_sign_in_and_tells_the_owner(
    app: Flask, pages: Pages, world: World, mails: Mails
) -> None:
    user = world.user()
    elsewhere = Pages(app)
    elsewhere.sign_in(user)
    opened = pages.get(reset_link(pages, mails, user))
    changed = pages.submit(opened, password="bridge window seven")
    assert (changed.path, elsewhere.get("/profile").path) == ("/sign-in", "/sign-in?next=/profile")
    assert [mail.subject for mail in mails()] == ["A new password", "Your password was changed"]
    assert pages.post("/sign-in", {"email": user.email, "password": PASSWORD}).status == 422
    pages.sign_in(user, "bridge window seven")


def test_a_link_works_once(pages: Pages, world: World, mails: Mails) -> None:
    link = reset_link(pages, mails, world.user())
    pages.get(link)
    assert pages.post("/reset", {"password": "bridge window seven"}, follow=False).status == 303
    again = Pages(pages.app)
    assert again.get(link).status == 404
    assert again.post("/reset", {"password": "another window seven"}).status == 404


def test_only_the_newest_link_works(pages: Pages, world: World, mails: Mails) -> None:
    user = world.user()
    old, new = reset_link(pages, mails, user), reset_link(pages, mails, user)
    assert (pages.get(old).status, pages.get(new).status) == (404, 200)


def test_a_link_is_dead_a_second_after_its_time(pages: Pages, world: World, mails: Mails) -> None:
    user = world.user()
    with time_machine.travel(NOW, tick=False) as clock:
        link = reset_link(pages, mails, user)
        clock.move_to(NOW + timedelta(hours=1))
        assert pages.get(link).status == 200
        clock.move_to(NOW + timedelta(hours=1, seconds=1))
        assert (pages.get("/reset").status, pages.get(link).status) == (404, 404)


def test_a_link_for_one_purpose_opens_no_other(pages: Pages, world: World, mails: Mails) -> None:
    token = reset_link(pages, mails, world.user(confirmed_at=None)).removeprefix("/reset/")
    assert pages.get(f"/confirm/{token}").status == 404


@pytest.mark.parametrize("token", ["x", "x.y.z", "W10.aaaa.bbbb", "%00", "ı", "a" * 4000])
@pytest.mark.parametrize("purpose", ["confirm", "reset"])
def test_a_made_up_link_opens_nothing(purpose: str, token: str, pages: Pages) -> None:
    assert pages.get(f"/{purpose}/{token}").status == 404


def test_the_token_leaves_the_address_at_once(pages: Pages, world: World, mails: Mails) -> None:
    first = pages.get(reset_link(pages, mails, world.user()), follow=False)
    assert (first.status, first.headers["Location"]) == (303, "/reset")
    assert (first.headers["Referrer-Policy"], first.headers["Cache-Control"]) == ("same-origin", "no-store")


def test_a_forged_host_gets_neither_an_answer_nor_into_a_mail(
    pages: Pages, world: World, mails: Mails
) -> None:
    user = world.user()
    forged = pages.client.post("/forgot", data={"email": user.email}, headers={"Host": "evil.example"})
    pages.client.post("/forgot", data={"email": user.email}, headers={"X-Forwarded-Host": "evil.example"})
    assert forged.status_code == 400
    assert [("http://localhost/reset/" in mail.body, "evil" in mail.body) for mail in mails()] == [
        (True, False)
    ]


# The profile.


def test_a_difficult_name_comes_back_as_it_was_written(app: Flask, pages: Pages, world: World) -> None:
    user = world.user("")
    pages.sign_in(user)
    saved = pages.submit(
        pages.get("/profile"),
        display_name="Gʻulnora Oʻktamova",
        given_names="Gʻulnora",
        family_name="Oʻktamova",
        name_latin="G’ulnora O’ktamova",
        native_name="Гулнора Ўктамова",
        native_language="uz",
        form_of_address="Frau",
        title="Dr.",
        timezone="Asia/Tashkent",
    )
    assert saved.path == "/profile"
    form = saved.form()
    shown = {
        name: form.xpath(f".//input[@name='{name}']/@value")[0]
        for name in ("display_name", "name_latin", "native_name")
    }
    assert shown == {
        "display_name": "Gʻulnora Oʻktamova",
        "name_latin": "G’ulnora O’ktamova",
        "native_name": "Гулнора Ўктамова",
    }
    with app.app_context():
        kept = db.session().scalars(select(User)).one()
        assert kept.search_name == "OKTAMOVA GULNORA | GULNORA OKTAMOVA | ГУЛНОРА УКТАМОВА"
        assert (kept.form_of_address, kept.title, kept.timezone) == ("Frau", "Dr.", "Asia/Tashkent")


def test_a_latin_form_is_suggested_and_nothing_typed_is_lost(pages: Pages, world: World) -> None:
    pages.sign_in(world.user(""))
    page = pages.submit(pages.get("/profile"), display_name="Артём Щербаков", name_latin="", town="Moskau")
    values = {
        name: page.form().xpath(f".//input[@name='{name}']/@value")[0]
        for name in ("display_name", "name_latin", "town")
    }
    assert page.status == 422
    assert values == {"display_name": "Артём Щербаков", "name_latin": "Artëm Ščerbakov", "town": "Moskau"}
    assert errors_of(page)[0] == "Letters need your name in Latin letters. Is “Artëm Ščerbakov” right?"


@pytest.mark.parametrize(
    "entry",
    [
        {"display_name": ""},
        {"display_name": "x" * 151},
        {"display_name": "a\x00b"},
        {"form_of_address": "Frl."},
        {"country_code": "ZZ"},
        {"timezone": "Mars/Olympus"},
        {"language": "tlh"},
        {"native_language": "xx"},
    ],
)
def test_what_a_profile_can_not_hold_gets_a_sentence_at_its_field(
    entry: dict[str, str], app: Flask, pages: Pages, world: World
) -> None:
    pages.sign_in(world.user("Alex Yılmaz"))
    page = pages.submit(pages.get("/profile"), **entry)
    assert (page.status, len(errors_of(page))) == (422, 1)
    with app.app_context():
        assert db.session().scalars(select(User.display_name)).one() == "Alex Yılmaz"


def test_saving_an_unchanged_profile_leaves_no_trace_and_a_changed_one_says_what(
    app: Flask, pages: Pages, world: World
) -> None:
    pages.sign_in(world.user("Alex Yılmaz"))
    pages.submit(pages.get("/profile"))
    pages.submit(pages.get("/profile"), town="Potsdam")
    with app.app_context():
        facts = db.session().scalars(select(Event.facts).where(Event.verb == "account.change_profile"))
        assert list(facts) == [{"changed": ["town"]}]


def test_another_language_keeps_the_half_filled_registration_and_opens_no_account(
    app: Flask, pages: Pages, mails: Mails
) -> None:
    half = pages.get("/register?next=/calls/studio/")
    for language in ["Deutsch", "English"] * 6:
        half = pages.submit(half, language, email="isil@uni.example", password="not sent back")
    assert (half.status, half.path, half.one("html").get("lang")) == (
        200,
        "/register?next=/calls/studio/",
        "en",
    )
    typed = form_data(half.form())
    assert (typed["email"], typed["password"]) == (["isil@uni.example"], [""])
    assert (mails(), verbs(app)) == ([], [])


def test_the_language_switch_of_a_form_is_kept_with_the_account(
    app: Flask, pages: Pages, world: World
) -> None:
    pages.sign_in(world.user(town="Kars"))
    german = pages.submit(pages.get("/profile"), "Deutsch", town="Iğdır", country_code="TR")
    typed = form_data(german.form())
    assert (german.one("html").get("lang"), typed["town"], typed["country_code"]) == ("de", ["Iğdır"], ["TR"])
    assert pages.get("/profile").one("html").get("lang") == "de"
    with app.app_context():
        assert list(db.session().execute(select(User.language, User.town))) == [("de", "Kars")]


def test_the_language_switch_is_kept_with_the_account(app: Flask, pages: Pages, world: World) -> None:
    pages.sign_in(world.user())
    pages.post("/language", {"language": "de", "next": "/profile"})
    with app.app_context():
        assert db.session().scalars(select(User.language)).one() == "de"


def test_other_sign_ins_are_listed_and_ended(app: Flask, pages: Pages, world: World) -> None:
    user = world.user()
    other = Pages(app)
    other.sign_in(user)
    pages.sign_in(user)
    listed = pages.get("/profile/sessions")
    assert len(listed.select("tbody tr")) == 2
    ended = pages.submit(listed)
    assert (len(ended.select("tbody tr")), other.get("/profile", follow=False).status) == (1, 302)
    assert verbs(app) == ["account.sign_in", "account.sign_in", "account.end_sign_ins"]


@pytest.mark.parametrize("path", ["/profile", "/profile/sessions"])
def test_a_visitor_is_asked_to_sign_in_first(path: str, pages: Pages) -> None:
    assert pages.get(path).path == f"/sign-in?next={path}"


def test_a_sign_in_is_marked_as_used_to_the_minute(app: Flask, pages: Pages, world: World) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        pages.sign_in(world.user("Alex Yılmaz"))
        clock.move_to(NOW + timedelta(minutes=5, seconds=30))
        saved = pages.submit(pages.get("/profile"))
        assert saved.path == "/profile"
        with app.app_context():
            assert db.session().scalars(select(SignIn.seen_at)).one() == NOW + timedelta(minutes=5)
