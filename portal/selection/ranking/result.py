"""The result of a calibration: a ranking that says how sure it is."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from portal.selection.arrays import Ints
from portal.selection.ranking.belief import Belief
from portal.selection.ranking.comparability import Comparability, Light
from portal.selection.ranking.lottery_group import LotteryGroup, lottery_group
from portal.selection.ranking.rank_draws import RankDraws, draw_ranks
from portal.selection.ranking.reviews import Reviews
from portal.selection.record import Record, make_record
from portal.selection.refusals import BadInput, NotComparable
from portal.words import Sentence, say

Places = int | Mapping[str, int]
LEVELS_IN_RECORD = (0.5, 0.9)


@dataclass(frozen=True)
class Calibration:
    """A ranking with its uncertainty; ranks begin at 1, within each group where groups can't be compared."""

    expected_rank: dict[str, float]
    quality: dict[str, float]
    quality_sd: dict[str, float]
    raw_mean: dict[str, float]
    raw_median: dict[str, float]
    z_score_mean: dict[str, float]
    severity: dict[str, tuple[float, float]]
    variances: dict[str, float]
    mean: float
    comparability: dict[str, Comparability]
    merged: bool
    inputs: dict[str, Any] = field(repr=False)
    parameters: dict[str, Any]
    seed: int
    reviews: Reviews = field(repr=False)
    belief: Belief = field(repr=False)
    classes: tuple[Ints, ...] = field(repr=False)

    @property
    def order(self) -> list[str]:
        """The applications by expected rank; equals by id, which breaks no tie."""
        return sorted(self.expected_rank, key=lambda name: (round(self.expected_rank[name], 9), name))

    @property
    def warnings(self) -> list[Sentence]:
        """What must be read before the ranking."""
        red = [name for name, found in self.comparability.items() if found.light == Light.RED]
        amber = [name for name, found in self.comparability.items() if found.light == Light.AMBER]
        said = []
        if not self.merged:
            said.append(
                say(
                    "These groups were judged by separate juries. Nobody can know whether a group is better "
                    "or its jury more generous, so each group is ranked for itself: {groups}.",
                    groups=", ".join(self.reviews.groups),
                )
            )
        elif red:
            said.append(
                say(
                    "The reviews fall into {parts} parts that share no reviewer and no application. "
                    "How the parts compare rests on the assumption that they are alike.",
                    parts=self.comparability[red[0]].components,
                )
            )
        if amber and self.merged:
            said.append(
                say(
                    "Few reviews cross between these groups, so their common ranking is uncertain: {groups}.",
                    groups=", ".join(amber),
                )
            )
        return said

    @cached_property
    def draws(self) -> RankDraws:
        """Drawn ranks, made from the seed when they are first needed."""
        return draw_ranks(
            self.belief, contests(self.reviews, merged=self.merged), self.classes, seed=self.seed
        )

    @cached_property
    def pcer(self) -> dict[str, float]:
        """The percentile of the expected rank, 100 (ER − ½)/n: the chance in percent to be surpassed."""
        return {name: 100 * (rank - 0.5) / self._size(name) for name, rank in self.expected_rank.items()}

    @cached_property
    def sucra(self) -> dict[str, float]:
        """The surface under the cumulative ranking curve, (n − ER)/(n − 1); a half for the only one."""
        return {
            name: (self._size(name) - rank) / (self._size(name) - 1) if self._size(name) > 1 else 0.5
            for name, rank in self.expected_rank.items()
        }

    def interval(self, level: float) -> dict[str, tuple[int, int]]:
        """For each application the ranks between which it lies with this probability."""
        if not 0 < level < 1:
            raise BadInput(say("The level {level} of an interval must lie between 0 and 1.", level=level))
        ends = self.draws.quantiles((1 - level) / 2, (1 + level) / 2)
        return dict(zip(self.reviews.applications, ends, strict=True))

    def probability_of_top(self, k: Places) -> dict[str, float]:
        """The chance of each application to be among the k best, of its group where groups stand apart."""
        chance = self.draws.chance_of_rank_up_to(self._places(k))
        return dict(zip(self.reviews.applications, chance.tolist(), strict=True))

    def lottery_group(self, places: Places, level: float = 0.5) -> LotteryGroup:
        """Who is accepted, who draws lots and who is rejected, by the SNSF's rule."""
        allowed, interval = self._places(places), self.interval(level)
        parts = [
            lottery_group(*_of(contest, self, interval), int(allowed[contest[0]]))
            for contest in contests(self.reviews, merged=self.merged)
        ]
        accepted, pool, rejected = ([name for part in parts for name in part[place]] for place in range(3))
        return LotteryGroup(accepted, pool, rejected)

    def record(self) -> Record:
        """All that is needed to compute this ranking again."""
        return make_record(
            "ranking.calibrate",
            inputs=self.inputs,
            parameters=self.parameters,
            seed=self.seed,
            results=_results(self),
        )

    def _size(self, name: str) -> int:
        if self.merged:
            return len(self.reviews.applications)
        place = self.reviews.applications.index(name)
        return int((self.reviews.group == self.reviews.group[place]).sum())

    def _places(self, places: Places) -> Ints:
        """The places that count for each application."""
        if isinstance(places, int):
            if not self.merged:
                raise NotComparable(
                    say("These groups can’t be compared. Please give the places of each group."),
                    self.reviews.groups,
                )
            _check_places([places])
            return np.full(len(self.reviews.applications), places)
        if missing := set(self.reviews.groups) - set(places):
            raise BadInput(say("The places of some groups are missing."), sorted(missing))
        _check_places(list(places.values()))
        if self.merged and len(self.reviews.groups) > 1:
            raise BadInput(say("The groups are ranked together, so the places are one number."))
        return np.array([places[self.reviews.groups[group]] for group in self.reviews.group])


def contests(reviews: Reviews, *, merged: bool) -> list[Ints]:
    """The sets of applications that are ranked against each other."""
    if merged:
        return [np.arange(len(reviews.applications))]
    return [np.flatnonzero(reviews.group == place) for place in range(len(reviews.groups))]


def _of(
    contest: Ints, result: Calibration, interval: Mapping[str, tuple[int, int]]
) -> tuple[dict[str, float], dict[str, tuple[int, int]]]:
    names = [result.reviews.applications[place] for place in contest]
    return {name: result.expected_rank[name] for name in names}, {name: interval[name] for name in names}


def _check_places(places: list[int]) -> None:
    if any(number < 0 for number in places):
        raise BadInput(say("The number of places can’t be negative."))


def _results(result: Calibration) -> dict[str, Any]:
    names = (
        "expected_rank quality quality_sd raw_mean raw_median z_score_mean severity variances mean merged"
    ).split()
    kept = {name: getattr(result, name) for name in names}
    kept["comparability"] = {name: asdict(found) for name, found in result.comparability.items()}
    kept["intervals"] = {str(level): result.interval(level) for level in LEVELS_IN_RECORD}
    return kept
