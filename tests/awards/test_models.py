"""What the database itself keeps of offers, whatever path leads there."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from portal import db
from portal.awards import queries
from portal.awards.states import OfferState
from tests.awards.making import offer
from tests.factories import World


def test_an_award_opens_one_offer(world: World) -> None:
    call = world.call()
    first = offer(world, call)
    with pytest.raises(IntegrityError):
        offer(world, call, decision_id=first.decision_id)


def test_an_answer_that_met_another_hand_is_not_written(world: World) -> None:
    made = offer(world, world.call())

    def accept_what_another_hand_changed() -> None:
        with world.act():
            found = queries.find_offer(made.public_id)
            assert found is not None
            db.session().execute(text("UPDATE offer SET version = version + 1"))
            found.state = OfferState.ACCEPTED

    with pytest.raises(StaleDataError):
        accept_what_another_hand_changed()


def test_an_offer_belongs_to_its_call_and_to_who_applied(world: World) -> None:
    person, call = world.user(), world.call()
    made = offer(world, call, person)
    with world.read():
        found = queries.find_offer(made.public_id)
        assert found is not None
        assert (found.scope.call_id, found.applicant_id) == (call.id, person.id)
