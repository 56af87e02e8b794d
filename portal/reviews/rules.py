"""How a jury judges: conflicts of interest, criteria and totals, and which case comes next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from portal.applications.states import ApplicationState
from portal.calls.states import CallState
from portal.reviews.states import LIFE, OPEN, ReviewState
from portal.selection.spreading import Pair
from portal.selection.summary import rounded
from portal.words import Sentence, say

DISAGREEMENT = Decimal(3)
FEWEST_VOTES = 3
LONGEST_NOTE = 1_000
LONGEST_COMMENT = 4_000


# Conflicts of interest


@dataclass(frozen=True)
class Reason:
    """A reason for which nobody may judge a case, in the law's sense and in plain words."""

    title: Sentence
    explanation: Sentence
    needs_note: bool = False


CONFLICT_REASONS: dict[str, Reason] = {
    "party": Reason(
        say("I am part of this application"),
        say("You apply yourself, or you belong to the group that applies."),
    ),
    "relative": Reason(
        say("We are relatives"),
        say(
            "Engaged, married, partners, parents, children, siblings, their spouses and children, "
            "aunts and uncles, foster families; also after a marriage has ended."
        ),
    ),
    "representative": Reason(
        say("I represent somebody in this application"),
        say("By law or by mandate, for example as guardian, lawyer or agent, or a relative of yours does."),
    ),
    "employer_or_board": Reason(
        say("I work for somebody in this application"),
        say("You are paid by a person or institution in it, or you sit on its board: a gallery, a school."),
    ),
    "prior_opinion": Reason(
        say("I have already given an opinion on it"),
        say("A reference, an expert report or advice on this very project, outside this jury."),
    ),
    "direct_benefit": Reason(
        say("I would gain or lose by the decision"),
        say("Directly, in money or position: a commission, a sale, an exhibition that depends on it."),
    ),
    "bias_concern": Reason(
        say("There is a reason to doubt that I am impartial"),
        say("A teacher or student, co-author or recent collaborator, a close friendship or a dispute."),
        needs_note=True,
    ),
    "other": Reason(
        say("Another reason"),
        say("If you would not want to explain in public why you judged this case, this is the place."),
        needs_note=True,
    ),
}


def conflict_refused(code: str, note: str) -> Sentence | None:
    """Why a declaration can't stand: it needs a known reason, and where that says little, a few words."""
    reason = CONFLICT_REASONS.get(code)
    if reason is None:
        return say("Please choose one of the reasons shown.")
    if reason.needs_note and not note.strip():
        return say("Please add a few words, so that the chair can understand the reason.")
    return note_refused(note)


def conflict_told(code: str) -> Sentence | None:
    """The reason for which somebody may not judge, as the office reads it; nothing where there is none."""
    reason = CONFLICT_REASONS.get(code)
    return reason.title if reason else None


def note_refused(note: str) -> Sentence | None:
    """Why a note can't be kept."""
    if len(note) > LONGEST_NOTE:
        return say("This note is too long. The most is {most} characters.", most=LONGEST_NOTE)
    return None


def declaration_refused(state: str) -> Sentence | None:
    """Why the question of conflicts can't be answered any more."""
    if state in OPEN:
        return None
    return say("The question of conflicts of interest was answered for this case.")


# When a case may be judged


def judging_refused(call_state: str, application_state: str) -> Sentence | None:
    """Why nobody can judge this case now."""
    if application_state != ApplicationState.ADMITTED:
        return say("This application is not before the jury.")
    if call_state in (CallState.DRAFT, CallState.PUBLISHED, CallState.CLOSED):
        return say("The review of this call has not begun yet.")
    if call_state != CallState.IN_REVIEW:
        return say("The review of this call is over. Scores can’t be changed any more.")
    return None


def assignment_refused(
    *, applicant_id: int, juror_id: int, application_state: str, call_state: str
) -> Sentence | None:
    """Why this case can't be given to this juror."""
    if call_state in (CallState.DECIDED, CallState.ARCHIVED):
        return say("The review of this call is over.")
    if application_state != ApplicationState.ADMITTED:
        return say("Only admitted applications are given to the jury.")
    if applicant_id == juror_id:
        return say("This is the juror’s own application.")
    return None


def return_refused(reason: str) -> Sentence | None:
    """Why a review can't be returned: the juror has to know what to correct."""
    if not reason.strip():
        return say("Please write what the juror should correct.")
    return note_refused(reason)


# Criteria, points and totals


@dataclass(frozen=True)
class Criterion:
    """One criterion of the rubric as a published call froze it."""

    key: str
    title: Mapping[str, str]
    help: Mapping[str, str]
    weight: int
    low: int
    high: int
    anchors: Mapping[int, Mapping[str, str]]

    @property
    def marks(self) -> range:
        """Every mark that can be given."""
        return range(self.low, self.high + 1)


def criteria_of(rubric: Sequence[Mapping[str, Any]]) -> tuple[Criterion, ...]:
    """The criteria of a call in their order."""
    return tuple(
        Criterion(
            key=row["key"],
            title=row["title"],
            help=row.get("help", {}),
            weight=int(row["weight"]),
            low=int(row["low"]),
            high=int(row["high"]),
            anchors={int(point): words for point, words in row.get("anchors", {}).items()},
        )
        for row in rubric
    )


def weighted_total(criteria: Sequence[Criterion], points: Mapping[str, int]) -> Decimal | None:
    """The weighted mean of the points given so far, to two places; None as long as nothing is given.

    Open criteria don't count as zero: the weights of the others stand for the whole.
    """
    given = [criterion for criterion in criteria if criterion.key in points]
    weights = sum(criterion.weight for criterion in given)
    if not weights:
        return None
    return rounded(Decimal(sum(points[one.key] * one.weight for one in given)) / weights)


def open_criteria(criteria: Sequence[Criterion], points: Mapping[str, int]) -> list[Criterion]:
    """The criteria that still lack points."""
    return [criterion for criterion in criteria if criterion.key not in points]


def points_refused(criteria: Sequence[Criterion], points: Mapping[str, int]) -> dict[str, Sentence]:
    """What is wrong with points: a criterion that the call does not know, or a mark outside its scale."""
    known = {criterion.key: criterion for criterion in criteria}
    refused = {key: say("This criterion does not belong to this call.") for key in points if key not in known}
    for key, given in points.items():
        if key in known and given not in known[key].marks:
            refused[key] = say(
                "Please choose a mark from {low} to {high}.", low=known[key].low, high=known[key].high
            )
    return refused


def comment_refused(comment: str) -> Sentence | None:
    """Why a comment can't be kept."""
    if len(comment) > LONGEST_COMMENT:
        return say("This comment is too long. The most is {most} characters.", most=LONGEST_COMMENT)
    return None


def spread_flag(totals: Sequence[Decimal]) -> bool:
    """Whether the jurors part so far that the case should be talked about."""
    return len(totals) > 1 and max(totals) - min(totals) >= DISAGREEMENT


def scale_of(criteria: Sequence[Criterion]) -> tuple[int, int]:
    """The lowest and the highest mark that any criterion knows."""
    return min((one.low for one in criteria), default=0), max((one.high for one in criteria), default=10)


# Votes of one case


def mark_of(state: str) -> Sentence:
    """The state of a review in words; nothing where there is no review."""
    return LIFE.wording[ReviewState(state)].staff if state else say("Not given")


@dataclass(frozen=True)
class Tally:
    """The reviews of a case or of a juror, counted; recused and void ones are neither votes nor voters."""

    states: tuple[str, ...]

    @property
    def done(self) -> int:
        """How many are submitted."""
        return self.states.count(ReviewState.SUBMITTED)

    @property
    def recused(self) -> int:
        """How many jurors stepped back."""
        return self.states.count(ReviewState.RECUSED)

    @property
    def due(self) -> int:
        """How many there will be when everybody is done."""
        return len(self.states) - self.recused - self.states.count(ReviewState.VOID)

    @property
    def is_quorate(self) -> bool:
        """Whether enough jurors have judged the case."""
        return self.done >= votes_needed(self.due)

    @property
    def lacks_jurors(self) -> bool:
        """Whether the case can't reach a quorum even if everybody judges it."""
        return self.due < votes_needed(self.due)


def votes_needed(entitled: int) -> int:
    """How many must judge a case: more than half of those who may, and never fewer than three."""
    return max(FEWEST_VOTES, entitled // 2 + 1)


def flags_of(totals: Sequence[Decimal], tally: Tally) -> list[tuple[Sentence, str]]:
    """What the jury should look at in a case, each with its tone."""
    flags = []
    if spread_flag(totals):
        flags.append((say("Jurors disagree"), "warning"))
    if tally.lacks_jurors:
        flags.append((say("Too few jurors"), "danger"))
    elif tally.done < tally.due:
        flags.append((say("Incomplete"), "info"))
    return flags


# The queue


@dataclass(frozen=True)
class QueueRow:
    """One case in a juror’s queue."""

    id: str
    short_code: str
    title: str
    state: str
    is_cleared: bool
    judged: int
    juror: str = ""

    @classmethod
    def of(cls, review: Any, reader_id: int, judged: int) -> "QueueRow":
        """A review in the queue of its juror, or of a deputy, who sees for whom."""
        case, own = review.application, review.juror_id == reader_id
        state, is_cleared = review.state, review.is_cleared_for(reader_id)
        juror = "" if own else review.juror.name
        title = "" if review.is_over or review.is_barred_to(reader_id) else case.title
        return cls(review.public_id, case.short_code, title, state, is_cleared, judged, juror)

    @property
    def mark(self) -> Sentence:
        """The mark of the case in the list: to do, draft, done, recused, or returned by the office."""
        return mark_of(self.state)

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.state in OPEN

    @property
    def can_open(self) -> bool:
        """Whether the juror can go to the case at all."""
        return self.state not in (ReviewState.RECUSED, ReviewState.VOID)


def next_open(rows: Sequence[QueueRow], *, here: str = "", skipped: Sequence[str] = ()) -> QueueRow | None:
    """The open case that the fewest have judged; skipped ones come when nothing else is left.

    Ids are random, so that among equals every juror begins at another case.
    """
    left = [row for row in rows if row.is_open and row.id != here]
    return min(left, key=lambda row: (row.id in skipped, row.judged, row.id), default=None)


def neighbours(rows: Sequence[QueueRow], here: str) -> tuple[QueueRow | None, QueueRow | None]:
    """The cases before and after this one in the list that the juror sees."""
    shown = [row for row in rows if row.can_open]
    place = next((place for place, row in enumerate(shown) if row.id == here), None)
    if place is None:
        return None, None
    before = shown[place - 1] if place else None
    return before, shown[place + 1] if place + 1 < len(shown) else None


# Giving cases to jurors


def changes(
    ticked: Iterable[Pair], was: Iterable[Pair], held: Mapping[Pair, str]
) -> tuple[list[Pair], list[Pair]]:
    """What a person changed in the matrix: cases to give, and cases to take away.

    Only boxes that this person changed count, so that two people at once undo nothing of each other.
    A recusal stands whatever the boxes say, and what is judged already is never taken away by a box.
    """
    before, after = set(was), set(ticked)
    give = sorted(pair for pair in after - before if held.get(pair, ReviewState.VOID) == ReviewState.VOID)
    take = sorted(pair for pair in before - after if held.get(pair) in OPEN)
    return give, take


def leaving(tally: Tally) -> list[Sentence]:
    """What becomes of a juror's reviews when he or she leaves the panel."""
    return [
        say("Open reviews that become void: {count}", count=tally.due - tally.done),
        say("Submitted reviews that still count: {count}", count=tally.done),
        say("From then on this person opens no case of this call any more."),
    ]


def short_name(given: str, family: str, whole: str, *, family_first: bool) -> str:
    """A name as a tab shows it, Işıl Ş.; whole where its parts are unknown or their order is another."""
    if not given or not family or family_first:
        return whole
    return f"{given} {family[0]}."
