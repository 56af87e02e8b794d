"""What is said of reviewers: figures for the chair, and a remark only where the data are clear."""

from dataclasses import asdict

import pytest

from portal.selection.agreement import reviewer_figures
from portal.selection.agreement.reviewers import ReviewerFigures
from portal.selection.ranking import calibrate
from tests.selection.calls import Score, drawn

PLAIN = ReviewerFigures(5, 4.0, 0.0, -0.8, 0.3, 1.0, None)


def strict_call() -> list[Score]:
    """A call in which R000 gives two points less than the others."""
    _, scores = drawn(5, applications=60, reviewers=8, each=4, severity=0.0)
    return [(one, who, max(score - 2, 1.0) if who == "R000" else score) for one, who, score in scores]


def test_a_strict_reviewer_is_described_in_words_and_nobody_else() -> None:
    found = reviewer_figures(calibrate(strict_call(), scale=(1, 10)))
    remarks = {name: str(one.remark) for name, one in found.items() if one.remark is not None}
    assert remarks == {"R000": "scores 1.6 lower than colleagues on the same applications"}


@pytest.mark.parametrize(
    ("scores", "severity", "sd", "said"),
    [
        (5, -0.8, 0.3, "scores 0.8 lower than colleagues on the same applications"),
        (5, 0.8, 0.3, "scores 0.8 higher than colleagues on the same applications"),
        (4, -0.8, 0.3, "None"),
        (5, -0.75, 0.3, "None"),
        (5, 0.0, 0.0, "None"),
    ],
)
def test_a_remark_needs_five_scores_and_two_and_a_half_deviations(
    scores: int, severity: float, sd: float, said: str
) -> None:
    one = ReviewerFigures(**{**asdict(PLAIN), "scores": scores, "severity": severity, "severity_sd": sd})
    assert str(one.remark) == said


def test_the_figures_of_a_small_call() -> None:
    scores = [
        ("A", "R", 1.0), ("B", "R", 3.0), ("C", "R", 5.0), ("D", "R", 6.0),
        ("A", "S", 2.0), ("B", "S", 3.0), ("C", "S", 4.0), ("A", "T", 4.0),
    ]  # fmt: skip
    found = reviewer_figures(calibrate(scores, scale=(1, 6)))
    assert {name: (one.scores, one.mean, one.extremes) for name, one in found.items()} == {
        "R": (4, 3.75, 0.5),
        "S": (3, 3.0, 0.0),
        "T": (1, 4.0, 0.0),
    }
    assert {name: one.consensus for name, one in found.items()} == {
        "R": pytest.approx(0.8660254),
        "S": pytest.approx(0.9449112),
        "T": None,
    }


def test_who_answers_at_random_is_less_consistent_than_the_others() -> None:
    _, scores = drawn(4, applications=90, reviewers=6, each=3)
    noisy = [(one, who, 1.0 + 9.0 * (place % 2) if who == "R000" else score)
             for place, (one, who, score) in enumerate(scores)]  # fmt: skip
    found = reviewer_figures(calibrate(noisy, scale=(1, 10), integrate=False))
    assert min(found, key=lambda name: found[name].consistency) == "R000"
    assert found["R000"].consistency < 0.8


def test_where_nothing_varies_everyone_is_alike() -> None:
    found = reviewer_figures(calibrate([("A", "R", 3.0), ("B", "R", 3.0)], scale=(1, 6)))
    assert found == {"R": ReviewerFigures(2, 3.0, 0.0, 0.0, 0.0, 1.0, None)}
