"""What an application must meet, as pure functions: each no comes with its sentence for the person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from portal.access import FieldClass
from portal.applications.states import ApplicationState, PublicState
from portal.calls.states import CallState
from portal.questionnaire import (
    KINDS,
    PARTS,
    FileFacts,
    Files,
    Problem,
    Question,
    Questionnaire,
    Section,
    SheetRow,
    Spoken,
    is_answered,
    missing_and_wrong,
)
from portal.questionnaire.uploads import wrong_file
from portal.words import Place, Sentence, say

CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 6
LONGEST_REASON = 2_000
# No section of a questionnaire can have this key.
YOUR_DETAILS = "/details"

_MONTHS = (
    say("January"), say("February"), say("March"), say("April"), say("May"), say("June"),
    say("July"), say("August"), say("September"), say("October"), say("November"), say("December"),
)  # fmt: skip
_WRITABLE_CALLS = frozenset({CallState.PUBLISHED})


def told_moment(at: datetime, zone: str, other_zone: str = "") -> Sentence:
    """A moment by the clocks of its zone, and by those of the reader's zone where they differ."""
    here = at.astimezone(ZoneInfo(zone))
    told = say("{day}, {time} {place}", day=_told_day(here), time=f"{here:%H:%M}", place=Place(zone))
    if not other_zone or at.astimezone(ZoneInfo(other_zone)).utcoffset() == here.utcoffset():
        return told
    there = at.astimezone(ZoneInfo(other_zone))
    if there.date() == here.date():
        elsewhere = say("{time} {place}", time=f"{there:%H:%M}", place=Place(other_zone))
    else:
        elsewhere = say(
            "{day}, {time} {place}", day=_told_day(there), time=f"{there:%H:%M}", place=Place(other_zone)
        )
    return say("{moment} ({elsewhere})", moment=told, elsewhere=elsewhere)


def _told_day(on: datetime) -> Sentence:
    return say("{day} {month} {year}", day=on.day, month=_MONTHS[on.month - 1], year=on.year)


def submission_refused(
    *,
    call_state: str,
    opens_at: datetime,
    deadline_at: datetime,
    at: datetime,
    zone: str,
    other_zone: str = "",
) -> Sentence | None:
    """Why a call takes nothing at this moment; the very moment of the deadline is still in time."""
    if call_state == CallState.DRAFT:
        return say("This call is not published yet.")
    if at < opens_at:
        return say("This call opens on {moment}.", moment=told_moment(opens_at, zone, other_zone))
    if at > deadline_at:
        return say(
            "The deadline was {moment}. Nothing can be sent or changed any more; your draft stays readable.",
            moment=told_moment(deadline_at, zone, other_zone),
        )
    if call_state not in _WRITABLE_CALLS:
        return say("This call is closed. Nothing can be sent or changed any more; your draft stays readable.")
    return None


def withdrawal_refused(public_state: str, why: str) -> Sentence | None:
    """Why an application can't be withdrawn: its result is out, or the reason is too long to keep."""
    if public_state != PublicState.PENDING:
        return say("The result of this application is out, so it can’t be withdrawn any more.")
    if len(why) > LONGEST_REASON:
        return say("This reason is too long. The most is {most} characters.", most=LONGEST_REASON)
    return None


def outcome_refused(state: str, outcome: str) -> Sentence | None:
    """Why an application can’t be told this outcome."""
    if state not in (ApplicationState.ADMITTED, ApplicationState.EXCLUDED):
        return say("Only an application whose formal check is done can be told an outcome.")
    if outcome == PublicState.PENDING:
        return say("A result that is out can’t be called back, only replaced by another decision.")
    return None


def missing_answers(
    questionnaire: Questionnaire, answers: Mapping[str, Any], files: Files, *, name: str
) -> list[Problem]:
    """Everything that keeps an application from being sent: the applicant's name, then the answers."""
    nameless = say("Please tell us your name, as it should stand in a letter to you.")
    named = [] if name.strip() else [Problem("", nameless, section=YOUR_DETAILS, field="display_name")]
    return [*named, *missing_and_wrong(questionnaire, answers, files)]


class Upload(Protocol):
    """What was found out about an uploaded file."""

    @property
    def name(self) -> str:
        """The name that the person gave it."""

    @property
    def media_type(self) -> str:
        """What it is, found by parsing."""

    @property
    def size(self) -> int:
        """How large it is, in bytes."""

    @property
    def pages(self) -> int | None:
        """How many pages a document has."""


def file_refused(question: Question, upload: Upload) -> Sentence | None:
    """Why a file can’t answer a question: its type, its size or its number of pages."""
    facts = FileFacts("", upload.name, upload.media_type, upload.size, upload.pages)
    return next(iter(wrong_file(question, facts)), None)


def question_of_file(section: Section, name: str) -> Question | None:
    """The question of the section to which a file field of this name belongs."""
    owners = [one for one in section.questions if KINDS[one.kind].owns(one, name)]
    asks = [
        one for one in owners if one.kind == "file" or (one.kind == "work_samples" and name[-5:] == "-file")
    ]
    return asks[0] if asks else None


def naming(question: Question, ids: Sequence[str], file_id: str) -> list[str]:
    """The ids of an answer with one more file: beside the others, or in place of the only one that fits."""
    takes_many = question.kind == "file" and (question.limits.max_files or 1) > 1
    return [*ids, file_id] if takes_many else [file_id]


@dataclass(frozen=True)
class Merge:
    """Answers of two hands put together, and the questions where both changed the same thing."""

    answers: dict[str, Any]
    conflicts: tuple[str, ...]


def merge(base: Mapping[str, Any], newest: Mapping[str, Any], mine: Mapping[str, Any]) -> Merge:
    """Put what I sent (None: emptied) onto the newest answers; what only one hand changed is no conflict."""
    answers, conflicts = dict(newest), []
    for key, value in mine.items():
        was, now = _given(base, key), _given(newest, key)
        wanted = value if is_answered(value) else None
        if wanted in (was, now):
            continue  # I left it as it was, or both wrote the same
        if now != was:
            conflicts.append(key)
        answers[key] = wanted
    return Merge({key: value for key, value in answers.items() if value is not None}, tuple(conflicts))


def _given(answers: Mapping[str, Any], key: str) -> Any:
    value = answers.get(key)
    return value if is_answered(value) else None


def shows(question: Question, fields: frozenset[FieldClass]) -> bool:
    """Whether readers of these field classes see the answer to a question.

    Who may not see contact data is a juror, and jurors see only what the call marks for them.
    """
    is_juror = FieldClass.CONTACT not in fields
    return FieldClass(question.field_class) in fields and (question.jurors_see or not is_juror)


@dataclass(frozen=True)
class DossierFile:
    """A file as a reader of the case knows it."""

    id: str
    name: str
    media_type: str
    size: int
    pages: int | None
    is_picture: bool


@dataclass(frozen=True)
class Sample:
    """One work sample: its facts in words, and where to see it."""

    number: int
    title: str
    facts: tuple[tuple[Sentence, str], ...]
    link: str
    password: str
    file: DossierFile | None


@dataclass(frozen=True)
class DossierRow:
    """One question with its answer as this reader sees it."""

    key: str
    kind: str
    title: Spoken
    lines: tuple[str | Sentence, ...]
    answered: bool
    files: tuple[DossierFile, ...] = ()
    samples: tuple[Sample, ...] = ()

    @property
    def is_long(self) -> bool:
        """Whether the answer needs room of its own; an empty one is a short fact whatever was asked."""
        return self.answered and self.kind in ("long_text", "work_samples")

    @property
    def enclosed(self) -> tuple[DossierFile, ...]:
        """The files of the answer, alone or within work samples."""
        return self.files + tuple(one.file for one in self.samples if one.file)


@dataclass(frozen=True)
class DossierSection:
    """One section with the rows that this reader sees."""

    key: str
    title: Spoken
    rows: tuple[DossierRow, ...]

    @property
    def blocks(self) -> list[tuple[bool, list[DossierRow]]]:
        """The rows in order, neighbours of one size together: short facts, or long answers."""
        return [(is_long, list(rows)) for is_long, rows in groupby(self.rows, key=lambda row: row.is_long)]


def files_named(answers: Mapping[str, Any]) -> frozenset[str]:
    """The ids of the files that answers name, alone or within a work sample."""
    lists = [value for value in answers.values() if isinstance(value, list)]
    names_of_files = {one for value in lists for one in value if isinstance(one, str)}
    of_samples = {one["file"] for value in lists for one in value if isinstance(one, dict) and "file" in one}
    return frozenset(names_of_files | of_samples)


def dossier_row(row: SheetRow, answers: Mapping[str, Any], files: Mapping[str, DossierFile]) -> DossierRow:
    """A row of the answer sheet with its files and work samples beside its plain lines."""
    question = row.question
    value: list[Any] = answers[question.key] if isinstance(answers.get(question.key), list) else []
    return DossierRow(
        key=question.key,
        kind=question.kind,
        title=row.title,
        lines=tuple(row.lines),
        answered=row.answered,
        files=tuple(files[one] for one in value if one in files) if question.kind == "file" else (),
        samples=_samples(value, files) if question.kind == "work_samples" else (),
    )


def _samples(works: list[dict[str, str]], files: Mapping[str, DossierFile]) -> tuple[Sample, ...]:
    apart = ("title", "file", "link", "password")
    return tuple(
        Sample(
            number=number,
            title=work.get("title", "–"),
            facts=tuple((p.label, work[p.name]) for p in PARTS if p.name in work and p.name not in apart),
            link=work.get("link", ""),
            password=work.get("password", ""),
            file=files.get(work.get("file", "")),
        )
        for number, work in enumerate(works, start=1)
    )


def short_code(prefix: str, draws: tuple[int, ...]) -> str:
    """A code for people from six random numbers: no letter or digit that is taken for another."""
    return f"{prefix}-{''.join(CODE_LETTERS[draw % len(CODE_LETTERS)] for draw in draws)}"


def project_title(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> str:
    """The title of the project as the applicant wrote it; empty where the call asks for none."""
    return _text_of(questionnaire, answers, "project_title")[:300]


def discipline(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> str:
    """The discipline that the applicant chose; empty where the call asks for none."""
    return _text_of(questionnaire, answers, "discipline")[:40]


def _text_of(questionnaire: Questionnaire, answers: Mapping[str, Any], key: str) -> str:
    value = answers.get(key) if questionnaire.question(key) else None
    return value if isinstance(value, str) else ""
