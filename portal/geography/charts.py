"""The map of some cities: each on the paper that shows it best."""

from dataclasses import dataclass
from functools import lru_cache

from portal.geography.labels import Label, place_labels
from portal.geography.projections import EUROPE, WORLD, Frame, Point

MARGIN = 8
KEPT = 64


@dataclass(frozen=True)
class Spot:
    """A city as the map needs it."""

    slug: str
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Panel:
    """One piece of paper with its names, and with dots for cities whose names stand elsewhere."""

    frame: Frame
    labels: tuple[Label, ...]
    dots: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Chart:
    """Europe near, where most partner cities lie, and the world with the others."""

    europe: Panel
    world: Panel

    @property
    def panels(self) -> tuple[Panel, Panel]:
        """Both pieces of paper."""
        return self.europe, self.world


@lru_cache(maxsize=KEPT)
def chart_of(spots: tuple[Spot, ...]) -> Chart:
    """The map of the cities; the same cities are drawn once."""
    near = tuple(spot for spot in spots if EUROPE.shows(_at(EUROPE, spot), margin=MARGIN))
    far = tuple(spot for spot in spots if spot not in near)
    dots = tuple(_at(WORLD, spot) for spot in near)
    return Chart(europe=_panel(EUROPE, near), world=_panel(WORLD, far, dots))


def _panel(frame: Frame, spots: tuple[Spot, ...], dots: tuple[Point, ...] = ()) -> Panel:
    names = [(spot.slug, spot.name, _at(frame, spot)) for spot in spots]
    order = {spot.slug: number for number, spot in enumerate(spots)}
    labels = sorted(place_labels(frame, names, dots), key=lambda label: order[label.slug])
    return Panel(frame, tuple(labels), dots)


def _at(frame: Frame, spot: Spot) -> Point:
    return frame.place(spot.latitude, spot.longitude)
