"""Calls at the edge of what can be known have a defined result."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.selection.ranking import calibrate
from tests.selection.calls import Score, drawn
from tests.selection.ranking.edges import MODELS
from tests.selection.ranking.properties import calls, some


@pytest.mark.parametrize("model", MODELS)
def test_one_reviewer_alone_gives_the_order_of_the_scores(model: str) -> None:
    scores = [(f"A{one}", "R0", float(score)) for one, score in enumerate([3, 6, 1, 4, 2])]
    result = calibrate(scores, scale=(1, 6), model=model)  # type: ignore[arg-type]  # one of two literals
    assert result.order == ["A1", "A3", "A0", "A4", "A2"]


def test_one_reviewer_alone_gives_the_order_of_the_scores_in_a_large_call() -> None:
    chance = np.random.default_rng(1)
    scores = [
        (f"A{one:02d}", "R0", round(float(score), 3)) for one, score in enumerate(chance.uniform(1, 6, 80))
    ]
    result = calibrate(scores, scale=(1, 6))
    assert result.order == [one for one, _, _ in sorted(scores, key=lambda row: -row[2])]


def test_one_application_is_first() -> None:
    result = calibrate([("A", "R", 3.0), ("A", "Q", 5.0)], scale=(1, 6))
    assert (result.expected_rank, result.interval(0.9), result.sucra) == (
        {"A": 1.0},
        {"A": (1, 1)},
        {"A": 0.5},
    )


def test_complete_agreement_is_near_certainty() -> None:
    scores = [(f"A{one}", f"R{who}", float(one)) for one in range(6) for who in range(3)]
    result = calibrate(scores, scale=(0, 5))
    assert result.order == ["A5", "A4", "A3", "A2", "A1", "A0"]
    assert result.expected_rank["A5"] == pytest.approx(1.0, abs=0.01)


FROZEN = {"application": 1.2, "reviewer": 0.4, "group": 0.0, "residual": 1.0}


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


def test_a_constant_on_one_reviewer_changes_nothing_where_severity_is_left_free() -> None:
    free = {**FROZEN, "reviewer": 1e8}
    _, scores = drawn(9, applications=20, reviewers=5, each=3)
    harsher = [(one, who, score - 3 if who == "R001" else score) for one, who, score in scores]
    before = calibrate(scores, scale=(-10, 10), variances=free)
    after = calibrate(harsher, scale=(-10, 10), variances=free)
    assert after.expected_rank == pytest.approx(before.expected_rank, abs=1e-5)
