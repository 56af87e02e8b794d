"""Calls at the edge of what can be known have a defined result."""

import numpy as np

from portal.selection.ranking import calibrate
from tests.selection.calls import Score
from tests.selection.ranking.juries import juries


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


def test_more_crossing_leaves_less_doubt_about_the_difference_of_groups() -> None:
    doubts = []
    for crossing in (6, 18):
        scores, groups = juries(crossing)
        frozen = {"application": 1.0, "reviewer": 1.0, "group": 0.5, "residual": 1.0}
        result = calibrate(scores, groups=groups, scale=(1, 10), variances=frozen)
        doubts.append(result.comparability["film"].sd_of_difference or 0.0)
    assert 0 < doubts[1] < doubts[0]
