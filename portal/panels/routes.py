"""The office's page of a call's panel."""

from typing import cast

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock
from portal.access import Verb, may
from portal.accounts.actions import GrantRefused
from portal.accounts.models import User
from portal.accounts.queries import find_user_of
from portal.calls.models import Call
from portal.calls.queries import find_call
from portal.guard import guarded
from portal.panels import actions, forms, queries, rules
from portal.web.say import tell
from portal.words import say

bp = Blueprint("panels", __name__)


@bp.route("/desk/calls/<slug:slug>/jury", methods=["GET", "POST"])
@guarded(Verb.CALL_DESK, post=Verb.PANEL_MANAGE, load=find_call)
def jury(call: Call) -> ResponseReturnValue:
    """Who sits on the panel of a call; a person joins by e-mail address."""
    form = forms.SeatForm()
    form.offer()
    if form.validate_on_submit() and (seated := _seat(call, form)):
        tell(say("{name} is on the jury now.", name=seated))
        return redirect(url_for(".jury", slug=call.slug))
    page = render_template(
        "panels/jury.html",
        call=call,
        form=form,
        members=queries.list_members(call),
        seats=rules.SEATS,
        closed=rules.change_refused(call.state),
        may_manage=may(current_user, Verb.PANEL_MANAGE, call, clock.at()),
    )
    return page, 422 if form.complaints else 200


def _seat(call: Call, form: forms.SeatForm) -> str | None:
    by = cast(User, current_user._get_current_object())
    try:
        member = actions.seat(
            call, find_user_of(form.address()), role=form.role.data or "", by=by, at=clock.at()
        )
    except (actions.SeatRefused, GrantRefused) as refusal:
        form.refuse("email", refusal.sentence)
        return None
    return member.user.name
