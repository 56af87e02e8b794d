"""What the office enters about a call: read as it was meant, or refused at its field."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from flask import Flask

from portal.calls import forms
from portal.calls.models import Call, Programme
from tests.factories.texts import RUBRIC
from tests.forms import sent, told

SPRING = "On this day the clocks are set forward, and this time does not exist."
AUTUMN = "On this day the clocks are set back, and this time comes twice. Please choose another."
MOMENTS = {
    "opens_on": "2026-09-15",
    "opens_time": "9:00",
    "deadline_on": "14.10.2026",
    "deadline_time": "14.00",
    "deadline_zone": "Europe/Istanbul",
}


def a_call(kind: str = "residency", **facts: Any) -> Call:
    """A draft with two criteria, kept nowhere."""
    usual: dict[str, Any] = {"rubric": RUBRIC, "texts": {}, "provisions": {}, "periods": [], "version": 3}
    return Call(programme=Programme(kind=kind), **usual | facts)


@contextmanager
def part(one_app: Flask, key: str, call: Call, **entered: str) -> Iterator[Any]:
    """The form of one part, as the office sends it."""
    form = forms.PARTS[key].build(call)
    with sent(one_app, form, entered) as made:
        for name in ("disciplines", "deadline_zone"):
            if name in made:
                made[name].choices = [("visual", "Visual arts"), ("Europe/Berlin", "Berlin")]
        yield made


@pytest.mark.parametrize(
    ("entered", "complaints"),
    [
        ({}, {}),
        ({"deadline_time": ""}, {"deadline_time": ["Please fill in “Deadline at”."]}),
        ({"deadline_time": "2 pm"}, {"deadline_time": ["Please enter a time, like 14:00."]}),
        ({"deadline_zone": "Asia/Tokyo"}, {"deadline_zone": ["Please choose one of the options shown."]}),
        ({"deadline_zone": "No/Where"}, {"deadline_zone": ["Please choose one of the options shown."]}),
        ({"deadline_zone": "Europe/Berlin", "deadline_on": "2027-03-28", "deadline_time": "2:30"},
         {"deadline_time": [SPRING]}),
        ({"deadline_zone": "Europe/Berlin", "opens_on": "2026-10-25", "opens_time": "2:30"},
         {"opens_time": [AUTUMN]}),
        ({"deadline_on": "2027-03-28", "deadline_time": "2:30"}, {}),
    ],
    ids=["sound", "no time", "no clock", "elsewhere", "nowhere", "skipped", "twice", "not in Istanbul"],
)  # fmt: skip
def test_a_moment_is_one_that_the_clocks_of_the_chosen_zone_show_once(
    one_app: Flask, entered: dict[str, str], complaints: dict[str, list[str]]
) -> None:
    with sent(one_app, forms.MomentsForm, MOMENTS | entered) as form:
        form.offer_zones("Europe/Istanbul")
        form.validate()
        assert told(form) == complaints


def test_moments_are_read_and_shown_by_the_clocks_of_their_zone(one_app: Flask) -> None:
    with sent(one_app, forms.MomentsForm, MOMENTS) as form:
        form.offer_zones("Europe/Istanbul", "Europe/Berlin")
        form.validate()
        read = (form.opens_at, form.deadline_at)
        assert form.deadline_zone.choices == [("Europe/Berlin", "Berlin"), ("Europe/Istanbul", "Istanbul")]
    assert read == (datetime(2026, 9, 15, 6, tzinfo=UTC), datetime(2026, 10, 14, 11, tzinfo=UTC))
    assert forms.moments_shown(*read, "Europe/Istanbul") == {
        "opens_on": date(2026, 9, 15),
        "opens_time": time(9),
        "deadline_on": date(2026, 10, 14),
        "deadline_time": time(14),
        "deadline_zone": "Europe/Istanbul",
    }


@pytest.mark.parametrize(
    ("entered", "complaints"),
    [
        ({}, {}),
        ({"slug": "Istanbul 2027"}, {
            "slug": ["Please use only small letters, digits and single hyphens."]
        }),
        ({"code": "istn"}, {
            "code": ["Please use two to six capital letters without accents, like IST."]
        }),
        ({"slug": "", "code": ""}, {
            "slug": ["Please fill in “Address”."], "code": ["Please fill in “Short code”."]
        }),
        ({"title_de": ""}, {"title_de": ["Please fill in “Title in German”."]}),
    ],
)  # fmt: skip
def test_a_call_is_named_in_german_and_english_with_an_address_and_a_code(
    one_app: Flask, entered: dict[str, str], complaints: dict[str, list[str]]
) -> None:
    named = {"title_en": "Studio", "title_de": "Atelier", "slug": "istanbul-2027", "code": "IST"}
    with sent(one_app, forms.NamedForm, named | entered) as form:
        form.validate()
        assert told(form) == complaints
        if not complaints:
            assert form.title_words == {"de": "Atelier", "en": "Studio", "tr": ""}


@pytest.mark.parametrize(("version", "behind"), [("3", False), ("2", True), ("", True)])
def test_a_page_that_was_opened_before_the_last_change_is_behind(
    one_app: Flask, version: str, behind: bool
) -> None:
    call = a_call()
    with part(one_app, "money", call, version=version) as form:
        assert form.is_behind(call) is behind


def test_periods_are_kept_in_their_order_and_half_a_period_is_refused(one_app: Flask) -> None:
    call = a_call()
    days = {"start_1": "2027-01-15", "end_1": "2027-06-15", "start_0": "2027-07-15", "end_0": "2027-12-15"}
    with part(one_app, "frame", call, **days) as form:
        assert forms.PARTS["frame"].changed(form, call)["periods"] == [
            {"start": "2027-01-15", "end": "2027-06-15"}, {"start": "2027-07-15", "end": "2027-12-15"},
        ]  # fmt: skip
    with part(one_app, "frame", call, start_0="2027-07-15", end_2="2027-12-15", end_3="31.2.2027") as form:
        form.validate()
        half = ["A period needs its first and its last day."]
        assert {name: one for name, one in told(form).items() if "_" in name and name[-1].isdigit()} == {
            "end_0": half,
            "start_2": half,
            "end_3": ["Please enter a date that is in the calendar, like 14.10.2026."],
        }


def test_an_exchange_is_paid_as_one_sum_whatever_its_months(one_app: Flask) -> None:
    entered = {"places": "3", "months": "5", "monthly_rate_cents": "2.345,67", "budget_cents": "99999.99"}
    given = {}
    for kind in ("residency", "youth"):
        call = a_call(kind)
        with part(one_app, "money", call, **entered) as form:
            given[kind] = forms.PARTS["money"].changed(form, call)
    usual = {"places": 3, "reserves": 0, "monthly_rate_cents": 234_567, "budget_cents": 9_999_999}
    assert given == {"residency": usual | {"months": 5}, "youth": usual}


def test_texts_without_a_word_are_left_out_and_provisions_are_divided_by_empty_lines(one_app: Flask) -> None:
    call = a_call()
    with part(
        one_app, "texts", call, offer_de="Ein Atelier.", provisions_en="Stay.\n\n  \nReport.\n"
    ) as form:
        assert forms.PARTS["texts"].changed(form, call) == {
            "texts": {"offer": {"de": "Ein Atelier.", "en": "", "tr": ""}},
            "provisions": {"de": [], "en": ["Stay.", "Report."], "tr": []},
        }


def test_a_criterion_keeps_its_key_and_scale_goes_without_title_and_comes_with_a_key_of_its_own(
    one_app: Flask,
) -> None:
    call = a_call(rubric=[RUBRIC[0] | {"low": 1, "high": 5}, RUBRIC[1]])
    entered = {
        "title_en_0": "Art", "help_de_0": "Kunst", "weight_0": "70",
        "anchors_en_0": "5: outstanding\n1 - weak",
        "title_tr_1": "Bağ", "weight_1": "40",
        "title_de_2": "Nähe zur Stadt", "weight_2": "30",
    }  # fmt: skip
    with part(one_app, "rubric", call, **entered) as form:
        first, second = forms.PARTS["rubric"].changed(form, call)["rubric"]
    assert first == {
        "key": "quality",
        "title": {"de": "", "en": "Art", "tr": ""},
        "help": {"de": "Kunst", "en": "", "tr": ""},
        "weight": 70,
        "low": 1,
        "high": 5,
        "anchors": {"1": {"en": "weak"}, "5": {"en": "outstanding"}},
    }
    assert (second["key"], second["weight"], second["low"], second["high"]) == ("n_he_zur_stadt", 30, 0, 10)


def test_a_line_that_explains_no_point_is_refused_at_its_field(one_app: Flask) -> None:
    with part(one_app, "rubric", a_call(), anchors_de_0="ten: outstanding") as form:
        form.validate()
        assert told(form)["anchors_de_0"] == [
            "This line does not begin with a point and a colon: “ten: outstanding”."
        ]


def test_two_rows_stay_free_for_new_criteria(one_app: Flask) -> None:
    with part(one_app, "rubric", a_call()) as form:
        assert len(form.rows) == len(RUBRIC) + 2
        assert form.rows[0].keys() == {
            "weight",
            *(f"{name}_{code}" for name in ("title", "help", "anchors") for code in ("de", "en", "tr")),
        }


def test_a_filter_is_read_without_any_proof_of_origin(one_app: Flask) -> None:
    with one_app.test_request_context("/calls/?kind=youth&direction=north"):
        form = forms.FilterForm(formdata=None, data={"kind": "youth", "direction": "north", "city": ""})
        form.city.choices = [("", "All")]
        assert "csrf_token" not in form
        assert (form.validate(), list(told(form))) == (False, ["direction"])
