"""Waiting for a city’s next call: asked for, confirmed by mail, ended with one click, forgotten."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from portal import db
from portal.access import Role
from portal.accounts.models import User
from portal.calls import actions as call_actions
from portal.calls import queries as call_queries
from portal.cities import actions, queries, tasks
from portal.cities.models import City, CityWatch
from portal.mail.delivery import compose
from portal.mail.models import Message
from portal.mail.outbox import Office
from portal.mail.queries import list_messages
from tests.factories import World
from tests.pages import Pages

ADDRESS = "waits@test.example"


@pytest.fixture(autouse=True)
def _now(at: datetime) -> object:
    with time_machine.travel(at, tick=False):
        yield


@pytest.fixture
def city(world: World) -> City:
    """A partner city."""
    return world.city()


def ask(pages: Pages, address: str = ADDRESS) -> str:
    answer = pages.submit(
        pages.get("/cities/istanbul/"), "Tell me", action="/cities/istanbul/watch", email=address
    )
    return answer.path + answer.text


def mails(world: World) -> list[Message]:
    with world.read():
        return list(reversed(list_messages()))


def watches(world: World) -> list[tuple[str, bool]]:
    with world.read():
        rows = db.session().query(CityWatch).order_by(CityWatch.id)
        return [(one.email, one.confirmed_at is not None) for one in rows]


def link_in(message: Message, end: str) -> str:
    return next(word.removeprefix("http://localhost") for word in message.body.split() if word.endswith(end))


@pytest.mark.usefixtures("city")
def test_only_the_button_behind_the_mails_link_says_yes(pages: Pages, world: World) -> None:
    ask(pages)
    assert watches(world) == [(ADDRESS, False)]
    page = pages.get(link_in(mails(world)[0], "/confirm"))
    assert watches(world) == [(ADDRESS, False)]
    pages.submit(page, "Yes, write to me")
    assert watches(world) == [(ADDRESS, True)]


@pytest.mark.usefixtures("city")
def test_the_answer_is_the_same_whether_the_address_is_known_or_not(pages: Pages, world: World) -> None:
    first = ask(pages)
    pages.submit(pages.get(link_in(mails(world)[0], "/confirm")), "Yes, write to me")
    assert ask(pages) == first
    assert ask(pages, "other@test.example") == first
    assert [message.subject for message in mails(world)] == [
        "Shall we write when Istanbul calls again?",
        "We already write to you about Istanbul",
        "Shall we write when Istanbul calls again?",
    ]


def test_a_published_call_is_told_once_to_each_who_waits_in_their_language(
    pages: Pages, world: World, city: City, at: datetime
) -> None:
    with world.act():
        place = queries.find_known_city(city.slug)
        assert place is not None
        for number, language in enumerate(("en", "de", "tr")):
            actions.ask_watch(place, email=f"{number}@test.example", language=language, at=at)
        waiting = list(db.session().query(CityWatch).order_by(CityWatch.id))
        for one in waiting[:3]:
            actions.confirm_watch(one, at=at)
        actions.ask_watch(place, email="never-said-yes@test.example", language="en", at=at)
    officer = world.user(roles=(Role.OFFICER,))
    with world.act():
        call_actions.seed_programmes()
    with world.act():
        _publish("again", by=officer, at=at)
    told = [message for message in mails(world) if "/calls/again/" in message.body]
    assert [(message.recipient, message.subject) for message in told] == [
        ("0@test.example", "Istanbul calls again"),
        ("1@test.example", "Neue Ausschreibung: Istanbul"),
        ("2@test.example", "Yeni çağrı: Istanbul"),
    ]
    assert all(link_in(message, "/stop") == message.stop_path for message in told)


def _publish(slug: str, *, by: User, at: datetime) -> None:
    programme, place = call_queries.find_programme("residency-berlin"), queries.find_known_city("istanbul")
    assert programme is not None
    assert place is not None
    call = call_actions.create_from_template(
        programme,
        city=place,
        slug=slug,
        code="IST",
        opens_at=at,
        deadline_at=at + timedelta(days=30),
        by=by,
        at=at,
        periods=[{"start": "2027-07-15", "end": "2027-12-15"}, {"start": "2028-01-15", "end": "2028-06-15"}],
        results_on=date(2027, 2, 26),
    )
    call_actions.publish(call, by=by, at=at)


def test_one_click_ends_the_mails_and_forgets_the_address_with_them(
    pages: Pages, world: World, city: City, at: datetime
) -> None:
    with world.act():
        place = queries.find_known_city(city.slug)
        assert place is not None
        actions.ask_watch(place, email=ADDRESS, language="en", at=at)
        (watch,) = db.session().query(CityWatch)
        actions.confirm_watch(watch, at=at)
        path = f"/cities/watches/{watch.public_id}/stop"
    assert pages.get(path).status == 200
    assert watches(world) == [(ADDRESS, True)]
    answer = pages.post(path, {"List-Unsubscribe": "One-Click"})
    assert (answer.status, answer.h1) == (200, "Your address is deleted")
    assert (watches(world), mails(world)) == ([], [])
    assert pages.get(path).status == 404


def test_the_mail_carries_the_address_that_mail_programs_use_for_their_own_button(at: datetime) -> None:
    office = Office(templates=None, base_url="https://x.example", portal_name="P", sender="p@x.example")  # type: ignore[arg-type]  # not read here
    facts = {
        "public_id": "x",
        "recipient": ADDRESS,
        "subject": "S",
        "body": "B",
        "language": "en",
        "created_at": at,
    }
    told = compose(Message(stop_path="/cities/watches/x/stop", **facts), office)
    plain = compose(Message(stop_path="", **facts), office)
    assert told["List-Unsubscribe"] == "<https://x.example/cities/watches/x/stop>"
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert plain["List-Unsubscribe"] is None


def test_who_never_says_yes_is_forgotten_after_a_week(world: World, city: City, at: datetime) -> None:
    with world.act():
        place = queries.find_known_city(city.slug)
        assert place is not None
        actions.ask_watch(place, email=ADDRESS, language="en", at=at)
    with world.read():
        tasks.forget_unconfirmed(at + timedelta(days=7))
    assert watches(world) == [(ADDRESS, False)]
    with world.read():
        tasks.forget_unconfirmed(at + timedelta(days=7, seconds=1))
    assert (watches(world), mails(world)) == ([], [])


@pytest.mark.parametrize("address", ["", "no address", "a@b@c.example", "x" * 300 + "@test.example"])
@pytest.mark.usefixtures("city")
def test_what_is_no_address_is_refused_at_the_field(pages: Pages, world: World, address: str) -> None:
    page = pages.submit(pages.get("/cities/istanbul/watch"), "Tell me", email=address)
    assert (page.status, len(page.select(".kern-error")), watches(world)) == (422, 1, [])


@pytest.mark.parametrize(
    ("slug", "facts"), [("berlin", {"is_partner": False}), ("gone", {"status": "ended"})]
)
def test_nobody_waits_where_no_call_can_come(
    pages: Pages, world: World, slug: str, facts: dict[str, object]
) -> None:
    world.city(slug, **facts)
    assert pages.get(f"/cities/{slug}/").select("#watch-form") == []
    page = pages.get(f"/cities/{slug}/watch")
    assert page.select("#watch-form") == []
