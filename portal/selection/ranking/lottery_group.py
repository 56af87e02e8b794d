"""Who draws lots: the rule of the Swiss National Science Foundation.

With FL the expected rank of the last application that could be funded and [l, h] the interval of an
application's rank:
    accepted   h < FL        surely above the line
    rejected   l > FL        surely below it
    pool       the others, of whom lots decide; if there is a place for all of them, they are accepted.
(R. Heyard, M. Ott, G. Salanti, M. Egger, "Rethinking the funding line at the SNSF", Statistics and Public
Policy 9, 2022; package ERforResearch.) An interval can lie on one side of the line and the expected rank on
the other; such an application belongs to the pool, so that nobody is accepted below the line or rejected
above it.
"""

from collections.abc import Mapping
from typing import NamedTuple

EQUAL = 1e-9


class LotteryGroup(NamedTuple):
    """Who is accepted, of whom lots decide, and who is rejected; each in the order of the ranking."""

    accepted: list[str]
    pool: list[str]
    rejected: list[str]


def lottery_group(
    expected: Mapping[str, float], interval: Mapping[str, tuple[int, int]], places: int
) -> LotteryGroup:
    """Divide the applications of one ranking for so many places."""
    order = sorted(expected, key=lambda name: (expected[name], name))
    if places >= len(order):
        return LotteryGroup(order, [], [])
    if places == 0:
        return LotteryGroup([], [], order)
    line = expected[order[places - 1]]
    accepted = [name for name in order if interval[name][1] < line - EQUAL and expected[name] < line - EQUAL]
    rejected = [name for name in order if interval[name][0] > line + EQUAL and expected[name] > line + EQUAL]
    pool = [name for name in order if name not in {*accepted, *rejected}]
    if len(accepted) + len(pool) == places:
        return LotteryGroup(accepted + pool, [], rejected)
    return LotteryGroup(accepted, pool, rejected)
