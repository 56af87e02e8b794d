"""Small pictures of numbers, drawn on the server as SVG; the numbers stand beside them as text."""

from collections.abc import Sequence

from flask_babel import gettext as _
from markupsafe import Markup

WIDTH, HEIGHT, GAP, FLOOR = 120, 40, 2, 1
STRIP_HEIGHT, RADIUS = 16, 5

PICTURE = Markup(
    '<svg class="chart {kind}" viewBox="0 0 {width} {height}" role="img" aria-label="{label}">{marks}</svg>'
)
BAR = Markup('<rect class="chart__bar{own}" x="{x}" y="{y}" width="{width}" height="{height}"/>')
LINE = Markup('<line class="chart__line" x1="{x1}" x2="{x2}" y1="{y}" y2="{y}"/>')
DOT = Markup('<circle class="chart__dot{own}" cx="{x}" cy="{y}" r="{radius}"/>')
NOTHING = Markup("")


def bars(counts: Sequence[int], title: str, *, own: int | None = None, low: int = 0) -> Markup:
    """How often each mark was given, as bars; `own` is the position of the reader's own mark."""
    highest = max([*counts, 1])
    width = (WIDTH - GAP * (len(counts) - 1)) / max(len(counts), 1)
    marks = [_bar(place, count / highest, width, own=place == own) for place, count in enumerate(counts)]
    told = ", ".join(f"{low + place}: {count}" for place, count in enumerate(counts))
    return PICTURE.format(
        kind="chart--bars", width=WIDTH, height=HEIGHT, label=f"{title} – {told}", marks=NOTHING.join(marks)
    )


def spread(
    values: Sequence[float], title: str, *, low: float, high: float, own: float | None = None
) -> Markup:
    """Where the marks of one case lie between the lowest and the highest possible, as dots on a line."""
    middle = STRIP_HEIGHT / 2
    line = LINE.format(x1=RADIUS, x2=WIDTH - RADIUS, y=middle)
    dots = [_dot(_along(value, low, high), middle, own=value == own) for value in sorted(values)]
    told = ", ".join(f"{value:g}" for value in sorted(values)) or _("none")
    return PICTURE.format(
        kind="chart--spread",
        width=WIDTH,
        height=STRIP_HEIGHT,
        label=f"{title} – {told}",
        marks=NOTHING.join([line, *dots]),
    )


def _bar(place: int, share: float, width: float, *, own: bool) -> Markup:
    height = max(share * HEIGHT, FLOOR)
    return BAR.format(
        own=" chart__bar--own" if own else "",
        x=f"{place * (width + GAP):.1f}",
        y=f"{HEIGHT - height:.1f}",
        width=f"{width:.1f}",
        height=f"{height:.1f}",
    )


def _dot(x: float, y: float, *, own: bool) -> Markup:
    return DOT.format(own=" chart__dot--own" if own else "", x=f"{x:.1f}", y=y, radius=RADIUS)


def _along(value: float, low: float, high: float) -> float:
    room = WIDTH - 2 * RADIUS
    return RADIUS + room * (value - low) / ((high - low) or 1)
