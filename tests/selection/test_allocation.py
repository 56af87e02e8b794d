"""Places abroad: stable, best for students, safe against clever wishes, and explained."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.selection.allocation import Reserve, allocate, first_choice_first, reallocate
from portal.selection.allocation.envy import envious
from portal.selection.allocation.reserves import Rule
from portal.selection.record import rerun
from portal.selection.refusals import BadInput

some = settings(max_examples=40, deadline=None)
Case = dict[str, Any]


@st.composite
def cases(draw: st.DrawFn, *, students: int = 5, hosts: int = 3) -> Case:
    """Small worlds with wishes, orders and capacities."""
    names, places = [f"s{n}" for n in range(students)], [f"h{n}" for n in range(hosts)]

    def listed(items: list[str]) -> list[str]:
        return draw(st.permutations(items))[: draw(st.integers(0, len(items)))]

    return {
        "preferences": {name: listed(places) for name in names},
        "priorities": {host: listed(names) for host in places},
        "capacity": {host: draw(st.integers(0, 2)) for host in places},
    }


def reserved(case: Case, seats: int) -> dict[str, list[Reserve]]:
    """So many places of each host for the even students."""
    members = frozenset(name for name in case["preferences"] if int(name[1:]) % 2 == 0)
    return {host: [Reserve("even", min(seats, room), members)] for host, room in case["capacity"].items()}


def is_stable(case: Case, matching: dict[str, str | None]) -> bool:
    """Nobody prefers a place that is free or held by someone with a weaker claim."""
    for student, wishes in case["preferences"].items():
        has = matching[student]
        if has is not None and (has not in wishes or student not in case["priorities"][has]):
            return False
        for host in wishes if has is None else wishes[: wishes.index(has)]:
            order = case["priorities"][host]
            there = [name for name, place in matching.items() if place == host]
            if student not in order or any(name not in order for name in there):
                continue
            weaker = [name for name in there if order.index(name) > order.index(student)]
            if len(there) < case["capacity"][host] or weaker:
                return False
    return True


def all_stable(case: Case) -> list[dict[str, str | None]]:
    """Every stable matching, by looking at all matchings."""
    names = list(case["preferences"])
    options = [[None, *case["preferences"][name]] for name in names]
    found = []
    for choice in product(*options):
        matching = dict(zip(names, choice, strict=True))
        fits = all(choice.count(host) <= room for host, room in case["capacity"].items())
        if fits and is_stable(case, matching):
            found.append(matching)
    return found


def wish(case: Case, student: str, host: str | None) -> int:
    """How good a place is for a student: smaller is better."""
    wishes = case["preferences"][student]
    return len(wishes) if host is None else wishes.index(host)


@some
@given(cases(students=4))
def test_the_outcome_is_the_stable_one_that_every_student_likes_best(case: Case) -> None:
    matching = allocate(**case).matching
    stable = all_stable(case)
    best = {name: min(wish(case, name, one[name]) for one in stable) for name in matching}
    assert matching in stable
    assert {name: wish(case, name, host) for name, host in matching.items()} == best


@some
@given(cases(), st.data(), st.sampled_from(["minimum_guarantee", "over_and_above"]))
def test_nobody_gains_by_wishing_untruthfully(case: Case, data: st.DataObject, rule: Rule) -> None:
    reserves = reserved(case, 1)
    honest = allocate(**case, reserves=reserves, rule=rule).matching
    liar = data.draw(st.sampled_from(sorted(honest)))
    hosts = sorted(case["capacity"])
    lie = data.draw(st.permutations(hosts))[: data.draw(st.integers(0, len(hosts)))]
    told = {**case, "preferences": {**case["preferences"], liar: lie}}
    got = allocate(**told, reserves=reserves, rule=rule).matching[liar]
    gained = got in case["preferences"][liar] and wish(case, liar, got) < wish(case, liar, honest[liar])
    assert not gained


@some
@given(cases(students=6), st.data(), st.sampled_from(["minimum_guarantee", "over_and_above"]))
def test_a_withdrawal_leaves_nobody_worse_off(case: Case, data: st.DataObject, rule: Rule) -> None:
    before = allocate(**case, reserves=reserved(case, 1), rule=rule)
    gone = data.draw(st.sets(st.sampled_from(sorted(before.matching)), max_size=5))
    after = reallocate(before, gone)
    worse = [
        name
        for name, host in after.matching.items()
        if wish(case, name, host) > wish(case, name, before.matching[name])
    ]
    assert (worse, set(after.matching)) == ([], set(before.matching) - gone)


@some
@given(cases(students=6), st.integers(0, 2), st.sampled_from(["minimum_guarantee", "over_and_above"]))
def test_nobody_has_justified_envy_whatever_is_reserved(case: Case, seats: int, rule: Rule) -> None:
    found = allocate(**case, reserves=reserved(case, seats), rule=rule)
    assert found.figures["justified_envy"] == 0


@some
@given(cases(students=6), st.integers(0, 2))
def test_a_guarantee_is_kept_and_costs_only_those_whom_it_must(case: Case, seats: int) -> None:
    matching = allocate(**case, reserves=reserved(case, seats)).matching
    wronged = [
        (student, host)
        for student, has in matching.items()
        for host in case["preferences"][student][: wish(case, student, has)]
        if student in case["priorities"][host] and would_take(case, matching, host, student, seats)
    ]
    assert wronged == []


def would_take(case: Case, matching: dict[str, str | None], host: str, student: str, seats: int) -> bool:
    """Whether the host could have them too, or instead of a weaker one, without breaking the guarantee."""
    order, there = case["priorities"][host], [name for name, place in matching.items() if place == host]
    if len(there) < case["capacity"][host]:
        return True
    even, guaranteed = is_even(student), min(seats, case["capacity"][host])
    evens = sum(map(is_even, there))
    for other in there:
        better = order.index(student) < order.index(other)
        if is_even(other) == even and better:
            return True
        if even and not is_even(other) and (better or evens < guaranteed):
            return True
        if not even and is_even(other) and better and evens > guaranteed:
            return True
    return False


def is_even(name: str) -> bool:
    """Whether the reserved places are for this student."""
    return int(name[1:]) % 2 == 0


def test_envy_is_found_where_a_host_would_rather_have_somebody_else() -> None:
    found = allocate({"a": ["x"], "b": ["x"]}, {"x": ["a", "b"]}, {"x": 1})
    assert envious(found.claims, {"x": {"b": ""}}, {"x": ["a"]}, "minimum_guarantee") == {"x": ["a"]}
    assert envious(found.claims, {"x": {"a": ""}}, {"x": ["b"]}, "minimum_guarantee") == {}


@some
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(case: Case, chance: Any) -> None:
    students = list(case["preferences"])
    chance.shuffle(students)
    shuffled = {**case, "preferences": {name: case["preferences"][name] for name in students}}
    first, second = allocate(**case).record(), allocate(**shuffled).record()
    assert first["results_sha256"] == second["results_sha256"]


@some
@given(cases(students=6))
def test_cut_offs_and_waiting_lists_say_who_could_not_come(case: Case) -> None:
    found = allocate(**case)
    for host, waiting in found.waiting_lists.items():
        order = case["priorities"][host]
        assert waiting == sorted(waiting, key=order.index)
        if waiting and case["capacity"][host]:
            assert all(order.index(name) + 1 > found.cutoffs[host][""] for name in waiting)


def test_the_textbook_match_of_residents() -> None:
    found = allocate(
        {"Arthur": ["City"], "Sunny": ["City", "Mercy"], "Joseph": ["City", "General", "Mercy"],
         "Latha": ["Mercy", "City", "General"], "Darrius": ["City", "Mercy", "General"]},
        {"Mercy": ["Darrius", "Joseph"], "City": ["Darrius", "Arthur", "Sunny", "Latha", "Joseph"],
         "General": ["Darrius", "Arthur", "Joseph", "Latha"]},
        {"Mercy": 2, "City": 2, "General": 2},
    )  # fmt: skip
    assert found.matching == {
        "Arthur": "City", "Darrius": "City", "Joseph": "General", "Latha": "General", "Sunny": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "kept"), [("minimum_guarantee", {"a", "b", "c"}), ("over_and_above", {"a", "b", "d"})]
)
def test_the_two_readings_of_a_reserve_differ(rule: Rule, kept: set[str]) -> None:
    found = allocate(
        {name: ["host"] for name in "abcd"}, list("abcd"), {"host": 3},
        reserves={"host": [Reserve("first generation", 1, frozenset("ad"))]}, rule=rule,
    )  # fmt: skip
    assert {name for name, host in found.matching.items() if host} == kept


def test_a_reserved_place_that_nobody_claims_goes_by_merit() -> None:
    found = allocate(
        {name: ["host"] for name in "abc"}, list("abc"), {"host": 2},
        reserves={"host": [Reserve("first generation", 1)]},
    )  # fmt: skip
    assert found.matching == {"a": "host", "b": "host", "c": None}


def test_first_choice_first_rewards_a_clever_wish_and_ours_does_not() -> None:
    orders = {"Paris": ["a", "b", "c"], "Rome": ["b", "c", "a"]}
    rooms = {"Paris": 1, "Rome": 1}
    honest = {"a": ["Paris"], "b": ["Paris", "Rome"], "c": ["Rome"]}
    clever = {**honest, "b": ["Rome", "Paris"]}
    outcomes = [first_choice_first(wishes, orders, rooms)["b"] for wishes in (honest, clever)]
    assert (outcomes, allocate(honest, orders, rooms).matching["b"]) == ([None, "Rome"], "Rome")


def test_ties_follow_one_public_order_for_all_hosts() -> None:
    wishes = {"a": ["x", "y"], "b": ["x", "y"], "c": ["x", "y"]}
    found = allocate(wishes, [["a", "b", "c"]], {"x": 1, "y": 1}, tie_order=["c", "a", "b"])
    assert found.matching == {"a": "y", "b": None, "c": "x"}


def test_everyone_is_told_why() -> None:
    found = allocate(
        {"a": ["x"], "b": ["x", "y"], "c": ["x", "z"]}, {"x": ["a", "b"], "y": ["b"], "z": ["c"]},
        {"x": 1, "y": 1, "z": 0},
    )  # fmt: skip
    said = {name: (str(why.sentence), [str(one) for one in why.refusals.values()])
            for name, why in found.explanations.items()}  # fmt: skip
    assert said == {
        "a": ("You have your wish number 1, x.", []),
        "b": ("You have your wish number 2, y.",
              ["x: the last open place went to number 1 of its list; you are number 2."]),
        "c": ("None of the hosts that you named had a place left for you.",
              ["x could not take you into its order.", "z has no places."]),
    }  # fmt: skip
    assert found.figures == {
        "matched": 2 / 3, "first_wish": 1 / 3, "mean_wish": 1.5,
        "free_seats": 0.0, "reserved_seats_used": 0.0, "justified_envy": 0.0,
    }  # fmt: skip


def test_those_who_settled_stay_and_others_move_up() -> None:
    before = allocate({"a": ["x"], "b": ["x", "y"], "c": ["x", "y"]}, list("abc"), {"x": 1, "y": 1})
    assert reallocate(before, ["a"]).matching == {"b": "x", "c": "y"}
    stayed = reallocate(before, ["a"], settled=["b"])
    assert stayed.matching == {"b": "y", "c": "x"}
    assert (stayed.waiting_lists, stayed.explanations["b"].refusals) == ({"x": [], "y": []}, {})


def test_a_stored_allocation_runs_again_to_the_same_record_with_its_withdrawals() -> None:
    before = allocate(
        {"a": ["x"], "b": ["x", "y"], "c": ["x", "y"]}, {"x": ["a", ["b", "c"]], "y": [["b", "c"]]},
        {"x": 1, "y": 1}, reserves={"x": [Reserve("r", 1, frozenset("ab"))]}, seed=4,
    )  # fmt: skip
    after = reallocate(reallocate(before, ["a"]), ["b"], settled=["c"])
    assert (rerun(before.record()), rerun(after.record())) == (before.record(), after.record())


@pytest.mark.parametrize(
    ("change", "ids"),
    [
        ({"preferences": {}}, ()),
        ({"preferences": {"a": ["x", "x"], "b": []}}, ("a",)),
        ({"preferences": {"a": ["nowhere"], "b": []}}, ("nowhere",)),
        ({"capacity": {"x": -1}}, ("x",)),
        ({"capacity": {"x": 1.5}}, ("x",)),
        ({"priorities": {"x": ["a", "a"]}}, ("x",)),
        ({"priorities": {"x": ["a", "stranger"]}}, ("stranger",)),
        ({"priorities": {}}, ("x",)),
        ({"priorities": {"x": ["a", "b"], "z": ["a"]}}, ("z",)),
        ({"priorities": {"x": [["a", "stranger"]]}}, ("stranger",)),
        ({"reserves": {"y": []}}, ("y",)),
        ({"reserves": {"x": [Reserve("r", 2)]}}, ("x",)),
        ({"reserves": {"x": [Reserve("r", 1, frozenset(["stranger"]))]}}, ("stranger",)),
        ({"tie_order": ["a"]}, ("b",)),
        ({"tie_order": ["a", "b", "b"]}, ("b",)),
        ({"rule": "none"}, ()),
    ],
)
def test_bad_input_is_named(change: Case, ids: tuple[str, ...]) -> None:
    good: Case = {
        "preferences": {"a": ["x"], "b": ["x"]},
        "priorities": {"x": ["a", "b"]},
        "capacity": {"x": 1},
    }
    with pytest.raises(BadInput) as refused:
        allocate(**{**good, **change})
    assert refused.value.ids == ids


def test_only_the_allocated_can_withdraw() -> None:
    with pytest.raises(BadInput) as refused:
        reallocate(allocate({"a": ["x"]}, ["a"], {"x": 1}), ["b"])
    assert refused.value.ids == ("b",)
