"""Offers that nobody answered lapse by themselves, each once and each in an act of its own."""

from datetime import timedelta

import pytest

from portal.audit import case_of
from portal.audit.queries import list_events
from portal.awards import actions, queries
from portal.awards.models import Offer
from portal.awards.states import OfferState
from portal.awards.tasks import lapse_overdue
from portal.mail.queries import list_messages_of
from tests.awards.making import offer
from tests.factories import World
from tests.factories.world import DEADLINE

DAY = timedelta(days=1)
A_SECOND = timedelta(seconds=1)


def states(world: World, *offers: Offer) -> list[str]:
    """What became of the offers."""
    with world.read():
        found = [queries.find_offer(one.public_id) for one in offers]
        return [one.state for one in found if one is not None]


def test_only_what_is_open_after_its_last_moment_lapses(world: World) -> None:
    call = world.call()
    offers = [
        offer(world, call),
        offer(world, call, answer_by=DEADLINE + A_SECOND),
        offer(world, call, state=OfferState.ACCEPTED),
    ]
    with world.read():
        lapse_overdue(DEADLINE + A_SECOND)
    assert states(world, *offers) == ["lapsed", "open", "accepted"]


def test_who_did_not_answer_is_told_once_and_the_log_names_nobody(world: World) -> None:
    made = offer(world, world.call())
    for _ in range(2):
        with world.read():
            lapse_overdue(DEADLINE + DAY)
    with world.read():
        found = queries.find_offer(made.public_id)
        assert found is not None
        case = found.decision.application
        lapsed = [(event.verb, event.actor_id) for event in list_events(case_of(case))]
        mails = [mail.subject for mail in list_messages_of(case_of(case))]
    assert lapsed.count(("offer.lapse", None)) == 1
    assert mails == [f"The last day to answer has passed ({case.short_code})"]


def test_one_offer_that_fails_undoes_none_of_those_before(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = world.call()
    first, second = offer(world, call), offer(world, call, answer_by=DEADLINE + A_SECOND)
    lapse = actions.lapse

    def fail_at_the_second(one: Offer, **facts: object) -> None:
        lapse(one, **facts)  # type: ignore[arg-type]  # handed on as they came
        if one.id == second.id:
            raise RuntimeError

    monkeypatch.setattr(actions, "lapse", fail_at_the_second)
    with world.read(), pytest.raises(RuntimeError):
        lapse_overdue(DEADLINE + DAY)
    assert states(world, first, second) == ["lapsed", "open"]
