"""The tour: six steps from an application to a letter, with who takes each, where, and whether it is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.calls.states import CallState
from portal.words import Sentence, say

CALL = "istanbul-berlin-studio"
APPLICANT, OFFICER, JUROR, APPROVER = (
    "isil@demo.example",
    "tobias@demo.example",
    "clara@demo.example",
    "approver@demo.example",
)
OPEN_REVIEWS = ("assigned", "draft", "returned")


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far the call of the tour is."""

    call_state: str = CallState.PUBLISHED
    applied: bool = False
    unchecked: int = 0
    checked: int = 0
    scored: int = 0
    to_score: int = 0
    decided: int = 0
    opened: bool = False

    @property
    def is_running(self) -> bool:
        """Whether the call still takes applications."""
        return self.call_state == CallState.PUBLISHED

    @property
    def is_reviewed(self) -> bool:
        """Whether the juror of the tour has nothing left to score."""
        return self.scored > 0 and self.to_score == 0

    @property
    def is_released(self) -> bool:
        """Whether the outcomes are out."""
        return self.call_state in (CallState.DECIDED, CallState.ARCHIVED)


@dataclass(frozen=True)
class Step:
    """One step: who takes it, what it is about, what to press, whether it is done."""

    number: int
    who: str
    name: str
    title: Sentence
    sentence: Sentence
    acts: Sequence[Sentence]
    is_done: bool


@dataclass(frozen=True)
class Target:
    """The page to which a step leads, by endpoint and values."""

    page: str
    values: Mapping[str, Any]


def steps_of(progress: Progress) -> list[Step]:
    """The six steps of the tour in their order."""
    return [
        _applying(progress),
        _checking(progress),
        _scoring(progress),
        _deciding(progress),
        _releasing(progress),
        _reading(progress),
    ]


def _applying(progress: Progress) -> Step:
    return Step(
        1,
        APPLICANT,
        "Işıl Şükran İnceöz",
        say("Apply as an artist"),
        say("Işıl lives in Istanbul and draws on ferries. She applies for the studio in Berlin."),
        (
            say("Press “Apply”, and fill in the sections; short answers are enough."),
            say("Any PDF and any picture of yours will do as a file."),
            say("Check your answers and press “Submit application”."),
        ),
        progress.applied,
    )


def _checking(progress: Progress) -> Step:
    return Step(
        2,
        OFFICER,
        "Tobias Krüger",
        say("Let the deadline pass, check, hand out"),
        say(
            "Tobias looks after the call. He checks whether applications are complete, and calls in the jury."
        ),
        (
            say("Press “Let the deadline pass”. Only the demo can do that."),
            say("Open “Applications” at the top of the page and press “Admit all complete applications”."),
            say("Go back to “Call” and start the review."),
            say("Open “Jury”, then “Assignment and progress”, and press “Give all cases to everybody”."),
        ),
        progress.call_state not in (CallState.PUBLISHED, CallState.CLOSED)
        and progress.scored + progress.to_score > 0,
    )


def _scoring(progress: Progress) -> Step:
    return Step(
        3,
        JUROR,
        "Prof. Clara Weiß",
        say("Score as a juror"),
        say("Clara reads the work on the left and scores on the right, by keyboard if she likes."),
        (
            say("Say that there is no conflict of interest; only then does the case open."),
            say("Choose points for each criterion and press “Submit and next”, until every case is scored."),
            say("Give different points, so that the ranking has an order."),
        ),
        progress.is_reviewed or progress.is_released,
    )


def _deciding(progress: Progress) -> Step:
    checked = progress.checked > 0 and not progress.unchecked and not progress.is_running
    return Step(
        4,
        OFFICER,
        "Tobias Krüger",
        say("Prepare the decisions"),
        say("One place, one reserve: the ranking proposes, and Tobias may change each case."),
        (
            say("Press “Propose from the ranking”, or decide case by case."),
            say("Look at the sums: places, reserves and money can’t be exceeded."),
        ),
        checked and progress.decided >= progress.checked,
    )


def _releasing(progress: Progress) -> Step:
    return Step(
        5,
        APPROVER,
        "Dr. Miriam Sander",
        say("Approve and release as the second person"),
        say(
            "Nobody approves their own preparation. All outcomes leave at one instant, and letters are made."
        ),
        (
            say("Type how many decisions there are, and press the button that approves all of them."),
            say("Press “Go to the release”, type the number again, and watch the letters being made."),
        ),
        progress.is_released,
    )


def _reading(progress: Progress) -> Step:
    return Step(
        6,
        APPLICANT,
        "Işıl Şükran İnceöz",
        say("Hold the letter"),
        say(
            "Işıl opens her letter, an official decision with a courtesy translation, and answers the offer."
        ),
        (
            say("Open the PDF; scan its code or choose the file under “Verify a letter”."),
            say("Accept or decline the offer. A decline lets the reserve move up."),
        ),
        progress.opened,
    )


def target_of(
    number: int, progress: Progress, *, application: str = "", review: str = "", letter: str = ""
) -> Target:
    """The right page for a step as things stand now."""
    call = {"slug": CALL}
    if number == 1:
        return _applicants(application, call)
    if number == 6:
        return _readers(progress, application, letter)
    if number == 3:
        return Target("reviews.conflict", {"review_id": review}) if review else Target("reviews.index", {})
    if number == 4:
        return Target("decisions.desk", call)
    if number == 5:
        is_ready = progress.decided > 0
        return Target("decisions.approvals" if is_ready else "desk.pipeline", call if is_ready else {})
    return Target(_checking_page(progress), call)


def _applicants(application: str, call: Mapping[str, Any]) -> Target:
    if application:
        return Target("applications.task_list", {"application_id": application})
    return Target("calls.page", call)


def _readers(progress: Progress, application: str, letter: str) -> Target:
    if letter:
        return Target("letters.page", {"letter_id": letter})
    # Between the release and the letter the own home page says what is the matter.
    return Target("mine.home", {}) if progress.is_released else _applicants(application, {"slug": CALL})


def _checking_page(progress: Progress) -> str:
    if progress.is_running:
        return "calls.edit"
    if progress.unchecked:
        return "formal_checks.table"
    return "calls.edit" if progress.call_state == CallState.CLOSED else "reviews.assignment"
