"""What waits for somebody who applied."""

from datetime import UTC, datetime

import pytest

from portal.mine.rules import Case, next_of

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER, EARLIER = datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)


def case(state: str = "submitted", deadline: datetime = EARLIER, **facts: object) -> Case:
    known = {"public_state": "pending", "call_state": "in_review"} | facts
    return Case(state=state, deadline_at=deadline, **known)  # type: ignore[arg-type]  # facts of a test


@pytest.mark.parametrize(
    ("known", "sentence", "page", "is_due"),
    [
        (case("draft", LATER, call_state="published"), "Go on with your draft.", "application", True),
        (
            case("submitted"),
            "Received. You will hear from us; there is nothing for you to do.",
            "application",
            False,
        ),
        (
            case("excluded"),
            "Received. You will hear from us; there is nothing for you to do.",
            "application",
            False,
        ),
        (
            case("admitted", public_state="awarded"),
            "The result is out; your letter is being prepared.",
            "application",
            False,
        ),
        (
            case("admitted", public_state="awarded", has_letter=True, offer_state="open"),
            "You have an award. Please answer the offer.",
            "offer",
            True,
        ),
        (
            case("admitted", public_state="awarded", has_letter=True, offer_state="accepted"),
            "Your letter is here.",
            "letter",
            False,
        ),
        (case("admitted", public_state="rejected", has_letter=True), "Your letter is here.", "letter", False),
    ],
)
def test_each_application_says_what_is_next(known: Case, sentence: str, page: str, is_due: bool) -> None:
    following = next_of(known, AT)
    assert following is not None
    assert (str(following.sentence), following.page, following.is_due) == (sentence, page, is_due)


@pytest.mark.parametrize(
    "known",
    [
        case("withdrawn"),
        case("draft", EARLIER, call_state="published"),
        case("draft", LATER, call_state="closed"),
    ],
)
def test_what_is_over_asks_for_nothing(known: Case) -> None:
    assert next_of(known, AT) is None
