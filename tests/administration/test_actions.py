"""Looking through somebody’s eyes: noted with its reason, told to the person, and noted when it is over."""

from datetime import datetime

import pytest

from portal.access import Role
from portal.accounts.models import User
from portal.administration import actions
from portal.audit import case_of
from portal.audit.queries import list_events
from portal.errors import Invalid
from portal.mail.queries import list_messages_of
from tests.factories import World


@pytest.fixture
def administrator(world: World) -> User:
    return world.user("Adrian Möller", roles=(Role.ADMINISTRATOR,))


def test_the_log_and_the_person_learn_who_looks_and_why(
    world: World, administrator: User, at: datetime
) -> None:
    person = world.user("Işıl")
    with world.act():
        actions.begin_view(person, reason="  She asked for help. ", by=administrator, at=at)
        actions.end_view(person, by=administrator, at=at)
    with world.read():
        assert [(event.verb, event.actor_id, event.facts) for event in list_events(case_of(person))] == [
            ("account.view_begin", administrator.id, {"reason": "She asked for help."}),
            ("account.view_end", administrator.id, {}),
        ]
        (mail,) = list_messages_of(case_of(person))
    assert mail.recipient == person.email
    assert ("Adrian Möller is looking" in mail.body, "She asked for help." in mail.body) == (True, True)


def test_without_a_reason_nothing_is_noted_and_nobody_told(
    world: World, administrator: User, at: datetime
) -> None:
    person = world.user()
    with pytest.raises(Invalid), world.act():
        actions.begin_view(person, reason="because", by=administrator, at=at)
    with world.read():
        assert (list_events(case_of(person)), list_messages_of(case_of(person))) == ([], [])
