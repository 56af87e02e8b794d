"""The SNSF model is solved exactly: its published panel, its groups, and equal ranks for equals."""

from portal.selection.ranking import LotteryGroup, calibrate
from tests.selection.calls import panel, scores_of


def test_the_published_lottery_group_is_met_exactly() -> None:
    one = panel("p1")
    groups = one["published"]["groups"]
    found = calibrate(scores_of(one), scale=(1, 6), model="snsf").lottery_group(one["published"]["fundable"])
    assert found == LotteryGroup(groups["accepted"], groups["random_selection"], groups["rejected"])
