"""What must hold for every call, whatever its scores."""

import numpy as np
import pytest

from portal.selection.ranking import calibrate
from tests.selection.calls import drawn


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


def test_a_reviewer_who_answers_at_random_weighs_less() -> None:
    chance = np.random.default_rng(2)
    _, scores = drawn(4, applications=90, reviewers=6, each=3)
    noisy = [
        (one, who, float(chance.integers(1, 11)) if who == "R000" else score) for one, who, score in scores
    ]
    alike = calibrate(noisy, scale=(1, 10), integrate=False)
    weighed = calibrate(noisy, scale=(1, 10), integrate=False, reliability=True)
    assert weighed.variances["residual"] < alike.variances["residual"]
