"""The map of all cities, as it is drawn."""

import csv
import re
from itertools import combinations

from portal.geography import EUROPE, WORLD, Spot, chart_of
from tests.laws.source import PORTAL

ROWS = list(csv.DictReader((PORTAL / "cities" / "data" / "cities.csv").read_text().splitlines()))
SPOTS = tuple(Spot(row["slug"], row["name_native"], float(row["lat"]), float(row["lon"])) for row in ROWS)
FAR = ["los-angeles", "jakarta", "tashkent", "mexico-city", "beijing", "tokyo", "buenos-aires", "windhoek"]


def test_all_twenty_cities_have_their_names_on_the_map_and_no_name_covers_another() -> None:
    chart = chart_of(SPOTS)
    named = [label.slug for panel in chart.panels for label in panel.labels]
    assert len(SPOTS) == 20
    assert sorted(named) == sorted(spot.slug for spot in SPOTS)
    for panel in chart.panels:
        assert not any(one.box.meets(other.box) for one, other in combinations(panel.labels, 2))


def test_far_cities_stand_on_the_world_map_and_near_ones_are_dots_there() -> None:
    chart = chart_of(SPOTS)
    assert [label.slug for label in chart.world.labels] == FAR
    assert len(chart.world.dots) == 12


def test_the_keyboard_goes_through_the_names_in_the_order_of_the_list() -> None:
    order = [spot.slug for spot in SPOTS]
    for panel in chart_of(SPOTS).panels:
        slugs = [label.slug for label in panel.labels]
        assert slugs == sorted(slugs, key=order.index)


def test_the_drawn_land_has_a_piece_for_each_paper_and_stays_small() -> None:
    drawn = (PORTAL / "static" / "img" / "land.svg").read_text()
    assert re.findall(r'<path id="(\w+)"', drawn) == [WORLD.name, EUROPE.name]
    assert "public domain" in drawn
    assert len(drawn) < 30_000
