"""Groups are ranked together only where reviewers tie them to each other."""

import pytest

from portal.selection.ranking import calibrate
from portal.selection.refusals import BadInput, NotComparable
from tests.selection.ranking.juries import juries
from tests.selection.ranking.refused import GOOD


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


@pytest.mark.parametrize("level", [0.0, 1.0, -0.5])
def test_an_interval_needs_a_level_between_nothing_and_all(level: float) -> None:
    with pytest.raises(BadInput):
        calibrate(GOOD, scale=(1, 6)).interval(level)


def test_places_are_not_negative() -> None:
    with pytest.raises(BadInput):
        calibrate(GOOD, scale=(1, 6)).probability_of_top(-1)
