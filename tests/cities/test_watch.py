"""Waiting for a city’s next call: asked for, confirmed by mail, ended with one click, forgotten."""

from datetime import datetime

import pytest
import time_machine

from portal import db
from portal.cities import actions, queries
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
    assert answer.select("form.language") == []  # there is nothing behind this address any more
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
