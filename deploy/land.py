"""Draws the outline of the land once, from Natural Earth (public domain), as a small picture that we keep.

    python deploy/land.py land-110m.json land-50m.json > portal/static/img/land.svg

The two files are TopoJSON, as the npm package world-atlas 2.0.2 brings them.
"""

import json
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any

from portal.geography import EUROPE, WORLD, Frame
from portal.geography.projections import Point

Ring = list[Point]
# What lies around Europe in degrees: further away the view from above it turns everything inside out.
AROUND_EUROPE = (-40.0, 15.0, 80.0, 78.0)
WHOLE = (-180.0, -58.0, 200.0, 84.0)
EDGE = 4
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg">'
    "<!-- Land outline: Natural Earth (naturalearthdata.com), public domain; made by deploy/land.py -->"
)


def rings_of(path: str) -> Iterator[Ring]:
    """The rings of all land in a TopoJSON file, as longitude and latitude."""
    atlas = json.loads(Path(path).read_text())
    arcs = [_degrees(arc, atlas["transform"]) for arc in atlas["arcs"]]
    for shape in atlas["objects"]["land"]["geometries"]:
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for ring in (ring for part in parts for ring in part):
            yield _unbroken([point for number in ring for point in _arc(arcs, number)[:-1]])


def _unbroken(ring: Ring) -> Ring:
    """The ring without a jump at the edge of the world: Siberia goes on beyond 180 degrees."""
    whole, turns = ring[:1], 0
    for (before, _), (longitude, latitude) in pairwise(ring):
        turns += (longitude - before < -180) - (longitude - before > 180)
        whole.append((longitude + 360 * turns, latitude))
    shift = 360 if min(longitude for longitude, _ in whole) < -180 else 0
    return [(longitude + shift, latitude) for longitude, latitude in whole]


def _degrees(arc: list[list[int]], transform: dict[str, Any]) -> Ring:
    across = down = 0
    ring = []
    for step in arc:
        across, down = across + step[0], down + step[1]
        (wide, high), (left, low) = transform["scale"], transform["translate"]
        ring.append((across * wide + left, down * high + low))
    return ring


def _arc(arcs: list[Ring], number: int) -> Ring:
    return arcs[number] if number >= 0 else arcs[~number][::-1]


def clip(ring: Ring, box: tuple[float, float, float, float]) -> Ring:
    """What of a ring lies in a box (Sutherland and Hodgman)."""
    left, top, right, bottom = box
    for axis, limit, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        ring = _cut(ring, lambda point, a=axis, at=limit, s=sign: s * (point[a] - at))
    return ring


def _cut(ring: Ring, inside: Callable[[Point], float]) -> Ring:
    kept: Ring = []
    for before, point in zip([*ring[-1:], *ring], ring, strict=False):
        here, there = inside(point), inside(before)
        if (here >= 0) != (there >= 0):
            share = there / (there - here)
            kept.append(tuple(one + share * (two - one) for one, two in zip(before, point, strict=True)))
        if here >= 0:
            kept.append(point)
    return kept


def simple(ring: Ring, tolerance: float) -> Ring:
    """The ring with fewer points, none further off than the tolerance (Douglas and Peucker)."""
    if len(ring) < 3:
        return ring
    (left, top), (right, bottom) = ring[0], ring[-1]
    wide, high = right - left, bottom - top
    length = hypot(wide, high)
    off = [
        abs(wide * (y - top) - high * (x - left)) / length if length else hypot(x - left, y - top)
        for x, y in ring
    ]
    far = max(range(len(ring)), key=off.__getitem__)
    if off[far] <= tolerance:
        return [ring[0], ring[-1]]
    return [*simple(ring[: far + 1], tolerance), *simple(ring[far:], tolerance)[1:]]


def area(ring: Ring) -> float:
    """How much a ring encloses."""
    return abs(sum(a * d - c * b for (a, b), (c, d) in zip(ring, [*ring[1:], *ring[:1]], strict=True))) / 2


def path_of(frame: Frame, source: str, degrees: tuple[float, float, float, float], tolerance: float) -> str:
    """The land of a frame as one path, in its units."""
    paper = (-EDGE, -EDGE, frame.width + EDGE, frame.height + EDGE)
    drawn = []
    for ring in rings_of(source):
        placed = [frame.place(latitude, longitude) for longitude, latitude in clip(ring, degrees)]
        thin = simple(clip(placed, paper), tolerance)
        if len(thin) > 3 and area(thin) > tolerance * 4:
            drawn.append(_drawn(thin))
    return f'<path id="{frame.name}" d="{"".join(drawn)}"/>'


def _drawn(ring: Ring) -> str:
    tenths = [(round(10 * x), round(10 * y)) for x, y in ring]
    steps = [(c - a, d - b) for (a, b), (c, d) in pairwise(tenths)]
    return f"M{_number(tenths[0])}l" + " ".join(_number(step) for step in steps if step != (0, 0)) + "z"


def _number(pair: tuple[int, int]) -> str:
    return ",".join(f"{value / 10:g}" for value in pair)


if __name__ == "__main__":
    world, europe = sys.argv[1:]
    sys.setrecursionlimit(10_000)
    sys.stdout.write(
        HEAD + path_of(WORLD, world, WHOLE, 0.3) + path_of(EUROPE, europe, AROUND_EUROPE, 0.5) + "</svg>\n"
    )
