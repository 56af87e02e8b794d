"""The rules of applications as tables."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.access import FieldClass
from portal.access.fields import AUDIT, JUROR, OFFICE, OWN
from portal.applications import rules
from portal.applications.states import ApplicationState, PublicState
from portal.calls.states import CallState
from portal.questionnaire import FileFacts, Limits, Question, Section

OPENS = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
DEADLINE = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
TICK = timedelta(microseconds=1)


def refused(
    *, at: datetime, state: str = CallState.PUBLISHED, other_zone: str = "Europe/Istanbul"
) -> str | None:
    """Why a call takes nothing, in English."""
    sentence = rules.submission_refused(
        call_state=state,
        opens_at=OPENS,
        deadline_at=DEADLINE,
        at=at,
        zone="Europe/Berlin",
        other_zone=other_zone,
    )
    return None if sentence is None else str(sentence)


LATE = (
    "The deadline was 31 December 2026, 18:00 Berlin (20:00 Istanbul). "
    "Nothing can be sent or changed any more; your draft stays readable."
)


@pytest.mark.parametrize(
    ("state", "at", "told"),
    [
        (CallState.PUBLISHED, OPENS, None),
        (CallState.PUBLISHED, DEADLINE - TICK, None),
        (CallState.PUBLISHED, DEADLINE, None),
        (CallState.PUBLISHED, DEADLINE + TICK, LATE),
        (CallState.CLOSED, DEADLINE + TICK, LATE),
        (
            CallState.PUBLISHED,
            OPENS - TICK,
            "This call opens on 1 September 2026, 10:00 Berlin (11:00 Istanbul).",
        ),
        (CallState.DRAFT, OPENS, "This call is not published yet."),
        (
            CallState.CLOSED,
            OPENS,
            "This call is closed. Nothing can be sent or changed any more; your draft stays readable.",
        ),
    ],
)
def test_a_call_takes_applications_from_its_opening_to_the_very_moment_of_its_deadline(
    state: CallState, at: datetime, told: str | None
) -> None:
    assert refused(at=at, state=state) == told


@pytest.mark.parametrize(
    ("other_zone", "told"),
    [
        ("", "31 December 2026, 18:00 Berlin"),
        ("Europe/Paris", "31 December 2026, 18:00 Berlin"),
        ("Europe/Istanbul", "31 December 2026, 18:00 Berlin (20:00 Istanbul)"),
        ("America/Mexico_City", "31 December 2026, 18:00 Berlin (11:00 Mexico City)"),
        ("Asia/Tokyo", "31 December 2026, 18:00 Berlin (1 January 2027, 02:00 Tokyo)"),
    ],
)
def test_a_moment_is_told_by_both_cities_clocks(other_zone: str, told: str) -> None:
    assert str(rules.told_moment(DEADLINE, "Europe/Berlin", other_zone)) == told


ANSWER = st.none() | st.text(max_size=3) | st.lists(st.text(min_size=1, max_size=2), max_size=2)
ANSWERS = st.dictionaries(st.sampled_from("abc"), ANSWER, max_size=3)


@given(base=ANSWERS, mine=ANSWERS)
def test_without_another_window_what_i_sent_is_what_is_kept(
    base: dict[str, Any], mine: dict[str, Any]
) -> None:
    merged = rules.merge(base, base, mine)
    assert merged.conflicts == ()
    assert {key: merged.answers.get(key) or None for key in mine} == {
        key: value or None for key, value in mine.items()
    }


@given(base=ANSWERS, newest=ANSWERS, mine=ANSWERS)
def test_no_change_of_another_window_is_ever_overwritten(
    base: dict[str, Any], newest: dict[str, Any], mine: dict[str, Any]
) -> None:
    merged = rules.merge(base, newest, mine)
    for key in newest:
        was, now = base.get(key) or None, newest[key] or None
        if now != was and key not in merged.conflicts:
            assert (merged.answers.get(key) or None) == now


@given(base=ANSWERS, newest=ANSWERS, mine=ANSWERS)
def test_only_what_both_windows_changed_differently_is_a_conflict(
    base: dict[str, Any], newest: dict[str, Any], mine: dict[str, Any]
) -> None:
    found = rules.merge(base, newest, mine).conflicts
    expected = {key for key in mine if len({repr(one.get(key) or None) for one in (base, newest, mine)}) == 3}
    assert set(found) == expected


READERS = {
    "applicant": OWN,
    "office": OFFICE,
    "auditor": AUDIT,
    "juror": JUROR,
    "nobody": frozenset[FieldClass](),
}


@pytest.mark.parametrize(("reader", "jurors_see"), list(product(READERS, (True, False))))
def test_each_reader_sees_the_classes_that_are_theirs(reader: str, jurors_see: bool) -> None:
    seen = {
        one
        for one in ("identity", "contact", "health", "bank", "content")
        if rules.shows(
            Question("q", "text", {"en": "?"}, field_class=one, jurors_see=jurors_see), READERS[reader]
        )
    }
    expected = {
        "applicant": {"identity", "contact", "health", "bank", "content"},
        "office": {"identity", "contact", "health", "bank", "content"},
        "auditor": {"identity", "contact", "bank", "content"},
        "juror": {"identity", "content"} if jurors_see else set(),
        "nobody": set(),
    }
    assert seen == expected[reader]


@given(st.lists(st.integers(0, 2**16), min_size=6, max_size=6))
def test_a_short_code_has_no_letter_that_is_taken_for_another(draws: list[int]) -> None:
    prefix, _, signs = rules.short_code("IST", tuple(draws)).partition("-")
    assert (prefix, len(signs), set(signs) & set("01OI")) == ("IST", 6, set())


@pytest.mark.parametrize(
    ("public", "why", "told"),
    [
        (PublicState.PENDING, "", None),
        (PublicState.PENDING, "x" * 2000, None),
        (PublicState.PENDING, "x" * 2001, "This reason is too long. The most is 2000 characters."),
        (
            PublicState.AWARDED,
            "",
            "The result of this application is out, so it can’t be withdrawn any more.",
        ),
        (
            PublicState.REJECTED,
            "",
            "The result of this application is out, so it can’t be withdrawn any more.",
        ),
    ],
)
def test_an_application_can_be_withdrawn_until_its_result_is_out(
    public: PublicState, why: str, told: str | None
) -> None:
    found = rules.withdrawal_refused(public, why)
    assert (None if found is None else str(found)) == told


@pytest.mark.parametrize(("state", "outcome"), list(product(ApplicationState, PublicState)))
def test_an_outcome_is_told_only_after_the_formal_check(
    state: ApplicationState, outcome: PublicState
) -> None:
    checked = state in (ApplicationState.ADMITTED, ApplicationState.EXCLUDED)
    allowed = checked and outcome != PublicState.PENDING
    assert (rules.outcome_refused(state, outcome) is None) == allowed


def test_files_named_by_answers_and_by_work_samples_are_found() -> None:
    answers = {"cv": ["a"], "works": [{"title": "x", "file": "b"}, {"link": "c"}], "text": "d", "yes": True}
    assert rules.files_named(answers) == {"a", "b"}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("cv", "cv"),
        ("works-0-file", "works"),
        ("works-99-file", "works"),
        ("works-0-title", None),
        ("works", None),
        ("title", None),
        ("cv-0-file", None),
        ("", None),
    ],
)
def test_a_file_belongs_only_to_a_question_that_takes_files(name: str, key: str | None) -> None:
    kinds = {"cv": "file", "works": "work_samples", "title": "text"}
    section = Section("s", {}, tuple(Question(one, kind, {"en": one}) for one, kind in kinds.items()))
    found = rules.question_of_file(section, name)
    assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("media_type", "size", "pages", "told"),
    [
        ("application/pdf", 1_048_576, 2, None),
        ("application/pdf", 1_048_577, 2, "cv.pdf is larger than 1 MB. Please upload a smaller file."),
        (
            "application/pdf",
            100,
            3,
            "cv.pdf has 3 pages. The limit is 2; please shorten it and upload it again.",
        ),
        ("image/png", 100, None, "cv.pdf is not of an accepted type. Accepted: PDF."),
    ],
)
def test_a_file_keeps_the_limits_of_its_question(
    media_type: str, size: int, pages: int | None, told: str | None
) -> None:
    limits = Limits(accept=("application/pdf",), max_mb=1, max_pages=2)
    question = Question("cv", "file", {"en": "CV"}, limits=limits)
    found = rules.file_refused(question, FileFacts("", "cv.pdf", media_type, size, pages))
    assert (None if found is None else str(found)) == told
