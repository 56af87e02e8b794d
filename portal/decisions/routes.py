"""Pages of decisions: all cases of a call, one case, and the second person’s approval."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock
from portal.access import Verb, may, principals
from portal.accounts.models import User
from portal.applications.models import Application
from portal.applications.queries import find_application
from portal.applications.states import ApplicationState
from portal.calls.models import Call
from portal.calls.queries import find_call
from portal.decisions import actions, forms, queries, rules
from portal.decisions.models import Decision
from portal.decisions.queries import Case
from portal.decisions.rules import Content, Pool
from portal.decisions.states import KINDS, DecisionKind, DecisionState
from portal.errors import NotFound, PortalError
from portal.guard import guarded
from portal.web.chrome import url_with
from portal.web.paging import Page, page_of
from portal.web.say import tell
from portal.words import say

bp = Blueprint("decisions", __name__)

BERLIN = ZoneInfo("Europe/Berlin")
CASES_A_PAGE = 100


# All cases of a call


@bp.route("/desk/calls/<slug:slug>/decisions", methods=["GET", "POST"])
@guarded(Verb.CALL_DESK, post=Verb.DECISION_PROPOSE, load=find_call)
def desk(call: Call) -> ResponseReturnValue:
    """The cases of a call by their rank, what is proposed for each, and the sums over all of them."""
    cases = queries.cases_for(_me(), call, at=clock.at())
    page = _page(cases)
    sheet = forms.sheet_of([_sheet_row(case) for case in page.rows if _is_open(case)])
    if not sheet.validate_on_submit():
        return _desk(call, cases, page, sheet), 422 if sheet.is_submitted() else 200
    try:
        changed = actions.propose_many(call, _entered(sheet, page.rows), by=_me(), at=clock.at())
    except PortalError as problem:
        sheet.refuse(None, problem.sentence)
        return _desk(call, cases, page, sheet), 422
    tell(say("Decisions saved: {count}.", count=len(changed)))
    return redirect(url_with(page=page.next or page.number) if "next" in request.form else url_with())


def _page(cases: Sequence[Case]) -> Page[Case]:
    """The page that the address names; cases that were sent stay on it, wherever they stand by now."""
    asked = queries.chosen(cases, show=request.args.get("show", ""), sort=request.args.get("sort", ""))
    page = page_of(asked, request.args.get("page"), per_page=CASES_A_PAGE)
    here = {case.application.id for case in page.rows}
    kept = [case for case in cases if case.application.id in here or _is_sent(case)]
    return replace(page, rows=kept if len(kept) > len(here) else page.rows)


def _is_sent(case: Case) -> bool:
    return f"kind_{case.application.public_id}" in request.form


def _sheet_row(case: Case) -> tuple[str, str, Content | None]:
    return case.application.public_id, case.application.short_code, _proposed(case)


def _proposed(case: Case) -> Content | None:
    return case.decision.content if case.decision is not None else None


def _is_open(case: Case) -> bool:
    is_proposed = case.decision is None or case.decision.state == DecisionState.PROPOSED
    return is_proposed and not case.is_out


def _entered(sheet: Any, cases: Sequence[Case]) -> dict[Application, Content]:
    entered = {}
    for case in cases:
        if not (_is_open(case) and _is_sent(case)):
            continue
        before = _proposed(case)
        content = forms.entered(sheet, case.application.public_id, before, _usual(case))
        if content is not None and content != before:
            entered[case.application] = content
    return entered


def _usual(case: Case) -> Mapping[str, Content]:
    application, pool = case.application, rules.pool_of(case.application.call)
    excluded = application.state == ApplicationState.EXCLUDED
    code = (application.exclusion_code or "other") if excluded else ""
    return {
        kind.value: rules.usual_content(kind.value, pool, number=1, on=_today(), exclusion=code)
        for kind in DecisionKind
    }


def _desk(call: Call, cases: Sequence[Case], page: Page[Case], sheet: Any) -> str:
    at, totals, pool = clock.at(), queries.totals(call), rules.pool_of(call)
    standing = [case.decision for case in cases if case.decision and not case.is_given_up]
    return render_template(
        "decisions/desk.html",
        call=call,
        page=page,
        shown=_shown_form() if len(cases) > CASES_A_PAGE or "show" in request.args else None,
        form=sheet,
        open_ids={case.application.public_id for case in page.rows if _is_open(case)},
        kinds=KINDS,
        totals=totals,
        pool=pool,
        reviews_to_come=sum(case.tally.due - case.tally.done for case in cases if not case.is_out),
        undecided=sum(case.decision is None and not case.is_out for case in cases),
        to_approve=sum(one.state == DecisionState.PROPOSED for one in standing),
        to_release=sum(one.state == DecisionState.APPROVED for one in standing),
        may_propose=may(_me(), Verb.DECISION_PROPOSE, call, at),
        may_decide=may(_me(), Verb.CALL_DECIDE, call, at),
    )


def _shown_form() -> forms.ShownForm:
    form = forms.ShownForm(request.args, meta={"csrf": False})
    form.offer()
    return form


@bp.post("/desk/calls/<slug:slug>/decisions/by-ranking")
@guarded(Verb.CALL_DESK, post=Verb.DECISION_PROPOSE, load=find_call)
def by_ranking(call: Call) -> ResponseReturnValue:
    """Prepare decisions for all open cases as the ranking has them."""
    draft = actions.propose_by_ranking(call, by=_me(), at=clock.at())
    tell(say("The decisions are prepared as the ranking has them. Please look at each of them."))
    if draft.tied:
        tell(
            say("Cases that share a rank on an edge and stay open: {count}.", count=len(draft.tied)),
            "warning",
        )
    if draft.unscored:
        tell(say("Cases without scores that stay open: {count}.", count=len(draft.unscored)), "warning")
    return redirect(url_for(".desk", slug=call.slug))


# One case


@bp.get("/desk/applications/<public_id:application_id>/decision")
@guarded(Verb.DECISION_READ, load=find_application)
def of_application(application: Application) -> ResponseReturnValue:
    """Lead to the decision on a case, or to the form of a first one."""
    decision = queries.find_living(application)
    if decision is None:
        return redirect(url_for(".propose", application_id=application.public_id))
    return redirect(url_for(".case", decision_id=decision.public_id))


@bp.route("/desk/applications/<public_id:application_id>/decision/new", methods=["GET", "POST"])
@guarded(Verb.DECISION_PROPOSE, load=find_application)
def propose(application: Application) -> ResponseReturnValue:
    """Prepare the decision on one case."""
    call, pool = application.call, rules.pool_of(application.call)
    usual = rules.usual_content(DecisionKind.AWARD, pool, number=1, on=_today())
    form = _form(usual, pool)
    if form.validate_on_submit():
        saved = _try(form, lambda: actions.propose(application, form.content(pool), by=_me(), at=clock.at()))
        if saved is not None:
            tell(say("The decision on {code} is prepared.", code=application.short_code))
            return redirect(url_for(".desk", slug=call.slug))
    page = render_template("decisions/propose.html", call=call, application=application, form=form)
    return page, 422 if form.is_submitted() else 200


@bp.get("/desk/decisions/<public_id:decision_id>")
@guarded(Verb.DECISION_READ, load=queries.find_decision)
def case(decision: Decision) -> ResponseReturnValue:
    """One decision in full, with what may be done with it now."""
    return _case(decision)


@bp.route("/desk/decisions/<public_id:decision_id>/change", methods=["GET", "POST"])
@guarded(Verb.DECISION_READ, post=Verb.DECISION_CHANGE, load=queries.find_decision)
def change(decision: Decision) -> ResponseReturnValue:
    """Change a proposed decision."""
    pool = rules.pool_of(decision.call)
    form = _form(decision.content, pool)
    if form.validate_on_submit():
        saved = _try(form, lambda: _changed(decision, form.content(pool)))
        if saved is not None:
            tell(say("The decision is saved. It needs a second person now."))
            return redirect(url_for(".case", decision_id=decision.public_id))
    page = render_template("decisions/change.html", call=decision.call, decision=decision, form=form)
    return page, 422 if form.is_submitted() else 200


def _changed(decision: Decision, content: Content) -> Decision:
    actions.change(decision, content, by=_me(), at=clock.at())
    return decision


def _form(content: Content, pool: Pool) -> forms.DecisionForm:
    form = forms.DecisionForm(data=forms.form_data(content, pool))
    form.offer(pool)
    return form


def _try(form: Any, act: Any) -> Any:
    """Do it, or put what is wrong at its fields; the door takes back what was begun."""
    try:
        return act()
    except actions.ContentRefused as refused:
        form.show(refused.problems)
    except PortalError as refused:
        form.refuse(None, refused.sentence)
    return None


# The second person


@bp.post("/desk/decisions/<public_id:decision_id>/approve")
@guarded(Verb.DECISION_READ, post=Verb.DECISION_APPROVE, load=queries.find_decision)
def approve(decision: Decision) -> ResponseReturnValue:
    """Approve one decision as it was shown."""
    actions.approve(decision, seen=forms.SeenForm().seen.data or "", by=_me(), at=clock.at())
    tell(say("The decision on {code} is approved.", code=decision.application.short_code))
    return redirect(url_for(".case", decision_id=decision.public_id))


@bp.post("/desk/decisions/<public_id:decision_id>/send-back")
@guarded(Verb.DECISION_READ, post=Verb.DECISION_SEND_BACK, load=queries.find_decision)
def send_back(decision: Decision) -> ResponseReturnValue:
    """Give a decision back with what should be changed."""
    form = forms.SendBackForm()
    if not form.validate_on_submit():
        return _case(decision, send_back_form=form), 422
    actions.send_back(decision, why=form.why.data or "", by=_me(), at=clock.at())
    tell(say("The decision on {code} is sent back.", code=decision.application.short_code))
    return redirect(url_for(".case", decision_id=decision.public_id))


@bp.route("/desk/calls/<slug:slug>/approvals", methods=["GET", "POST"])
@guarded(Verb.CALL_DESK, post=Verb.CALL_DECIDE, load=find_call)
def approvals(call: Call) -> ResponseReturnValue:
    """All proposed decisions in full, to be approved together, their number typed by hand."""
    proposed = queries.shown_to(_me(), queries.list_in_state(call, DecisionState.PROPOSED))
    form = forms.ApprovalForm()
    # What was sent back comes here again by its change; until then only its own page offers the approval.
    offered = [decision for decision in proposed if not decision.sent_back_why]
    form.offer([(decision.public_id, decision.content_hash) for decision in offered])
    if form.validate_on_submit():
        ticked = request.form.getlist("shown" if "all" in request.form else "decisions")
        chosen = [one for one in offered if f"{one.public_id}.{one.content_hash}" in ticked]
        refusal = rules.typed_count_refused(form.count.data, len(chosen))
        if refusal is None and chosen:
            return _approve(call, chosen)
        form.refuse("count", refusal or say("Please tick the decisions that you approve."))
    return _approvals(call, proposed, form), 422 if form.is_submitted() else 200


def _approve(call: Call, chosen: Sequence[Decision]) -> ResponseReturnValue:
    at = clock.at()
    for decision in chosen:
        if not may(_me(), Verb.DECISION_APPROVE, decision, at):
            raise NotFound()
        actions.approve(decision, seen=decision.content_hash, by=_me(), at=at)
    tell(say("Decisions approved: {count}.", count=len(chosen)))
    return redirect(url_for(".desk", slug=call.slug))


def _approvals(call: Call, proposed: Sequence[Decision], form: forms.ApprovalForm) -> str:
    at = clock.at()
    own = {one.public_id: _why_not(one) for one in proposed}
    mine = [one for one in proposed if own[one.public_id] is None and not one.sent_back_why]
    # After the release of the call only single outcomes follow, of those who move up: each on its own page.
    together = may(_me(), Verb.CALL_DECIDE, call, at) and bool(mine)
    alone = {one.public_id for one in mine if not together and may(_me(), Verb.DECISION_APPROVE, one, at)}
    return render_template(
        "decisions/approvals.html",
        call=call,
        proposed=proposed,
        cases={case.application.id: case for case in queries.cases_for(_me(), call, at=clock.at())},
        form=form,
        kinds=KINDS,
        why_not=own,
        count=len(mine),
        totals=rules.totals_of(one.content for one in mine),
        may_approve=together,
        alone=alone,
    )


def _why_not(decision: Decision) -> Any:
    return rules.approval_refused(
        preparers=decision.preparers,
        by_id=_me().id,
        for_ids=principals(_me(), decision.scope, clock.at()),
        applicant_id=decision.applicant_id,
        is_as_seen=True,
    )


def _case(decision: Decision, **sent: Any) -> str:
    at = clock.at()
    seen = forms.SeenForm(data={"seen": decision.content_hash})
    rights = {
        "may_change": Verb.DECISION_CHANGE,
        "may_approve": Verb.DECISION_APPROVE,
        "may_send_back": Verb.DECISION_SEND_BACK,
        "may_release": Verb.DECISION_RELEASE,
    }
    allowed = {name: may(_me(), verb, decision, at) for name, verb in rights.items()}
    shown = {"send_back_form": forms.SendBackForm(), **sent}
    return render_template(
        "decisions/case.html",
        call=decision.call,
        decision=decision,
        kind=KINDS[DecisionKind(decision.kind)],
        is_proposed=decision.state == DecisionState.PROPOSED,
        seen_form=seen,
        why_not=_why_not(decision) if decision.state == DecisionState.PROPOSED else None,
        not_released=actions.release_one_refused(decision, at=at),
        **allowed,
        **shown,
    )


def _today() -> date:
    return clock.at().astimezone(BERLIN).date()


def _me() -> User:
    return cast(User, current_user)
