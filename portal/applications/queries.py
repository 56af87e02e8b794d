"""Reading applications: what one person sees of a case, and the office's table of all cases of a call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from babel import Locale
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.interfaces import ORMOption

from portal.access import FieldClass, Verb
from portal.access.predicates import is_applicant, is_submitted
from portal.accounts.models import User
from portal.applications import rules
from portal.applications.models import AnswerRevision, Application, ApplicationFile
from portal.applications.rules import DossierFile, DossierSection, dossier_row
from portal.applications.states import ApplicationState
from portal.calls.models import Call, Programme
from portal.db import session
from portal.files.models import StoredFile
from portal.questionnaire import (
    FileFacts,
    Problem,
    Questionnaire,
    answer_sheet,
    asked_answers,
    parse_questionnaire,
    shown,
)
from portal.sight import allowed

CHANGING = ("state", "public_state", "revision", "submitted_at", "receipt_hash", "receipt_file_id", "version")


# One application


def find_application(application_id: str) -> Application | None:
    """The application with this public id, with its call, city, authority, questionnaire and applicant."""
    rows = select(Application).where(Application.public_id == application_id).options(*whole())
    return session().scalars(rows).one_or_none()


def live_application(call: Call, user: User) -> Application | None:
    """The person's application to a call that was not withdrawn; there is at most one."""
    rows = select(Application).where(
        Application.call_id == call.id,
        Application.applicant_id == user.id,
        Application.state != ApplicationState.WITHDRAWN,
    )
    return session().scalars(rows.options(*whole())).one_or_none()


def lock_application(application: Application) -> Application:
    """The application as it stands now, held until the act ends, so the second of two acts sees the first."""
    changing = [
        "state",
        "public_state",
        "revision",
        "submitted_at",
        "receipt_hash",
        "receipt_file_id",
        "version",
    ]
    session().refresh(application, changing, with_for_update=True)
    return application


def is_code_taken(code: str) -> bool:
    """Whether an application has this short code already."""
    return session().scalar(select(Application.id).where(Application.short_code == code)) is not None


def list_of_applicant(user: User) -> Sequence[Application]:
    """A person's applications with their calls, newest first."""
    rows = select(Application).where(Application.applicant_id == user.id)
    called = joinedload(Application.call)
    loaded = rows.options(called.joinedload(Call.city), called.joinedload(Call.programme))
    return session().scalars(loaded.order_by(Application.created_at.desc(), Application.id.desc())).all()


def visible_to(reader: User, at: datetime) -> Select[Application]:
    """The applications that the reader may open, joined with their calls."""
    clauses = {
        is_applicant: Application.applicant_id == reader.id,
        is_submitted: Application.submitted_at.is_not(None),
    }
    places = (Call.programme_id, Call.id)
    seen = allowed(reader, Verb.APPLICATION_READ, at, places=places, clauses=clauses)
    return select(Application).join(Application.call).where(seen)


def whole() -> tuple[ORMOption, ...]:
    """What pages of one application show beside it."""
    called = joinedload(Application.call)
    return (
        called.joinedload(Call.city),
        called.joinedload(Call.programme).joinedload(Programme.authority),
        called.joinedload(Call.questionnaire),
        joinedload(Application.applicant),
        joinedload(Application.receipt_file),
    )


# Answers and files


@dataclass(frozen=True)
class _Frozen:
    """What a published call asks, known by its hash: it never changes."""

    hash: str
    content: dict[str, Any] = field(compare=False)


@lru_cache(maxsize=32)
def _read_once(frozen: _Frozen) -> Questionnaire:
    return parse_questionnaire(frozen.content)


def questionnaire_of(call: Call) -> Questionnaire:
    """What the call asks, as it was frozen when it was published."""
    revision = call.questionnaire
    if revision.frozen_at is None:
        return parse_questionnaire(revision.content)
    return _read_once(_Frozen(revision.hash, revision.content))


def answers_of(application: Application) -> dict[str, Any]:
    """The newest answers."""
    return answers_at(application, application.revision)


def answers_at(application: Application, revision: int) -> dict[str, Any]:
    """The answers as they stood at a revision; revision 0 is the empty draft."""
    rows = select(AnswerRevision.answers).where(
        AnswerRevision.application_id == application.id, AnswerRevision.number == revision
    )
    return session().scalar(rows) or {}


def visited_sections(application: Application) -> frozenset[str]:
    """The sections that were saved at least once."""
    rows = select(AnswerRevision.section).where(AnswerRevision.application_id == application.id).distinct()
    return frozenset(session().scalars(rows))


def list_files_of(application: Application) -> Sequence[ApplicationFile]:
    """The files that the application holds, oldest first."""
    rows = select(ApplicationFile).where(
        ApplicationFile.application_id == application.id, ApplicationFile.removed_at.is_(None)
    )
    return (
        session().scalars(rows.options(joinedload(ApplicationFile.file)).order_by(ApplicationFile.id)).all()
    )


def facts_of(files: Sequence[ApplicationFile]) -> dict[str, FileFacts]:
    """What the questionnaire has to know of the files, by the id under which answers name them."""
    stored = (held.file for held in files)
    return {
        file.public_id: FileFacts(file.public_id, file.name, file.media_type, file.size, file.pages)
        for file in stored
    }


def findings(application: Application) -> list[Problem]:
    """What the portal itself finds missing or wrong in the application as it stands."""
    facts = facts_of(list_files_of(application))
    name = application.applicant.display_name
    return rules.missing_answers(
        questionnaire_of(application.call), answers_of(application), facts, name=name
    )


def find_file_of(application: Application, file_id: str, fields: frozenset[FieldClass]) -> StoredFile | None:
    """A file of the application, if readers of these field classes see the question that it answers."""
    rows = select(ApplicationFile).where(
        ApplicationFile.application_id == application.id,
        ApplicationFile.removed_at.is_(None),
        ApplicationFile.file.has(StoredFile.public_id == file_id),
    )
    held = session().scalars(rows.options(joinedload(ApplicationFile.file))).one_or_none()
    question = questionnaire_of(application.call).question(held.question) if held else None
    if held is None or question is None or not rules.shows(question, fields):
        return None
    return held.file


def answers_to(application: Application, fields: frozenset[FieldClass]) -> dict[str, Any]:
    """The answers that readers of these field classes see, for the pages on which they are written."""
    questionnaire = questionnaire_of(application.call)
    seen = {question.key for question in questionnaire.questions() if rules.shows(question, fields)}
    return {key: value for key, value in answers_of(application).items() if key in seen}


# The dossier: the one way in which answers reach a reader


@dataclass(frozen=True)
class Applicant:
    """The person as far as this reader may know; every part may be empty."""

    name: str = ""
    native_name: str = ""
    native_language: str = ""
    email: str = ""
    address: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dossier:
    """All that one reader sees of one application."""

    id: str
    short_code: str
    title: str
    discipline: str
    submitted_at: datetime | None
    applicant: Applicant
    sections: tuple[DossierSection, ...]
    answers: Mapping[str, Any]
    files: tuple[DossierFile, ...]
    pictures: tuple[DossierFile, ...] = field(default=())


def dossier(application: Application, fields: frozenset[FieldClass], *, language: str) -> Dossier:
    """What readers of these field classes see of an application, in their language.

    No other way leads to answers: check page, receipt, case page, the jurors’ page and every PDF show this.
    """
    questionnaire, answers = questionnaire_of(application.call), answers_of(application)
    held = list_files_of(application)
    asked = asked_answers(questionnaire, answers)
    seen = {question.key for question in questionnaire.questions() if rules.shows(question, fields)}
    visible = {key: value for key, value in asked.items() if key in seen}
    used = tuple(_file(one.file) for one in held if one.file.public_id in rules.files_named(visible))
    by_id, facts = {file.id: file for file in used}, facts_of(held)
    sheets = answer_sheet(questionnaire, answers, language, facts, only=lambda one: rules.shows(one, fields))
    chosen = questionnaire.question("discipline")
    return Dossier(
        id=application.public_id,
        short_code=application.short_code,
        title=rules.project_title(questionnaire, visible),
        discipline="".join(map(str, shown(chosen, visible.get("discipline"), language))) if chosen else "",
        submitted_at=application.submitted_at,
        applicant=_applicant(application.applicant, fields, language),
        sections=tuple(
            DossierSection(one.key, one.title, tuple(dossier_row(row, visible, by_id) for row in one.rows))
            for one in sheets
        ),
        answers=visible,
        files=used,
        pictures=tuple(file for file in used if file.is_picture),
    )


def _file(stored: StoredFile) -> DossierFile:
    return DossierFile(
        stored.public_id,
        stored.name,
        stored.media_type,
        stored.size,
        stored.pages,
        bool(stored.preview_sha256),
    )


def _applicant(person: User, fields: frozenset[FieldClass], language: str) -> Applicant:
    shows_name, shows_contact = FieldClass.IDENTITY in fields, FieldClass.CONTACT in fields
    country = Locale.parse(language).territories.get(person.country_code, person.country_code)
    town = " ".join(filter(None, (person.postal_code, person.town)))
    lines = tuple(filter(None, (person.address_extra, person.street, town, country)))
    return Applicant(
        name=person.display_name if shows_name else "",
        native_name=person.native_name if shows_name else "",
        native_language=person.native_language if shows_name else "",
        email=person.email if shows_contact else "",
        address=lines if shows_contact else (),
    )
