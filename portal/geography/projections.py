"""From latitude and longitude to a place on paper: the world in Equal Earth, Europe seen from above it."""

from collections.abc import Callable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

Point = tuple[float, float]
# The four constants of the Equal Earth projection (Šavrič, Patterson, Jenny 2018).
_A, _B, _C, _D = 1.340264, -0.081106, 0.000893, 0.003796
# Above the middle of what is drawn of Europe.
_MIDDLE = (radians(49.5), radians(15.0))


def equal_earth(latitude: float, longitude: float) -> Point:
    """The place on a map of the world on which equal areas stay equal; east and south grow."""
    angle = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square = angle * angle
    sixth = square**3
    slope = _A + 3 * _B * square + sixth * (7 * _C + 9 * _D * square)
    across = 2 * sqrt(3) * radians(longitude) * cos(angle) / (3 * slope)
    return across, -angle * (_A + _B * square + sixth * (_C + _D * square))


def above_europe(latitude: float, longitude: float) -> Point:
    """The place as seen from above Europe, areas kept (Lambert’s azimuthal projection)."""
    up, turn = radians(latitude), radians(longitude) - _MIDDLE[1]
    here_sin, here_cos = sin(_MIDDLE[0]), cos(_MIDDLE[0])
    spread = sqrt(2 / (1 + here_sin * sin(up) + here_cos * cos(up) * cos(turn)))
    return spread * cos(up) * sin(turn), -spread * (here_cos * sin(up) - here_sin * cos(up) * cos(turn))


@dataclass(frozen=True)
class Frame:
    """A piece of paper of a size, and which part of a projection it shows."""

    name: str
    width: int
    height: int
    project: Callable[[float, float], Point]
    scale: float
    left: float
    top: float

    def place(self, latitude: float, longitude: float) -> Point:
        """Where a place lies on the paper, in its units."""
        across, down = self.project(latitude, longitude)
        return round((across - self.left) * self.scale, 1), round((down - self.top) * self.scale, 1)

    def shows(self, point: Point, *, margin: float = 0) -> bool:
        """Whether a place lies on the paper, so far from its edge."""
        across, down = point
        return margin <= across <= self.width - margin and margin <= down <= self.height - margin


EUROPE = Frame("europe", 340, 290, above_europe, scale=530, left=-0.2975, top=-0.2185)
WORLD = Frame("world", 340, 178, equal_earth, scale=84, left=-1.868, top=-1.17)
