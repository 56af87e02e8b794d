"""Who may rightly feel passed over at a host, judged by the host's own rule of choice."""

from portal.selection.allocation import allocate
from portal.selection.allocation.envy import envious


def test_envy_is_found_where_a_host_would_rather_have_somebody_else() -> None:
    found = allocate({"a": ["x"], "b": ["x"]}, {"x": ["a", "b"]}, {"x": 1})
    assert envious(found.claims, {"x": {"b": ""}}, {"x": ["a"]}, "minimum_guarantee") == {"x": ["a"]}
    assert envious(found.claims, {"x": {"a": ""}}, {"x": ["b"]}, "minimum_guarantee") == {}
