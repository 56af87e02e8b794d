"""What the selection engine measures of itself: time on this machine, and quality on drawn calls."""

import platform
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from portal.selection.allocation import allocate
from portal.selection.assignment import assign
from portal.selection.chance import Chance
from portal.selection.lottery import commitment, draw
from portal.selection.ranking import calibrate
from portal.selection.record import versions
from portal.selection.simulation import GROUPED, SCENARIOS, Scenario, coverage, selection_quality
from portal.selection.simulation.drawn_calls import draw_call
from portal.selection.simulation.lotteries import lottery_table

SEED = 0
CALLS, GROUPED_CALLS, LOTTERY_CALLS, COVERED_CALLS = 40, 20, 10, 20


def selection() -> dict[str, Any]:
    """The table of selection quality, the price of lotteries, coverage, and times; some minutes of work."""
    return {
        "selection_quality": selection_quality(SCENARIOS, calls=CALLS, seed=SEED),
        "selection_quality_of_groups": selection_quality(GROUPED, calls=GROUPED_CALLS, seed=SEED),
        "lotteries": lottery_table(Scenario("lottery", severity=0.7), calls=LOTTERY_CALLS, seed=SEED),
        "coverage": coverage(SCENARIOS[0], calls=COVERED_CALLS, seed=SEED),
        "calls": {
            "table": CALLS,
            "groups": GROUPED_CALLS,
            "lotteries": LOTTERY_CALLS,
            "coverage": COVERED_CALLS,
        },
        "times": times(),
        "machine": f"{platform.machine()}, {platform.system()}",
        "versions": versions(),
        "seed": SEED,
    }


def times(*, large: bool = False) -> dict[str, dict[str, float]]:
    """Seconds of wall clock and of processor for each task; large ones only where wished."""
    tasks: dict[str, Callable[[], object]] = {
        "calibrate 100 × 5": calibration(100),
        "calibrate 1,000 × 5": calibration(1_000),
        "calibrate 1,000 × 5 with intervals": calibration(1_000, intervals=True),
        "assign 1,000 × 250": assignment(1_000, 250, floor=False),
        "assign 1,000 × 250 with floor": assignment(1_000, 250, floor=True),
        "allocate 5,000 × 200": allocation(5_000, 200),
        "draw 10,000": tickets(10_000),
    }
    if large:
        tasks["calibrate 10,000 × 5"] = calibration(10_000)
        tasks["assign 10,000 × 500"] = assignment(10_000, 500, floor=False)
    return {name: measured(task) for name, task in tasks.items()}


def measured(task: Callable[[], object]) -> dict[str, float]:
    """Seconds by the wall clock and by the processor's, which other work on the machine does not lengthen."""
    wall, processor = time.perf_counter(), time.process_time()
    task()
    return {
        "seconds": round(time.perf_counter() - wall, 3),
        "processor_seconds": round(time.process_time() - processor, 3),
    }


def calibration(applications: int, *, intervals: bool = False) -> Callable[[], object]:
    """A call of so many applications with five reviews each, by a quarter as many reviewers."""
    scenario = Scenario("speed", applications, applications // 5, reviews=5, load=20)
    scores = draw_call(scenario, Chance(SEED)).scores

    def task() -> object:
        result = calibrate(scores, scale=scenario.scale)
        return (result.interval(0.5), result.interval(0.9)) if intervals else result

    return task


def assignment(applications: int, reviewers: int, *, floor: bool) -> Callable[[], object]:
    """Three reviewers each, one pair in twenty forbidden, a quarter of room to spare, no reviewer idle."""
    chance = Chance(SEED)
    field = (chance.uniform(reviewers) * 8).astype(int), (chance.uniform(applications) * 8).astype(int)
    affinity = 0.7 * chance.uniform(reviewers, applications) + 0.3 * (field[0][:, None] == field[1][None, :])
    forbidden = chance.uniform(reviewers, applications) < 0.05
    capacity = -(-applications * 15 // (4 * reviewers))
    return lambda: assign(
        affinity.round(4), need=3, capacity=capacity, minimum=1, forbidden=forbidden, floor=floor
    )


def allocation(students: int, hosts: int) -> Callable[[], object]:
    """Eight wishes each, towards hosts of unequal fame, with an order of its own for every host."""
    chance = Chance(SEED)
    names, places = [f"S{one:05d}" for one in range(students)], [f"H{one:03d}" for one in range(hosts)]
    fame = chance.normal(hosts)
    wishes = {name: [places[one] for one in np.argsort(-(fame + chance.normal(hosts)))[:8]] for name in names}
    orders = {host: [names[one] for one in chance.order(students)] for host in places}
    capacity = dict.fromkeys(places, students // hosts)
    return lambda: allocate(wishes, orders, capacity)


def tickets(number: int) -> Callable[[], object]:
    """A draw among so many."""
    ids = [f"A-{one:05d}" for one in range(number)]
    frozen = commitment("bench", "bench", number // 5, ids)
    return lambda: draw(ids, number // 5, commitment=frozen, randomness="bench")
