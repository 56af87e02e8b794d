"""Calibrated ranking: applications in order of quality, with severity taken out and the doubt left in."""

from portal.selection.ranking.calibration import calibrate
from portal.selection.ranking.comparability import Comparability, Light
from portal.selection.ranking.lottery_group import LotteryGroup
from portal.selection.ranking.result import Calibration

__all__ = ["Calibration", "Comparability", "Light", "LotteryGroup", "calibrate"]
