"""Pages of applications: the applicant’s way from the first draft to the receipt, or to withdrawal."""

from collections.abc import Mapping
from typing import Any, cast

from flask import Blueprint, Response, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal import clock
from portal.access import Verb, may, visible_fields
from portal.accounts import actions as accounts_actions
from portal.accounts.models import User
from portal.accounts.queries import find_user
from portal.applications import actions, forms, queries, rules
from portal.applications.models import Application
from portal.applications.states import OUTCOMES, STEP
from portal.calls.models import Call
from portal.calls.queries import find_call
from portal.errors import Invalid, NotFound
from portal.files.answer import send
from portal.guard import guarded
from portal.questionnaire import (
    Problem,
    Reading,
    Section,
    asked,
    is_answered,
    missing_and_wrong,
    read_section,
    section_state,
)
from portal.web.filters import text_in_language, time_of_day
from portal.web.language import current_language, typed
from portal.web.say import tell, translate
from portal.words import Sentence, say

bp = Blueprint("applications", __name__)


@bp.get("/applications/")
@guarded(Verb.HOME_READ)
def index() -> ResponseReturnValue:
    """My applications, each with its state in plain words and what comes next."""
    return render_template(
        "applications/index.html", rows=queries.list_of_applicant(_me()), outcomes=OUTCOMES
    )


@bp.route("/calls/<slug:slug>/apply", methods=["GET", "POST"])
@guarded(Verb.APPLICATION_START, load=find_call)
def start(call: Call) -> ResponseReturnValue:
    """Begin an application, or go on with the one that exists."""
    begun = queries.live_application(call, _me())
    if request.method == "GET" and begun is None:
        return render_template(
            "applications/start.html", the_call=call, form=forms.SubmitForm(), **_zones(call)
        )
    application = begun or actions.start(call, by=_me(), at=clock.at(), language=current_language())
    return redirect(url_for(".task_list", application_id=application.public_id))


@bp.get("/applications/<public_id:application_id>/")
@guarded(Verb.APPLICATION_READ, load=queries.find_application)
def task_list(application: Application) -> ResponseReturnValue:
    """The sections with their states, the deadline, and the way to the check."""
    if not _is_mine(application):
        return redirect(url_for("formal_checks.case", application_id=application.public_id))
    if application.is_submitted:
        return redirect(url_for(".receipt", application_id=application.public_id))
    return render_template(
        "applications/task_list.html",
        application=application,
        steps=_steps(application),
        closed=_closed(application),
        **_zones(application.call),
    )


@bp.route("/applications/<public_id:application_id>/details", methods=["GET", "POST"])
@guarded(Verb.APPLICATION_EDIT, load=queries.find_application)
def details(application: Application) -> ResponseReturnValue:
    """The applicant's name and address, asked here and kept in the profile."""
    # Who is signed in is a value apart from the database; the row that is written is read afresh.
    person = cast(User, find_user(_me().public_id))
    form = forms.DetailsForm(obj=person)
    form.offer(current_language())
    if form.validate_on_submit():
        facts = {name: str(form[name].data or "") for name in forms.DETAILS}
        try:
            accounts_actions.change_details(person, by=_me(), at=clock.at(), **facts)
            return redirect(url_for(".task_list", application_id=application.public_id))
        except Invalid as no:
            form.refuse(None, no.sentence)
    page = render_template("applications/details.html", form=form, **_part_of(application))
    return page, 422 if form.complaints else 200


@bp.route("/applications/<public_id:application_id>/sections/<key>", methods=["GET", "POST"])
@guarded(Verb.APPLICATION_READ, post=Verb.APPLICATION_EDIT, load=queries.find_application)
def section(application: Application, key: str) -> ResponseReturnValue:
    """One section of questions on a page of its own."""
    part = _section(application, key)
    if request.method == "POST":
        return _save_section(application, part)
    if _closed(application) or not may(_me(), Verb.APPLICATION_EDIT, application, clock.at()):
        return redirect(url_for(".check", application_id=application.public_id))
    answers = queries.answers_to(application, _fields(application))
    raw, base = forms.Raw(), application.revision
    if carried := typed():
        raw, base = forms.sent_answers(carried.to_dict(flat=False)), forms.base_of(carried.get(forms.BASE))
    return _section_page(application, part, forms.filled(part, answers) | raw, answers, (), base)


@bp.post("/applications/<public_id:application_id>/autosave/<key>")
@guarded(Verb.APPLICATION_EDIT, load=queries.find_application)
def autosave(application: Application, key: str) -> ResponseReturnValue:
    """Save some answers of a section while they are typed; another window's change is never overwritten."""
    part, (base, raw) = _section(application, key), forms.sent_by_script(request.get_data())
    reading = read_section(part, raw, queries.facts_of(queries.list_files_of(application)))
    if any(not problem.question for problem in reading.problems):
        return jsonify(problems=_told(reading.problems)), 422
    try:
        saved = _keep(application, part, reading, base)
    except actions.AnswersConflict as conflict:
        url = url_for(".section", application_id=application.public_id, key=key)
        newest = {key: conflict.newest.get(key) for key in conflict.questions}
        return jsonify(conflict=url, error=translate(conflict.sentence), newest=newest), 409
    at = time_of_day(clock.at(), _zone(application.call))
    return jsonify(revision=saved.revision, saved_at=at, problems=_told(reading.problems))


@bp.route("/applications/<public_id:application_id>/check", methods=["GET", "POST"])
@guarded(Verb.APPLICATION_READ, post=Verb.APPLICATION_SUBMIT, load=queries.find_application)
def check(application: Application) -> ResponseReturnValue:
    """Check your answers, then send them: one button, and the same receipt however often it is pressed."""
    status = 200
    if request.method == "POST":
        try:
            actions.submit(application, by=_me(), at=clock.at())
            return redirect(url_for(".receipt", application_id=application.public_id))
        except actions.Incomplete:
            status = 422
    if not _is_mine(application):
        return redirect(url_for("formal_checks.case", application_id=application.public_id))
    return render_template("applications/check.html", **_check_page(application)), status


@bp.get("/applications/<public_id:application_id>/receipt")
@guarded(Verb.APPLICATION_READ, load=queries.find_application)
def receipt(application: Application) -> ResponseReturnValue:
    """The receipt: number, time and hash at once, the document as soon as it is made."""
    if application.submitted_at is None or not _is_mine(application):
        return redirect(url_for(".task_list", application_id=application.public_id))
    call = application.call
    return render_template(
        "applications/receipt.html",
        application=application,
        outcomes=OUTCOMES,
        received=translate(rules.told_moment(application.submitted_at, call.deadline_zone, _zone(call))),
    )


@bp.get("/applications/<public_id:application_id>/receipt.pdf")
@guarded(Verb.APPLICATION_READ, load=queries.find_application)
def receipt_pdf(application: Application) -> ResponseReturnValue:
    """The receipt as a document, the same bytes each time; it holds everything, so for its owner only."""
    if not _is_mine(application) or _me().viewer is not None:
        raise NotFound()
    if application.receipt_file is None:
        return redirect(url_for(".receipt", application_id=application.public_id))
    return send(application.receipt_file)


@bp.route("/applications/<public_id:application_id>/withdraw", methods=["GET", "POST"])
@guarded(Verb.APPLICATION_WITHDRAW, load=queries.find_application)
def withdraw(application: Application) -> ResponseReturnValue:
    """Withdraw an application after reading what that means."""
    form = forms.WithdrawForm()
    if not application.is_submitted:
        form.why.label.text = _("Why do you give it up?")
    if form.validate_on_submit():
        actions.withdraw(application, why=form.why.data or "", by=_me(), at=clock.at())
        tell(say("Application {code} is withdrawn.", code=application.short_code))
        return redirect(url_for(".index"))
    page = render_template("applications/withdraw.html", application=application, form=form)
    return page, 422 if form.complaints else 200


@bp.get("/applications/<public_id:application_id>/files/<public_id:file_id>")
@guarded(Verb.APPLICATION_READ, load=queries.find_application, logged=True)
def file(application: Application, file_id: str) -> ResponseReturnValue:
    """A file of the case for its applicant and the office."""
    return _send_file(application, file_id)


@bp.get("/applications/<public_id:application_id>/files/<public_id:file_id>/preview")
@guarded(Verb.APPLICATION_READ, load=queries.find_application)
def preview(application: Application, file_id: str) -> ResponseReturnValue:
    """A picture of the case as it is shown on pages."""
    return _send_file(application, file_id, inline_picture=True)


def _send_file(application: Application, file_id: str, *, inline_picture: bool = False) -> Response:
    stored = queries.find_file_of(application, file_id, _fields(application))
    if stored is None:
        raise NotFound()
    return send(stored, inline_picture=inline_picture)


def _save_section(application: Application, part: Section) -> ResponseReturnValue:
    sent, base = (
        forms.sent_answers(request.form.to_dict(flat=False)),
        forms.base_of(request.form.get(forms.BASE)),
    )
    # What is wrong is told, what is right is kept: a draft never loses the rest of a page.
    g.keeps_draft = True
    uploads = g.get("taken", {})
    raw, refused = actions.attach_all(application, part, sent, uploads, by=_me(), at=clock.at())
    reading = read_section(part, raw, queries.facts_of(queries.list_files_of(application)))
    try:
        saved = _keep(application, part, reading, base)
    except actions.AnswersConflict as conflict:
        return _conflict_page(application, part, raw, reading, conflict), 409
    problems = [*refused, *reading.problems]
    if problems:
        return _section_page(
            application, part, forms.filled(part, saved.answers) | raw, saved.answers, problems
        ), 422
    return redirect(_after_saving(application, part, reading, saved.answers))


def _keep(application: Application, part: Section, reading: Reading, base: int) -> actions.Saved:
    values = reading.values
    return actions.save_answers(application, values, base=base, section=part.key, by=_me(), at=clock.at())


def _after_saving(
    application: Application, part: Section, reading: Reading, answers: Mapping[str, Any]
) -> str:
    wanted = asked(queries.questionnaire_of(application.call), answers)
    later = [one for one in part.questions if one.when and one.key in wanted]
    followed = [one for one in later if one.key not in reading.values]
    if followed:
        tell(say("Because of your answer, a little more is asked on this page."), "info")
    stays = followed or reading.warnings or forms.REMOVE in request.form or forms.STAY in request.form
    if not stays:
        return url_for(".task_list", application_id=application.public_id)
    return url_for(".section", application_id=application.public_id, key=part.key)


def _section_page(
    application: Application,
    part: Section,
    raw: forms.Raw,
    answers: Mapping[str, Any],
    problems: Any,
    base: int | None = None,
) -> str:
    questionnaire = queries.questionnaire_of(application.call)
    facts = queries.facts_of(queries.list_files_of(application))
    shown = asked(questionnaire, answers) | {name.partition("-")[0] for name in raw}
    form = forms.section_form(part, shown, raw, base=application.revision if base is None else base)
    told = {problem.field for problem in problems}
    standing = [one for one in missing_and_wrong(questionnaire, answers, facts) if one.section == part.key]
    begun = [one for one in standing if is_answered(answers.get(one.question)) and one.field not in told]
    form.show([*problems, *begun])
    return render_template(
        "applications/section.html",
        section=part,
        form=form,
        rows=forms.rows_of(form, part, shown, raw, facts),
        file_url=_file_url(application),
        **_part_of(application, part),
    )


def _conflict_page(
    application: Application,
    part: Section,
    raw: forms.Raw,
    reading: Reading,
    conflict: actions.AnswersConflict,
) -> str:
    differing = forms.versions(part, conflict.questions, raw, reading.values, conflict.newest)
    keys = {version.question.key for version in differing}
    return render_template(
        "applications/conflict.html",
        application=application,
        section=part,
        revision=conflict.revision,
        versions=differing,
        others={name: texts for name, texts in raw.items() if name.partition("-")[0] not in keys},
    )


def _section(application: Application, key: str) -> Section:
    part = queries.questionnaire_of(application.call).section(key)
    if part is None:
        raise NotFound()
    return part


def _told(problems: list[Problem]) -> dict[str, str]:
    return {problem.field: translate(problem.sentence) for problem in problems}


def _steps(application: Application) -> list[dict[str, Any]]:
    questionnaire, answers = queries.questionnaire_of(application.call), queries.answers_of(application)
    facts = queries.facts_of(queries.list_files_of(application))
    visited = queries.visited_sections(application)
    named = "completed" if _me().display_name.strip() else "not_started"
    steps = [
        _step(_("Your name and address"), named, url_for(".details", application_id=application.public_id))
    ]
    for part in questionnaire.sections:
        state = section_state(questionnaire, part.key, answers, facts, visited=visited)
        url = url_for(".section", application_id=application.public_id, key=part.key)
        steps.append(_step(text_in_language(part.title), state, None if state == "not_needed" else url))
    return steps


def _step(title: str, state: str, url: str | None) -> dict[str, Any]:
    words, tone = STEP[state]
    return {"title": title, "badge": words, "tone": tone, "url": url, "note": "", "done": tone == "success"}


def _check_page(application: Application) -> dict[str, Any]:
    form = forms.SubmitForm()
    return {
        "application": application,
        "dossier": queries.dossier(application, _fields(application), language=current_language()),
        "file_url": _file_url(application),
        "problems": [] if application.is_submitted else _to_mend(application),
        "change": lambda key: url_for(".section", application_id=application.public_id, key=key),
        "closed": _closed(application),
        "form": form,
        **_zones(application.call),
    }


def _to_mend(application: Application) -> list[dict[str, Any]]:
    questionnaire = queries.questionnaire_of(application.call)
    found = queries.findings(application)
    asked_for = [questionnaire.question(problem.question) for problem in found]
    return [
        {"url": _where_to_mend(application, problem), "question": question, "sentence": problem.sentence}
        for problem, question in zip(found, asked_for, strict=True)
    ]


def _where_to_mend(application: Application, problem: Problem) -> str:
    case, anchor = application.public_id, problem.field
    if problem.section == rules.YOUR_DETAILS:
        return url_for(".details", application_id=case, _anchor=anchor)
    return url_for(".section", application_id=case, key=problem.section, _anchor=anchor)


def _part_of(application: Application, part: Section | None = None) -> dict[str, Any]:
    """Where a page stands among the parts that the list counts: name and address first, then the sections."""
    sections = queries.questionnaire_of(application.call).sections
    number = 1 if part is None else sections.index(part) + 2
    zones = _zones(application.call)
    return {"application": application, "number": number, "count": len(sections) + 1, **zones}


def _closed(application: Application) -> Sentence | None:
    return actions.closed(application.call, _me(), clock.at())


def _file_url(application: Application) -> Any:
    def url(file_id: str, *, small: bool = False) -> str:
        endpoint = ".preview" if small else ".file"
        return url_for(endpoint, application_id=application.public_id, file_id=file_id)

    return url


def _fields(application: Application) -> Any:
    return visible_fields(_me(), application, clock.at())


def _is_mine(application: Application) -> bool:
    return application.applicant_id == _me().id


def _me() -> User:
    return cast(User, current_user._get_current_object())


def _zone(call: Call) -> str:
    return _me().timezone or call.city.timezone


def _zones(call: Call) -> dict[str, str]:
    return {"zone": call.deadline_zone, "other_zone": _zone(call)}
