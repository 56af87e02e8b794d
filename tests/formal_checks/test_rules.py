"""The rules of the formal check as tables."""

import pytest

from portal.access import TABLE, Verb
from portal.applications.states import PublicState
from portal.calls.states import CallState
from portal.formal_checks import rules
from portal.words import Sentence

OWN = "This is your own application. Somebody else in the office has to check it."
OUT = "The results of this call are out. Its formal check can’t be changed any more."


def text(sentence: Sentence | None) -> str | None:
    """The English sentence of a no."""
    return None if sentence is None else str(sentence)


@pytest.mark.parametrize(
    ("verb", "facts", "wanted"),
    [
        ("letter.withdraw", {"why": "Wrong address."}, "Wrong address."),
        ("application.exclude", {"code": "late", "note": "By a day."}, "By a day."),
        ("application.reopen_check", {"why": "A page was overlooked."}, ""),
        ("letter.issue", {}, ""),
        ("a.step_of_another_time", {"why": "So."}, "So."),
    ],
)
def test_what_somebody_wrote_to_a_step_is_told_once(verb: str, facts: dict[str, str], wanted: str) -> None:
    assert rules.note_of(verb, facts) == wanted


@pytest.mark.parametrize(
    ("by", "call_state", "public", "told"),
    [
        (2, CallState.PUBLISHED, PublicState.PENDING, None),
        (2, CallState.CLOSED, PublicState.PENDING, None),
        (2, CallState.IN_REVIEW, PublicState.PENDING, None),
        (1, CallState.CLOSED, PublicState.PENDING, OWN),
        (2, CallState.DECIDED, PublicState.PENDING, OUT),
        (2, CallState.ARCHIVED, PublicState.PENDING, OUT),
        (2, CallState.IN_REVIEW, PublicState.REJECTED, OUT),
    ],
)
def test_somebody_else_checks_until_results_are_out(
    by: int, call_state: CallState, public: PublicState, told: str | None
) -> None:
    found = rules.formal_check_refused(applicant_id=1, by_id=by, call_state=call_state, public_state=public)
    assert text(found) == told


@pytest.mark.parametrize("code", rules.EXCLUSION_CODES)
def test_every_known_reason_with_words_stands(code: str) -> None:
    assert rules.exclusion_refused(code, "14 pages instead of 10.") is None


@pytest.mark.parametrize(
    ("code", "note", "told"),
    [
        ("", "x", "Please choose the reason of the exclusion."),
        ("too_pretty", "x", "Please choose the reason of the exclusion."),
        (
            "late",
            "  ",
            "Please write what exactly was wrong. The applicant’s letter and the file rely on it.",
        ),
        ("late", "x" * 2001, "This note is too long. The most is 2000 characters."),
    ],
)
def test_an_exclusion_without_reason_or_words_is_refused(code: str, note: str, told: str) -> None:
    assert text(rules.exclusion_refused(code, note)) == told


@pytest.mark.parametrize(
    ("verb", "facts", "told"),
    [
        ("application.submit", {"revision": 7, "hash": "x"}, "Application submitted, revision 7"),
        (
            "application.exclude",
            {"code": "enrolled"},
            "Excluded in the formal check: Enrolled at a university",
        ),
        ("application.exclude", {}, "Excluded in the formal check: –"),
        ("application.reopen_check", {"why": "{x} & <b>"}, "Formal check reopened: {x} & <b>"),
        ("something.new", {"secret": 1}, "something.new"),
        ("application.publish_outcome", {"outcome": "awarded"}, "Outcome made known: Awarded"),
    ],
)
def test_the_log_is_told_in_words(verb: str, facts: dict[str, object], told: str) -> None:
    assert str(rules.told_event(verb, facts)) == told


@pytest.mark.parametrize(
    ("section", "told"), [("samples", "Answers saved: Your works"), ("gone", "Answers saved: gone")]
)
def test_a_section_is_told_by_its_title_not_by_its_key(section: str, told: str) -> None:
    titles = {"samples": "Your works"}
    assert str(rules.told_event("application.save", {"section": section}, titles)) == told


def test_every_verb_that_changes_an_application_has_its_words() -> None:
    changing = {
        verb
        for verb in TABLE
        if verb.startswith("application.") and verb not in (Verb.APPLICATION_READ, Verb.APPLICATION_EDIT)
    }
    assert {verb for verb in changing if str(rules.told_event(verb, {})) == verb} == set()


@pytest.mark.parametrize(
    ("sought", "kept"),
    [
        ({}, {}),
        ({"state": "submitted", "page": "2"}, {"state": "submitted"}),
        ({"text": "a\x00b\u202ec"}, {"text": "a b c"}),
        ({"text": "x" * 300}, {"text": "x" * 100}),
    ],
)
def test_filters_keep_what_they_know(sought: dict[str, str], kept: dict[str, str]) -> None:
    assert rules.filters_of(sought).kept() == kept
