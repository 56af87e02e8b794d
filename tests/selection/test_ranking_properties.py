"""What must hold for every call, whatever its scores."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.selection.ranking import calibrate
from tests.selection.calls import Score, drawn

FROZEN = {"application": 1.2, "reviewer": 0.4, "group": 0.0, "residual": 1.0}
some = settings(max_examples=10, deadline=None)


@st.composite
def calls(draw: st.DrawFn) -> list[Score]:
    """Small incomplete calls: every application has at least one review."""
    applications, reviewers = draw(st.integers(2, 8)), draw(st.integers(1, 4))
    judged = st.sets(st.integers(0, reviewers - 1), min_size=1)
    return [
        (f"A{one}", f"R{who}", float(draw(st.integers(1, 6))))
        for one in range(applications)
        for who in sorted(draw(judged))
    ]


@some
@given(calls(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(scores: list[Score], chance: object) -> None:
    shuffled = list(scores)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    first, second = calibrate(scores, scale=(1, 6)), calibrate(shuffled, scale=(1, 6))
    assert first.record() == second.record()


@some
@given(calls())
def test_expected_ranks_sum_to_those_of_a_list(scores: list[Score]) -> None:
    for result in (calibrate(scores, scale=(1, 6)), calibrate(scores, scale=(1, 6), model="snsf")):
        number = len(result.expected_rank)
        assert sum(result.expected_rank.values()) == pytest.approx(number * (number + 1) / 2, abs=1e-9)


@some
@given(calls(), st.integers(1, 6))
def test_chances_of_the_top_sum_to_its_places(scores: list[Score], places: int) -> None:
    result = calibrate(scores, scale=(1, 6))
    number = len(result.expected_rank)
    assert sum(result.probability_of_top(places).values()) == pytest.approx(min(places, number))


@some
@given(calls())
def test_a_twin_gets_the_same_rank_interval_and_chance(scores: list[Score]) -> None:
    twins = scores + [("A0-twin", who, score) for one, who, score in scores if one == "A0"]
    result = calibrate(twins, scale=(1, 6))
    figures = (result.expected_rank, result.quality, result.interval(0.5), result.probability_of_top(2))
    assert [one["A0"] == one["A0-twin"] for one in figures] == [True] * 4


@some
@given(calls(), st.integers(0, 100))
def test_a_higher_score_never_worsens_the_rank_while_the_variances_stay(
    scores: list[Score], which: int
) -> None:
    one, who, score = scores[which % len(scores)]
    raised = [row if row[:2] != (one, who) else (one, who, min(score + 1, 6.0)) for row in scores]
    before = calibrate(scores, scale=(1, 6), variances=FROZEN).expected_rank[one]
    after = calibrate(raised, scale=(1, 6), variances=FROZEN).expected_rank[one]
    assert after <= before + 1e-9


@some
@given(calls())
def test_intervals_of_a_higher_level_are_wider_and_hold_the_narrower(scores: list[Score]) -> None:
    result = calibrate(scores, scale=(1, 6))
    narrow, wide = result.interval(0.5), result.interval(0.9)
    assert all(wide[one][0] <= narrow[one][0] <= narrow[one][1] <= wide[one][1] for one in narrow)


def test_names_change_nothing_but_the_names() -> None:
    _, scores = drawn(8, applications=30, reviewers=8, each=3)
    renamed = [(one[::-1], who[::-1], score) for one, who, score in scores]
    first, second = calibrate(scores, scale=(1, 10)), calibrate(renamed, scale=(1, 10))
    assert {one[::-1]: rank for one, rank in first.expected_rank.items()} == pytest.approx(
        second.expected_rank, abs=1e-7
    )


def test_a_constant_on_one_reviewer_changes_nothing_where_severity_is_left_free() -> None:
    free = {**FROZEN, "reviewer": 1e8}
    _, scores = drawn(9, applications=20, reviewers=5, each=3)
    harsher = [(one, who, score - 3 if who == "R001" else score) for one, who, score in scores]
    before = calibrate(scores, scale=(-10, 10), variances=free)
    after = calibrate(harsher, scale=(-10, 10), variances=free)
    assert after.expected_rank == pytest.approx(before.expected_rank, abs=1e-5)


def test_a_single_review_shrinks_by_the_share_of_quality() -> None:
    variances = {"application": 2.0, "reviewer": 0.5, "group": 0.0, "residual": 1.5}
    number = 40
    scores = [(f"A{one:04d}", f"R{one:04d}", 6.0 if one == 0 else 4.0 + one % 2) for one in range(number)]
    result = calibrate(scores, scale=(1, 6), variances=variances)
    raw = 6.0 - np.mean([score for _, _, score in scores])
    assert result.quality["A0000"] == pytest.approx(raw * 2.0 / (2.0 + 0.5 + 1.5), rel=1e-6)


@pytest.mark.parametrize("seed", range(4))
def test_all_ones_but_for_a_friend_move_the_friend_less_than_under_the_mean(seed: int) -> None:
    _, scores = drawn(seed, applications=30, reviewers=8, each=3)
    fair = calibrate(scores, scale=(1, 10), reliability=True)
    judged = sorted((one for one, who, _ in scores if who == "R000"), key=lambda one: fair.raw_mean[one])
    friend = judged[len(judged) // 4]
    unfair = [
        (one, who, (10.0 if one == friend else 1.0) if who == "R000" else score) for one, who, score in scores
    ]
    bent = calibrate(unfair, scale=(1, 10), reliability=True)
    places = [
        sorted(one.raw_mean, key=lambda name: -one.raw_mean[name]).index(friend) for one in (fair, bent)
    ]
    assert fair.expected_rank[friend] - bent.expected_rank[friend] < places[0] - places[1]
