"""Those who wait for a city hear of its new call."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from portal import db
from portal.access import Role
from portal.accounts.models import User
from portal.calls import actions as call_actions
from portal.calls import queries as call_queries
from portal.cities import actions, queries
from portal.cities.models import CityWatch
from portal.mail.models import Message
from portal.mail.queries import list_messages
from tests.factories import World


def _mails(world: World) -> Sequence[Message]:
    with world.read():
        return list_messages()


def test_a_published_call_is_told_once_to_each_who_waits_in_their_language(
    world: World, at: datetime
) -> None:
    city = world.city()
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
    told = [message for message in reversed(_mails(world)) if "/calls/again/" in message.body]
    assert [(message.recipient, message.subject) for message in told] == [
        ("0@test.example", "Istanbul calls again"),
        ("1@test.example", "Neue Ausschreibung: Istanbul"),
        ("2@test.example", "Yeni çağrı: İstanbul"),
    ]
    assert all(f"http://localhost{message.stop_path}" in message.body for message in told)


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
