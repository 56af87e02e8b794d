"""Pages of the administration: people with their roles."""

from datetime import date, datetime, time
from typing import Any, cast
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal import clock, viewing
from portal.access import Role, Verb, may, permitted
from portal.accounts import actions as accounts
from portal.accounts.models import RoleGrant, User
from portal.accounts.queries import find_grant, find_user, list_last_sign_ins, list_users
from portal.accounts.rules import ROLE_NAMES, SIGN_IN_LASTS, SIGNED_IN_BY
from portal.administration import actions, forms
from portal.calls.queries import find_call, find_programme, list_all, list_programmes, titles_of_scopes
from portal.errors import Invalid, Refused
from portal.guard import guarded
from portal.web.chrome import NavigationRow, navigation_of
from portal.web.filters import text_in_language
from portal.web.paging import page_of
from portal.web.say import tell
from portal.words import say

bp = Blueprint("administration", __name__)

BERLIN = ZoneInfo("Europe/Berlin")
SEE_OTHER = 303
PEOPLE_A_PAGE = 100
LAST_SIGN_INS = 10


def _may_administer(user: Any) -> bool:
    return permitted(user, Verb.ADMIN_READ, None, clock.at())


@bp.record_once
def _show_ways(state: BlueprintSetupState) -> None:
    cast(Any, state.app).extensions["viewing"] = viewing.under_way
    navigation_of(cast(Any, state.app)).append(
        NavigationRow("administration.people", _l("People and roles"), _may_administer)
    )


# People and their roles


@bp.get("/admin/users")
@guarded(Verb.ADMIN_READ)
def people() -> ResponseReturnValue:
    """Everybody with an account, and the roles that they hold."""
    form = forms.PeopleForm(request.args, meta={"csrf": False})
    typed = (form.q.data or "").strip()[:200]
    return render_template(
        "administration/people.html",
        form=form,
        typed=typed,
        page=page_of(list_users(typed), request.args.get("page"), per_page=PEOPLE_A_PAGE),
        names=ROLE_NAMES,
        scopes=titles_of_scopes(),
        at=clock.at(),
    )


@bp.route("/admin/users/<public_id:user_id>", methods=["GET", "POST"])
@guarded(Verb.ADMIN_READ, post=Verb.GRANT_GIVE, load=find_user)
def person(user: User) -> ResponseReturnValue:
    """One person’s roles, and the form to give another one."""
    form = forms.GrantForm()
    form.offer(_scopes())
    if form.validate_on_submit():
        try:
            _grant(user, form)
        except Refused as refusal:
            form.refuse(None, refusal.sentence)
        else:
            tell(say("The role is given."))
            return _back_to(user)
    page = render_template(
        "administration/person.html",
        user=user,
        form=form,
        names=ROLE_NAMES,
        scopes=titles_of_scopes(),
        at=clock.at(),
        is_self=user.id == _me().id,
        may_view=may(_me(), Verb.VIEW_BEGIN, user, clock.at()),
        sign_ins=list_last_sign_ins(user, LAST_SIGN_INS),
        signed_in_by=SIGNED_IN_BY,
        open_since=clock.at() - SIGN_IN_LASTS,
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/admin/grants/<public_id:grant_id>/revoke")
@guarded(Verb.ADMIN_READ, post=Verb.GRANT_GIVE, load=find_grant)
def revoke(grant: RoleGrant) -> ResponseReturnValue:
    """Take a role away."""
    accounts.revoke_grant(grant, by=_me(), at=clock.at())
    tell(say("The role is taken away."))
    return _back_to(grant.user)


@bp.post("/admin/users/<public_id:user_id>/close")
@guarded(Verb.ADMIN_READ, post=Verb.GRANT_GIVE, load=find_user)
def close(user: User) -> ResponseReturnValue:
    """Close an account."""
    accounts.close(user, by=_me(), at=clock.at())
    tell(say("The account is closed. Every sign-in of it has ended."))
    return _back_to(user)


@bp.post("/admin/users/<public_id:user_id>/reopen")
@guarded(Verb.ADMIN_READ, post=Verb.GRANT_GIVE, load=find_user)
def reopen(user: User) -> ResponseReturnValue:
    """Open a closed account again."""
    accounts.reopen(user, by=_me(), at=clock.at())
    tell(say("The account is open again."))
    return _back_to(user)


# Seeing the portal as somebody else


@bp.route("/admin/users/<public_id:user_id>/view", methods=["GET", "POST"])
@guarded(Verb.VIEW_BEGIN, load=find_user)
def view(user: User) -> ResponseReturnValue:
    """Ask for the reason, then show the portal as the person sees it."""
    form = forms.ViewForm()
    if form.validate_on_submit():
        reason = form.reason.data or ""
        try:
            actions.begin_view(user, reason=reason, by=_me(), at=clock.at())
        except Invalid as refusal:
            form.refuse("reason", refusal.sentence)
        else:
            viewing.begin(user, by=_me(), reason=reason.strip(), at=clock.at())
            return redirect(url_for("applications.index"), SEE_OTHER)
    is_admin = _may_administer(_me())
    back = url_for(".person", user_id=user.public_id) if is_admin else url_for("desk.search")
    page = render_template("administration/view.html", user=user, form=form, back=back)
    return page, 422 if form.complaints else 200


@bp.post("/admin/view/end")
@guarded(Verb.VIEW_END)
def end_view() -> ResponseReturnValue:
    """See the portal with one’s own eyes again."""
    seen = viewing.under_way()
    user = find_user(seen.user_id) if seen else None
    viewing.end()
    if user is not None:
        actions.end_view(user, by=_me(), at=clock.at())
        if may(_me(), Verb.ADMIN_READ, user, clock.at()):
            return _back_to(user)
    return redirect(url_for("mine.home"), SEE_OTHER)


def _back_to(user: User) -> ResponseReturnValue:
    return redirect(url_for(".person", user_id=user.public_id), SEE_OTHER)


def _grant(user: User, form: forms.GrantForm) -> None:
    kind, _, name = (form.scope.data or "").partition(":")
    programme = find_programme(name) if kind == "programme" else None
    call = find_call(name) if kind == "call" else None
    begins, ends = (_begin_of(day) for day in form.period)
    accounts.grant_role(
        user,
        Role(form.role.data),
        by=_me(),
        at=clock.at(),
        programme_id=programme.id if programme else None,
        call_id=call.id if call else None,
        valid_from=begins,
        valid_until=ends,
    )


def _begin_of(day: date | None) -> datetime | None:
    return datetime.combine(day, time(0), BERLIN) if day else None


def _scopes() -> list[tuple[str, str]]:
    programmes = [(f"programme:{one.slug}", text_in_language(one.title)) for one in list_programmes()]
    return programmes + [(f"call:{one.slug}", text_in_language(one.title)) for one in list_all()]


def _me() -> User:
    return cast(User, current_user)
