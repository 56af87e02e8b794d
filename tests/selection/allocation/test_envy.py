"""Who may rightly feel passed over at a host, judged by the host's own rule of choice."""

import pytest

from portal.selection.allocation import Reserve, allocate
from portal.selection.allocation.envy import envious
from portal.selection.allocation.reserves import Rule


def test_envy_is_found_where_a_host_would_rather_have_somebody_else() -> None:
    found = allocate({"a": ["x"], "b": ["x"]}, {"x": ["a", "b"]}, {"x": 1})
    assert envious(found.claims, {"x": {"b": ""}}, {"x": ["a"]}, "minimum_guarantee") == {"x": ["a"]}
    assert envious(found.claims, {"x": {"a": ""}}, {"x": ["b"]}, "minimum_guarantee") == {}


@pytest.mark.parametrize(
    ("rule", "wronged"), [("minimum_guarantee", {"x": ["b", "c"]}), ("over_and_above", {})]
)
def test_a_reserved_seat_counts_as_it_does_in_the_allocation(
    rule: Rule, wronged: dict[str, list[str]]
) -> None:
    reserves = {"x": [Reserve("far", 1, frozenset("ad"))]}
    found = allocate(
        {name: ["x"] for name in "abcd"}, {"x": list("abcd")}, {"x": 2}, reserves=reserves, rule=rule
    )
    held = {"x": dict.fromkeys("ad", "")}
    assert envious(found.claims, held, {"x": ["b", "c"]}, rule) == wronged


def test_all_are_named_whom_the_host_would_take_and_the_first_in_vain_speaks_for_those_like_it() -> None:
    found = allocate({name: ["x"] for name in "abcd"}, {"x": list("abcd")}, {"x": 1})
    assert envious(found.claims, {"x": {"c": ""}}, {"x": ["a", "b", "d"]}, "minimum_guarantee") == {
        "x": ["a", "b"]
    }


def test_a_claim_on_a_reserved_seat_is_heard_behind_one_that_was_in_vain() -> None:
    reserves = {"x": [Reserve("far", 1, frozenset("d"))]}
    found = allocate({name: ["x"] for name in "abcd"}, {"x": list("abcd")}, {"x": 2}, reserves=reserves)
    held = {"x": dict.fromkeys("ab", "")}
    assert envious(found.claims, held, {"x": ["c", "d"]}, "minimum_guarantee") == {"x": ["d"]}
