"""Offers are answered once, and a freed place goes to the first reserve, through two people again."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from portal import db
from portal.applications.models import Application
from portal.audit import case_of
from portal.awards import actions, queries
from portal.awards.models import Offer
from portal.awards.states import OfferState
from portal.decisions import queries as decision_queries
from portal.decisions.models import Decision
from portal.decisions.states import DecisionState
from portal.errors import Refused
from portal.letters import queries as letter_queries
from portal.mail.queries import list_messages_of
from tests.decisions.stage import Stage

LONG_AFTER = timedelta(days=120)


def offers(stage: Stage) -> list[Offer]:
    return stage.read(lambda: list(queries.list_for_call(stage.the_call())))


def answer(stage: Stage, verb: str, **facts: str) -> None:
    def doing() -> None:
        offer = queries.find_offer(offers_id)
        assert offer is not None
        person = stage.person(offer.decision.application.applicant)
        getattr(actions, verb)(offer, by=person, at=stage.at, **facts)

    offers_id = next(one.public_id for one in offers(stage) if one.state == OfferState.OPEN)
    stage.act(doing)


def living(stage: Stage, case: Application) -> Decision | None:
    return stage.read(lambda: decision_queries.find_living(stage.application(case)))


def test_a_release_opens_one_offer_for_each_award_and_none_else(stage: Stage) -> None:
    award, *_ = stage.decided("award", "reserve", "rejection")
    stage.release()
    (offer,) = offers(stage)
    assert (offer.state, offer.applicant_id, offer.answer_by.isoformat()) == (
        OfferState.OPEN,
        award.applicant_id,
        "2026-12-15T22:59:59+00:00",
    )


def test_an_accepted_offer_stays_accepted(stage: Stage) -> None:
    award, *_ = stage.decided("award", "reserve")
    stage.release()
    answer(stage, "accept")
    (offer,) = offers(stage)
    assert (offer.state, offer.answered_at) == (OfferState.ACCEPTED, stage.at)
    mails = stage.read(lambda: [mail.subject for mail in list_messages_of(case_of(award))])
    assert f"We have your answer ({award.short_code})" in mails
    with pytest.raises(StopIteration):
        answer(stage, "decline")


def test_a_decline_prepares_the_award_of_the_first_reserve(stage: Stage) -> None:
    stage.act(lambda: setattr(stage.the_call(), "reserves", 2))
    award, first, second = stage.decided("award", "reserve", "reserve")
    stage.release()
    answer(stage, "decline", why="I have another place.")
    promoted = living(stage, first)
    assert promoted is not None
    assert (promoted.kind, promoted.state, promoted.amount_cents, promoted.proposed_by_id) == (
        "award",
        DecisionState.PROPOSED,
        1_000_000,
        stage.officer.id,
    )
    assert living(stage, award) is None
    left = living(stage, second)
    assert left is not None
    assert (left.kind, left.reserve_rank) == ("reserve", 2)
    # Nothing of it is known outside before the second person has approved and released it.
    assert stage.read(lambda: stage.application(first).public_state) == "reserve"


def test_the_reserve_who_moved_up_is_approved_and_released_alone(stage: Stage) -> None:
    _, reserve = stage.decided("award", "reserve")
    stage.release()
    answer(stage, "decline")
    with pytest.raises(Refused):
        stage.release_one(reserve)
    with pytest.raises(Refused):
        stage.approve(reserve, by=stage.officer)
    stage.approve(reserve)
    stage.release_one(reserve)
    letters = stage.read(lambda: letter_queries.list_for_call(stage.the_call()))
    own = {one.number: (one.kind, one.state) for one in letters if one.applicant_id == reserve.applicant_id}
    assert own == {
        f"IV B 12 – {reserve.short_code}/1": ("reserve_notice", "replaced"),
        f"IV B 12 – {reserve.short_code}/2": ("award", "issued"),
    }
    assert stage.read(lambda: stage.application(reserve).public_state) == "awarded"
    assert [offer.state for offer in offers(stage)] == [OfferState.OPEN, OfferState.DECLINED]


def test_a_reserve_list_that_has_ended_promotes_nobody(stage: Stage) -> None:
    _, reserve = stage.decided("award", "reserve")
    stage.release()
    stage.act(
        lambda: db.session().execute(
            text("UPDATE decision SET reserve_until = '2026-10-01' WHERE kind = 'reserve'")
        )
    )
    answer(stage, "decline")
    left = living(stage, reserve)
    assert left is not None
    assert left.kind == "reserve"


def test_the_last_reserve_leaves_the_place_free(stage: Stage) -> None:
    stage.decided("award")
    stage.release()
    answer(stage, "decline")
    assert stage.read(lambda: decision_queries.totals(stage.the_call()).places) == 0


def test_an_answer_after_the_last_day_is_refused(stage: Stage) -> None:
    stage.decided("award")
    stage.release()
    stage.at += LONG_AFTER
    for verb in ("accept", "decline"):
        with pytest.raises(Refused) as refused:
            answer(stage, verb)
        assert str(refused.value) == (
            "The last day to answer has passed, so the place goes to the reserve list."
        )
