"""What the totals of several jurors say together: mean and median, how far they part, and the place."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Generic, Protocol, TypeVar

Key = TypeVar("Key", bound=Hashable)
PLACES = Decimal("0.01")
NOTHING = Decimal("-Infinity")


@dataclass(frozen=True)
class Row(Generic[Key]):
    """One case in figures; a case without any score has no figures and no place."""

    key: Key
    mean: Decimal | None
    median: Decimal | None
    spread: Decimal | None
    deviation: Decimal | None
    count: int
    place: int | None = None
    tied: bool = False


def rounded(value: Decimal) -> Decimal:
    """A figure as it is shown and compared: two places, half upwards."""
    return value.quantize(PLACES, rounding=ROUND_HALF_UP)


def summarise(scores: Mapping[Key, Sequence[Decimal]]) -> list[Row[Key]]:
    """All cases by their mean, highest first, and cases without scores last.

    Means are compared as they are shown, so that two equal figures never stand at different places.
    Equal means share a place, and the next place is counted on (1, 2, 2, 4); among them the higher median
    is listed first, which does not break the tie.
    """
    rows = sorted((_figures(key, totals) for key, totals in scores.items()), key=_order)
    return list(_placed(rows))


def distribution(totals: Iterable[Decimal], low: int, high: int) -> list[int]:
    """How often each whole mark from the lowest to the highest was given, after rounding half upwards."""
    counts = [0] * (high - low + 1)
    for total in totals:
        mark = int(total.quantize(Decimal(1), rounding=ROUND_HALF_UP))
        counts[min(max(mark, low), high) - low] += 1
    return counts


def _figures(key: Key, totals: Sequence[Decimal]) -> Row[Key]:
    if not totals:
        return Row(key, None, None, None, None, 0)
    # Decimals as they are: the statistics module takes a fraction for each, ten times as slow.
    middle = sum(totals, start=Decimal(0)) / len(totals)
    squares = sum(((one - middle) ** 2 for one in totals), start=Decimal(0))
    return Row(
        key,
        mean=rounded(middle),
        median=rounded(median(totals)),
        spread=rounded(max(totals) - min(totals)),
        deviation=rounded((squares / len(totals)).sqrt()),
        count=len(totals),
    )


def _order(row: Row[Key]) -> tuple[Decimal, Decimal]:
    if row.mean is None or row.median is None:
        return -NOTHING, -NOTHING
    return -row.mean, -row.median


def _placed(rows: Sequence[Row[Key]]) -> Iterable[Row[Key]]:
    sharing = Counter(row.mean for row in rows)
    places: dict[Decimal, int] = {}
    for number, row in enumerate(rows, 1):
        if row.mean is None:
            yield row
        else:
            place = places.setdefault(row.mean, number)
            yield replace(row, place=place, tied=sharing[row.mean] > 1)


class Ranked(Protocol):
    """One case with its figures, as a ranking orders it."""

    @property
    def short_code(self) -> str:
        """The number for people."""

    @property
    def figures(self) -> Row[str]:
        """What its scores say."""


RankedCase = TypeVar("RankedCase", bound=Ranked)
HIGHEST_FIRST = ("median", "spread", "deviation")


def in_order(rows: Sequence[RankedCase], sort: str) -> list[RankedCase]:
    """A ranking in the order of another figure; what lacks it stands last, equal ones by their codes."""
    by_code = sorted(rows, key=lambda row: row.short_code)
    if sort == "code":
        return by_code
    if sort == "reviews":
        return sorted(by_code, key=lambda row: row.figures.count)
    if sort not in HIGHEST_FIRST:
        return list(rows)
    return sorted(by_code, key=lambda row: _figure(row, sort), reverse=True)


def _figure(row: Ranked, name: str) -> Decimal:
    value: Decimal | None = getattr(row.figures, name)
    return NOTHING if value is None else value
