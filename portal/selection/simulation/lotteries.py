"""What each way of drawing lots does in drawn calls: how many draw, and how many of the best are selected."""

from collections.abc import Mapping

import numpy as np

from portal.selection.chance import Chance
from portal.selection.lottery import grey_zone, maximin
from portal.selection.lottery.maximin import worst_share
from portal.selection.ranking import Calibration, calibrate
from portal.selection.simulation.drawn_calls import draw_call
from portal.selection.simulation.scenarios import Scenario

Chances = Mapping[str, float]
SURE = 1e-6


def lottery_table(scenario: Scenario, *, calls: int, seed: int = 0) -> dict[str, dict[str, float]]:
    """For each rule: accepted outright, in the pool, percent of the true top, and of it in the worst case."""
    found: dict[str, list[tuple[float, ...]]] = {}
    for number in range(calls):
        call = draw_call(scenario, Chance(seed, number))
        result = calibrate(call.scores, scale=scenario.scale, seed=number)
        best = sorted(call.quality, key=lambda name: -call.quality[name])[: scenario.places]
        for rule, chances in rules_of_chance(result, scenario.places).items():
            figures = _figures(chances, best, result, scenario.places)
            found.setdefault(rule, []).append(figures)
    names = ("accepted", "pool", "share of the true top", "worst case at 50 %")
    return {
        rule: {name: round(float(mean), 2) for name, mean in zip(names, np.mean(rows, axis=0), strict=True)}
        for rule, rows in found.items()
    }


def rules_of_chance(result: Calibration, places: int) -> dict[str, Chances]:
    """The chance of each application under each rule."""
    likely, interval = result.probability_of_top(places), result.interval(0.5)
    strict = {name: float(name in set(result.order[:places])) for name in result.order}
    return {
        "strict order": strict,
        "pool by 50 % interval (SNSF)": _of_groups(result, places),
        "grey zone 0.4 to 0.6": grey_zone(likely, places),
        "grey zone 0.25 to 0.75": grey_zone(likely, places, low=0.25, high=0.75),
        "maximin over 50 % intervals": maximin(interval, places, likely=likely).chances,
    }


def _of_groups(result: Calibration, places: int) -> Chances:
    accepted, pool, _ = result.lottery_group(places)
    share = (places - len(accepted)) / len(pool) if pool else 0.0
    return {**dict.fromkeys(result.order, 0.0), **dict.fromkeys(accepted, 1.0), **dict.fromkeys(pool, share)}


def _figures(chances: Chances, best: list[str], result: Calibration, places: int) -> tuple[float, ...]:
    accepted = sum(chance > 1 - SURE for chance in chances.values())
    pool = sum(SURE < chance <= 1 - SURE for chance in chances.values())
    share = sum(chances[name] for name in best) / places
    return float(accepted), float(pool), 100 * share, 100 * worst_share(chances, result.interval(0.5), places)
