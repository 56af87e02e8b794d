"""The formal check as acts: admit, exclude with a reason, open it again, take the table away."""

from datetime import datetime

from portal.access.verbs import Verb
from portal.accounts.models import User
from portal.applications.models import Application
from portal.applications.queries import lock_application
from portal.audit import case_of, record
from portal.calls.models import Call
from portal.errors import Invalid, PortalError, Refused
from portal.formal_checks import rules
from portal.formal_checks.rules import CaseFilters
from portal.lifecycle import advance
from portal.words import Sentence, say


class CheckRefused(Refused):
    """This person may not change the finding of this case now."""


def admit(application: Application, *, by: User, at: datetime) -> None:
    """Find that the application meets what the call asks for."""
    _check(application, Verb.APPLICATION_ADMIT, by=by)
    application.exclusion_code, application.exclusion_note = "", ""
    record(case_of(application), Verb.APPLICATION_ADMIT, by=by, at=at)


def exclude(application: Application, *, code: str, note: str, by: User, at: datetime) -> None:
    """Exclude the application for a formal reason, with the words on which its letter will rely."""
    _refuse(rules.exclusion_refused(code, note), Invalid)
    _check(application, Verb.APPLICATION_EXCLUDE, by=by)
    application.exclusion_code, application.exclusion_note = code, note.strip()
    record(case_of(application), Verb.APPLICATION_EXCLUDE, by=by, at=at, code=code, note=note.strip())


def reopen(application: Application, *, why: str, by: User, at: datetime) -> None:
    """Take back the finding of the formal check, with the reason for the file."""
    if not why.strip():
        raise Invalid(say("Please write why the formal check is opened again."))
    _check(application, Verb.APPLICATION_REOPEN_CHECK, by=by)
    application.exclusion_code, application.exclusion_note = "", ""
    record(case_of(application), Verb.APPLICATION_REOPEN_CHECK, by=by, at=at, why=why.strip())


def export(call: Call, cases: int, filters: CaseFilters, *, by: User, at: datetime) -> None:
    """Keep who took how many cases out of the portal, and which."""
    record(case_of(call), Verb.CALL_EXPORT, by=by, at=at, cases=cases, filters=filters.kept())


def _check(application: Application, verb: Verb, *, by: User) -> None:
    lock_application(application)
    refusal = rules.formal_check_refused(
        applicant_id=application.applicant_id,
        by_id=by.id,
        call_state=application.call.state,
        public_state=application.public_state,
    )
    _refuse(refusal, CheckRefused)
    advance(application, verb)


def _refuse(sentence: Sentence | None, error: type[PortalError]) -> None:
    if sentence is not None:
        raise error(sentence)
