"""Pictures of numbers say in words what they show."""

from flask import Flask
from lxml import etree

from portal.web import charts


def test_a_distribution_tells_its_numbers_to_those_who_do_not_see_it() -> None:
    picture = etree.fromstring(charts.bars([0, 2, 4], "Marks", own=2, low=1))
    bars = [(one.get("height"), one.get("class")) for one in picture]
    assert picture.get("aria-label") == "Marks – 1: 0, 2: 2, 3: 4"
    assert bars == [("1.0", "chart__bar"), ("20.0", "chart__bar"), ("40.0", "chart__bar chart__bar--own")]


def test_a_distribution_of_nothing_is_still_a_picture() -> None:
    assert 'aria-label="Marks – "' in charts.bars([], "Marks")


def test_a_spread_lies_between_the_lowest_and_the_highest_mark(in_english: Flask) -> None:
    picture = etree.fromstring(charts.spread([1, 10], "Marks", low=1, high=10))
    assert [one.get("cx") for one in picture if one.tag == "circle"] == ["5.0", "115.0"]
