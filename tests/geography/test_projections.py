"""From latitude and longitude to a place on paper."""

import pytest

from portal.geography import EUROPE, WORLD
from portal.geography.projections import above_europe, equal_earth


def test_the_world_map_keeps_to_the_known_points_of_equal_earth() -> None:
    east, pole = equal_earth(0, 180), equal_earth(90, 0)
    assert (round(east[0], 4), round(east[1], 4)) == (2.7066, 0)
    assert (round(pole[0], 4), round(pole[1], 4)) == (0, -1.3174)


def test_the_middle_of_europe_lies_in_the_middle_and_areas_are_kept() -> None:
    assert above_europe(49.5, 15.0) == pytest.approx((0, 0))
    # A degree of latitude is as long as on the globe, near the middle.
    assert above_europe(50.5, 15.0) == pytest.approx((0, -0.017453), abs=1e-5)


def test_east_is_right_and_south_is_down() -> None:
    for frame in (EUROPE, WORLD):
        berlin, istanbul = frame.place(52.5, 13.4), frame.place(41.0, 28.9)
        assert istanbul[0] > berlin[0]
        assert istanbul[1] > berlin[1]


@pytest.mark.parametrize(
    ("point", "margin", "shown"),
    [((0, 0), 0, True), ((340, 290), 0, True), ((341, 5), 0, False), ((5, -1), 0, False), ((5, 5), 8, False)],
)
def test_a_point_is_on_the_paper_or_not(point: tuple[float, float], margin: int, shown: bool) -> None:
    assert EUROPE.shows(point, margin=margin) is shown
