"""What the jury's forms take, offer and say."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from portal.errors import Invalid
from portal.reviews.forms import (
    ConflictForm,
    EvenForm,
    ReasonForm,
    RecuseForm,
    pairs_of,
    rows_of,
    score_form,
    sent_by_script,
)
from portal.reviews.rules import CONFLICT_REASONS, FEWEST_VOTES, LONGEST_NOTE, criteria_of
from tests.factories.texts import RUBRIC
from tests.forms import sent, told

CRITERIA = criteria_of(RUBRIC)


@pytest.mark.parametrize(
    ("kind", "entered", "wrong"),
    [
        (ConflictForm, {"reason": "none"}, {}),
        (ConflictForm, {"reason": "relative"}, {}),
        (ConflictForm, {}, {"reason": ["Please choose the answer that applies."]}),
        (RecuseForm, {}, {"reason": ["Please choose a reason."]}),
        (RecuseForm, {"reason": "none"}, {"reason": ["Please choose one of the options shown."]}),
        (
            RecuseForm,
            {"reason": "other", "note": "x" * (LONGEST_NOTE + 2)},
            {"note": [f"Too long by 2: there is room for {LONGEST_NOTE} characters."]},
        ),
    ],
)
def test_only_the_first_question_can_be_answered_with_no_conflict(
    one_app: Flask, kind: type[RecuseForm], entered: dict[str, str], wrong: dict[str, list[str]]
) -> None:
    with sent(one_app, kind, entered) as form:
        form.offer()
        form.validate()
        assert told(form) == wrong


def test_every_reason_is_offered_with_its_explanation_behind_no_conflict(one_app: Flask) -> None:
    with sent(one_app, ConflictForm, {}) as form:
        form.offer()
        assert [code for code, *_ in form.reason.choices] == ["none", *CONFLICT_REASONS]
        assert all(explanation for *_, explanation in form.reason.choices)


def test_the_sheet_has_a_row_for_each_criterion_filled_with_what_is_stored(one_app: Flask) -> None:
    with one_app.test_request_context(headers={"Accept-Language": "de"}):
        form = score_form(CRITERIA, {"quality": 8}, "Stark.", 3)
        rows = rows_of(form, CRITERIA)
        assert [(row.criterion.key, row.field.label.text, row.field.data) for row in rows] == [
            ("quality", "Künstlerische Qualität", "8"),
            ("relevance", "Bezug zur Gastgeberstadt", None),
        ]
        assert [mark for mark, *_ in rows[0].field.choices] == [str(mark) for mark in range(11)]
        assert (form.points(), form.comment.data, form.base()) == ({"quality": 8}, "Stark.", 3)


@pytest.mark.parametrize("mark", ["11", "-1", "7.5", "", "٣", "eight"])
def test_what_is_not_on_the_scale_is_no_mark(one_app: Flask, mark: str) -> None:
    given = MultiDict({"points-quality": mark, "points-relevance": "6", "points-charm": "9"})
    with one_app.test_request_context(method="POST"):
        assert score_form(CRITERIA, {"quality": 8}, "", 1, sent=given).points() == {"relevance": 6}


@pytest.mark.parametrize(
    ("typed", "base"), [("4", 4), ("", -1), ("-4", -1), ("4.0", -1), ("٤", -1), ("9" * 10, -1)]
)
def test_a_version_that_is_no_number_is_no_version(one_app: Flask, typed: str, base: int) -> None:
    with one_app.test_request_context(method="POST"):
        assert score_form(CRITERIA, {}, "", 1, sent=MultiDict({"_revision": typed})).base() == base


def test_what_the_script_sends_has_the_shape_of_the_form() -> None:
    body = b'{"revision": 2, "answers": {"points-quality": ["8"], "comment": ["Gut"]}}'
    assert sent_by_script(body) == MultiDict(
        [("points-quality", "8"), ("comment", "Gut"), ("_revision", "2")]
    )


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"revision": "x", "answers": {}}', b'{"revision": 1}',
     b'{"revision": 1, "answers": 3}',
     b'{"revision": 1, "answers": {"comment": 3}}', b"[" * 100_000, b"\xff"],
)  # fmt: skip
def test_what_can_not_be_read_is_refused_in_words(body: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        sent_by_script(body)
    assert "Please open the page again; nothing is lost." in str(refused.value)


@pytest.mark.parametrize(
    ("each", "complaints"), [("1", 0), ("99", 0), ("0", 1), ("100", 1), ("", 1), ("x", 1)]
)
def test_a_case_is_given_to_some_jurors_and_not_to_hundreds(
    one_app: Flask, each: str, complaints: int
) -> None:
    with sent(one_app, EvenForm, {"each": each}) as form:
        form.validate()
        assert len(told(form)) == complaints


def test_as_many_jurors_as_a_panel_needs_are_proposed(one_app: Flask) -> None:
    with one_app.test_request_context():
        assert EvenForm(meta={"csrf": False}).each.data == FEWEST_VOTES


@pytest.mark.parametrize(
    ("reason", "complaints"), [("Please explain.", 0), (" ", 1), ("x" * (LONGEST_NOTE + 1), 1)]
)
def test_a_return_has_a_reason(one_app: Flask, reason: str, complaints: int) -> None:
    with sent(one_app, ReasonForm, {"reason": reason}) as form:
        form.validate()
        assert len(told(form)) == complaints


@pytest.mark.parametrize(
    ("values", "pairs"),
    [(["a:b", "c:d"], [("a", "b"), ("c", "d")]), (["a", ":b", "a:", ""], []), (["a:b:c"], [("a", "b:c")])],
)
def test_a_box_names_a_case_and_a_juror(values: list[str], pairs: list[Any]) -> None:
    assert pairs_of(values) == pairs
