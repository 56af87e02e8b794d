"""What happens to a letter: queued, issued once, put aside, tried again, replaced, withdrawn."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from portal import files, jobs, mail
from portal.access import Verb
from portal.accounts.models import User
from portal.audit import case_of, record
from portal.calls.models import Call
from portal.db import new_public_id, session
from portal.decisions.models import Decision
from portal.errors import Invalid, Refused
from portal.jobs.models import Job
from portal.letters import queries
from portal.letters.models import Letter
from portal.letters.rules import LetterFacts, record_of
from portal.letters.states import LETTER_OF, LetterState, keep_problems
from portal.lifecycle import advance
from portal.words import Sentence, say

BERLIN = ZoneInfo("Europe/Berlin")
PDF = "application/pdf"
LONGEST_REASON = 1_000


def queue(decision: Decision, *, by: User | None, at: datetime, replaces: Letter | None = None) -> Letter:
    """Ask for the letter of a released decision; its number is given now and never again."""
    if decision.released_at is None:
        raise Refused(say("This outcome is not released, so there is no letter yet."))
    application = decision.application
    number = queries.count_of(application) + 1
    prefix = decision.call.programme.authority.file_prefix
    letter = Letter(
        public_id=new_public_id(),
        code=new_public_id(),
        decision=decision,
        decision_id=decision.id,
        call=decision.call,
        call_id=decision.call_id,
        state=LetterState.QUEUED,
        kind=LETTER_OF[decision.kind],
        number=f"{prefix} – {application.short_code}/{number}",
        language=application.language,
        facts={},
        queued_at=at,
        replaces_id=replaces.id if replaces else None,
    )
    session().add(letter)
    _note(letter, "letter.queue", by=by, at=at, number=letter.number)
    return letter


def start_issuing(call: Call, *, total: int, by: User | None, at: datetime) -> Job:
    """Have the letters of a call made that are queued, as one piece of work with its progress."""
    return jobs.start(
        "letters.issue",
        key=f"letters:{call.public_id}:{new_public_id()}",
        subject=call.public_id,
        owner=by,
        scope=call,
        total=total,
        result_url=f"/desk/calls/{call.slug}/letters",
        at=at,
    )


def issue(
    letter: Letter, facts: LetterFacts, pdf: bytes, *, template_version: str, sha256: str, at: datetime
) -> None:
    """Fix the letter's bytes for ever and tell the person that it is there; done once, it stays."""
    if queries.lock_letter(letter) != LetterState.QUEUED:
        return
    name = f"{letter.number.replace('/', '-')}.pdf"
    stored = files.keep_made(pdf, name=name, media_type=PDF, at=at)
    advance(letter, Verb.LETTER_ISSUE)
    letter.file, letter.sha256, letter.template_version = stored, sha256, template_version
    letter.facts, letter.issued_at, letter.error = record_of(facts), at, ""
    _note(letter, Verb.LETTER_ISSUE, by=None, at=at, number=letter.number, sha256=sha256)
    _retire_predecessor(letter, at=at)
    _tell(letter, "letters/issued", at=at, number=letter.number)


def _retire_predecessor(letter: Letter, *, at: datetime) -> None:
    """An award that follows a place on the reserve list takes the notice's place."""
    old = queries.find_predecessor(letter)
    if old is not None and old.state == LetterState.ISSUED:
        advance(old, Verb.LETTER_REPLACE)
        record(
            case_of(letter.decision.application),
            Verb.LETTER_REPLACE,
            by=None,
            at=at,
            letter=old.public_id,
            number=old.number,
            new=letter.number,
        )


def fail(letter: Letter, problems: Sequence[Sentence], *, at: datetime) -> None:
    """Put a letter aside that can't be made, with what has to be mended; the others go on."""
    if queries.lock_letter(letter) != LetterState.QUEUED:
        return
    advance(letter, Verb.LETTER_FAIL)
    letter.error = keep_problems(problems)
    _note(letter, Verb.LETTER_FAIL, by=None, at=at, problems=[str(one) for one in problems])


def retry(letter: Letter, *, by: User, at: datetime) -> Job:
    """Have a letter that was put aside made again."""
    advance(letter, Verb.LETTER_RETRY)
    letter.error = ""
    _note(letter, Verb.LETTER_RETRY, by=by, at=at)
    return start_issuing(letter.call, total=1, by=by, at=at)


def correct_address(letter: Letter, address: Mapping[str, str], *, by: User, at: datetime) -> Job:
    """Correct the postal address for this letter alone and have the letter made again."""
    letter.facts = {"address": {name: address[name].strip() for name in queries.ADDRESS}}
    _note(letter, "letter.correct_address", by=by, at=at)
    return retry(letter, by=by, at=at)


def replace(
    letter: Letter, *, why: str, by: User, at: datetime, address: Mapping[str, str] | None = None
) -> Letter:
    """Put a new letter in the place of an issued one; the new one names the old."""
    _ask_reason(why)
    advance(letter, Verb.LETTER_REPLACE)
    _note(letter, Verb.LETTER_REPLACE, by=by, at=at, why=why.strip())
    session().flush()  # one letter of a decision stands, so the old one goes first
    new = queue(letter.decision, by=by, at=at, replaces=letter)
    if address is not None:
        new.facts = {"address": {name: address[name].strip() for name in queries.ADDRESS}}
    start_issuing(letter.call, total=1, by=by, at=at)
    return new


def withdraw(letter: Letter, *, why: str, by: User, at: datetime) -> None:
    """Declare an issued letter void, with the reason, and tell the person."""
    _ask_reason(why)
    advance(letter, Verb.LETTER_WITHDRAW)
    _note(letter, Verb.LETTER_WITHDRAW, by=by, at=at, why=why.strip())
    _tell(letter, "letters/withdrawn", at=at, number=letter.number)


def _ask_reason(why: str) -> None:
    if not why.strip():
        raise Invalid(say("Please write the reason. It stands in the history of the case."))
    if len(why) > LONGEST_REASON:
        raise Invalid(say("This reason is too long. The most is {most} characters.", most=LONGEST_REASON))


def _tell(letter: Letter, message: str, *, at: datetime, **facts: Any) -> None:
    application = letter.decision.application
    mail.write(
        application.applicant,
        message,
        at=at,
        language=application.language,
        case=case_of(application),
        key=f"{message}:{letter.public_id}",
        letter_id=letter.public_id,
        short_code=application.short_code,
        call_title=letter.call.title,
        **facts,
    )


def _note(letter: Letter, verb: str, *, by: User | None, at: datetime, **facts: Any) -> None:
    record(case_of(letter.decision.application), verb, by=by, at=at, letter=letter.public_id, **facts)
