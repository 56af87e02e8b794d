"""The office’s own pages: the pipeline of all calls and the search."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from flask import Blueprint, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal import clock
from portal.access import Role, Verb, holds, permitted
from portal.accounts.models import User
from portal.calls.models import Call
from portal.calls.queries import list_visible
from portal.desk import forms, queries, rules
from portal.formal_checks.queries import search_cases
from portal.guard import guarded
from portal.web.chrome import NavigationRow, navigation_of

bp = Blueprint("desk", __name__)

SEE_OTHER = 303


def _may_read_desk(user: Any) -> bool:
    return permitted(user, Verb.CALL_DESK, None, clock.at())


@bp.record_once
def _show_ways(state: BlueprintSetupState) -> None:
    navigation_of(cast(Any, state.app)).extend(
        (
            NavigationRow("desk.pipeline", _l("Office"), _may_read_desk),
            NavigationRow("desk.search", _l("Search"), _may_read_desk),
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
    return queries.work_on(list_visible(person, Verb.CALL_DESK, at))


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
    found = search_cases(typed, reader=_me(), at=clock.at()) if typed else []
    if len(found) == 1 and found[0].short_code == typed.upper():
        return redirect(url_for("formal_checks.case", application_id=found[0].public_id), SEE_OTHER)
    return render_template("desk/search.html", form=form, typed=typed, found=found)


def _me() -> User:
    return cast(User, current_user)
