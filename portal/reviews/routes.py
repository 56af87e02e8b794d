"""Pages of reviews: a juror's queue, gate and score sheet; the office's assignments and ranking."""

from collections.abc import Callable, Sequence
from typing import Any, cast

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from portal import clock
from portal.access import FieldClass, Verb, fields_of_review, may, visible_fields
from portal.accounts.models import User
from portal.applications.queries import dossier, find_file_of
from portal.calls.models import Call
from portal.calls.queries import find_call
from portal.errors import NotFound
from portal.files.answer import send
from portal.files.models import StoredFile
from portal.guard import guarded
from portal.panels.models import PanelMember
from portal.panels.queries import find_member
from portal.reviews import actions, forms, queries, rules
from portal.reviews.forms import POINTS, ScoreForm
from portal.reviews.models import Review
from portal.reviews.queries import Queue
from portal.reviews.rules import Criterion, QueueRow, criteria_of
from portal.reviews.states import NO_CONFLICT
from portal.selection.summary import in_order
from portal.web.chrome import url_with
from portal.web.filters import time_of_day
from portal.web.language import current_language
from portal.web.paging import Page, page_of
from portal.web.say import tell, translate
from portal.words import say

bp = Blueprint("reviews", __name__)

MOST_SKIPPED = 60
CASES_A_PAGE = 100


# The juror


@bp.get("/reviews/")
@guarded(Verb.REVIEW_LIST)
def index() -> ResponseReturnValue:
    """My cases call by call: what is to do, what is done, and with which one to go on."""
    queues = queries.list_queues(_me(), clock.at())
    is_long = sum(len(queue.rows) for queue in queues) > CASES_A_PAGE
    only_open = request.args.get("show") == "open"
    pages = _one_page(queues, only_open=only_open) if is_long else _whole(queues)
    return render_template(
        "reviews/index.html", queues=queues, pages=pages, is_long=is_long, only_open=only_open
    )


def _whole(queues: Sequence[Queue]) -> dict[str, Page[QueueRow]]:
    return {queue.call.slug: page_of(queue.rows, None, per_page=CASES_A_PAGE) for queue in queues}


def _one_page(queues: Sequence[Queue], *, only_open: bool) -> dict[str, Page[QueueRow]]:
    """A page of the call that the address names, else of the first in which something is left to do."""
    named = [queue for queue in queues if queue.call.slug == request.args.get("call")]
    opened = next(queue for queue in (*named, *(one for one in queues if one.next), *queues))
    shown = [row for row in opened.rows if row.is_open or not only_open]
    return {opened.call.slug: page_of(shown, request.args.get("page"), per_page=CASES_A_PAGE)}


@bp.route("/reviews/<public_id:review_id>/conflict", methods=["GET", "POST"])
@guarded(Verb.CONFLICT_DECLARE, load=queries.find_review)
def conflict(review: Review) -> ResponseReturnValue:
    """The question of conflicts of interest, before anything of the case opens."""
    if request.method == "GET" and review.is_cleared_for(_me().id):
        return redirect(_case_url(review))
    form = forms.ConflictForm()
    form.offer()
    if form.validate_on_submit():
        if form.reason.data == NO_CONFLICT:
            actions.declare_no_conflict(review, by=_me(), at=clock.at())
            return redirect(_case_url(review))
        if _recuse(review, form):
            return redirect(_next_url(review))
    page = render_template("reviews/conflict.html", review=review, form=form, **_outside(review))
    return page, 422 if form.complaints else 200


@bp.route("/reviews/<public_id:review_id>/recuse", methods=["GET", "POST"])
@guarded(Verb.REVIEW_RECUSE, load=queries.find_review)
def recuse(review: Review) -> ResponseReturnValue:
    """Step back from a case for a reason that was found later."""
    form = forms.RecuseForm()
    form.offer()
    if form.validate_on_submit() and _recuse(review, form):
        return redirect(_next_url(review))
    page = render_template("reviews/recuse.html", review=review, form=form, **_outside(review))
    return page, 422 if form.complaints else 200


def _recuse(review: Review, form: forms.RecuseForm) -> bool:
    reason, note = form.reason.data or "", form.note.data or ""
    refusal = rules.conflict_refused(reason, note)
    if refusal is not None:
        form.refuse("note" if reason in rules.CONFLICT_REASONS else "reason", refusal)
        return False
    actions.recuse(review, reason=reason, note=note, by=_me(), at=clock.at())
    tell(say("You have stepped back from this case. It is closed to you from now on."))
    return True


def _outside(review: Review) -> dict[str, Any]:
    discipline = queries.discipline_of(review.application, current_language())
    return {"the_call": review.application.call, "discipline": discipline}


@bp.route("/reviews/<public_id:review_id>", methods=["GET", "POST"])
@guarded(Verb.REVIEW_READ, post=Verb.REVIEW_SCORE, load=queries.find_review, logged=True)
def score(review: Review) -> ResponseReturnValue:
    """The work on the left, the score sheet on the right; save a draft, or submit and go on."""
    criteria = criteria_of(review.scope.rubric)
    form = _score_form(review, criteria)
    if request.method == "POST" and form.validate():
        answer = _send(review, form)
        if answer is not None:
            return answer
    return _score_page(review, form, criteria), 422 if form.complaints else 200


def _score_form(review: Review, criteria: tuple[Criterion, ...], sent: Any = None) -> ScoreForm:
    points = queries.points_of(review)
    return forms.score_form(criteria, points, review.comment, review.version, sent=sent)


def _send(review: Review, form: ScoreForm) -> ResponseReturnValue | None:
    """What a sent sheet leads to: on to the next case, both versions side by side, or None: show it again."""
    points = form.points()
    facts: dict[str, Any] = {"base": form.base(), "by": _me(), "at": clock.at()}
    try:
        if "draft" in request.form:
            actions.record_scores(review, points, form.comment.data, **facts)
            tell(say("Your draft is saved."))
            return redirect(_case_url(review))
        actions.submit_review(review, points, form.comment.data, **facts)
    except actions.ReviewConflict:
        return _versions_page(review, form), 409
    except (actions.Incomplete, actions.PointsRefused) as refusal:
        _show(form, refusal)
        return None
    tell(say("The review of {code} is submitted.", code=review.application.short_code))
    return redirect(_next_url(review))


def _show(form: ScoreForm, refusal: actions.Incomplete | actions.PointsRefused) -> None:
    for name, sentence in refusal.problems.items():
        form.refuse(POINTS + name, sentence)


def _score_page(review: Review, form: ScoreForm, criteria: tuple[Criterion, ...]) -> str:
    queue = queries.queue_of(_me(), review.application.call, clock.at())
    before, after = rules.neighbours(queue.rows, review.public_id)
    fields = fields_of_review(current_user, review, clock.at())
    return render_template(
        "reviews/score.html",
        review=review,
        form=form,
        rows=forms.rows_of(form, criteria),
        total=rules.weighted_total(criteria, form.points()),
        dossier=dossier(review.application, fields, language=current_language()),
        file_url=_file_url(review),
        queue=queue,
        before=before,
        after=after,
        skip_url=_skip_url(review, queue.rows),
        may_score=may(current_user, Verb.REVIEW_SCORE, review, clock.at()),
        tab_name=_tab_name(review),
    )


def _versions_page(review: Review, form: ScoreForm) -> str:
    criteria = criteria_of(review.scope.rubric)
    theirs = _score_form(review, criteria, sent=MultiDict())
    return render_template(
        "reviews/versions.html",
        review=review,
        mine=forms.rows_of(form, criteria),
        theirs=forms.rows_of(theirs, criteria),
        form=form,
        newest=theirs,
        totals=[rules.weighted_total(criteria, one.points()) for one in (form, theirs)],
        tab_name=_tab_name(review),
    )


def _tab_name(review: Review) -> str:
    who = review.application.applicant
    return rules.short_name(who.given_names, who.family_name, who.name, family_first=who.family_first)


@bp.post("/reviews/<public_id:review_id>/draft")
@guarded(Verb.REVIEW_SCORE, load=queries.find_review)
def keep(review: Review) -> ResponseReturnValue:
    """Keep what the juror is scoring as a draft; another window's change is never overwritten."""
    criteria = criteria_of(review.scope.rubric)
    form = _score_form(review, criteria, sent=forms.sent_by_script(request.get_data()))
    form.validate()
    comment = None if form.comment.errors else form.comment.data
    try:
        version = actions.record_scores(
            review, form.points(), comment, base=form.base(), by=_me(), at=clock.at()
        )
    except actions.ReviewConflict as stale:
        # The sheet itself shows both versions when it is sent; until then the typed text stays in its window.
        return jsonify(conflict="#save", error=translate(stale.sentence)), 409
    problems = {field.name: translate(field.errors[0]) for field in form if field.errors}
    return jsonify(revision=version, saved_at=time_of_day(clock.at()), problems=problems)


@bp.get("/reviews/<public_id:review_id>/files/<public_id:file_id>")
@guarded(Verb.REVIEW_READ, load=queries.find_review, logged=True)
def file(review: Review, file_id: str) -> ResponseReturnValue:
    """A file of the case, as far as its juror sees it."""
    return send(_file_of(review, file_id))


@bp.get("/reviews/<public_id:review_id>/files/<public_id:file_id>/preview")
@guarded(Verb.REVIEW_READ, load=queries.find_review)
def preview(review: Review, file_id: str) -> ResponseReturnValue:
    """A picture of the case to be shown in the page."""
    return send(_file_of(review, file_id), inline_picture=True)


def _file_url(review: Review) -> Callable[..., str]:
    def url(file_id: str, *, small: bool = False) -> str:
        return url_for(".preview" if small else ".file", review_id=review.public_id, file_id=file_id)

    return url


def _file_of(review: Review, file_id: str) -> StoredFile:
    fields = fields_of_review(current_user, review, clock.at())
    stored = find_file_of(review.application, file_id, fields)
    if stored is None:
        raise NotFound()
    return stored


def _skipped() -> list[str]:
    return request.args.getlist("skip")[-MOST_SKIPPED:]


def _next_url(review: Review) -> str:
    """The case with which to go on; at the end, the queue that says so."""
    rows = queries.queue_of(_me(), review.application.call, clock.at()).rows
    following = rules.next_open(rows, here=review.public_id, skipped=_skipped())
    return _url_of(following, _skipped()) if following else url_for(".index")


def _skip_url(review: Review, rows: Any) -> str | None:
    skipped = [*_skipped(), review.public_id]
    following = rules.next_open(rows, here=review.public_id, skipped=skipped)
    return _url_of(following, skipped) if following else None


def _url_of(row: QueueRow, skipped: list[str]) -> str:
    page = ".score" if row.is_cleared else ".conflict"
    return url_for(page, review_id=row.id, skip=skipped)


def _case_url(review: Review) -> str:
    return url_for(".score", review_id=review.public_id, skip=_skipped())


# The office


@bp.route("/desk/calls/<slug:slug>/jury/assignment", methods=["GET", "POST"])
@guarded(Verb.CALL_DESK, post=Verb.PANEL_MANAGE, load=find_call)
def assignment(call: Call) -> ResponseReturnValue:
    """Who judges what, as boxes to tick, and how far everybody is."""
    if request.method == "POST" and forms.ActForm().validate():
        ticked, was = (
            forms.pairs_of(request.form.getlist("pair")),
            forms.pairs_of(request.form.getlist("was")),
        )
        given, taken = actions.settle(call, ticked, was, by=_me(), at=clock.at())
        tell(say("Saved: {given} given, {taken} taken away.", given=given, taken=taken))
        return redirect(url_with(page=request.form["next"]) if "next" in request.form else url_with())
    return _assignment_page(call, forms.EvenForm())


@bp.post("/desk/calls/<slug:slug>/jury/assignment/evenly")
@guarded(Verb.CALL_DESK, post=Verb.PANEL_MANAGE, load=find_call)
def assign_evenly(call: Call) -> ResponseReturnValue:
    """Give every case to so many jurors, those with the fewest cases first."""
    form = forms.EvenForm()
    if not form.validate():
        return _assignment_page(call, form), 422
    given = actions.assign_evenly(call, each=form.each.data or 0, by=_me(), at=clock.at())
    tell(say("Saved: {given} given.", given=given))
    return redirect(url_for(".assignment", slug=call.slug))


def _assignment_page(call: Call, form: forms.EvenForm) -> str:
    matrix = queries.assignment_of(call)
    page = page_of(matrix.cases, request.args.get("page"), per_page=CASES_A_PAGE)
    return render_template(
        "reviews/assignment.html",
        call=call,
        matrix=matrix,
        page=page,
        rows=matrix.rows_of(page.rows),
        form=form,
        act_form=forms.ActForm(),
        may_manage=may(current_user, Verb.PANEL_MANAGE, call, clock.at()),
    )


@bp.route("/desk/jury/<public_id:member_id>/remove", methods=["GET", "POST"])
@guarded(Verb.PANEL_MANAGE, load=find_member)
def leave(member: PanelMember) -> ResponseReturnValue:
    """Take a person off the panel, after showing what becomes of the reviews."""
    form = forms.ActForm()
    if form.validate_on_submit():
        actions.leave_panel(member, by=_me(), at=clock.at())
        tell(say("{name} is no longer on the jury.", name=member.user.name))
        return redirect(url_for("panels.jury", slug=member.call.slug))
    page = "reviews/leave.html"
    consequences = rules.leaving(queries.tally_of_juror(member.call, member.user))
    return render_template(page, call=member.call, member=member, form=form, consequences=consequences)


@bp.get("/desk/calls/<slug:slug>/ranking")
@guarded(Verb.CALL_RANKING, load=find_call)
def ranking(call: Call) -> ResponseReturnValue:
    """All cases by what their jurors gave, in the order that the address names."""
    everything = queries.ranking_of(call)
    shown, sort = queries.shown_to(_me(), call, everything, at=clock.at()), request.args.get("sort", "place")
    is_desk = may(current_user, Verb.CALL_DESK, call, clock.at())
    return render_template(
        "reviews/ranking.html",
        call=call if is_desk else None,
        the_call=call,
        page=page_of(in_order(shown, sort), request.args.get("page"), per_page=CASES_A_PAGE),
        sort=sort,
        closed=len(everything) - len(shown),
        criteria=criteria_of(call.rubric),
    )


@bp.route("/desk/reviews/<public_id:review_id>", methods=["GET", "POST"])
@guarded(Verb.REVIEW_SHEET, post=Verb.REVIEW_RETURN, load=queries.find_sheet)
def sheet(review: Review) -> ResponseReturnValue:
    """What one juror gave, for the office; a finished review can be returned with a reason."""
    form = forms.ReasonForm()
    if form.validate_on_submit():
        actions.return_review(review, reason=form.reason.data or "", by=_me(), at=clock.at())
        tell(say("The review went back to {name}.", name=review.juror.name))
        return redirect(url_for(".ranking", slug=review.scope.slug))
    return _sheet_page(review, form), 422 if form.complaints else 200


@bp.post("/desk/reviews/<public_id:review_id>/void")
@guarded(Verb.REVIEW_VOID, load=queries.find_sheet)
def void(review: Review) -> ResponseReturnValue:
    """Take a review out of the count, with a reason; its juror sees the case no more."""
    form = forms.ReasonForm()
    if not form.validate():
        return _sheet_page(review, form), 422
    actions.take_away(review, reason=form.reason.data or "", by=_me(), at=clock.at())
    tell(say("The review of {name} is void.", name=review.juror.name))
    return redirect(url_for(".ranking", slug=review.scope.slug))


def _sheet_page(review: Review, form: forms.ReasonForm) -> str:
    criteria, points = criteria_of(review.scope.rubric), queries.points_of(review)
    at, call = clock.at(), review.scope
    return render_template(
        "reviews/sheet.html",
        review=review,
        call=call if may(current_user, Verb.CALL_DESK, call, at) else None,
        the_call=call,
        criteria=criteria,
        points=points,
        total=rules.weighted_total(criteria, points),
        form=form,
        conflict=rules.conflict_told(review.conflict) if _sees_jurors(review) else None,
        may_return=may(current_user, Verb.REVIEW_RETURN, review, at),
        may_void=may(current_user, Verb.REVIEW_VOID, review, at),
    )


def _sees_jurors(review: Review) -> bool:
    return FieldClass.JURORS in visible_fields(_me(), review.application, clock.at())


def _me() -> User:
    return cast(User, current_user._get_current_object())
