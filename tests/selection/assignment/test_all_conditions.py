"""Under all conditions at once an assignment is still the best there is, by looking at every other one."""

from itertools import combinations, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.selection.assignment import assign, violations
from portal.selection.refusals import Infeasible

REVIEWERS, APPLICATIONS, NEED = 5, 3, 2
FIELDS = ["film", "music", "film", "music", "film"], ["film", "music", "film"]
Pairs = list[tuple[Any, Any]]


def task(seed: int) -> dict[str, Any]:
    """A small task with conflicts, languages, experts, loads, a locked pair and a share across fields."""
    chance = np.random.default_rng(seed)
    shape = REVIEWERS, APPLICATIONS
    conflicts = chance.random(shape) < 0.1
    conflicts[0, 0] = False
    return {
        "affinity": chance.random(shape).round(3),
        "need": NEED,
        "capacity": 2,
        "minimum": [int(one) for one in chance.integers(0, 2, REVIEWERS)],
        "forbidden": conflicts,
        "unreadable": (chance.random(shape) < 0.1) & ~np.eye(*shape, dtype=bool),
        "experts": chance.random(shape) < 0.6,
        "groups": FIELDS,
        "cross_share": float(chance.choice([0.0, 0.3, 0.5])),
        "locked": [(0, 0)],
    }


def keeps_all(given: dict[str, Any], pairs: Pairs) -> bool:
    """Whether these pairs keep every condition, written without the engine."""
    load = np.bincount([who for who, _ in pairs], minlength=REVIEWERS)
    barred = any(given["forbidden"][pair] or given["unreadable"][pair] for pair in pairs)
    expert = all(
        any(given["experts"][pair] for pair in pairs if pair[1] == one) for one in range(APPLICATIONS)
    )
    crossing = [
        sum(FIELDS[0][who] != field for who, one in pairs if FIELDS[1][one] == field)
        >= given["cross_share"] * NEED * FIELDS[1].count(field) - 1e-9
        for field in ("film", "music")
    ]
    loads = all(least <= number <= 2 for least, number in zip(given["minimum"], load, strict=True))
    return (0, 0) in pairs and not barred and expert and all(crossing) and loads


def every_assignment(given: dict[str, Any]) -> list[tuple[float, float]]:
    """Total and worst sum of every assignment that keeps all conditions."""
    found = []
    for teams in product(combinations(range(REVIEWERS), NEED), repeat=APPLICATIONS):
        pairs = [(who, one) for one, team in enumerate(teams) for who in team]
        if keeps_all(given, pairs):
            sums = [float(given["affinity"][list(team), one].sum()) for one, team in enumerate(teams)]
            found.append((sum(sums), min(sums)))
    return found


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 100_000))
def test_the_best_of_all_is_found_or_that_there_is_none(seed: int) -> None:
    given, options = task(seed), every_assignment(task(seed))
    if not options:
        with pytest.raises(Infeasible):
            assign(**given, floor=False)
        return
    found = assign(**given, floor=False)
    assert keeps_all(given, found.pairs)
    assert found.total == pytest.approx(max(total for total, _ in options), rel=2e-5)
    assert found.upper_bound >= found.total - 1e-9


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 100_000), st.sampled_from([0.01, 0.1]))
def test_the_worst_served_gets_the_most_that_the_allowed_loss_can_buy(seed: int, loss: float) -> None:
    given, options = task(seed), every_assignment(task(seed))
    if not options:
        return
    best = max(total for total, _ in options)
    found = assign(**given, max_floor_loss=loss)
    assert keeps_all(given, found.pairs)
    assert found.total >= (1 - loss - 2e-5) * best
    assert found.worst >= max(worst for total, worst in options if total >= (1 - loss + 2e-5) * best) - 1e-4


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 100_000), st.data())
def test_pairs_by_hand_are_checked_as_a_stranger_would(seed: int, data: st.DataObject) -> None:
    given = {**task(seed), "forbidden": None, "unreadable": None, "experts": None, "cross_share": None}
    found = assign(**given, floor=False)
    teams = [
        data.draw(st.sampled_from(list(combinations(range(REVIEWERS), NEED)))) for _ in range(APPLICATIONS)
    ]
    pairs = [(who, one) for one, chosen in enumerate(teams) for who in chosen]
    nothing = np.zeros((REVIEWERS, APPLICATIONS), dtype=bool)
    free = {**given, "forbidden": nothing, "unreadable": nothing, "experts": ~nothing, "cross_share": 0.0}
    assert (violations(found.task, pairs) == []) == keeps_all(free, pairs)
