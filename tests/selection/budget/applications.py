"""Budgets: the line, what it passes over, guarantees, part offers, and what can't be."""

from itertools import combinations
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

some = settings(max_examples=50, deadline=None)


ORDER = ["a", "b", "c", "d"]


COST = {"a": 40, "b": 70, "c": 30, "d": 20}


Case = dict[str, Any]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Small budgets with two groups and their limits."""
    names = [f"a{n}" for n in range(draw(st.integers(2, 6)))]
    groups = {name: draw(st.sampled_from(["east", "west"])) for name in names}
    used = sorted(set(groups.values()))
    minimum = {group: draw(st.integers(0, 2)) for group in used}
    return {
        "order": names,
        "cost": {name: draw(st.integers(1, 9)) for name in names},
        "budget": draw(st.integers(0, 30)),
        "groups": groups,
        "minimum": minimum,
        "maximum": {group: minimum[group] + draw(st.integers(0, 3)) for group in used},
        "score": {name: float(draw(st.integers(1, 10))) for name in names},
    }


def allowed(case: Case) -> list[set[str]]:
    """Every selection that respects all conditions, by looking at all selections."""
    found = []
    for size in range(len(case["order"]) + 1):
        for chosen in combinations(case["order"], size):
            counts = {
                group: sum(case["groups"][name] == group for name in chosen) for group in case["minimum"]
            }
            limits = all(case["minimum"][g] <= n <= case["maximum"][g] for g, n in counts.items())
            if limits and sum(case["cost"][name] for name in chosen) <= case["budget"]:
                found.append(set(chosen))
    return found
