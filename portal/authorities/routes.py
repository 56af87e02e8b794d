"""Pages of authorities, for the administration: the list, and one letterhead with its changes."""

from typing import Any, cast

from flask import Blueprint, redirect, render_template, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal import clock
from portal.access import Verb, permitted
from portal.accounts.models import User
from portal.authorities import actions, forms, queries
from portal.authorities.models import Authority
from portal.guard import guarded
from portal.web.chrome import NavigationRow, navigation_of
from portal.web.say import tell
from portal.words import say

bp = Blueprint("authorities", __name__)


@bp.record_once
def _show_ways(state: BlueprintSetupState) -> None:
    navigation_of(cast(Any, state.app)).append(
        NavigationRow("authorities.index", _l("Authorities"), _may_read)
    )


def _may_read(user: Any) -> bool:
    return permitted(user, Verb.ADMIN_READ, None, clock.at())


@bp.get("/admin/authorities/")
@guarded(Verb.ADMIN_READ)
def index() -> ResponseReturnValue:
    """All authorities in whose name letters are written."""
    return render_template("authorities/index.html", authorities=queries.list_authorities())


@bp.route("/admin/authorities/<slug:slug>", methods=["GET", "POST"])
@guarded(Verb.ADMIN_READ, post=Verb.AUTHORITY_CHANGE, load=queries.find_authority)
def edit(authority: Authority) -> ResponseReturnValue:
    """One letterhead with its instruction on remedies, and who changed it when."""
    form = forms.LetterheadForm(data=forms.filled(authority.letterhead))
    form.offer()
    if form.validate_on_submit():
        try:
            _change(authority, form)
        except actions.LetterheadRefused as refusal:
            for name, sentence in refusal.problems:
                form.refuse(name, sentence)
        else:
            tell(say("The letterhead is saved. It counts for letters that are made from now on."))
            return redirect(url_for(".edit", slug=authority.slug), 303)
    page = render_template(
        "authorities/edit.html", authority=authority, form=form, changes=queries.list_changes(authority)
    )
    return page, 422 if form.complaints else 200


def _change(authority: Authority, form: forms.LetterheadForm) -> None:
    me = cast(User, current_user._get_current_object())
    seen = form.seen.data or ""
    actions.change(authority, form.letterhead, seen=seen, by=me, at=clock.at())
