"""Places abroad: stable, best for students, safe against clever wishes, and explained."""

from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from portal.selection.allocation import allocate
from portal.selection.allocation.reserves import Rule
from tests.selection.allocation.choices import Case, cases, reserved, some, wish


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


@some
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(case: Case, chance: Any) -> None:
    students = list(case["preferences"])
    chance.shuffle(students)
    shuffled = {**case, "preferences": {name: case["preferences"][name] for name in students}}
    first, second = allocate(**case).record(), allocate(**shuffled).record()
    assert first["results_sha256"] == second["results_sha256"]


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
