"""The office’s pages of the formal check: the table of a call’s cases, one case, what a bulk act did."""

from datetime import UTC, datetime
from typing import Any, cast

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock
from portal.access import FieldClass, Verb, may, visible_fields
from portal.accounts.models import User
from portal.accounts.queries import find_user
from portal.applications.models import Application
from portal.applications.queries import dossier, findings, questionnaire_of
from portal.applications.states import LIFE
from portal.calls.models import Call
from portal.calls.queries import find_call
from portal.errors import NotFound
from portal.files.answer import download
from portal.formal_checks import actions, forms, queries, rules
from portal.guard import guarded
from portal.web import spreadsheet
from portal.web.language import current_language
from portal.web.say import tell, translate
from portal.words import say

bp = Blueprint("formal_checks", __name__)

VIEWS = ("answers", "check", "history")
MOMENT = "%Y%m%dT%H%M%S%fZ"


@bp.get("/desk/calls/<slug:slug>/applications")
@guarded(Verb.CALL_DESK, load=find_call)
def table(call: Call) -> ResponseReturnValue:
    """All cases of a call: filters in the address, counts, and a way to each case."""
    filters = rules.filters_of(request.args)
    form = forms.CaseFilterForm(request.args, meta={"csrf": False})
    disciplines = forms.disciplines_of(questionnaire_of(call))
    form.offer(LIFE.wording, disciplines)
    after, before = _mark("after"), _mark("before")
    return render_template(
        "formal_checks/table.html",
        call=call,
        form=form,
        page=queries.list_for_call(call, filters, after=after, before=before),
        counts=queries.count_by_state(call),
        disciplines=dict(disciplines),
        may_admit=may(_me(), Verb.APPLICATION_ADMIT, call, clock.at()),
        may_export=may(_me(), Verb.CALL_EXPORT, call, clock.at()),
        sought=filters.kept(),
    )


@bp.post("/desk/calls/<slug:slug>/applications/export")
@guarded(Verb.CALL_DESK, post=Verb.CALL_EXPORT, load=find_call)
def export(call: Call) -> ResponseReturnValue:
    """The table as it is filtered, as a file for a spreadsheet."""
    filters = rules.filters_of(request.form)
    cases = queries.list_all(call, filters)
    disciplines = dict(forms.disciplines_of(questionnaire_of(call)))
    rows = [rules.cells_of(case, _fields(case), disciplines) for case in cases]
    actions.export(call, len(rows), filters, by=_me(), at=clock.at())
    file = spreadsheet.written(
        [translate(column.heading) for column in rules.COLUMNS],
        ([translate(cell) for cell in row] for row in rows),
        language=current_language(),
    )
    return download(file, media_type=spreadsheet.MEDIA_TYPE, name=f"{call.slug}.csv")


@bp.get("/desk/applications/<public_id:application_id>")
@guarded(Verb.CALL_DESK, load=queries.find_case, logged=True)
def case(application: Application) -> ResponseReturnValue:
    """One case for the office: answers, formal check, history."""
    if application.applicant_id == _me().id:
        return redirect(url_for("applications.receipt", application_id=application.public_id))
    view = request.args.get("view", VIEWS[0])
    return _case_page(application, view if view in VIEWS else VIEWS[0])


@bp.post("/desk/applications/<public_id:application_id>/formal-check/admit")
@guarded(Verb.CALL_DESK, post=Verb.APPLICATION_ADMIT, load=queries.find_case)
def admit(application: Application) -> ResponseReturnValue:
    """Admit one case and go on to the next that waits."""
    actions.admit(application, by=_me(), at=clock.at())
    tell(say("{code} is admitted.", code=application.short_code))
    return redirect(_next_case(application))


@bp.post("/desk/applications/<public_id:application_id>/formal-check/exclude")
@guarded(Verb.CALL_DESK, post=Verb.APPLICATION_EXCLUDE, load=queries.find_case)
def exclude(application: Application) -> ResponseReturnValue:
    """Exclude one case with its reason and go on to the next that waits."""
    form = forms.ExcludeForm()
    form.offer()
    if not form.validate_on_submit():
        return _case_page(application, "check", exclusion=form), 422
    actions.exclude(application, code=form.code.data, note=form.note.data or "", by=_me(), at=clock.at())
    tell(say("{code} is excluded.", code=application.short_code))
    return redirect(_next_case(application))


@bp.post("/desk/applications/<public_id:application_id>/formal-check/reopen")
@guarded(Verb.CALL_DESK, post=Verb.APPLICATION_REOPEN_CHECK, load=queries.find_case)
def reopen(application: Application) -> ResponseReturnValue:
    """Take back the finding of the formal check."""
    form = forms.ReopenForm()
    if not form.validate_on_submit():
        return _case_page(application, "check", reopening=form), 422
    actions.reopen(application, why=form.why.data or "", by=_me(), at=clock.at())
    return redirect(url_for(".case", application_id=application.public_id, view="check"))


@bp.post("/desk/calls/<slug:slug>/applications/admit-complete")
@guarded(Verb.CALL_DESK, post=Verb.APPLICATION_ADMIT, load=find_call)
def admit_complete(call: Call) -> ResponseReturnValue:
    """Admit all cases in which the portal finds nothing missing or wrong."""
    at = clock.at()
    for application in queries.list_unchecked(call):
        allowed = may(_me(), Verb.APPLICATION_ADMIT, application, at) and application.applicant_id != _me().id
        if allowed and not findings(application):
            actions.admit(application, by=_me(), at=at)
    return redirect(url_for(".admitted", slug=call.slug, moment=at.astimezone(UTC).strftime(MOMENT)))


@bp.get("/desk/calls/<slug:slug>/applications/admitted/<moment>")
@guarded(Verb.CALL_DESK, load=find_call)
def admitted(call: Call, moment: str) -> ResponseReturnValue:
    """What one act admitted, and which cases still need a person to look at them."""
    try:
        at = datetime.strptime(moment, MOMENT).replace(tzinfo=UTC)
    except ValueError:
        raise NotFound() from None
    return render_template(
        "formal_checks/admitted.html",
        call=call,
        at=at,
        admitted=queries.list_admitted_at(call, at),
        waiting=queries.list_unchecked(call),
    )


def _case_page(application: Application, view: str, **sent: Any) -> str:
    exclusion, reopening = (
        sent.get("exclusion") or forms.ExcludeForm(),
        sent.get("reopening") or forms.ReopenForm(),
    )
    exclusion.offer()
    filters = rules.filters_of(request.args)
    earlier, later = queries.neighbours(application, filters)
    return render_template(
        "formal_checks/case.html",
        application=application,
        call=application.call,
        view=view,
        dossier=dossier(application, _fields(application), language=current_language()),
        file_url=_file_url(application),
        problems=findings(application) if view == "check" else [],
        history=queries.history(application, language=current_language()) if view == "history" else [],
        form=next(iter(sent.values()), None) or exclusion,
        exclusion=exclusion,
        reopening=reopening,
        allowed={verb for verb in LIFE.verbs if may(_me(), Verb(verb), application, clock.at())},
        codes=rules.EXCLUSION_CODES,
        earlier=earlier,
        later=later,
        sought=filters.kept(),
        may_view=view == "history" and _may_view(application),
    )


def _next_case(application: Application) -> str:
    _earlier, later = queries.neighbours(application, rules.CaseFilters(state="submitted"))
    if later is None:
        return url_for(".table", slug=application.call.slug)
    return url_for(".case", application_id=later, view="check")


def _mark(name: str) -> str:
    """The case after or before which the table goes on, as the links of the table name it."""
    given = request.args.get(name, "")
    return given if given.isascii() and given.isalnum() else ""


def _file_url(application: Application) -> Any:
    def url(file_id: str, *, small: bool = False) -> str:
        endpoint = "applications.preview" if small else "applications.file"
        return url_for(endpoint, application_id=application.public_id, file_id=file_id)

    return url


def _fields(application: Application) -> frozenset[FieldClass]:
    return visible_fields(_me(), application, clock.at())


def _me() -> User:
    return cast(User, current_user._get_current_object())


def _may_view(application: Application) -> bool:
    person = find_user(application.applicant.public_id)
    return may(_me(), Verb.VIEW_BEGIN, person, clock.at())
