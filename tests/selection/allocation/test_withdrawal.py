"""Places abroad: stable, best for students, safe against clever wishes, and explained."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.selection.allocation import allocate, reallocate
from portal.selection.allocation.reserves import Rule
from portal.selection.refusals import BadInput
from tests.selection.allocation.choices import Case, cases, reserved, some, wish


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


def test_those_who_settled_stay_and_others_move_up() -> None:
    before = allocate({"a": ["x"], "b": ["x", "y"], "c": ["x", "y"]}, list("abc"), {"x": 1, "y": 1})
    assert reallocate(before, ["a"]).matching == {"b": "x", "c": "y"}
    stayed = reallocate(before, ["a"], settled=["b"])
    assert stayed.matching == {"b": "y", "c": "x"}
    assert (stayed.waiting_lists, stayed.explanations["b"].refusals) == ({"x": [], "y": []}, {})


def test_only_the_allocated_can_withdraw() -> None:
    with pytest.raises(BadInput) as refused:
        reallocate(allocate({"a": ["x"]}, ["a"], {"x": 1}), ["b"])
    assert refused.value.ids == ("b",)
