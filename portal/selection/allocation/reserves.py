"""Whom a host keeps when more want to come than it has places: its choice function.

Two readings of "r places are reserved for members", which differ, so that a call must say which one it means:
  minimum guarantee   reserved seats are filled first, by the best members, who count towards the guarantee;
  over and above      open seats are filled first by merit, reserved seats by the best members who are left.
In both, a reserved seat that no member wants is filled by merit. (Hafalir, Yenmez, Yildirim, Theoretical
Economics 8, 2013; Dur, Kominers, Pathak, Sönmez, Journal of Political Economy 126, 2018.) With merit a, b, c,
d, members a and d, three seats and one reserved, the first keeps a, b, c and the second a, b, d.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Rule = Literal["minimum_guarantee", "over_and_above"]


@dataclass(frozen=True)
class Reserve:
    """Some seats of a host for some students."""

    name: str
    seats: int
    members: frozenset[str] = field(default_factory=frozenset)


def choose(
    applicants: Sequence[str], capacity: int, reserves: Sequence[Reserve], rule: Rule
) -> dict[str, str]:
    """Who is kept of the applicants, best first, with the kind of seat: "" or the name of the reserve."""
    kept: dict[str, str] = {}
    open_seats = capacity - sum(reserve.seats for reserve in reserves)
    if rule == "over_and_above":
        _fill(kept, applicants, open_seats, "")
    for reserve in reserves:
        _fill(kept, [name for name in applicants if name in reserve.members], reserve.seats, reserve.name)
    _fill(kept, applicants, capacity - len(kept), "")
    return kept


def _fill(kept: dict[str, str], applicants: Sequence[str], seats: int, kind: str) -> None:
    """Give so many seats to the best who have none yet."""
    free = [name for name in applicants if name not in kept]
    kept.update(dict.fromkeys(free[: max(seats, 0)], kind))
