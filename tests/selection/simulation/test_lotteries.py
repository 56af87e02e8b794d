"""Drawn calls are repeatable, as they were asked for, and tell good rules from bad ones."""

from portal.selection.simulation.lotteries import lottery_table
from tests.selection.simulation.scenarios import SMALL


def test_a_lottery_has_a_pool_and_a_price_and_maximin_a_better_worst_case() -> None:
    found = lottery_table(SMALL, calls=2)
    strict, swiss, robust = (
        found[rule]
        for rule in ("strict order", "pool by 50 % interval (SNSF)", "maximin over 50 % intervals")
    )
    assert (strict["accepted"], strict["pool"]) == (12.0, 0.0)
    assert swiss["pool"] > 0
    assert (
        robust["worst case at 50 %"] >= max(strict["worst case at 50 %"], swiss["worst case at 50 %"]) - 0.01
    )
