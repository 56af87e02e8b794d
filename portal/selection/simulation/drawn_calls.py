"""One call of a scenario: true qualities, and the scores that its reviewers would give."""

from dataclasses import dataclass

import numpy as np

from portal.selection.arrays import Floats, Ints
from portal.selection.chance import Chance
from portal.selection.ranking.reviews import Score
from portal.selection.simulation.scenarios import QUALITY, Scenario


@dataclass(frozen=True)
class DrawnCall:
    """True quality by application, the scores, and the group of each application where there are groups."""

    quality: dict[str, float]
    scores: list[Score]
    groups: dict[str, str] | None


def draw_call(scenario: Scenario, chance: Chance) -> DrawnCall:
    """Draw a call; the same stream of chance gives the same call."""
    number, juries = scenario.applications, scenario.groups
    group = np.arange(number) * juries // number
    truth = QUALITY * chance.normal(number) + scenario.group_quality * chance.normal(juries)[group]
    reviewers = -(-number * scenario.reviews // scenario.load)
    jury = np.arange(reviewers) * juries // reviewers
    habits = _habits(scenario, jury, chance)
    scores: list[Score] = []
    for one, who in _pairs(scenario, group, jury, chance):
        offset, width, noise = habits[:, who]
        seen = truth[one] + scenario.rest * noise * float(chance.normal(1)[0])
        score = np.clip(np.rint(scenario.middle + offset + width * seen), *scenario.scale)
        scores.append((f"A{one:05d}", f"R{who:05d}", float(score)))
    names = [f"A{one:05d}" for one in range(number)]
    groups = (
        {name: f"G{int(place)}" for name, place in zip(names, group, strict=True)} if juries > 1 else None
    )
    return DrawnCall(dict(zip(names, truth.tolist(), strict=True)), scores, groups)


def _habits(scenario: Scenario, jury: Ints, chance: Chance) -> Floats:
    """Offset, use of the scale and noise of each reviewer."""
    many = len(jury)
    offset = scenario.severity * chance.normal(many)
    offset = offset + scenario.group_severity * chance.normal(scenario.groups)[jury]
    width = np.exp(scenario.scale_use * chance.normal(many))
    # Less half the variance, a lognormal factor is one on average: uneven reviewers, not worse ones.
    noise = np.exp(scenario.reliability * chance.normal(many) - scenario.reliability**2 / 2)
    return np.stack([offset, width, noise])


def _pairs(scenario: Scenario, group: Ints, jury: Ints, chance: Chance) -> list[tuple[int, int]]:
    """Who reviews what: always those with the least load so far, by lot among equals, at home or across."""
    load, pairs = np.zeros(len(jury)), []
    for one in chance.order(len(group)).tolist():
        taken: list[int] = []
        for across in (chance.uniform(scenario.reviews) < scenario.crossing).tolist():
            fits = (jury != group[one]) if across else (jury == group[one])
            fits[taken] = False
            order = np.where(fits, load + chance.uniform(len(jury)), np.inf)
            who = int(order.argmin())
            taken.append(who)
            load[who] += 1
            pairs.append((one, who))
    return pairs
