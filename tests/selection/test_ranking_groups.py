"""Groups are ranked together only where reviewers tie them to each other."""

import pytest

from portal.selection.ranking import Light, calibrate
from portal.selection.ranking.comparability import light
from portal.selection.refusals import BadInput, NotComparable
from tests.selection.calls import Score


def juries(crossing: int) -> tuple[list[Score], dict[str, str]]:
    """Two groups of twenty with juries of five; so many reviews of each are by the other jury."""
    scores: list[Score] = []
    for group, other in (("music", "film"), ("film", "music")):
        for one in range(20):
            for turn in range(3):
                home = other if turn == 0 and one < crossing else group
                who = f"{home}-{(one + turn * 2) % 5}"
                scores.append((f"{group}-{one:02d}", who, float(1 + (one * 7 + turn * 3 + len(home)) % 10)))
    return scores, {name: name.split("-")[0] for name, _, _ in scores}


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


def test_separate_juries_are_ranked_within_their_groups_with_a_plain_warning() -> None:
    scores, groups = juries(0)
    result = calibrate(scores, groups=groups, scale=(1, 10))
    sums = {
        group: round(sum(rank for name, rank in result.expected_rank.items() if groups[name] == group), 6)
        for group in ("film", "music")
    }
    assert sums == {"film": 210.0, "music": 210.0}
    assert str(result.warnings[0]).startswith("These groups were judged by separate juries.")


def test_separate_juries_have_no_common_line() -> None:
    scores, groups = juries(0)
    result = calibrate(scores, groups=groups, scale=(1, 10))
    with pytest.raises(NotComparable) as refused:
        result.lottery_group(10)
    assert refused.value.ids == ("film", "music")
    chances = result.probability_of_top({"film": 3, "music": 5})
    assert sum(p for name, p in chances.items() if groups[name] == "music") == pytest.approx(5)


def test_places_of_groups_need_every_group() -> None:
    scores, groups = juries(0)
    with pytest.raises(BadInput) as refused:
        calibrate(scores, groups=groups, scale=(1, 10)).lottery_group({"film": 3})
    assert refused.value.ids == ("music",)


def test_more_crossing_leaves_less_doubt_about_the_difference_of_groups() -> None:
    doubts = []
    for crossing in (6, 18):
        scores, groups = juries(crossing)
        frozen = {"application": 1.0, "reviewer": 1.0, "group": 0.5, "residual": 1.0}
        result = calibrate(scores, groups=groups, scale=(1, 10), variances=frozen)
        doubts.append(result.comparability["film"].sd_of_difference or 0.0)
    assert 0 < doubts[1] < doubts[0]
