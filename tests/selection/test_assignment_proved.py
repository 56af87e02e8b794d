"""Assignments are the best there are, keep every condition, serve everyone, and can be repaired."""

from itertools import combinations, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.selection.assignment import assign, repair, violations
from portal.selection.record import rerun
from portal.selection.refusals import BadInput, Infeasible

some = settings(max_examples=25, deadline=None)


def drawn(seed: int, reviewers: int, applications: int) -> tuple[np.ndarray, np.ndarray]:
    """A table of affinity and a table of conflicts."""
    chance = np.random.default_rng(seed)
    return chance.random((reviewers, applications)).round(3), chance.random((reviewers, applications)) < 0.1


def best_by_hand(
    affinity: np.ndarray, *, need: int, capacity: int, forbidden: np.ndarray, minimum: int = 0
) -> float:
    """The best total of all assignments, by looking at each; −inf if there is none."""
    reviewers, applications = affinity.shape
    teams = [
        [team for team in combinations(range(reviewers), need) if not forbidden[list(team), place].any()]
        for place in range(applications)
    ]
    best = -np.inf
    for chosen in product(*teams):
        load = np.bincount([one for team in chosen for one in team], minlength=reviewers)
        if load.max(initial=0) <= capacity and load.min(initial=capacity) >= minimum:
            total = sum(float(affinity[list(team), place].sum()) for place, team in enumerate(chosen))
            best = max(best, total)
    return best


@some
@given(st.integers(0, 10_000), st.integers(2, 4), st.integers(1, 4), st.integers(1, 2), st.integers(0, 1))
def test_the_total_is_the_best_of_all_and_equals_its_bound(
    seed: int, reviewers: int, applications: int, need: int, minimum: int
) -> None:
    affinity, forbidden = drawn(seed, reviewers, applications)
    best = best_by_hand(affinity, need=need, capacity=3, forbidden=forbidden, minimum=minimum)
    if best == -np.inf:
        with pytest.raises(Infeasible):
            assign(affinity, need=need, capacity=3, minimum=minimum, forbidden=forbidden, floor=False)
        return
    found = assign(affinity, need=need, capacity=3, minimum=minimum, forbidden=forbidden, floor=False)
    assert (found.total, found.upper_bound) == pytest.approx((best, best), abs=1e-6)
    assert violations(found.task, found.pairs) == []


@some
@given(st.integers(0, 10_000), st.permutations(range(8)), st.permutations(range(12)))
def test_the_order_of_the_input_changes_no_pair(seed: int, rows: list[int], columns: list[int]) -> None:
    coarse = np.random.default_rng(seed).integers(0, 3, (8, 12)).astype(float)
    who, what = [f"r{row}" for row in range(8)], [f"a{column}" for column in range(12)]
    first = assign(coarse, need=2, capacity=4, reviewers=who, applications=what)
    second = assign(
        coarse[np.ix_(rows, columns)], need=2, capacity=4,
        reviewers=[who[row] for row in rows], applications=[what[column] for column in columns],
    )  # fmt: skip
    assert (first.pairs, first.total) == (second.pairs, second.total)


@some
@given(st.integers(0, 10_000))
def test_one_more_reviewer_or_one_conflict_less_never_lowers_the_best(seed: int) -> None:
    affinity, forbidden = drawn(seed, 7, 8)
    common: dict[str, Any] = {"need": 2, "capacity": 4, "floor": False}
    before = assign(affinity[:-1], forbidden=forbidden[:-1], **common).total
    with_one_more = assign(affinity, forbidden=forbidden, **common).total
    without_conflicts = assign(affinity, **common).total
    assert before <= with_one_more + 1e-9 <= without_conflicts + 2e-9


@some
@given(st.integers(0, 10_000))
def test_locked_pairs_stay_and_the_rest_is_still_the_best(seed: int) -> None:
    affinity, _ = drawn(seed, 6, 8)
    worst = [(int(affinity[:, place].argmin()), place) for place in range(2)]
    found = assign(affinity, need=2, capacity=4, locked=worst, floor=False)
    assert set(worst) <= set(found.pairs)
    assert found.total == pytest.approx(found.upper_bound)


@some
@given(st.integers(0, 10_000))
def test_a_repair_changes_only_the_orphaned_places(seed: int) -> None:
    affinity, forbidden = drawn(seed, 10, 12)
    before = assign(affinity, need=2, capacity=5, forbidden=forbidden)
    after = repair(before, [3])
    kept = [pair for pair in before.pairs if pair[0] != 3]
    assert set(kept) <= set(after.pairs)
    assert (after.loads[3], len(after.pairs)) == (0, len(before.pairs))


def test_the_floor_lifts_the_worst_served_to_the_best_possible_at_almost_no_cost() -> None:
    affinity, forbidden = drawn(1, 24, 60)
    plain = assign(affinity**2, need=3, capacity=8, forbidden=forbidden, floor=False)
    found = assign(affinity**2, need=3, capacity=8, forbidden=forbidden)
    assert plain.worst < found.worst <= (found.worst_bound or 0) + 1e-9
    assert found.worst >= (found.worst_bound or 0) - 0.02
    assert found.total >= 0.99 * plain.total
    assert found.upper_bound == pytest.approx(plain.total)


@pytest.mark.parametrize("loss", [0.0, 0.001, 0.05])
def test_the_floor_never_costs_more_than_was_allowed(loss: float) -> None:
    affinity, _ = drawn(2, 15, 30)
    best = assign(affinity, need=3, capacity=7, floor=False).total
    assert assign(affinity, need=3, capacity=7, max_floor_loss=loss).total >= (1 - loss) * best - 1e-6


def test_every_application_gets_an_expert() -> None:
    affinity, _ = drawn(3, 10, 12)
    experts = np.zeros((10, 12), dtype=bool)
    experts[affinity.sum(axis=1).argsort()[:3]] = True
    found = assign(affinity, need=2, capacity=5, experts=experts)
    served = {
        application for reviewer, application in found.pairs if experts[int(reviewer), int(application)]
    }
    assert served == set(range(12))


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5])
def test_the_share_of_reviews_across_groups_is_kept(share: float) -> None:
    affinity, _ = drawn(4, 12, 20)
    of_reviewers, of_applications = ["film", "music"] * 6, ["film", "music"] * 10
    own = np.array(of_reviewers)[:, None] == np.array(of_applications)[None, :]
    found = assign(
        affinity + own, need=3, capacity=6, cross_share=share, groups=(of_reviewers, of_applications)
    )
    across = {
        group: sum(
            of_reviewers[int(one)] != group
            for one, other in found.pairs
            if of_applications[int(other)] == group
        )
        for group in ("film", "music")
    }
    assert all(count >= share * 30 for count in across.values())


def test_an_even_load_is_kept_where_it_costs_little() -> None:
    flat = np.ones((6, 9))
    found = assign(flat, need=2, capacity=9, balance=0.01)
    assert (set(found.loads.values()), found.total) == ({3}, pytest.approx(found.upper_bound))


def test_large_tasks_are_proved_over_all_pairs_though_they_begin_with_few() -> None:
    affinity, forbidden = drawn(5, 250, 260)
    found = assign(affinity, need=3, capacity=4, minimum=2, forbidden=forbidden, floor=False)
    assert found.total == pytest.approx(found.upper_bound, abs=1e-5)
    assert set(found.loads.values()) <= {2, 3, 4}


def test_applications_that_cannot_be_served_are_named_with_reasons_before_any_solver() -> None:
    forbidden, unreadable = np.zeros((3, 2), dtype=bool), np.zeros((3, 2), dtype=bool)
    forbidden[0, 1], unreadable[1, 1] = True, True
    with pytest.raises(Infeasible) as refused:
        assign(np.ones((3, 2)), need=2, capacity=2, forbidden=forbidden, unreadable=unreadable)
    assert [(name, str(why)) for name, why in refused.value.applications] == [
        (1, "needs 2, 1 are eligible: 1 have a conflict, 1 can’t read it")
    ]


def test_what_only_the_whole_shows_is_named_too() -> None:
    forbidden = np.ones((3, 3), dtype=bool)
    forbidden[0, :] = forbidden[1, 2] = forbidden[2, 2] = False
    with pytest.raises(Infeasible) as refused:
        assign(np.ones((3, 3)), need=1, capacity=1, forbidden=forbidden)
    assert len(refused.value.applications) == 1
    assert refused.value.ids[0] in (0, 1)


def test_too_little_capacity_and_too_many_promises_are_said_in_numbers() -> None:
    with pytest.raises(Infeasible) as small:
        assign(np.ones((2, 3)), need=2, capacity=2)
    with pytest.raises(Infeasible) as promised:
        assign(np.ones((3, 1)), need=1, capacity=2, minimum=1)
    assert [str(small.value), str(promised.value)] == [
        "6 reviews are needed, and the reviewers can write 4.",
        "The reviewers are promised 3 reviews; there are only 1.",
    ]


def test_an_edit_by_hand_has_a_price_and_is_checked() -> None:
    affinity, _ = drawn(6, 5, 4)
    found = assign(affinity, need=1, capacity=1, floor=False, forbidden=np.eye(5, 4, dtype=bool))
    removed = found.pairs[0]
    cost, broken = found.edit(remove=[removed], add=[(0, 0)])
    assert cost == pytest.approx(affinity[removed] - affinity[0, 0])
    assert ((0, 0), "has a conflict of interest") in [(who, str(why)) for who, why in broken]


def test_stored_assignments_run_again_to_the_same_record() -> None:
    affinity, forbidden = drawn(7, 9, 12)
    found = assign(
        affinity, need=2, capacity=4, minimum=[1] * 9, forbidden=forbidden, locked=[(1, 3)], seed=3
    )
    repaired = repair(repair(found, [2]), [4])
    assert [rerun(one.record()) for one in (found, repaired)] == [found.record(), repaired.record()]


@pytest.mark.parametrize(
    ("change", "ids"),
    [
        ({"affinity": [[1.0, float("nan")]] * 3}, ((0, 1), (1, 1), (2, 1))),
        ({"affinity": []}, ()),
        ({"need": -1}, (0, 1)),
        ({"capacity": [1, -2, 1]}, (1,)),
        ({"need": [1, 2, 3]}, ()),
        ({"need": 1.5}, ()),
        ({"reviewers": ["a", "b"]}, ()),
        ({"reviewers": ["a", "b", "a"]}, ("a",)),
        ({"reviewers": "abc"}, ()),
        ({"locked": [(9, 0)]}, ((9, 0),)),
        ({"locked": [(0, 0)], "forbidden": np.eye(3, 2, dtype=bool)}, ((0, 0),)),
        ({"locked": [(0, 0), (1, 0)]}, (0,)),
        ({"minimum": 3}, (0, 1, 2)),
        ({"forbidden": np.zeros((2, 2), dtype=bool)}, ()),
        ({"cross_share": 0.2}, ()),
        ({"cross_share": 1.2, "groups": (["x"] * 3, ["x"] * 2)}, ()),
        ({"cross_share": {"z": 0.1}, "groups": (["x"] * 3, ["x"] * 2)}, ("z",)),
        ({"groups": (["x"], ["x"])}, ()),
        ({"balance": -1.0}, ()),
        ({"max_floor_loss": 1.0}, ()),
    ],
)
def test_contradictions_are_named_before_anything_is_solved(
    change: dict[str, Any], ids: tuple[object, ...]
) -> None:
    arguments: dict[str, Any] = {"affinity": np.ones((3, 2)), "need": 1, "capacity": 2, **change}
    with pytest.raises(BadInput) as refused:
        assign(arguments.pop("affinity"), **arguments)
    assert refused.value.ids == ids


def test_only_known_reviewers_can_be_lost() -> None:
    with pytest.raises(BadInput) as refused:
        repair(assign(np.ones((2, 1)), need=1, capacity=1), ["nobody"])
    assert refused.value.ids == ("nobody",)
