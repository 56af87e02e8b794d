"""The recommended model: its variances, effects and ranks are those of the dense formulas of textbooks."""

from portal.selection.ranking import calibrate
from tests.selection.calls import panel, scores_of


def test_averaging_over_the_variances_is_less_sure_than_plugging_them_in() -> None:
    one = panel("p1")
    best = one["proposals"][0]
    averaged = calibrate(scores_of(one), scale=(1, 6)).expected_rank[best]
    plugged = calibrate(scores_of(one), scale=(1, 6), integrate=False).expected_rank[best]
    assert 2.21 == round(plugged, 2) < round(averaged, 2) < 2.454
