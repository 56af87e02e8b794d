"""Places abroad: stable, best for students, safe against clever wishes, and explained."""

import pytest

from portal.selection.allocation import Reserve, allocate
from portal.selection.allocation.reserves import Rule


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
