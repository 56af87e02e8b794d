"""Pages of letters: for the person who got one, the office that makes them, and anybody who checks one."""

from collections import Counter
from hashlib import sha256
from typing import Any, cast

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock
from portal.access import Verb, may
from portal.accounts.models import User
from portal.calls.models import Call
from portal.calls.queries import find_call
from portal.countries import countries
from portal.errors import NotFound
from portal.extensions import limiter
from portal.files.answer import send
from portal.formal_checks.queries import lines_of
from portal.guard import guarded
from portal.jobs.queries import list_jobs_of
from portal.letters import actions, forms, queries
from portal.letters.models import Letter
from portal.letters.rules import GRANTING, group_code, read_code
from portal.letters.states import KINDS, LIFE, VERDICTS, LetterState
from portal.web.language import current_language
from portal.web.say import tell
from portal.words import say

bp = Blueprint("letters", __name__)

CHECKS_A_MINUTE = "30 per minute"
LARGEST_PDF = 10_000_000
UNDER_WAY = ("waiting", "running")


# The person to whom the letter goes


@bp.get("/letters/<public_id:letter_id>")
@guarded(Verb.LETTER_READ, load=queries.find_letter)
def page(letter: Letter) -> ResponseReturnValue:
    """One letter: its number, whether it is valid, the way to its file; one not made yet is the office’s."""
    if letter.file is None:
        return redirect(url_for(".case", letter_id=letter.public_id))
    opened = queries.first_openings([letter]).get(letter.public_id)
    return render_template(
        "letters/page.html",
        letter=letter,
        kind=KINDS[letter.kind],
        opened=opened,
        successor=queries.find_successor(letter),
        is_answerable=letter.kind in GRANTING and letter.state == LetterState.ISSUED,
        void=VERDICTS[letter.state] if letter.state == LetterState.WITHDRAWN else None,
        code=group_code(letter.code),
    )


@bp.get("/letters/<public_id:letter_id>.pdf")
@guarded(Verb.LETTER_READ, load=queries.find_letter, logged=True)
def download(letter: Letter) -> ResponseReturnValue:
    """The letter’s bytes as they were issued; who opened them when is kept."""
    if letter.file is None:
        raise NotFound()
    return send(letter.file)


# The office


@bp.get("/desk/calls/<slug:slug>/letters")
@guarded(Verb.CALL_DESK, load=find_call)
def desk(call: Call) -> ResponseReturnValue:
    """The letters of a call with their states, and how far the work on them is."""
    state = request.args.get("state", "")
    letters = queries.list_for_call(call)
    counts = Counter(letter.state for letter in letters)
    job = next((job for job in list_jobs_of(call.id) if job.kind == "letters.issue"), None)
    return render_template(
        "letters/desk.html",
        call=call,
        letters=[letter for letter in letters if not state or letter.state == state],
        opened=queries.first_openings(letters),
        counts=[(one, LIFE.wording[one].staff, counts[one]) for one in LetterState if counts[one]],
        total=len(letters),
        kinds=KINDS,
        shown=state,
        job=job if job is not None and job.state in UNDER_WAY else None,
        is_stuck=counts[LetterState.QUEUED] and not (job is not None and job.state in UNDER_WAY),
        may_issue=may(_me(), Verb.LETTER_ISSUE, call, clock.at()),
    )


@bp.post("/desk/calls/<slug:slug>/letters/issue")
@guarded(Verb.CALL_DESK, post=Verb.LETTER_ISSUE, load=find_call)
def issue_waiting(call: Call) -> ResponseReturnValue:
    """Have the letters made that wait without anybody working on them."""
    waiting = queries.list_queued(call.public_id)
    job = actions.start_issuing(call, total=max(len(waiting), 1), by=_me(), at=clock.at())
    return redirect(url_for("jobs.show", job_id=job.public_id))


@bp.get("/desk/letters/<public_id:letter_id>")
@guarded(Verb.DECISION_READ, load=queries.find_letter)
def case(letter: Letter) -> ResponseReturnValue:
    """One letter for the office: what is wrong with it, what it was made from, and what can be done."""
    return _case(letter)


@bp.post("/desk/letters/<public_id:letter_id>/retry")
@guarded(Verb.DECISION_READ, post=Verb.LETTER_RETRY, load=queries.find_letter)
def retry(letter: Letter) -> ResponseReturnValue:
    """Have a letter made again after what was wrong is mended elsewhere."""
    job = actions.retry(letter, by=_me(), at=clock.at())
    return redirect(url_for("jobs.show", job_id=job.public_id))


@bp.post("/desk/letters/<public_id:letter_id>/address")
@guarded(Verb.DECISION_READ, post=Verb.LETTER_RETRY, load=queries.find_letter)
def correct_address(letter: Letter) -> ResponseReturnValue:
    """Correct the address for this letter and have it made again."""
    form = _address_form(forms.AddressForm, letter)
    if not form.validate_on_submit():
        return _case(letter, address_form=form), 422
    job = actions.correct_address(letter, form.address, by=_me(), at=clock.at())
    return redirect(url_for("jobs.show", job_id=job.public_id))


@bp.route("/desk/letters/<public_id:letter_id>/replace", methods=["GET", "POST"])
@guarded(Verb.DECISION_READ, post=Verb.LETTER_REPLACE, load=queries.find_letter)
def replace(letter: Letter) -> ResponseReturnValue:
    """Put a new letter in the place of this one."""
    form = _address_form(forms.ReplaceForm, letter)
    if form.validate_on_submit():
        new = actions.replace(letter, why=form.why.data or "", address=form.address, by=_me(), at=clock.at())
        tell(say("The letter {number} takes the place of the old one.", number=new.number))
        return redirect(url_for(".case", letter_id=new.public_id))
    page = render_template("letters/replace.html", call=letter.call, letter=letter, form=form)
    return page, 422 if form.is_submitted() else 200


@bp.route("/desk/letters/<public_id:letter_id>/withdraw", methods=["GET", "POST"])
@guarded(Verb.DECISION_READ, post=Verb.LETTER_WITHDRAW, load=queries.find_letter)
def withdraw(letter: Letter) -> ResponseReturnValue:
    """Declare a letter void."""
    form = forms.ReasonForm()
    if form.validate_on_submit():
        actions.withdraw(letter, why=form.why.data or "", by=_me(), at=clock.at())
        tell(say("The letter {number} is withdrawn.", number=letter.number))
        return redirect(url_for(".case", letter_id=letter.public_id))
    page = render_template("letters/withdraw.html", call=letter.call, letter=letter, form=form)
    return page, 422 if form.is_submitted() else 200


def _case(letter: Letter, **sent: Any) -> str:
    at = clock.at()
    return render_template(
        "letters/case.html",
        call=letter.call,
        letter=letter,
        kind=KINDS[letter.kind],
        opened=queries.first_openings([letter]).get(letter.public_id),
        predecessor=queries.find_predecessor(letter),
        successor=queries.find_successor(letter),
        history=lines_of(queries.list_history(letter)),
        recipient=queries.recipient_of(letter.decision.application.applicant, queries.corrected(letter)),
        may_retry=may(_me(), Verb.LETTER_RETRY, letter, at),
        may_replace=may(_me(), Verb.LETTER_REPLACE, letter, at),
        may_withdraw=may(_me(), Verb.LETTER_WITHDRAW, letter, at),
        **{"address_form": _address_form(forms.AddressForm, letter), **sent},
    )


def _address_form(kind: type[Any], letter: Letter) -> Any:
    person = letter.decision.application.applicant
    known = queries.address_of(person) | dict(queries.corrected(letter))
    form = kind(data=known)
    form.offer(countries(current_language()))
    return form


# Anybody who holds a letter


@bp.route("/verify/", methods=["GET", "POST"])
@guarded(Verb.PUBLIC_READ, keeps=False)
@limiter.limit(CHECKS_A_MINUTE, methods=["POST"])
def verify() -> ResponseReturnValue:
    """Ask for the code of a letter or its file, and lead to what is known of it."""
    form = forms.VerifyForm()
    if not form.validate_on_submit():
        return render_template("letters/verify.html", form=form), 422 if form.is_submitted() else 200
    code, sent = read_code(form.code.data or ""), _hash_sent()
    if form.code.data and not code:
        form.refuse("code", say("A code has 26 characters. Please compare it once more."))
    elif not code and not sent:
        form.refuse(None, say("Please enter the code of the letter, or choose its file."))
    elif code and not sent:
        return redirect(url_for(".verify_code", code=code))
    else:
        return _compared(queries.find_letter_of_code(code) or queries.find_letter_of_bytes(sent), code, sent)
    return render_template("letters/verify.html", form=form), 422


def _compared(letter: Letter | None, code: str, sent: str) -> ResponseReturnValue:
    if letter is None:
        return _verdict(None, code), 404
    return _verdict(letter, letter.code, same=letter.sha256 == sent)


@bp.route("/verify/<code>", methods=["GET", "POST"])
@guarded(Verb.PUBLIC_READ, keeps=False)
@limiter.limit(CHECKS_A_MINUTE)
def verify_code(code: str) -> ResponseReturnValue:
    """What is known of the letter with this code: number, date, authority, kind, state, and never a name."""
    read = read_code(code)
    if request.method == "GET" and read and read != code:
        return redirect(url_for(".verify_code", code=read))
    letter = queries.find_letter_of_code(read) if read else None
    if letter is None:
        return _verdict(None, read), 404
    if request.method == "GET":
        return _verdict(letter, read)
    form, sent = forms.CompareForm(), _hash_sent()
    if not form.validate_on_submit() or not sent:
        return _verdict(letter, read, form=form), 422
    return _compared(letter, read, sent)


def _verdict(letter: Letter | None, code: str, *, same: bool | None = None, form: Any = None) -> str:
    state = letter.state if letter is not None else "unknown"
    return render_template(
        "letters/verify_code.html",
        letter=letter,
        code=group_code(code),
        verdict=VERDICTS[state],
        kind=KINDS[letter.kind] if letter is not None else None,
        successor=queries.find_successor(letter) if letter is not None else None,
        same=same,
        form=form or forms.CompareForm(),
    )


def _hash_sent() -> str:
    """The SHA-256 of the file that was sent; its bytes are read once and not kept."""
    upload = request.files.get("pdf")
    if upload is None or not upload.filename:
        return ""
    return sha256(upload.stream.read(LARGEST_PDF)).hexdigest()


def _me() -> User:
    return cast(User, current_user)
