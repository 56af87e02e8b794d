"""What happens to decisions, from the proposal over a second person to the release."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from portal import db
from portal.access import Role
from portal.applications.states import ApplicationState, PublicState
from portal.audit import case_of, verify
from portal.audit.queries import list_events
from portal.calls.states import CallState
from portal.decisions import actions, queries
from portal.decisions.states import DecisionKind, DecisionState
from portal.errors import Invalid, Refused
from portal.reviews.states import ReviewState
from tests.decisions.stage import Stage, content


def state_of(stage: Stage, application: Any) -> str:
    return stage.read(lambda: stage.decision(application).state)


def test_a_decision_goes_from_proposal_over_a_second_person_to_its_release(stage: Stage) -> None:
    case = stage.case("Işıl Şükran İnceöz")
    stage.propose(case, content("award"))
    assert state_of(stage, case) == DecisionState.PROPOSED
    stage.approve(case)
    assert state_of(stage, case) == DecisionState.APPROVED
    stage.release()
    verbs = stage.read(lambda: [event.verb for event in list_events(case_of(case))])
    assert state_of(stage, case) == DecisionState.RELEASED
    assert stage.read(lambda: stage.application(case).public_state) == PublicState.AWARDED
    assert stage.read(lambda: stage.the_call().state) == CallState.DECIDED
    assert verbs[:4] == [
        "decision.propose",
        "decision.approve",
        "application.publish_outcome",
        "decision.release",
    ]


def test_the_second_award_for_one_place_is_refused(stage: Stage) -> None:
    first, second = stage.case(), stage.case()
    stage.propose(first, content("award"))
    with pytest.raises(Refused) as refused:
        stage.propose(second, content("award"))
    assert str(refused.value) == "These would be 2 awards, but the call has 1 places."
    assert stage.read(lambda: queries.totals(stage.the_call()).places) == 1


def test_awards_over_the_budget_are_refused_to_the_cent(world: Any, at: Any) -> None:
    stage = Stage(world, at, places=2, budget_cents=1_599_999)
    stage.propose(stage.case(), content("award"))
    with pytest.raises(Refused):
        stage.propose(stage.case(), content("award_partial"))
    stage.propose(stage.case(), content("award_partial", amount_cents=599_999))
    assert stage.read(lambda: queries.totals(stage.the_call()).amount_cents) == 1_599_999


def test_places_that_became_fewer_stop_an_approval_and_a_release(stage: Stage) -> None:
    case = stage.case()
    stage.propose(case, content("award"))
    stage.act(lambda: setattr(stage.the_call(), "places", 0))
    with pytest.raises(Refused):
        stage.approve(case)
    stage.act(lambda: setattr(stage.the_call(), "places", 1))
    stage.approve(case)
    stage.act(lambda: setattr(stage.the_call(), "budget_cents", 1))
    with pytest.raises(actions.NotReleasable):
        stage.release()


def test_who_prepared_a_decision_never_approves_it(stage: Stage) -> None:
    both = stage.world.user("Both", roles=(Role.OFFICER, Role.APPROVER))
    case = stage.case()
    stage.propose(case, content("award"), by=both)
    with pytest.raises(Refused) as refused:
        stage.approve(case, by=both)
    assert str(refused.value) == "You prepared this decision yourself. A second person has to approve it."


def test_who_changed_a_decision_last_never_approves_it(stage: Stage) -> None:
    both = stage.world.user("Both", roles=(Role.OFFICER, Role.APPROVER))
    case = stage.case()
    stage.propose(case, content("award"))
    stage.act(
        lambda: actions.change(
            stage.decision(case), content("award", months=4), by=stage.person(both), at=stage.at
        )
    )
    with pytest.raises(Refused):
        stage.approve(case, by=both)


def test_an_approval_of_content_that_was_changed_meanwhile_is_refused(stage: Stage) -> None:
    case = stage.case()
    stage.propose(case, content("award"))
    seen = stage.read(lambda: stage.decision(case).content_hash)
    stage.propose(case, content("award", amount_cents=900_000))
    with pytest.raises(Refused):
        stage.approve(case, seen=seen)


def test_nobody_decides_the_own_application(stage: Stage) -> None:
    case = stage.world.application(stage.call, stage.officer, state=ApplicationState.ADMITTED)
    with pytest.raises(Refused):
        stage.propose(case, content("award"))
    other = stage.world.application(stage.call, stage.approver, state=ApplicationState.ADMITTED)
    stage.propose(other, content("award"))
    with pytest.raises(Refused):
        stage.approve(other)


def test_a_decision_that_was_tampered_with_is_neither_approved_nor_released(stage: Stage) -> None:
    case = stage.case()
    stage.propose(case, content("award"))
    stage.act(lambda: db.session().execute(text("UPDATE decision SET amount_cents = 999999")))
    with pytest.raises(Refused):
        stage.approve(case)
    stage.act(lambda: db.session().execute(text("UPDATE decision SET amount_cents = 1000000")))
    stage.approve(case)
    stage.act(lambda: db.session().execute(text("UPDATE decision SET amount_cents = 999999")))
    with pytest.raises(Refused):
        stage.release()


def test_an_approved_decision_is_changed_only_after_it_was_sent_back(stage: Stage) -> None:
    case = stage.case()
    stage.propose(case, content("award"))
    stage.approve(case)
    with pytest.raises(Refused):
        stage.propose(case, content("award", amount_cents=900_000))
    stage.act(
        lambda: actions.send_back(
            stage.decision(case), why="Too much.", by=stage.person(stage.approver), at=stage.at
        )
    )
    back = stage.read(lambda: stage.decision(case))
    assert (back.state, back.approved_by_id, back.approved_hash, back.sent_back_why) == (
        DecisionState.PROPOSED,
        None,
        None,
        "Too much.",
    )
    stage.propose(case, content("award", amount_cents=900_000))


def test_sending_back_needs_a_reason(stage: Stage) -> None:
    case = stage.case()
    stage.propose(case, content("award"))
    with pytest.raises(Invalid):
        stage.act(
            lambda: actions.send_back(
                stage.decision(case), why=" ", by=stage.person(stage.approver), at=stage.at
            )
        )


def test_all_outcomes_of_a_call_are_released_at_one_instant(stage: Stage) -> None:
    cases = stage.decided("award", "reserve", "rejection", "rejection")
    stage.release()
    assert stage.read(lambda: {stage.decision(case).released_at for case in cases}) == {stage.at}
    assert stage.read(lambda: [stage.application(case).public_state for case in cases]) == [
        PublicState.AWARDED,
        PublicState.RESERVE,
        PublicState.REJECTED,
        PublicState.REJECTED,
    ]


def test_one_undecided_case_holds_back_the_whole_call(stage: Stage) -> None:
    cases = [*stage.decided("award", "rejection"), stage.case()]
    with pytest.raises(actions.NotReleasable) as refused:
        stage.release()
    assert [str(one) for one in refused.value.problems] == [
        f"There is no decision yet for: {cases[2].short_code}."
    ]
    assert stage.read(lambda: [stage.application(case).public_state for case in cases]) == ["pending"] * 3


def test_outcomes_are_not_released_twice(stage: Stage) -> None:
    stage.decided("rejection")
    stage.release()
    with pytest.raises(Refused):
        stage.release()


def test_a_withdrawn_application_frees_its_place_and_holds_nobody_back(stage: Stage) -> None:
    gone, other = stage.decided("award", "rejection")
    stage.act(
        lambda: db.session().execute(
            text("UPDATE application SET state = 'withdrawn' WHERE id = :id"), {"id": gone.id}
        )
    )
    stage.act(
        lambda: actions.send_back(
            stage.decision(other), why="Now there is a place.", by=stage.person(stage.approver), at=stage.at
        )
    )
    stage.propose(other, content("award"))
    stage.approve_all()
    stage.release()
    assert stage.read(lambda: stage.application(gone).public_state) == "pending"
    assert stage.read(lambda: stage.application(other).public_state) == "awarded"


def test_the_ranking_prepares_what_has_no_decision_yet(stage: Stage) -> None:
    jurors = [stage.world.juror(stage.call) for _ in range(2)]
    cases = [stage.case() for _ in range(4)]
    excluded = stage.case(state=ApplicationState.EXCLUDED, exclusion_code="late", exclusion_note="5 minutes")
    for case, points in zip(cases, (5, 9, 7, 3), strict=True):
        for juror in jurors:
            given = {"quality": points, "relevance": points}
            stage.world.review(case, juror, state=ReviewState.SUBMITTED, points=given)
    stage.act(
        lambda: actions.propose_by_ranking(stage.the_call(), by=stage.person(stage.officer), at=stage.at)
    )
    found = stage.read(lambda: [stage.decision(case).kind for case in (*cases, excluded)])
    assert found == ["rejection", "award", "reserve", "rejection", "rejection"]
    assert stage.read(lambda: stage.decision(excluded).reason).endswith("Er ging nach Ablauf der Frist ein.")


def test_many_changes_in_one_act_are_counted_at_its_end(stage: Stage) -> None:
    first, second = stage.case(), stage.case()
    stage.propose(first, content("award"))

    def swap() -> None:
        wanted = {
            stage.application(second): content("award"),
            stage.application(first): content(DecisionKind.REJECTION),
        }
        actions.propose_many(stage.the_call(), wanted, by=stage.person(stage.officer), at=stage.at)

    stage.act(swap)
    assert stage.read(lambda: [stage.decision(case).kind for case in (first, second)]) == [
        "rejection",
        "award",
    ]


def test_the_history_of_decisions_stays_unbroken(stage: Stage) -> None:
    stage.decided("award", "reserve", "rejection")
    stage.release(stage.at + timedelta(minutes=1))
    assert stage.read(verify) == []
