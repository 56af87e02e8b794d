"""The tables: which share of the true best each rule selects, and how often intervals hold the true rank.

Selection quality = share of the true top k that is selected, in percent. Where a rule leaves applications
tied at the line, each of them counts with its chance in a draw, so that no rule gains by the order of its
rows.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from portal.selection.chance import Chance
from portal.selection.ranking import Calibration, calibrate
from portal.selection.simulation.drawn_calls import DrawnCall, draw_call
from portal.selection.simulation.scenarios import Scenario

Rule = Callable[[Calibration, DrawnCall], Mapping[str, float]]
Figures = dict[str, dict[str, float]]
EQUAL = 1e-9


def selection_quality(scenarios: Sequence[Scenario], *, calls: int, seed: int = 0) -> dict[str, Figures]:
    """For each scenario the selection quality of each rule, with the standard error over the calls."""
    return {scenario.name: _of_scenario(scenario, calls, seed) for scenario in scenarios}


def _of_scenario(scenario: Scenario, calls: int, seed: int) -> Figures:
    found: dict[str, list[float]] = {}
    for number in range(calls):
        call = draw_call(scenario, Chance(seed, number))
        for rule, values in rules(scenario, call).items():
            found.setdefault(rule, []).append(share_of_top(values, call.quality, scenario.places))
    return {rule: summary(shares) for rule, shares in found.items()}


def summary(shares: Sequence[float]) -> dict[str, float]:
    """Mean in percent and its standard error."""
    values = 100 * np.array(shares)
    error = float(values.std(ddof=1) / len(values) ** 0.5) if len(values) > 1 else 0.0
    return {"mean": round(float(values.mean()), 2), "standard_error": round(error, 2)}


def rules(scenario: Scenario, call: DrawnCall) -> dict[str, dict[str, float]]:
    """What each rule would sort by, higher being better."""
    plain = calibrate(call.scores, scale=scenario.scale, integrate=False)
    found = {"raw mean": plain.raw_mean, "z-score": plain.z_score_mean, "calibrated": _by_rank(plain)}
    if call.groups is None:
        weighed = calibrate(call.scores, scale=scenario.scale, integrate=False, reliability=True)
        found["calibrated with reliability"] = _by_rank(weighed)
        return found
    merged = calibrate(call.scores, groups=call.groups, scale=scenario.scale, integrate=False, merge=True)
    return {**found, "calibrated with groups": _by_rank(merged)}


def _by_rank(result: Calibration) -> dict[str, float]:
    return {name: -rank for name, rank in result.expected_rank.items()}


def share_of_top(values: Mapping[str, float], quality: Mapping[str, float], places: int) -> float:
    """The share of the true best that is selected, with a fair draw among those tied at the line."""
    best = sorted(quality, key=lambda name: -quality[name])[:places]
    line = sorted(values.values(), reverse=True)[places - 1]
    above = [name for name in values if values[name] > line + EQUAL]
    tied = [name for name in values if abs(values[name] - line) <= EQUAL]
    chance = (places - len(above)) / len(tied)
    return (len(set(above) & set(best)) + chance * len(set(tied) & set(best))) / places


def coverage(
    scenario: Scenario, *, calls: int, levels: Sequence[float] = (0.5, 0.9), seed: int = 0
) -> dict[str, float]:
    """How often, in percent, the interval of each level holds the true rank."""
    held: dict[float, list[bool]] = {level: [] for level in levels}
    for number in range(calls):
        call = draw_call(scenario, Chance(seed, number))
        result = calibrate(call.scores, groups=call.groups, scale=scenario.scale, seed=number)
        order = sorted(call.quality, key=lambda name: -call.quality[name])
        for level in levels:
            interval = result.interval(level)
            held[level] += [
                interval[name][0] <= rank <= interval[name][1] for rank, name in enumerate(order, 1)
            ]
    return {f"{level:.0%}": round(100 * sum(one) / len(one), 2) for level, one in held.items()}
