"""A section’s questions as fields, and what a sent form means."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from portal.applications import forms
from portal.applications.forms import QuestionRow, SectionForm
from portal.countries import countries
from portal.errors import Invalid
from portal.questionnaire import Limits, Option, Problem, Question, Section
from portal.web.say import translate
from portal.words import say
from tests.forms import sent, told
from tests.questionnaire.examples import CV, FILES, PICTURE

WORDS = {"en": "Words", "de": "Worte"}
KINDS = {
    "text": "TextField", "long_text": "LongTextField", "choice": "ChoiceField", "choices": "ChoicesField",
    "date": "DateField", "money": "MoneyField", "number": "TextField", "file": "FileField",
    "declaration": "DeclarationField", "email": "EmailField", "url": "TextField", "phone": "TextField",
}  # fmt: skip
WORKS = Question("works", "work_samples", {"en": "Works"}, limits=Limits(max_items=3))


def section(*questions: Question) -> Section:
    return Section("about", {"en": "About", "de": "Über"}, questions)


def question(kind: str, key: str = "q", **facts: Any) -> Question:
    return Question(key, kind, {"en": "Question", "de": "Frage"}, **facts)


@pytest.fixture(autouse=True)
def page(one_app: Flask) -> Iterator[None]:
    """A page that is read in English."""
    with one_app.test_request_context(headers={"Accept-Language": "en"}):
        yield


def asked(part: Section, raw: forms.Raw, *, base: int = 1, but: str = "") -> SectionForm:
    visible = frozenset(one.key for one in part.questions) - {but}
    return forms.section_form(part, visible, raw, base=base)


def rows(part: Section, raw: forms.Raw) -> list[QuestionRow]:
    visible = frozenset(one.key for one in part.questions)
    return forms.rows_of(asked(part, raw), part, visible, raw, FILES)


@pytest.mark.parametrize(("kind", "field"), KINDS.items())
def test_each_kind_of_question_is_asked_by_its_field_under_its_own_key(kind: str, field: str) -> None:
    (made,) = [row.field for row in rows(section(question(kind, "data", required=True)), {})]
    assert made is not None
    assert (type(made).__name__, made.name, made.id, made.flags.required) == (field, "data", "data", True)


def test_only_what_is_asked_stands_in_the_form_and_shows_what_was_typed() -> None:
    part = section(question("text", "name"), question("text", "nickname"), question("text", "hidden"))
    form = asked(part, {"name": ["Işıl\x00"], "nickname": [""], "hidden": ["x"]}, base=7, but="hidden")
    shown = {field.name: field.data for field in form if field.name not in ("csrf_token", "_key")}
    assert shown == {"_revision": "7", "name": "Işıl", "nickname": None}


def test_limits_and_choices_of_a_question_are_those_of_its_field() -> None:
    text = question("long_text", "text", limits=Limits(max_words=50, max_characters=400))
    file = question("file", "file", limits=Limits(max_files=2, max_mb=3, accept=("application/pdf",)))
    pick = question("choice", "pick", options=(Option("a", WORDS), Option("b", WORDS, WORDS)))
    long, upload, choice = (row.field for row in rows(section(text, file, pick), {}))
    assert (long.words, long.characters) == (50, 400)  # type: ignore[union-attr]  # these questions have fields
    assert (upload.many, upload.megabytes, str(upload.description)) == (  # type: ignore[union-attr]  # likewise
        True, 3, "PDF, at most 3 MB each.",
    )  # fmt: skip
    assert [(key, str(label), str(hint)) for key, label, hint in choice.choices] == [  # type: ignore[union-attr]  # likewise
        ("a", "Words", ""), ("b", "Words", "Words"),
    ]  # fmt: skip


def test_one_file_is_not_each_file_and_a_telephone_shows_the_keys_of_the_answer() -> None:
    one = question("file", "one", limits=Limits(max_files=1, max_mb=3, accept=("application/pdf",)))
    asked_for = (one, question("number", "age"), question("phone", "call"), question("text", "name"))
    cv, *typed = (row.field for row in rows(section(*asked_for), {}))
    assert str(cv.description) == "PDF, at most 3 MB."  # type: ignore[union-attr]  # these questions have fields
    assert [field.render_kw.get("inputmode") for field in typed] == ["decimal", "tel", None]  # type: ignore[union-attr]  # likewise


def test_a_declaration_loses_its_full_stop_where_more_words_follow() -> None:
    statement = Question("true", "declaration", {"en": "All of it is true."}, required=True)
    form = asked(section(statement), {})
    form.show([Problem("true", say("Please confirm this declaration."), section="about", field="true")])
    assert form.complaints == [("true", "All of it is true: Please confirm this declaration.")]


# Files and works


def test_a_question_shows_the_files_that_it_holds() -> None:
    part = section(question("file", "cv"))
    (row,) = rows(part, {"cv": [CV.id, "gone", PICTURE.id]})
    assert (row.held, row.takes_files, row.works) == ([CV, PICTURE], True, [])


@pytest.mark.parametrize(
    ("raw", "count"),
    [
        ({}, 1),
        ({"works-0-title": ["Ferry"]}, 2),
        ({"works-1-title": ["Ferry"]}, 3),
        ({"works-2-title": ["Ferry"]}, 3),
        ({"works-4-title": ["Ferry"]}, 5),
        ({"works-1-title": [""]}, 1),
        ({"worksheet-4-title": ["Ferry"]}, 1),
    ],
)
def test_one_empty_work_is_offered_as_long_as_another_is_allowed(raw: forms.Raw, count: int) -> None:
    (row,) = rows(section(WORKS), raw)
    assert (len(row.works), row.most_works) == (count, 3)
    assert [work.number for work in row.works] == list(range(1, count + 1))


def test_a_work_shows_its_facts_and_its_file_and_stays_closed_unless_something_is_wrong() -> None:
    part, raw = section(WORKS), {"works-0-title": ["Ferry"], "works-0-file": [PICTURE.id]}
    form = asked(part, raw)
    form.show([Problem("works", say("Please name the year."), field="works-1-year")])
    (row,) = forms.rows_of(form, part, frozenset({"works"}), raw, FILES)
    first, second = row.works
    assert (first.held, first.is_empty, first.is_open) == (PICTURE, False, False)
    assert (second.held, second.is_empty, second.is_open) == (None, True, True)
    assert (first.facts[0].data, first.file_name) == ("Ferry", "works-0-file")


# Problems


@pytest.mark.parametrize(
    ("problem", "complaint"),
    [
        (Problem("name", say("No."), field="name"), ("name", "Question: No.")),
        (Problem("name", say("No."), field="name-day"), ("name", "Question: No.")),
        (Problem("elsewhere", say("No.")), (None, "No.")),
        (Problem("works", say("No."), field="works-0-year"), ("works-0-year", "Work 1, Year: No.")),
    ],
)
def test_a_problem_is_told_with_its_question_at_the_place_to_mend_it(
    problem: Problem, complaint: tuple[str | None, str]
) -> None:
    form = asked(section(question("text", "name"), WORKS), {})
    form.show([problem])
    assert [(anchor, translate(text)) for anchor, text in form.complaints] == [complaint]


# What was sent


def test_what_steers_the_form_is_no_answer_and_what_was_taken_off_is_left_out() -> None:
    form = {
        "_key": ["k"], "_revision": ["3"], "csrf_token": ["t"], "_stay": ["1"],
        "name": ["Işıl"], "cv": ["f1", "f2"], "_remove": ["f1"],
        "_choose-title": ["theirs"], "title": ["Mine"], "title-day": ["1"],
        "_choose-text": ["mine"], "text": ["Mine too"],
    }  # fmt: skip
    assert forms.sent_answers(form) == {"name": ["Işıl"], "cv": ["f2"], "text": ["Mine too"]}


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("0", 0),
        ("17", 17),
        ("", None),
        (None, None),
        ("-1", None),
        ("1.0", None),
        ("１", None),
        ("9" * 10, None),
    ],
)
def test_the_revision_of_a_page_is_a_number_or_the_page_was_not_sent_completely(
    text: str | None, base: int | None
) -> None:
    if base is not None:
        assert forms.base_of(text) == base
    else:
        with pytest.raises(Invalid):
            forms.base_of(text)


@pytest.mark.parametrize(
    ("body", "read"),
    [
        (b'{"revision": 3, "answers": {"name": ["I\xc5\x9f\xc4\xb1l"]}}', (3, {"name": ["Işıl"]})),
        (b'{"revision": 3, "answers": {}}', (3, {})),
        (b'{"revision": "3", "answers": {}}', None),
        (b'{"revision": true, "answers": {}}', None),
        (b'{"revision": -3, "answers": {}}', None),
        (b'{"revision": 3, "answers": {"name": "text"}}', None),
        (b'{"revision": 3, "answers": {"name": [1]}}', None),
        (b'{"revision": 3, "answers": []}', None),
        (b'{"revision": 3}', None),
        (b"[]", None),
        (b"\xff", None),
        (b"[" * 5_000, None),
    ],
)
def test_an_automatic_save_is_read_whole_or_refused(body: bytes, read: tuple[int, forms.Raw] | None) -> None:
    if read is not None:
        assert forms.sent_by_script(body) == read
    else:
        with pytest.raises(Invalid):
            forms.sent_by_script(body)


def test_two_versions_stand_side_by_side_only_where_they_differ() -> None:
    part = section(question("text", "title"), question("text", "same"), question("long_text", "text"))
    raw = {"title": ["Mine"], "same": ["x"], "text": ["Mine"], "text-extra": ["y"]}
    mine, theirs = {"title": "Mine", "text": "Mine"}, {"title": "Theirs"}
    found = forms.versions(part, ["text", "title"], raw, mine, theirs)
    assert [(one.question.key, one.fields, one.mine, one.theirs) for one in found] == [
        ("title", {"title": ["Mine"]}, ["Mine"], ["Theirs"]),
        ("text", {"text": ["Mine"], "text-extra": ["y"]}, ["Mine"], []),
    ]


# The small forms


def test_a_letter_needs_a_name_a_street_a_town_and_a_country(one_app: Flask) -> None:
    with sent(one_app, forms.DetailsForm, {"display_name": "Işıl", "country_code": "XX"}) as form:
        form.offer("tr")
        form.validate()
        assert told(form) == {
            "street": ["Please fill in “Street and number”."],
            "town": ["Please fill in “Town”."],
            "country_code": ["Please choose one of the options shown."],
        }
        named = dict(form.country_code.choices)
    assert (named[""], named["TR"], named["DE"]) == ("Please choose", "Türkiye", "Almanya")
    assert named.keys() == {"", *dict(countries("tr"))}


@pytest.mark.parametrize(("length", "taken"), [(0, True), (2_000, True), (2_001, False)])
def test_who_withdraws_need_not_say_why_but_not_endlessly(one_app: Flask, length: int, taken: bool) -> None:
    with sent(one_app, forms.WithdrawForm, {"why": "x" * length}) as form:
        assert form.validate() is taken
