from decimal import Decimal

import pytest

from portal.applications.states import ApplicationState
from portal.calls.states import CallState
from portal.reviews import rules
from portal.reviews.rules import CONFLICT_REASONS, Criterion, QueueRow, Tally
from portal.reviews.states import ReviewState
from portal.words import say
from tests.factories.texts import RUBRIC

WEIGHTS = {"quality": 40, "project": 25, "feasibility": 15, "development": 10, "exchange": 10}
CRITERIA = tuple(Criterion(key, {"en": key}, {}, weight, 0, 10, {}) for key, weight in WEIGHTS.items())
A, D, S, T, R, V = (
    ReviewState.ASSIGNED,
    ReviewState.DRAFT,
    ReviewState.SUBMITTED,
    ReviewState.RETURNED,
    ReviewState.RECUSED,
    ReviewState.VOID,
)


def points(*given: int) -> dict[str, int]:
    return dict(zip(WEIGHTS, given, strict=False))


# Totals


@pytest.mark.parametrize(
    ("given", "total"),
    [
        (points(8, 7, 6, 9, 7), "7.45"),
        (points(9, 8, 5, 7, 8), "7.85"),
        (points(6, 7, 7, 8, 6), "6.60"),
        (points(10, 10, 10, 10, 10), "10.00"),
        (points(0, 0, 0, 0, 0), "0.00"),
        (points(8), "8.00"),
        (points(8, 7), "7.62"),
    ],
)
def test_the_total_is_the_weighted_mean_of_the_criteria_that_have_points(
    given: dict[str, int], total: str
) -> None:
    assert rules.weighted_total(CRITERIA, given) == Decimal(total)


def test_without_points_there_is_no_total() -> None:
    assert rules.weighted_total(CRITERIA, {}) is None


def test_open_criteria_are_those_without_points() -> None:
    assert [one.key for one in rules.open_criteria(CRITERIA, points(8, 7, 6))] == ["development", "exchange"]


def test_points_outside_the_scale_or_for_a_foreign_criterion_are_refused() -> None:
    assert rules.points_refused(CRITERIA, {"quality": 11, "project": -1, "beauty": 5, "exchange": 10}) == {
        "quality": say("Please choose a mark from {low} to {high}.", low=0, high=10),
        "project": say("Please choose a mark from {low} to {high}.", low=0, high=10),
        "beauty": say("This criterion does not belong to this call."),
    }


def test_the_rubric_of_a_call_becomes_its_criteria() -> None:
    rubric = [{**RUBRIC[0], "anchors": {"10": {"en": "Outstanding"}}}, RUBRIC[1]]
    assert rules.criteria_of(rubric) == (
        Criterion(
            "quality", RUBRIC[0]["title"], {}, weight=60, low=0, high=10, anchors={10: {"en": "Outstanding"}}
        ),
        Criterion("relevance", RUBRIC[1]["title"], {}, weight=40, low=0, high=10, anchors={}),
    )
    assert rules.scale_of(rules.criteria_of(rubric)) == (0, 10)


@pytest.mark.parametrize(
    ("totals", "flagged"),
    [
        (("7.45", "7.85", "6.60"), False),
        (("8.00", "5.00"), True),
        (("8.00", "5.01"), False),
        (("9.00",), False),
        ((), False),
    ],
)
def test_three_points_between_jurors_are_a_disagreement(totals: tuple[str, ...], flagged: bool) -> None:
    assert rules.spread_flag([Decimal(total) for total in totals]) is flagged


# Votes


@pytest.mark.parametrize(
    ("entitled", "needed"), [(0, 3), (1, 3), (3, 3), (4, 3), (5, 3), (6, 4), (7, 4), (9, 5)]
)
def test_more_than_half_and_never_fewer_than_three_must_judge(entitled: int, needed: int) -> None:
    assert rules.votes_needed(entitled) == needed


@pytest.mark.parametrize(
    ("states", "quorate", "lacks"),
    [
        ((S, S, S, R, R), True, False),
        ((S, S, R, R, R), False, True),
        ((S, S, S, A, D), True, False),
        ((S, S, A, A, A), False, False),
        ((S, S, S, S, A, A, A, A), False, False),
        ((S, S, V), False, True),
        ((), False, True),
    ],
)
def test_recused_and_void_reviews_are_neither_votes_nor_voters(
    states: tuple[str, ...], quorate: bool, lacks: bool
) -> None:
    assert (Tally(states).is_quorate, Tally(states).lacks_jurors) == (quorate, lacks)


def test_a_tally_counts_what_is_done_due_and_recused() -> None:
    tally = Tally((A, D, S, S, T, R, V))
    assert (tally.done, tally.due, tally.recused) == (2, 5, 1)


def test_flags_name_disagreement_and_what_is_missing() -> None:
    apart, close = [Decimal(9), Decimal(6)], [Decimal(7), Decimal(7), Decimal(7)]
    assert rules.flags_of(apart, Tally((S, S, R))) == [
        (say("Jurors disagree"), "warning"),
        (say("Too few jurors"), "danger"),
    ]
    assert rules.flags_of(close, Tally((S, S, S, A))) == [(say("Incomplete"), "info")]
    assert rules.flags_of(close, Tally((S, S, S, R))) == []


# Conflicts


def test_all_reasons_of_the_law_can_be_named() -> None:
    assert list(CONFLICT_REASONS) == [
        "party",
        "relative",
        "representative",
        "employer_or_board",
        "prior_opinion",
        "direct_benefit",
        "bias_concern",
        "other",
    ]


@pytest.mark.parametrize(
    ("code", "note", "refusal"),
    [
        ("relative", "", None),
        ("bias_concern", "My former student.", None),
        ("bias_concern", " ", "Please add a few words, so that the chair can understand the reason."),
        ("other", "", "Please add a few words, so that the chair can understand the reason."),
        ("none", "", "Please choose one of the reasons shown."),
        ("<script>", "", "Please choose one of the reasons shown."),
        ("party", "x" * 1001, "This note is too long. The most is 1000 characters."),
    ],
)
def test_a_recusal_needs_a_known_reason_and_words_where_it_says_little(
    code: str, note: str, refusal: str | None
) -> None:
    found = rules.conflict_refused(code, note)
    assert (str(found) if found else None) == refusal


# When and by whom


@pytest.mark.parametrize(
    ("call", "application", "refusal"),
    [
        (CallState.IN_REVIEW, ApplicationState.ADMITTED, None),
        (CallState.IN_REVIEW, ApplicationState.WITHDRAWN, "This application is not before the jury."),
        (CallState.IN_REVIEW, ApplicationState.EXCLUDED, "This application is not before the jury."),
        (CallState.CLOSED, ApplicationState.ADMITTED, "The review of this call has not begun yet."),
        (
            CallState.DECIDED,
            ApplicationState.ADMITTED,
            "The review of this call is over. Scores can’t be changed any more.",
        ),
    ],
)
def test_cases_are_judged_only_while_their_call_is_in_review(
    call: str, application: str, refusal: str | None
) -> None:
    found = rules.judging_refused(call, application)
    assert (str(found) if found else None) == refusal


@pytest.mark.parametrize(
    ("juror", "application", "call", "refusal"),
    [
        (2, ApplicationState.ADMITTED, CallState.CLOSED, None),
        (1, ApplicationState.ADMITTED, CallState.CLOSED, "This is the juror’s own application."),
        (
            2,
            ApplicationState.SUBMITTED,
            CallState.CLOSED,
            "Only admitted applications are given to the jury.",
        ),
        (2, ApplicationState.ADMITTED, CallState.DECIDED, "The review of this call is over."),
    ],
)
def test_admitted_cases_of_others_are_given_to_jurors(
    juror: int, application: str, call: str, refusal: str | None
) -> None:
    found = rules.assignment_refused(
        applicant_id=1, juror_id=juror, application_state=application, call_state=call
    )
    assert (str(found) if found else None) == refusal


@pytest.mark.parametrize(("state", "answerable"), [(A, True), (D, True), (T, True), (S, False), (R, False)])
def test_the_question_of_conflicts_is_answered_before_a_review_is_sent(state: str, answerable: bool) -> None:
    assert (rules.declaration_refused(state) is None) is answerable


def test_a_return_needs_its_reason() -> None:
    assert str(rules.return_refused("  ")) == "Please write what the juror should correct."
    assert rules.return_refused("Feasibility is missing a reason.") is None


# The queue


def row(id: str, state: str = A, *, judged: int = 0) -> QueueRow:
    return QueueRow(id, f"IST-{id}", "", state, is_cleared=True, judged=judged)


def test_the_next_case_is_the_open_one_that_the_fewest_have_judged() -> None:
    rows = [row("a", judged=2), row("b", judged=1), row("c", S, judged=0), row("d", R), row("e", T, judged=1)]
    assert rules.next_open(rows) == rows[1]
    assert rules.next_open(rows, here="b") == rows[4]


def test_skipped_cases_come_when_nothing_else_is_left() -> None:
    rows = [row("a"), row("b", judged=5), row("c", judged=9)]
    assert rules.next_open(rows, here="b", skipped=["a"]) == rows[2]
    assert rules.next_open(rows, here="b", skipped=["a", "c"]) == rows[0]


def test_at_the_end_nothing_is_next() -> None:
    assert rules.next_open([row("a", S), row("b", R)]) is None
    assert rules.next_open([row("a")], here="a") is None


def test_previous_and_next_follow_the_list_and_pass_over_closed_cases() -> None:
    rows = [row("a"), row("b", R), row("c", S), row("d")]
    assert rules.neighbours(rows, "c") == (rows[0], rows[3])
    assert rules.neighbours(rows, "a") == (None, rows[2])
    assert rules.neighbours(rows, "elsewhere") == (None, None)


def test_the_four_marks_are_to_do_draft_done_and_recused() -> None:
    assert [str(row("x", state).mark) for state in (A, D, S, R)] == ["To do", "Draft", "Done", "Recused"]


# The matrix


def test_only_boxes_that_were_changed_give_or_take_cases() -> None:
    held = {("1", "x"): A, ("2", "x"): D, ("3", "x"): S, ("4", "x"): R, ("5", "x"): V, ("6", "x"): A}
    shown = [("1", "x"), ("2", "x")]
    ticked = [("2", "x"), ("4", "x"), ("5", "x"), ("7", "x")]
    assert rules.changes(ticked, shown, held) == ([("5", "x"), ("7", "x")], [("1", "x")])


def test_what_is_judged_is_never_taken_away_by_a_box() -> None:
    assert rules.changes([], [("1", "x")], {("1", "x"): S}) == ([], [])


def test_leaving_says_what_becomes_void_and_what_still_counts() -> None:
    assert [str(sentence) for sentence in rules.leaving(Tally((A, D, S, S, S, R)))] == [
        "Open reviews that become void: 2",
        "Submitted reviews that still count: 3",
        "From then on this person opens no case of this call any more.",
    ]


@pytest.mark.parametrize(
    ("given", "family", "whole", "family_first", "short"),
    [
        ("Işıl", "Şükran İnceöz", "Işıl Şükran İnceöz", False, "Işıl Ş."),
        ("Kenji", "Satō", "Satō Kenji", True, "Satō Kenji"),
        ("", "", "Prawoto", False, "Prawoto"),
        ("Lena", "", "Lena", False, "Lena"),
    ],
)
def test_a_tab_shows_a_short_name_only_where_its_parts_are_known(
    given: str, family: str, whole: str, family_first: bool, short: str
) -> None:
    assert rules.short_name(given, family, whole, family_first=family_first) == short
