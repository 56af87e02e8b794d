"""The office’s own pages: the pipeline of all calls, the search, and the administration of roles."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, cast
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal import clock
from portal.access import Role, Verb, holds, may, permitted
from portal.accounts import actions as accounts
from portal.accounts.models import RoleGrant, User
from portal.accounts.queries import find_grant, find_user, list_users
from portal.calls.models import Call
from portal.calls.queries import find_call, find_programme, list_for_desk, list_programmes
from portal.desk import forms, queries, rules
from portal.errors import Refused
from portal.formal_checks.queries import search_cases
from portal.guard import guarded
from portal.web.chrome import NavigationRow, navigation_of
from portal.web.filters import text_in_language
from portal.web.say import tell
from portal.words import say

bp = Blueprint("desk", __name__)

BERLIN = ZoneInfo("Europe/Berlin")
SEE_OTHER = 303


def _may_read_desk(user: Any) -> bool:
    return permitted(user, Verb.CALL_DESK, None, clock.at())


def _may_administer(user: Any) -> bool:
    return permitted(user, Verb.ADMIN_READ, None, clock.at())


@bp.record_once
def _show_ways(state: BlueprintSetupState) -> None:
    navigation_of(cast(Any, state.app)).extend(
        (
            NavigationRow("desk.pipeline", _l("Office"), _may_read_desk),
            NavigationRow("desk.search", _l("Search"), _may_read_desk),
            NavigationRow("desk.people", _l("People and roles"), _may_administer),
        )
    )


# The pipeline


@bp.get("/desk/")
@guarded(Verb.DESK_READ)
def pipeline() -> ResponseReturnValue:
    """The office’s home: what is due, and each call with its steps, counts and ways."""
    at = clock.at()
    work = work_of(_me(), at)
    return render_template(
        "desk/pipeline.html",
        work=work,
        tasks=tasks_for(_me(), work, at),
        steps={one.call.slug: rules.steps_of(one.standing, at) for one in work},
        titles={one.call.slug: one.call.title for one in work},
        form=forms.SearchForm(),
        may_create=permitted(_me(), Verb.CALL_CREATE, None, at),
    )


def work_of(person: User, at: datetime) -> list[queries.Work]:
    """The calls that the person looks after, and how far the work on them is."""
    return queries.work_on([call for call in list_for_desk() if may(person, Verb.CALL_DESK, call, at)])


def tasks_for(person: User, work: Sequence[queries.Work], at: datetime) -> list[rules.Task]:
    """What is due to the person, by the roles that are held for each call."""
    return [task for one in work for task in rules.tasks_of([one.standing], at, _roles(person, one.call, at))]


def _roles(person: User, call: Call, at: datetime) -> list[str]:
    return [role.value for role in Role if holds(cast(Any, person), role, call, at)]


@bp.get("/desk/search")
@guarded(Verb.DESK_READ)
def search() -> ResponseReturnValue:
    """Cases found by short code, name or title; a whole short code leads straight to its case."""
    form = forms.SearchForm(request.args, meta={"csrf": False})
    typed = (form.q.data or "").strip()[:200]
    at = clock.at()
    found = (
        [one for one in search_cases(typed) if may(_me(), Verb.APPLICATION_READ, one, at)] if typed else []
    )
    if len(found) == 1 and found[0].short_code == typed.upper():
        return redirect(url_for("formal_checks.case", application_id=found[0].public_id), SEE_OTHER)
    return render_template("desk/search.html", form=form, typed=typed, found=found)


# People and their roles


@bp.get("/admin/users")
@guarded(Verb.ADMIN_READ)
def people() -> ResponseReturnValue:
    """Everybody with an account, and the roles that they hold."""
    form = forms.PeopleForm(request.args, meta={"csrf": False})
    typed = (form.q.data or "").strip()[:200]
    return render_template(
        "desk/people.html",
        form=form,
        typed=typed,
        people=list_users(typed),
        names=forms.NAMES,
        scopes=_scope_names(),
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
        "desk/person.html",
        user=user,
        form=form,
        names=forms.NAMES,
        scopes=_scope_names(),
        at=clock.at(),
        is_self=user.id == _me().id,
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
    return programmes + [(f"call:{one.slug}", text_in_language(one.title)) for one in list_for_desk()]


def _scope_names() -> dict[tuple[str, int], Any]:
    """The names of what a role can be for, by kind and internal number; numbers don’t leave the server."""
    names: dict[tuple[str, int], Any] = {("programme", one.id): one.title for one in list_programmes()}
    return names | {("call", one.id): one.title for one in list_for_desk()}


def _me() -> User:
    return cast(User, current_user)
