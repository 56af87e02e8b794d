"""The pieces of pages that all features use."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.applications.states import LIFE
from portal.lifecycle import Life
from tests.pages import parse, select, text_of

Draw = Callable[..., str]


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


@dataclass(frozen=True)
class Thing:
    """Something with a state of its own."""

    state: str
    life: Life = LIFE


def test_states_that_read_alike_to_applicants_look_alike(drawn: Draw) -> None:
    source = '{% from "_macros/badge.html" import state_badge %}{{ state_badge(thing, audience) }}'
    states = ("submitted", "admitted", "excluded")
    looks = {
        who: {drawn(source, thing=Thing(s), audience=who) for s in states} for who in ("applicant", "staff")
    }
    assert {who: len(badges) for who, badges in looks.items()} == {"applicant": 1, "staff": 3}
