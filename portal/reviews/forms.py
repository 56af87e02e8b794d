"""The forms of a jury: the question of conflicts, the score sheet, and the office's assignments."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Field

from portal.errors import Invalid
from portal.reviews.rules import (
    CONFLICT_REASONS,
    FEWEST_VOTES,
    LONGEST_COMMENT,
    LONGEST_NOTE,
    Criterion,
)
from portal.reviews.states import NO_CONFLICT
from portal.selection.spreading import Pair
from portal.web.checks import AtMost, Between, required
from portal.web.fields import ChoiceField, HiddenField, LongTextField, NumberField, PortalForm
from portal.web.filters import text_in_language
from portal.web.say import translate
from portal.words import say

POINTS = "points-"


# The question of conflicts


class RecuseForm(PortalForm):
    """Why somebody can't judge a case."""

    reason = ChoiceField(_l("Why can’t you judge this case?"), [required(say("Please choose a reason."))])
    note = LongTextField(
        _l("Note"),
        [AtMost(LONGEST_NOTE)],
        characters=LONGEST_NOTE,
        rows=3,
        hint=_l("A few words for the chair and the office. The applicant does not read them."),
    )

    def offer(self) -> None:
        """Show the reasons in plain words, in the reader’s language."""
        self.reason.choices = _reasons()


class ConflictForm(RecuseForm):
    """Whether a conflict of interest exists, asked before a case opens."""

    reason = ChoiceField(
        _l("Is there a conflict of interest?"), [required(say("Please choose the answer that applies."))]
    )

    def offer(self) -> None:
        """Show “no conflict” first, then the reasons."""
        words = say("No, I know of no conflict of interest")
        explanation = say("The case opens. If you find a conflict later, you can still step back.")
        self.reason.choices = [(NO_CONFLICT, translate(words), translate(explanation)), *_reasons()]


def _reasons() -> list[tuple[str, str, str]]:
    reasons = CONFLICT_REASONS.items()
    return [(code, translate(one.title), translate(one.explanation)) for code, one in reasons]


# The score sheet


class ScoreForm(PortalForm):
    """Points by criterion and a comment, on top of the version that the page showed."""

    revision = HiddenField(name="_revision")
    comment = LongTextField(
        _l("Comment"),
        [AtMost(LONGEST_COMMENT)],
        characters=LONGEST_COMMENT,
        rows=5,
        hint=_l("For the jury and the office."),
        attributes={"data-comment": ""},
    )

    def points(self) -> dict[str, int]:
        """The points that were chosen, by criterion; what is not on the scale is left out."""
        fields = ((name, field) for name, field in self._fields.items() if name.startswith(POINTS))
        chosen = ((name, field.data, {mark for mark, *_ in field.choices}) for name, field in fields)
        return {name.removeprefix(POINTS): int(mark) for name, mark, scale in chosen if mark in scale}

    def base(self) -> int:
        """The version that the page showed; what is no number is no version at all."""
        text = str(self.revision.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


@dataclass(frozen=True)
class ScoreRow:
    """One criterion with its field."""

    criterion: Criterion
    field: Field


def score_form(
    criteria: Sequence[Criterion],
    points: Mapping[str, int],
    comment: str,
    revision: int,
    *,
    sent: MultiDict[str, str] | None = None,
) -> ScoreForm:
    """The sheet of a call, filled with what is stored or was sent."""
    fields = {POINTS + one.key: _marks_of(one) for one in criteria}
    made: type[ScoreForm] = type("CallScoreForm", (ScoreForm,), fields)
    stored = {POINTS + key: str(given) for key, given in points.items()}
    facts = {**stored, "comment": comment, "revision": str(revision)}
    return made(formdata=sent, data=facts) if sent is not None else made(data=facts)


def _marks_of(criterion: Criterion) -> Any:
    marks = [
        (str(mark), str(mark), text_in_language(criterion.anchors.get(mark))) for mark in criterion.marks
    ]
    return ChoiceField(text_in_language(criterion.title), choices=marks)


def rows_of(form: ScoreForm, criteria: Sequence[Criterion]) -> list[ScoreRow]:
    """The criteria in their order, each with its field."""
    return [ScoreRow(one, form[POINTS + one.key]) for one in criteria]


def sent_by_script(body: bytes) -> MultiDict[str, str]:
    """What the script sent while the juror was scoring, in the shape of the form."""
    try:
        sent = json.loads(body)
        revision, answers = int(sent["revision"]), sent["answers"]
        pairs = [(name, str(value)) for name, values in answers.items() for value in values]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as broken:
        raise Invalid(
            say("What was sent can’t be read. Please open the page again; nothing is lost.")
        ) from broken
    return MultiDict([*pairs, ("_revision", str(revision))])


# The office


class ReasonForm(PortalForm):
    """Why a review is returned or voided, in a sentence for the juror and the file."""

    reason = LongTextField(_l("Reason"), [required(), AtMost(LONGEST_NOTE)], characters=LONGEST_NOTE, rows=3)


class ActForm(PortalForm):
    """An act that asks nothing more than to be meant."""


class EvenForm(PortalForm):
    """To how many jurors each case is given."""

    each = NumberField(
        _l("Jurors for each case"),
        [required(), Between(1, 99)],
        hint=_l("Jurors with the fewest cases come first; nothing that was given is taken away."),
        attributes={"inputmode": "numeric"},
        default=FEWEST_VOTES,
    )


def pairs_of(values: Iterable[str]) -> list[Pair]:
    """Boxes of the matrix as pairs of case and juror."""
    parts = (value.partition(":") for value in values)
    return [(case, juror) for case, _, juror in parts if case and juror]
