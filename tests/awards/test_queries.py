"""Which offers are found, and in which order."""

from datetime import timedelta

import pytest

from portal.awards import queries
from portal.awards.states import OfferState
from tests.awards.making import award, offer
from tests.factories import World
from tests.factories.world import DEADLINE

DAY = timedelta(days=1)


def test_an_offer_is_found_with_all_that_its_pages_and_mails_tell(world: World) -> None:
    call = world.call(city=world.city("kyiv"))
    made = offer(world, call, world.user("Işıl"))
    with world.read():
        found = queries.find_offer(made.public_id)
        assert found is not None
        decision = found.decision
        told = (decision.application.applicant.name, decision.call.city.slug, found.call.id)
        assert told == ("Işıl", "kyiv", call.id)
        assert decision.call.programme.authority.signatory == "Krüger"
        assert queries.find_offer_of(decision) is found
        assert queries.find_offer("0" * 26) is None


def test_an_award_without_an_offer_has_none(world: World) -> None:
    call = world.call()
    offer(world, call)
    with world.read():
        assert queries.find_offer_of(award(world, call)) is None


def test_a_call_shows_what_waits_for_an_answer_first_and_of_that_what_ends_soonest(world: World) -> None:
    call = world.call()
    names = {
        offer(world, call, state=state, answer_by=DEADLINE + days * DAY).public_id: f"{state} {days}"
        for state, days in (
            (OfferState.ACCEPTED, 1),
            (OfferState.OPEN, 9),
            (OfferState.LAPSED, 0),
            (OfferState.OPEN, 2),
        )
    }
    offer(world, world.call())
    with world.read():
        assert [names[one.public_id] for one in queries.list_for_call(call)] == [
            "open 2", "open 9", "lapsed 0", "accepted 1",
        ]  # fmt: skip


def test_a_person_sees_the_own_offers_newest_first(world: World) -> None:
    person = world.user()
    made = [offer(world, world.call(), person).public_id for _ in range(2)]
    offer(world, world.call())
    with world.read():
        assert [one.public_id for one in queries.list_of_applicant(person)] == made[::-1]


@pytest.mark.parametrize(
    ("seconds", "overdue"), [(-1, []), (0, []), (1, ["first"]), (86_401, ["first", "next"])]
)
def test_an_open_offer_is_overdue_when_its_last_moment_has_passed(
    world: World, seconds: int, overdue: list[str]
) -> None:
    call = world.call()
    later = offer(world, call, answer_by=DEADLINE + DAY).public_id
    names = {offer(world, call).public_id: "first", later: "next"}
    offer(world, call, state=OfferState.ACCEPTED)
    with world.read():
        found = queries.list_overdue(DEADLINE + timedelta(seconds=seconds))
        assert [names[one] for one in found] == overdue


def test_offers_are_counted_by_call_and_state(world: World) -> None:
    first, second, third = world.call(), world.call(), world.call()
    for call, state in (
        (first, OfferState.OPEN),
        (first, OfferState.OPEN),
        (first, OfferState.DECLINED),
        (second, OfferState.OPEN),
        (third, OfferState.OPEN),
    ):
        offer(world, call, state=state)
    with world.read():
        assert queries.count_by_state([first.id, second.id]) == {
            (first.id, "open"): 2, (first.id, "declined"): 1, (second.id, "open"): 1,
        }  # fmt: skip
