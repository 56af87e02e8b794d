"""Places abroad: stable, best for students, safe against clever wishes, and explained."""

import pytest

from portal.selection.allocation import Reserve, allocate
from portal.selection.refusals import BadInput
from tests.selection.allocation.choices import Case


def test_ties_follow_one_public_order_for_all_hosts() -> None:
    wishes = {"a": ["x", "y"], "b": ["x", "y"], "c": ["x", "y"]}
    found = allocate(wishes, [["a", "b", "c"]], {"x": 1, "y": 1}, tie_order=["c", "a", "b"])
    assert found.matching == {"a": "y", "b": None, "c": "x"}


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
