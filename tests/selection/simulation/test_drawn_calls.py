"""Drawn calls are repeatable, as they were asked for, and tell good rules from bad ones."""

from dataclasses import replace

import numpy as np
import pytest

from portal.selection.chance import Chance
from portal.selection.simulation import GROUPED, SCENARIOS, Scenario
from portal.selection.simulation.drawn_calls import draw_call
from tests.selection.simulation.scenarios import SMALL


def test_the_same_seed_draws_the_same_call() -> None:
    assert draw_call(SMALL, Chance(3, 1)) == draw_call(SMALL, Chance(3, 1))
    assert draw_call(SMALL, Chance(3, 1)) != draw_call(SMALL, Chance(3, 2))


@pytest.mark.parametrize("scenario", [*SCENARIOS, *GROUPED], ids=lambda one: one.name)
def test_every_application_gets_its_reviews_on_the_scale_and_loads_are_even(scenario: Scenario) -> None:
    small = replace(scenario, applications=60 * scenario.groups)
    call = draw_call(small, Chance(1))
    pairs = {(one, who) for one, who, _ in call.scores}
    loads = np.bincount([int(who[1:]) for _, who, _ in call.scores])
    assert (len(pairs), len(call.scores)) == (len(call.quality) * scenario.reviews,) * 2
    assert {score for _, _, score in call.scores} <= set(np.arange(small.scale[0], small.scale[1] + 1))
    assert scenario.crossing > 0 or loads.max() <= scenario.load + 1


def test_crossing_is_what_was_asked_for() -> None:
    shares = {}
    for scenario in GROUPED[:3]:
        call = draw_call(scenario, Chance(2))
        groups = call.groups or {}
        home = [f"G{int(who[1:]) * 5 // 45}" == groups[one] for one, who, _ in call.scores]
        shares[scenario.crossing] = round(1 - float(np.mean(home)), 1)
    assert shares == {0.0: 0.0, 0.1: 0.1, 0.2: 0.2}
