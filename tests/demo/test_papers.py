"""What applicants bring along: works as the call asks for them, a life in years, a proof of residence."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from portal.demo import IN_REVIEW, papers
from portal.demo.content import Figure, craft, figures
from portal.demo.papers import WRITERS, cv, papers_of, proof, school
from tests.files.making import document, picture

TODAY = date(2026, 7, 15)
CROWD = figures(*IN_REVIEW)


def one_of(discipline: str) -> Figure:
    """The first person of a discipline."""
    return next(one for one in CROWD if one.discipline == discipline)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What would have been printed; nothing is laid out or drawn."""
    facts: list[dict[str, Any]] = []

    def render(template: str, told: dict[str, Any], *, exact: bool) -> bytes:
        facts.append(told)
        return document(2)

    monkeypatch.setattr(papers.pdf, "render", render)
    monkeypatch.setattr(papers.pictures, "draw", lambda *_, **__: picture())
    return facts


@pytest.mark.parametrize("discipline", ["visual_arts", "literature", "film"])
def test_three_to_six_works_are_shown_each_by_a_file_or_a_link(
    app: Flask, printed: list[dict[str, Any]], discipline: str
) -> None:
    with app.app_context():
        brought = papers_of(one_of(discipline), home="Istanbul", today=TODAY)
    kinds = ["link" if work.link else work.file and work.file.media_type for work in brought.works]
    wanted = ["image/jpeg"] * len(kinds)
    if discipline in WRITERS:
        wanted[0] = "application/pdf"
    if craft(discipline).get("video"):
        wanted[-1] = "link"
    assert (kinds, 3 <= len(kinds) <= 6) == (wanted, True)
    assert len({work.title for work in brought.works}) == len(kinds)
    assert (brought.cv.media_type, brought.proof.media_type) == ("application/pdf", "image/jpeg")
    assert [taken.problem for taken in (brought.cv, brought.proof)] == [None, None]


def test_a_life_runs_from_school_to_the_day_on_which_it_was_told(printed: list[dict[str, Any]]) -> None:
    for person in CROWD:
        cv(person, home="Istanbul", today=TODAY)
    for person, told in zip(CROWD, printed, strict=True):
        rows = [row for section in told["sections"] for row in section["rows"]]
        years = [int(year.partition("–")[0]) for year, _ in rows]
        assert (person.key, min(years) >= person.year + 19, max(years) <= TODAY.year) == (
            person.key,
            True,
            True,
        )
        assert (told["name"], told["language"], told["created"]) == (person.name, person.lang, "2026-07-15")


def test_the_same_person_tells_the_same_life_again(printed: list[dict[str, Any]]) -> None:
    for _ in range(2):
        cv(CROWD[0], home="Istanbul", today=TODAY)
    assert printed[0] == printed[1]


def test_who_came_young_studied_here_and_who_came_later_at_the_place_of_birth() -> None:
    young = next(one for one in CROWD if one.since <= one.year + 21)
    late = next(one for one in CROWD if one.since > one.year + 21)
    assert (young.born in school(young, "Istanbul"), school(late, "Istanbul").endswith(late.born)) == (
        False,
        True,
    )


def test_a_proof_that_can_not_be_read_is_the_same_sheet_out_of_focus() -> None:
    blurred = next(one for one in CROWD if not one.legible)
    sizes = {}
    for legible in (True, False):
        person = Figure(**{**vars(blurred), "legible": legible})
        data = proof(person, home="Istanbul", today=TODAY)
        sizes[legible] = (Image.open(BytesIO(data)).size, len(data))
    assert sizes[True][0] == sizes[False][0]
    assert sizes[False][1] < 0.8 * sizes[True][1]
