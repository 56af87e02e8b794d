"""Where names stand on a map: beside their dots where there is room, else further off on a thin line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import hypot
from unicodedata import east_asian_width

from portal.geography.projections import Frame, Point

SIZE = 13.0
"""How high the letters of a name are on a phone; on wider screens they are smaller against the map."""
DOT = 4.5
GAP = 3.0
CROWD = 60.0
EDGE = 2.0
# The letters of our type, by how much of their height they are wide; measured generously.
FULL, BROAD, USUAL, NARROW = 1.0, 0.84, 0.6, 0.34
STOUT = frozenset("MWmwЖМШЩЮжмшщю")
SLIM = frozenset("iljtfr.,'’ -/|ıİI()י")
REACHES = (DOT + GAP, 18.0, 30.0, 44.0, 60.0, 78.0)
# To the right first, as people read; straight up and down before the corners.
TURNS: tuple[Point, ...] = (
    (1, 0), (-1, 0), (0, -1), (0, 1), (1, -0.7), (1, 0.7), (-1, -0.7), (-1, 0.7),
    (0.5, -1), (0.5, 1), (-0.5, -1), (-0.5, 1),
)  # fmt: skip


@dataclass(frozen=True)
class Box:
    """A piece of the paper that something takes."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether both take some of the same paper."""
        beside = self.right <= other.left or other.right <= self.left
        return not beside and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True)
class Label:
    """A name on the map: its dot, its words and their box, and a line where it stands further off."""

    slug: str
    dot: Point
    words: Point
    anchor: str
    box: Box
    line: tuple[Point, Point] | None = None


def width_of(text: str) -> float:
    """About how wide a name is."""
    return SIZE * sum(_share(sign) for sign in text)


def _share(sign: str) -> float:
    if east_asian_width(sign) in "WF":
        return FULL
    return NARROW if sign in SLIM else BROAD if sign in STOUT else USUAL


def place_labels(
    frame: Frame, names: Sequence[tuple[str, str, Point]], dots: Sequence[Point] = ()
) -> list[Label]:
    """A place for each name so that none covers another, a dot or a line; a name without room is left out."""
    taken = [_around(dot) for dot in (*dots, *(dot for _, _, dot in names))]
    placed = []
    for slug, text, dot in sorted(names, key=lambda one: (-_crowd(one[2], names), one[0])):
        label = next(_free(frame, slug, width_of(text), dot, taken), None)
        if label is not None:
            placed.append(label)
            taken += [label.box, *_beads(label.line)]
    return placed


def _crowd(dot: Point, names: Sequence[tuple[str, str, Point]]) -> int:
    return sum(hypot(dot[0] - other[0], dot[1] - other[1]) < CROWD for _, _, other in names)


def _around(dot: Point) -> Box:
    return Box(dot[0] - DOT, dot[1] - DOT, dot[0] + DOT, dot[1] + DOT)


def _free(frame: Frame, slug: str, width: float, dot: Point, taken: Iterable[Box]) -> Iterator[Label]:
    own = _around(dot)
    others = [box for box in taken if box != own]
    for reach in REACHES:
        for turn in TURNS:
            label = _candidate(slug, width, dot, turn, reach)
            parts = [label.box, *_beads(label.line)]
            if _on(frame, label.box) and not any(part.meets(box) for part in parts for box in others):
                yield label


def _candidate(slug: str, width: float, dot: Point, turn: Point, reach: float) -> Label:
    end = (dot[0] + turn[0] * reach, dot[1] + turn[1] * reach)
    anchor = "start" if turn[0] >= 0.7 else "end" if turn[0] <= -0.7 else "middle"
    left = end[0] - {"start": 0, "middle": width / 2, "end": width}[anchor]
    top = end[1] - {"middle": SIZE if turn[1] < 0 else 0}.get(anchor, SIZE / 2)
    box = Box(round(left, 1), round(top, 1), round(left + width, 1), round(top + SIZE, 1))
    words = (round(end[0], 1), round(top + SIZE * 0.78, 1))
    begin = (round(dot[0] + turn[0] * DOT, 1), round(dot[1] + turn[1] * DOT, 1))
    line = (begin, (round(end[0] - turn[0] * 2, 1), round(end[1] - turn[1] * 2, 1)))
    return Label(slug, dot, words, anchor, box, line if reach > REACHES[0] else None)


def _on(frame: Frame, box: Box) -> bool:
    inside = frame.shows((box.left, box.top), margin=EDGE)
    return inside and frame.shows((box.right, box.bottom), margin=EDGE)


def _beads(line: tuple[Point, Point] | None) -> list[Box]:
    if line is None:
        return []
    (left, top), (right, bottom) = line
    count = int(hypot(right - left, bottom - top) // 3) + 1
    steps = [(left + (right - left) * n / count, top + (bottom - top) * n / count) for n in range(count)]
    return [Box(x - 1, y - 1, x + 1, y + 1) for x, y in steps]
