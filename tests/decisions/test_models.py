"""What the database itself refuses about decisions, whatever path leads there."""

from dataclasses import asdict
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from portal import db
from portal.applications.models import Application
from portal.decisions.models import Decision
from portal.decisions.states import DecisionKind, DecisionState
from tests.decisions.stage import Stage, content


def decide(stage: Stage, case: Application, kind: str, **facts: Any) -> Decision:
    """Keep a decision of this kind as a row, whatever the rules would say."""
    return stage.world.decision(case, DecisionKind(kind), proposed_by=stage.officer, **facts)


@pytest.mark.parametrize(
    "changes",
    [
        "approved_by_id = proposed_by_id, approved_hash = content_hash, state = 'approved'",
        "state = 'approved'",
        "state = 'released'",
        "approved_by_id = {approver}, approved_hash = 'other', state = 'approved'",
        "approved_by_id = {approver}, approved_hash = content_hash, content_hash = 'new', state = 'released'",
    ],
)
def test_the_database_itself_holds_to_four_eyes(stage: Stage, changes: str) -> None:
    case = stage.case()
    stage.propose(case, content("award"))
    told = changes.format(approver=stage.approver.id)
    with pytest.raises(IntegrityError):
        stage.act(lambda: db.session().execute(text(f"UPDATE decision SET {told}")))


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("award", {"amount_cents": 0}),
        ("award_partial", {"amount_cents": 0}),
        ("rejection", {"amount_cents": 1}),
        ("reserve", {"amount_cents": 1}),
        ("rejection", {"amount_cents": -1}),
        ("award", {"reserve_rank": 1}),
        ("reserve", {"reserve_rank": None}),
    ],
)
def test_only_awards_give_money_and_only_reserves_have_a_rank(
    stage: Stage, kind: str, facts: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError):
        decide(stage, stage.case(), kind, **facts)


@pytest.mark.parametrize(
    ("prepared", "approved", "kept"),
    [
        (("officer", None), ("approver", None), True),
        (("officer", "other"), ("approver", None), True),
        (("officer", None), ("approver", "other"), True),
        (("officer", "approver"), ("approver", None), False),
        (("officer", None), ("approver", "officer"), False),
        (("officer", "other"), ("approver", "other"), False),
        (("officer", None), ("officer", None), False),
    ],
    ids=[
        "two people", "a deputy prepared it", "a deputy approved it", "prepared for who approves",
        "approved for who prepared", "both for the same person", "one person",
    ],
)  # fmt: skip
def test_four_eyes_are_those_of_two_people_whoever_acts_for_whom(
    stage: Stage, prepared: tuple[str, str | None], approved: tuple[str, str | None], kept: bool
) -> None:
    people = {"officer": stage.officer, "approver": stage.approver, "other": stage.world.user()}
    ids = {None: None} | {name: one.id for name, one in people.items()}
    facts = {
        "proposed_by_id": ids[prepared[0]], "proposed_for_id": ids[prepared[1]],
        "approved_by_id": ids[approved[0]], "approved_for_id": ids[approved[1]],
        "approved_hash": "0" * 64, "state": DecisionState.APPROVED,
    }  # fmt: skip
    if kept:
        made = decide(stage, stage.case(), "rejection", **facts)
        assert made.preparers == {ids[one] for one in prepared if one}
    else:
        with pytest.raises(IntegrityError):
            decide(stage, stage.case(), "rejection", **facts)


def test_one_decision_stands_and_those_before_it_are_superseded(stage: Stage) -> None:
    case = stage.case()
    for state in (DecisionState.SUPERSEDED, DecisionState.SUPERSEDED, DecisionState.PROPOSED):
        decide(stage, case, "rejection", state=state)
    with pytest.raises(IntegrityError):
        decide(stage, case, "rejection")


def test_what_was_decided_by_two_hands_at_once_is_not_overwritten(stage: Stage) -> None:
    case = stage.case()
    stage.propose(case, content("rejection"))

    def change_what_another_hand_changed() -> None:
        decision = stage.decision(case)
        db.session().execute(text("UPDATE decision SET version = version + 1"))
        decision.reason = "Anders."

    with pytest.raises(StaleDataError):
        stage.act(change_what_another_hand_changed)


@pytest.mark.parametrize("kind", ["award", "award_partial", "reserve", "rejection"])
def test_the_rules_read_all_that_is_decided_from_the_row(stage: Stage, kind: str) -> None:
    case, wanted = stage.case(), content(kind)
    decide(stage, case, kind, **{name: one for name, one in asdict(wanted).items() if name != "kind"})
    with stage.world.read():
        assert stage.decision(case).content == wanted


def test_nothing_is_decided_that_has_no_name(stage: Stage) -> None:
    decide(stage, stage.case(), "rejection")
    with pytest.raises(IntegrityError):
        stage.act(lambda: db.session().execute(text("UPDATE decision SET kind = 'gift'")))
