"""Calls at the edge of what can be known have a defined result."""

import pytest

from portal.selection.ranking import Light, calibrate
from portal.selection.ranking.comparability import light
from tests.selection.ranking.edges import MODELS
from tests.selection.ranking.juries import juries


@pytest.mark.parametrize("model", MODELS)
def test_reviews_in_separate_parts_are_ranked_with_a_warning(model: str) -> None:
    apart = [
        (f"{part}{one}", f"{part}-R{who}", float(1 + (one * 2 + who) % 6))
        for part in ("X", "Y") for one in range(4) for who in range(2)
    ]  # fmt: skip
    result = calibrate(apart, scale=(1, 6), model=model)  # type: ignore[arg-type]  # one of two literals
    found = result.comparability[""]
    assert (found.share, found.components, found.light) == (None, 2, Light.RED)
    assert [warning.facts for warning in result.warnings] == [{"parts": 2}]
    assert sum(result.expected_rank.values()) == pytest.approx(36)


@pytest.mark.parametrize(
    ("crossing", "share", "shown", "merged"),
    [(0, 0.0, Light.RED, False), (6, 0.1, Light.AMBER, True), (12, 0.2, Light.GREEN, True)],
)
def test_the_light_follows_the_share_of_reviews_across(
    crossing: int, share: float, shown: Light, merged: bool
) -> None:
    scores, groups = juries(crossing)
    result = calibrate(scores, groups=groups, scale=(1, 10))
    found = {name: (round(one.share or 0.0, 9), one.light) for name, one in result.comparability.items()}
    assert (found, result.merged) == ({"film": (share, shown), "music": (share, shown)}, merged)


@pytest.mark.parametrize(
    ("share", "parts", "shown"),
    [(0.0499, 1, Light.RED), (0.05, 1, Light.AMBER), (0.1999, 1, Light.AMBER), (0.2, 1, Light.GREEN),
     (0.5, 2, Light.RED), (None, 1, Light.GREEN)],
)  # fmt: skip
def test_the_limits_of_the_light(share: float | None, parts: int, shown: Light) -> None:
    assert light(share, parts) == shown


def test_one_jury_for_all_makes_groups_comparable_whatever_their_size() -> None:
    scores = [(f"{g}-{one}", f"R{who}", float(1 + (one + who) % 6)) for g, n in (("a", 18), ("b", 2))
              for one in range(n) for who in range(3)]  # fmt: skip
    result = calibrate(scores, groups={name: name[0] for name, _, _ in scores}, scale=(1, 6))
    assert {name: (found.share, found.light) for name, found in result.comparability.items()} == {
        "a": (1.0, Light.GREEN),
        "b": (1.0, Light.GREEN),
    }
