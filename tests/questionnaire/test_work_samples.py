from typing import Any

import pytest

from portal.questionnaire import work_samples
from portal.questionnaire.answers import Refused
from tests.questionnaire.examples import FILES, ask, sent

FILM = {
    "title": "Köprü",
    "year": "2024",
    "medium": "Film",
    "link": "https://example.org/film",
    "password": "secret",
}
PRINT = {"title": "Ufer", "year": "2023", "medium": "Linolschnitt", "extent": "30 × 40 cm", "file": "f2"}


def test_works_are_read_in_order_without_empty_rows() -> None:
    value = work_samples.read(
        ask("work_samples"),
        sent(
            q=[""],
            q__2__title=[" Ufer "],
            q__2__file=["f2"],
            q__1__title=[""],
            q__0__title=["Köprü"],
            q__0__link=["https://example.org/film"],
        ),
    )
    assert value == [{"title": "Köprü", "link": "https://example.org/film"}, {"title": "Ufer", "file": "f2"}]


def test_clearing_every_row_empties_the_answer() -> None:
    assert work_samples.read(ask("work_samples"), sent(q=[""], q__0__title=[" "])) is None


def test_a_work_with_a_file_of_somebody_else_is_refused_at_its_field() -> None:
    with pytest.raises(Refused) as refusal:
        work_samples.read(ask("work_samples"), sent(q__3__file=["foreign"]))
    assert refusal.value.field == "q-3-file"


def wrong(value: list[dict[str, str]], **limits: Any) -> list[tuple[str, str]]:
    faults = work_samples.wrong(ask("work_samples", **limits), value, FILES)
    return [(fault.field, str(fault.sentence)) for fault in faults]


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({}, []),
        ({"title": ""}, [("q-0-title", "Please enter the title of this work.")]),
        ({"year": ""}, [("q-0-year", "Please enter the year of this work.")]),
        ({"year": "24"}, [("q-0-year", "Please enter the year with four digits, for example 2024.")]),
        ({"year": "٢٠٢٤"}, [("q-0-year", "Please enter the year with four digits, for example 2024.")]),
        ({"medium": ""}, [("q-0-medium", "Please enter the medium or technique of this work.")]),
        ({"link": ""}, [("q-0-file", "Please add a file or a link.")]),
        (
            {"link": "example.org"},
            [("q-0-link", "Please enter a link that begins with https:// or http://.")],
        ),
        ({"role": "x" * 201}, [("q-0-role", "The limit is 200 characters. You have 201.")]),
        ({"file": "gone"}, [("q-0-file", "This file is not here any more. Please upload it again.")]),
    ],
)
def test_each_work_has_title_year_medium_and_something_to_look_at(
    change: dict[str, str], faults: list[tuple[str, str]]
) -> None:
    work = {part: text for part, text in {**FILM, **change}.items() if text}
    assert wrong([work]) == faults


def test_files_of_works_are_held_to_the_limits_of_the_question() -> None:
    assert wrong([FILM, PRINT], accept=("image/png",)) == [
        ("q-1-file", "Boğaz.jpg is not of an accepted type. Accepted: PNG.")
    ]


def test_works_are_counted() -> None:
    assert wrong([FILM] * 8) == []
    assert wrong([FILM] * 9) == [("q", "The most work samples you can show is 8. Entered: 9.")]
    assert wrong([FILM] * 2, max_items=1) == [("q", "The most work samples you can show is 1. Entered: 2.")]
    assert wrong([FILM], min_items=3) == [("q", "Please show at least 3 work samples. Entered: 1.")]


def test_a_work_is_shown_in_one_line_without_the_password_of_its_link() -> None:
    assert work_samples.lines(ask("work_samples"), [FILM, PRINT, {"caption": "Detail"}], "de", FILES) == [
        "1. Köprü (2024), Film · https://example.org/film",
        "2. Ufer (2023), Linolschnitt, 30 × 40 cm · Boğaz.jpg",
        "3. – · Detail",
    ]


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ([FILM], True),
        ([{}], False),
        ([{"price": "5"}], False),
        ([{"title": 5}], False),
        ("x", False),
        ([FILM] * 101, False),
    ],
)
def test_only_known_facts_of_works_are_stored(value: object, fits: bool) -> None:
    assert work_samples.fits(value) is fits
