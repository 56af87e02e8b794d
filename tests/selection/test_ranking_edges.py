"""Calls at the edge of what can be known have a defined result."""

import numpy as np
import pytest

from portal.selection.ranking import Light, calibrate
from tests.selection.calls import Score, drawn

MODELS = ["reml", "snsf"]


@pytest.mark.parametrize("model", MODELS)
def test_equal_scores_give_all_the_same_middle_rank(model: str) -> None:
    scores = [(f"A{one}", f"R{who}", 4.0) for one in range(7) for who in range(3)]
    result = calibrate(scores, scale=(1, 6), model=model)  # type: ignore[arg-type]  # one of two literals
    assert result.expected_rank == dict.fromkeys(result.expected_rank, 4.0)
    assert result.probability_of_top(3) == pytest.approx(dict.fromkeys(result.expected_rank, 3 / 7))


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


def test_one_score_is_enough_for_a_result() -> None:
    result = calibrate([("A", "R", 3.0)], scale=(1, 6))
    assert (result.expected_rank, result.quality) == ({"A": 1.0}, {"A": 0.0})


@pytest.mark.parametrize("number", [12, 80])
def test_single_reviews_by_different_people_keep_the_order_of_the_scores(number: int) -> None:
    scores = [(f"A{one:02d}", f"R{one:02d}", 1 + 5 * one / number) for one in range(number)]
    result = calibrate(scores, scale=(1, 6))
    assert result.order == [f"A{one:02d}" for one in reversed(range(number))]


def test_severity_without_trace_in_the_data_is_zero() -> None:
    chance = np.random.default_rng(0)
    quality = chance.normal(0, 1, 80)
    scores = []
    for one in range(80):
        noise = chance.normal(0, 0.8, 4)
        scores += [
            (f"A{one:02d}", f"R{who}", float(quality[one] + noise[who] - noise.mean())) for who in range(4)
        ]
    balanced = even_out(scores)
    result = calibrate(balanced, scale=(-20, 20))
    assert result.variances["reviewer"] == 0.0
    assert {estimate for estimate, _ in result.severity.values()} == {0.0}


def even_out(scores: list[Score]) -> list[Score]:
    """The same scores with every reviewer's mean at zero."""
    means = {
        who: np.mean([score for _, by, score in scores if by == who]) for who in {row[1] for row in scores}
    }
    return [(one, who, score - float(means[who])) for one, who, score in scores]


def test_no_difference_between_applications_puts_all_in_the_middle_of_a_large_call() -> None:
    scores = [
        (f"A{one:02d}", f"R{who}", 3.0 + (1 if (one + who) % 2 else -1))
        for one in range(80)
        for who in range(4)
    ]
    result = calibrate(scores, scale=(1, 6))
    assert result.variances["application"] == 0.0
    assert set(result.expected_rank.values()) == {40.5}


def test_complete_agreement_is_near_certainty() -> None:
    scores = [(f"A{one}", f"R{who}", float(one)) for one in range(6) for who in range(3)]
    result = calibrate(scores, scale=(0, 5))
    assert result.order == ["A5", "A4", "A3", "A2", "A1", "A0"]
    assert result.expected_rank["A5"] == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize("model", MODELS)
def test_reviews_in_separate_parts_are_ranked_with_a_warning(model: str) -> None:
    apart = [
        (f"{part}{one}", f"{part}-R{who}", float(1 + (one * 2 + who) % 6))
        for part in ("X", "Y") for one in range(4) for who in range(2)
    ]  # fmt: skip
    result = calibrate(apart, scale=(1, 6), model=model)  # type: ignore[arg-type]  # one of two literals
    found = result.comparability[""]
    assert (found.share, found.components, found.light) == (None, 2, Light.RED)
    assert [warning.facts for warning in result.warnings] == [{"parts": 2}]
    assert sum(result.expected_rank.values()) == pytest.approx(36)


def test_missing_reviews_are_allowed_and_make_less_sure() -> None:
    _, scores = drawn(5, applications=40, reviewers=8, each=4)
    kept = [row for row in scores if row[0] != "A0000"] + [next(row for row in scores if row[0] == "A0000")]
    spread = calibrate(kept, scale=(1, 10)).quality_sd
    assert max(spread, key=lambda name: spread[name]) == "A0000"
