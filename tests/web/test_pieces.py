"""The small pieces of pages: sentences, lists by pages, pictures of numbers, converters, macros."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from lxml import etree

from portal.db import new_public_id
from portal.web import charts
from portal.web.paging import Page
from portal.web.say import tell, translate
from portal.words import say
from tests.pages import Pages, parse, select, text_of

Draw = Callable[..., str]


def test_a_sentence_inside_a_sentence_is_translated_as_well(in_english: Flask) -> None:
    inner = say("in review")
    assert translate(say("The state is “{state}” since {day}.", state=inner, day="Monday")) == (
        "The state is “in review” since Monday."
    )


def test_a_sentence_prints_itself_in_a_template_and_its_facts_are_only_text(drawn: Draw) -> None:
    assert drawn("{{ sentence }}", sentence=say("Hello {name}", name="<b>")) == "Hello &lt;b&gt;"


def test_a_message_has_one_of_four_tones(in_english: Flask) -> None:
    with pytest.raises(ValueError, match="a message is one of"):
        tell(say("Saved."), "pink")


def test_a_long_list_knows_its_neighbours() -> None:
    first, last, empty = Page([], 101, 1), Page([], 101, 3), Page([], 0)
    assert [(page.previous, page.next, page.pages) for page in (first, last, empty)] == [
        (None, 2, 3),
        (2, None, 3),
        (None, None, 1),
    ]


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


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (new_public_id(), 200),
        ("0" * 26, 200),
        ("0" * 25, 404),
        ("0" * 27, 404),
        ("I" * 26, 404),
        ("u" * 26, 404),
        ("1", 404),
    ],
)
def test_only_a_public_id_names_a_thing(house: Flask, path: str, status: int) -> None:
    house.add_url_rule("/things/<public_id:name>", "thing", lambda name: name)
    assert house.test_client().get(f"/things/{path}").status_code == status


@pytest.mark.parametrize(("path", "status"), [("tel-aviv-yafo", 200), ("-x", 404), ("A", 404), ("a--b", 404)])
def test_a_slug_is_lower_case_words_and_hyphens(house: Flask, path: str, status: int) -> None:
    house.add_url_rule("/cities/<slug:name>", "one_city", lambda name: name)
    assert house.test_client().get(f"/cities/{path}").status_code == status


def test_a_name_keeps_its_own_direction(drawn: Draw) -> None:
    source = '{% from "_macros/names.html" import person %}{{ person(name, "he") }}'
    assert drawn(source, name="נועה לוי") == '<bdi dir="auto" lang="he">נועה לוי</bdi>'


def test_a_table_names_its_columns_in_every_cell_for_narrow_screens(drawn: Draw) -> None:
    source = """{% from "_macros/table.html" import table, td, th, column %}
    {% set mean = column("Mean", numeric=true, sort="?sort=mean", sorted="ascending") %}
    {% call table("Calls", ["Code", mean], cards=true) %}
    <tr>{{ th("Code", "A") }}{% call td("Mean", numeric=true) %}<b>7</b>{% endcall %}</tr>{% endcall %}"""
    tree = parse("<!doctype html><title>t</title>" + drawn(source))[0]
    assert [one.get("data-label") for one in select(tree, "tbody th, tbody td")] == ["Code", "Mean"]
    assert [(text_of(one), one.get("aria-sort")) for one in select(tree, "thead th")] == [
        ("Code", None),
        ("Mean", "ascending"),
    ]


def test_a_step_that_is_not_open_yet_is_no_link(drawn: Draw) -> None:
    items = [
        {"url": "/a", "title": "A", "badge": "Done", "tone": "success", "note": ""},
        {"url": None, "title": "B", "badge": "", "tone": "", "note": "later"},
    ]
    tree = parse(
        "<!doctype html><title>t</title>"
        + drawn('{% from "_macros/tasklist.html" import task_list %}{{ task_list(items) }}', items=items)
    )[0]
    assert [text_of(one) for one in select(tree, "a")] == ["A"]


def test_the_process_lives_and_gives_its_figures_to_near_readers_only(visit: Pages) -> None:
    near = visit.get("/metrics")
    far = visit.get("/metrics", environ_base={"REMOTE_ADDR": "203.0.113.7"})
    assert (visit.get("/healthz").data, near.status, b"portal_answers_total" in near.data) == (
        b"ok\n",
        200,
        True,
    )
    assert far.status == 404


def test_the_portal_is_ready_when_database_and_clock_agree(pages: Pages) -> None:
    assert pages.get("/readyz").data == b"ready\n"


def test_the_portal_is_not_ready_when_the_clocks_differ(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.web.health.database_time", lambda: datetime(2020, 1, 1, tzinfo=UTC))
    assert pages.get("/readyz").status == 503
