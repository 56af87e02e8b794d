"""Places abroad: stable, best for students, safe against clever wishes, and explained."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from portal.selection.allocation import Reserve

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


def wish(case: Case, student: str, host: str | None) -> int:
    """How good a place is for a student: smaller is better."""
    wishes = case["preferences"][student]
    return len(wishes) if host is None else wishes.index(host)
