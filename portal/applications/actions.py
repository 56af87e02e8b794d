"""What happens to an application: one function a verb, each in the order rule, state, change, log, mail."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal import files, jobs, mail, names
from portal.access.verbs import Verb
from portal.accounts.models import User
from portal.applications import queries, rules
from portal.applications.models import AnswerRevision, Application, ApplicationFile
from portal.applications.states import ApplicationState, PublicState
from portal.audit import case_of, record
from portal.calls.models import Call
from portal.db import new_public_id, session
from portal.errors import Invalid, PortalError, Refused, Stale
from portal.files.models import StoredFile
from portal.lifecycle import advance
from portal.questionnaire import Problem, Question, Section, asked_answers, canonical_json, digest
from portal.words import Sentence, say

CODE_TRIES = 20


class Late(Refused):
    """The call takes nothing at this moment; the draft stays readable."""


class Incomplete(Invalid):
    """Something is missing or wrong before the application can be sent."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(say("Please complete your application before you send it."))
        self.problems = problems


class AnswersConflict(Stale):
    """The same answers were changed in two places; both versions are kept."""

    def __init__(self, questions: tuple[str, ...], *, newest: Mapping[str, Any], revision: int) -> None:
        super().__init__(say("These answers were changed in another window in the meantime. Both are kept."))
        self.questions, self.newest, self.revision = questions, newest, revision


def start(call: Call, *, by: User, at: datetime, language: str) -> Application:
    """Begin a draft; whoever has one already is led back to it."""
    begun = queries.live_application(call, by)
    if begun is not None:
        return begun
    _refuse(closed(call, by, at), Late)
    application = Application(
        public_id=new_public_id(),
        short_code=_free_code(call),
        call=call,
        applicant_id=by.id,
        state=ApplicationState.DRAFT,
        public_state=PublicState.PENDING,
        language=language,
        created_at=at,
        revision=0,
    )
    session().add(application)
    record(case_of(application), Verb.APPLICATION_START, by=by, at=at, code=application.short_code)
    return application


def _free_code(call: Call) -> str:
    for _ in range(CODE_TRIES):
        code = rules.short_code(call.code, tuple(secrets.randbelow(2**16) for _ in range(rules.CODE_LENGTH)))
        if not queries.is_code_taken(code):
            return code
    raise Refused(say("No free number was found for this application. Please try again."))


@dataclass(frozen=True)
class Saved:
    """How the draft stands after a save."""

    revision: int
    answers: dict[str, Any]


def save_answers(
    application: Application, values: Mapping[str, Any], *, base: int, section: str, by: User, at: datetime
) -> Saved:
    """Add a revision with what was sent (None: emptied) on top of what another window saved in the meantime.

    The base is the revision that the sender saw. Where both changed the same answer, nothing is written.
    """
    queries.lock_application(application)
    _refuse(closed(application.call, by, at), Late)
    newest = queries.answers_of(application)
    seen = newest if base == application.revision else queries.answers_at(application, base)
    merged = rules.merge(seen, newest, values)
    if merged.conflicts:
        raise AnswersConflict(merged.conflicts, newest=newest, revision=application.revision)
    if merged.answers != newest or section not in queries.visited_sections(application):
        _add_revision(application, merged.answers, section=section, by=by, at=at)
        _let_go(application, merged.answers, by=by, at=at)
    return Saved(application.revision, merged.answers)


def _add_revision(
    application: Application, answers: dict[str, Any], *, section: str, by: User, at: datetime
) -> None:
    application.revision += 1
    session().add(
        AnswerRevision(
            application_id=application.id,
            number=application.revision,
            answers=answers,
            section=section,
            at=at,
            by_id=by.id,
        )
    )
    record(
        case_of(application), "application.save", by=by, at=at, section=section, revision=application.revision
    )


def _let_go(application: Application, answers: Mapping[str, Any], *, by: User, at: datetime) -> None:
    named = rules.files_named(answers)
    for held in queries.list_files_of(application):
        if held.file.public_id not in named:
            held.removed_at = at
            record(case_of(application), "application.detach", by=by, at=at, name=held.file.name)


def attach(
    application: Application, taken: files.Taken, *, question: Question, by: User, at: datetime
) -> StoredFile:
    """Keep an uploaded file with the application; the answer that names it is saved in the same act."""
    _refuse(closed(application.call, by, at), Late)
    _refuse(taken.problem or rules.file_refused(question, taken), Invalid)
    stored = files.record(taken, owner=by, at=at)
    session().flush()  # the answer names the file by the public id that the database row gets here
    session().add(ApplicationFile(application_id=application.id, file=stored, question=question.key))
    record(case_of(application), "application.attach", by=by, at=at, name=stored.name, sha256=stored.sha256)
    return stored


def attach_all(
    application: Application,
    section: Section,
    raw: Mapping[str, list[str]],
    uploads: Mapping[str, Sequence[files.Taken]],
    *,
    by: User,
    at: datetime,
) -> tuple[dict[str, list[str]], list[Problem]]:
    """Keep the files that came with a section’s form; gives the form with their ids put in, and each no."""
    named, refused = {name: list(texts) for name, texts in raw.items()}, []
    for name, taken in ((name, one) for name, many in uploads.items() for one in many):
        question = rules.question_of_file(section, name)
        try:
            if question is None:
                raise Invalid(say("The form sent a file that this section does not ask for."))
            stored = attach(application, taken, question=question, by=by, at=at)
            named[name] = rules.naming(question, named.get(name, []), stored.public_id)
        except Invalid as no:
            refused.append(Problem(question.key if question else "", no.sentence, field=name))
    return named, refused


def submit(application: Application, *, by: User, at: datetime) -> None:
    """Send the application in; sent twice, it stays as it was sent first.

    Sets time and hash, takes title and discipline for lists from the answers, orders the receipt, mails.
    """
    queries.lock_application(application)
    if application.is_submitted:
        return
    _refuse(closed(application.call, by, at), Late)
    answers = _complete_answers(application)
    advance(application, Verb.APPLICATION_SUBMIT)
    application.submitted_at = at
    application.receipt_hash = digest(answers)
    _describe(application, answers)
    record(
        case_of(application),
        Verb.APPLICATION_SUBMIT,
        by=by,
        at=at,
        revision=application.revision,
        hash=application.receipt_hash,
    )
    _order_receipt(application, by=by, at=at)
    _mail_receipt(application, at=at)


def _complete_answers(application: Application) -> dict[str, Any]:
    questionnaire, answers = queries.questionnaire_of(application.call), queries.answers_of(application)
    facts = queries.facts_of(queries.list_files_of(application))
    problems = rules.missing_answers(questionnaire, answers, facts, name=application.applicant.display_name)
    if problems:
        raise Incomplete(problems)
    return asked_answers(questionnaire, answers)


def _describe(application: Application, answers: Mapping[str, Any]) -> None:
    questionnaire, person = queries.questionnaire_of(application.call), application.applicant
    application.title = rules.project_title(questionnaire, answers)
    application.discipline = rules.discipline(questionnaire, answers)
    told = (application.short_code, application.title)
    application.search = " ".join([*map(names.search_form, told), person.search_name])


def _order_receipt(application: Application, *, by: User, at: datetime) -> None:
    jobs.start(
        "applications.receipt",
        key=f"receipt:{application.public_id}",
        subject=application.public_id,
        owner=by,
        scope=application.scope,
        total=1,
        result_url=f"/applications/{application.public_id}/receipt",
        at=at,
    )


def _mail_receipt(application: Application, *, at: datetime) -> None:
    call = application.call
    mail.write(
        application.applicant,
        "applications/received",
        at=at,
        language=application.language,
        case=case_of(application),
        key=f"received:{application.public_id}",
        short_code=application.short_code,
        call_title=call.title,
        received=rules.told_moment(at, call.deadline_zone, application.applicant.timezone),
        hash=application.receipt_hash,
        application_id=application.public_id,
    )


def keep_receipt(application: Application, receipt: StoredFile, *, at: datetime) -> None:
    """Keep the receipt as it was made, once; it is never made again."""
    queries.lock_application(application)
    if application.receipt_file_id is not None:
        return
    application.receipt_file = receipt
    record(case_of(application), "application.receipt", by=None, at=at, sha256=receipt.sha256)


def withdraw(application: Application, *, why: str, by: User, at: datetime) -> None:
    """Take the application back before its result is out, with a reason or without."""
    queries.lock_application(application)
    _refuse(rules.withdrawal_refused(application.public_state, why))
    was_submitted = application.is_submitted
    advance(application, Verb.APPLICATION_WITHDRAW)
    application.withdrawn_at, application.withdrawn_why = at, why
    record(case_of(application), Verb.APPLICATION_WITHDRAW, by=by, at=at)
    if was_submitted:
        mail.write(
            application.applicant,
            "applications/withdrawn",
            at=at,
            language=application.language,
            case=case_of(application),
            key=f"withdrawn:{application.public_id}",
            short_code=application.short_code,
            call_title=application.call.title,
            call_slug=application.call.slug,
        )


def publish_outcome(application: Application, outcome: PublicState, *, by: User | None, at: datetime) -> None:
    """Let the applicant's side know the outcome: the only writer of the public state."""
    queries.lock_application(application)
    _refuse(rules.outcome_refused(application.state, outcome))
    application.public_state = outcome
    record(case_of(application), "application.publish_outcome", by=by, at=at, outcome=str(outcome))


def answers_as_sent(application: Application) -> bytes:
    """The canonical text of the submitted answers, whose SHA-256 stands on the receipt."""
    questionnaire = queries.questionnaire_of(application.call)
    return canonical_json(asked_answers(questionnaire, queries.answers_of(application)))


def closed(call: Call, person: User, at: datetime) -> Sentence | None:
    """Why the call takes nothing from this person at this moment."""
    return rules.submission_refused(
        call_state=call.state,
        opens_at=call.opens_at,
        deadline_at=call.deadline_at,
        at=at,
        zone=call.deadline_zone,
        other_zone=person.timezone,
    )


def _refuse(sentence: Sentence | None, error: type[PortalError] = Refused) -> None:
    if sentence is not None:
        raise error(sentence)
