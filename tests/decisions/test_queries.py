"""Which decisions count, who comes next, and in which order the office sees the cases of a call."""

from datetime import date
from typing import Any

import pytest

from portal.applications.models import Application
from portal.applications.states import ApplicationState, PublicState
from portal.decisions import queries
from portal.decisions.models import Decision
from portal.decisions.rules import Standing, Totals
from portal.decisions.states import DecisionKind, DecisionState
from portal.reviews.states import ReviewState
from tests.decisions.stage import Stage

WITHDRAWN, EXCLUDED = ApplicationState.WITHDRAWN, ApplicationState.EXCLUDED


def decided(stage: Stage, case: Application, kind: str = "rejection", **facts: Any) -> Decision:
    """Keep a decision on the case as a row; approved by the second person where its state needs it."""
    approver = stage.approver if facts.get("state") in ("approved", "released") else None
    usual = {"proposed_by": stage.officer, "approved_by": approver}
    return stage.world.decision(case, DecisionKind(kind), **usual | facts)


def codes(found: Any) -> list[str]:
    return [one.application.short_code for one in found]


def case(stage: Stage, code: str, **facts: Any) -> Application:
    return stage.case(short_code=code, **facts)


@pytest.fixture
def cases(stage: Stage) -> dict[str, Application]:
    """Cases C, A and B in this order, one that was withdrawn and one of another call, all with decisions."""
    made = {code: case(stage, code) for code in "CAB"} | {"W": case(stage, "W", state=WITHDRAWN)}
    decided(stage, made["C"], "rejection")
    decided(stage, made["A"], "award", state=DecisionState.APPROVED)
    decided(stage, made["B"], "reserve", state=DecisionState.SUPERSEDED)
    decided(stage, made["B"], "reserve")
    decided(stage, made["W"], "award")
    decided(stage, stage.world.application(stage.world.call(), state=ApplicationState.ADMITTED), "award")
    return made


def test_the_decisions_that_stand_are_told_by_short_code_without_superseded_and_withdrawn(
    stage: Stage, cases: dict[str, Application]
) -> None:
    found = stage.read(lambda: queries.list_living(stage.call))
    assert [(one.application.short_code, one.kind) for one in found] == [
        ("A", "award"), ("B", "reserve"), ("C", "rejection"),
    ]  # fmt: skip
    totals = stage.read(lambda: queries.totals(stage.call))
    assert totals == Totals(awards=1, reserves=1, rejections=1, amount_cents=1_000_000)
    assert stage.read(lambda: queries.count_by_state([stage.call.id])) == {
        (stage.call.id, "approved"): 1, (stage.call.id, "proposed"): 2, (stage.call.id, "superseded"): 1,
    }  # fmt: skip


def test_what_waits_for_the_second_person_is_told_awards_first_then_reserves_by_rank(stage: Stage) -> None:
    for code, kind, facts in (
        ("A", "rejection", {}),
        ("B", "reserve", {"reserve_rank": 2}),
        ("C", "award_partial", {}),
        ("D", "reserve", {"reserve_rank": 1}),
        ("E", "award", {}),
        ("F", "rejection", {}),
        ("G", "award", {"state": DecisionState.APPROVED}),
    ):
        decided(stage, case(stage, code), kind, **facts)
    found = stage.read(lambda: queries.list_in_state(stage.call, DecisionState.PROPOSED))
    assert codes(found) == ["E", "C", "D", "B", "A", "F"]


def test_a_decision_is_found_with_its_case_its_call_and_its_people(stage: Stage) -> None:
    made = decided(
        stage, case(stage, "A"), state=DecisionState.APPROVED, proposed_for_id=stage.world.user("Ada").id
    )
    with stage.world.read():
        found = queries.find_decision(made.public_id)
        assert found is not None
        assert (found.proposed_by.name, found.approved_by and found.approved_by.name) == (
            "Tobias Krüger",
            "Dr. Meike Albrecht",
        )
        assert (found.proposed_for and found.proposed_for.name, found.approved_for) == ("Ada", None)
        assert (found.call.programme.authority.signatory, found.call.city.name_en) == ("Krüger", "Istanbul")
        assert queries.find_living(found.application) is found
        assert queries.find_decision("0" * 26) is None


def test_a_case_whose_decisions_are_all_superseded_has_none_that_stands(stage: Stage) -> None:
    one = case(stage, "A")
    decided(stage, one, state=DecisionState.SUPERSEDED)
    assert stage.read(lambda: queries.find_living(one)) is None


@pytest.mark.parametrize(
    ("on", "waiting"),
    [
        (date(2027, 1, 14), ["D", "B", "C"]),
        (date(2027, 1, 15), ["D", "C"]),
        (date(2027, 1, 16), []),
    ],
)
def test_who_waits_on_the_reserve_list_moves_up_by_rank_as_long_as_the_list_runs(
    stage: Stage, on: date, waiting: list[str]
) -> None:
    released, until = DecisionState.RELEASED, date(2027, 1, 15)
    for code, rank, facts in (
        ("A", 1, {"state": DecisionState.APPROVED}),
        ("B", 2, {"state": released, "reserve_until": date(2027, 1, 14)}),
        ("C", 3, {"state": released, "reserve_until": until}),
        ("D", 1, {"state": released, "reserve_until": until}),
    ):
        decided(stage, case(stage, code), "reserve", reserve_rank=rank, **facts)
    gone = case(stage, "W", state=WITHDRAWN)
    decided(stage, gone, "reserve", state=released, reserve_until=until)
    decided(stage, case(stage, "E"), "rejection", state=released)
    assert codes(stage.read(lambda: queries.list_reserves(stage.call, on))) == waiting


# The cases of a call


def judged(stage: Stage, one: Application, *points: tuple[int, int]) -> None:
    """One submitted review for each pair of points for quality and relevance."""
    for quality, relevance in points:
        juror = stage.world.juror(stage.call)
        given = {"quality": quality, "relevance": relevance}
        stage.world.review(one, juror, state=ReviewState.SUBMITTED, points=given)


def test_cases_come_best_first_then_those_without_scores_then_the_excluded(stage: Stage) -> None:
    made = {code: case(stage, code) for code in "ZBCDE"}
    case(stage, "X", state=EXCLUDED)
    case(stage, "S", state=ApplicationState.SUBMITTED)
    case(stage, "W", state=WITHDRAWN)
    for code, points in (("B", (5, 5)), ("C", (9, 9)), ("D", (5, 5)), ("E", (3, 8))):
        judged(stage, made[code], points, points)
    found = stage.read(lambda: queries.list_cases(stage.call))
    assert [(one.application.short_code, one.place) for one in found] == [
        ("C", 1), ("B", 2), ("D", 2), ("E", 4), ("Z", None), ("X", None),
    ]  # fmt: skip
    assert [one.tally.done for one in found] == [2, 2, 2, 2, 0, 0]


def test_of_two_cases_with_the_same_mean_the_first_criterion_places_one_before_the_other(
    stage: Stage,
) -> None:
    worse, better = case(stage, "A"), case(stage, "B")
    judged(stage, worse, (4, 9))
    judged(stage, better, (6, 6))
    figures = stage.read(lambda: queries.judged_cases(stage.call))
    assert [str(figures[one.id][0].mean) for one in (worse, better)] == ["6.00", "6.00"]
    found = stage.read(lambda: queries.list_cases(stage.call))
    assert [(one.application.short_code, one.place) for one in found] == [("B", 1), ("A", 2)]


def test_figures_of_a_case_from_which_the_officer_stepped_back_as_a_juror_stay_closed(stage: Stage) -> None:
    made = {code: case(stage, code) for code in "ABC"}
    case(stage, "X", state=EXCLUDED)
    stage.case(short_code="OWN", applicant=stage.officer)
    for code, points in (("A", (9, 9)), ("B", (5, 5)), ("C", (3, 3))):
        judged(stage, made[code], points)
    stage.world.review(made["A"], stage.officer, state=ReviewState.RECUSED, conflict="relative")
    with stage.world.read():
        found = queries.cases_for(stage.person(stage.officer), stage.call, at=stage.at)
        assert [(one.application.short_code, one.place, one.tally.done) for one in found] == [
            ("B", 2, 1), ("C", 3, 1), ("A", None, 0), ("X", None, 0),
        ]  # fmt: skip


def test_a_case_shows_its_last_decision_also_where_the_award_was_given_up(stage: Stage) -> None:
    open_one, out, again = (case(stage, code) for code in "ABC")
    decided(stage, out, "award", state=DecisionState.SUPERSEDED)
    decided(stage, again, "rejection", state=DecisionState.SUPERSEDED)
    decided(stage, again, "award")
    told = case(stage, "D", public_state=PublicState.REJECTED)
    found = {one.application.id: one for one in stage.read(lambda: queries.list_cases(stage.call))}
    shown = [found[one.id] for one in (open_one, out, again, told)]
    assert [one.decision and one.decision.kind for one in shown] == [None, "award", "award", None]
    assert [one.is_given_up for one in shown] == [False, True, False, False]
    assert [one.is_out for one in shown] == [False, False, False, True]


def test_before_a_release_every_case_stands_as_it_is_known_to_the_office_alone(
    stage: Stage, cases: dict[str, Application]
) -> None:
    case(stage, "D", state=ApplicationState.SUBMITTED)
    case(stage, "E", state=EXCLUDED)
    case(stage, "F", public_state=PublicState.REJECTED)
    case(stage, "G", state=ApplicationState.DRAFT, submitted_at=None)
    found = stage.read(lambda: queries.list_standings(stage.call))
    assert [(one.code, one.application_state, one.decision_state) for one in found] == [
        ("A", "admitted", "approved"),
        ("B", "admitted", "proposed"),
        ("C", "admitted", "proposed"),
        ("D", "submitted", None),
        ("E", "excluded", None),
    ]
    assert found[3] == Standing("D", "submitted", None, None)
    assert [one.content and one.content.kind for one in found] == [
        "award",
        "reserve",
        "rejection",
        None,
        None,
    ]
