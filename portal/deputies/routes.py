"""Pages of deputies: one’s own, and for the administration those of anybody."""

from typing import Any, cast

from flask import Blueprint, redirect, render_template, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal import clock
from portal.access import Verb, permitted
from portal.accounts.models import RoleGrant, User
from portal.accounts.queries import find_user, find_user_of
from portal.accounts.rules import ROLE_NAMES, email_as_kept
from portal.calls.queries import titles_of_scopes
from portal.deputies import actions, forms, queries, rules
from portal.errors import NotFound
from portal.guard import guarded
from portal.web.chrome import NavigationRow, navigation_of
from portal.web.filters import text_in_language
from portal.web.say import tell, translate
from portal.words import say

bp = Blueprint("deputies", __name__)

SEE_OTHER = 303


def _may_name(user: Any) -> bool:
    return permitted(user, Verb.DEPUTY_NAME, None, clock.at())


@bp.record_once
def _show_ways(state: BlueprintSetupState) -> None:
    navigation_of(cast(Any, state.app)).append(
        NavigationRow("deputies.index", _l("Deputies"), _may_name, area="account")
    )


@bp.route("/deputies/", methods=["GET", "POST"])
@guarded(Verb.DEPUTY_READ, post=Verb.DEPUTY_NAME)
def index() -> ResponseReturnValue:
    """Who acts for me, for whom I act, and the form that names a deputy."""
    me = find_user(_me().public_id)
    assert me is not None  # whoever is signed in has an account
    return _page(me, "deputies/index.html", url_for(".index"), stand_ins=queries.list_stand_ins(me))


@bp.route("/admin/users/<public_id:user_id>/deputies", methods=["GET", "POST"])
@guarded(Verb.ADMIN_READ, post=Verb.GRANT_GIVE, load=find_user)
def of_person(user: User) -> ResponseReturnValue:
    """Who acts for somebody; the administration names a deputy where the person can’t."""
    stand_ins = queries.list_stand_ins(user)
    back = url_for(".of_person", user_id=user.public_id)
    return _page(user, "deputies/of_person.html", back, stand_ins=stand_ins)


@bp.post("/deputies/<public_id:grant_id>/end")
@guarded(Verb.DEPUTY_END, load=queries.find_deputy)
def end(lent: RoleGrant) -> ResponseReturnValue:
    """Let a deputy act no more."""
    actions.end(lent, by=_me(), at=clock.at())
    tell(say("From now on {name} acts no more as a deputy.", name=lent.user.name))
    if _me().id in (lent.principal_id, lent.user_id):
        return redirect(url_for(".index" if _may_name(_me()) else "mine.home"), SEE_OTHER)
    return redirect(url_for(".of_person", user_id=cast(User, lent.principal).public_id), SEE_OTHER)


def _page(person: User, template: str, back: str, **shown: Any) -> ResponseReturnValue:
    at, scopes = clock.at(), titles_of_scopes()
    form = forms.DeputyForm()
    form.offer([(one.public_id, _told(one, scopes)) for one in _lendable(person)])
    if form.validate_on_submit():
        try:
            _name(person, form)
        except actions.DeputyRefused as refusal:
            form.refuse(refusal.field, refusal.sentence)
        else:
            tell(say("The deputy is named, and was told by mail."))
            return redirect(back, SEE_OTHER)
    page = render_template(
        template,
        user=person,
        form=form,
        deputies=queries.list_deputies(person),
        scopes=scopes,
        names=ROLE_NAMES,
        at=at,
        **shown,
    )
    return page, 422 if form.complaints else 200


def _name(person: User, form: forms.DeputyForm) -> None:
    grant = queries.find_own(person, form.grant.data or "")
    if grant is None or form.first.data is None or form.last.data is None:
        raise NotFound()
    deputy = find_user_of(email_as_kept(form.email.data or ""))
    actions.name(grant, deputy, first=form.first.data, last=form.last.data, by=_me(), at=clock.at())


def _lendable(person: User) -> list[RoleGrant]:
    at = clock.at()
    own = [one for one in person.grants if one.principal_id is None and one.role in rules.LENDABLE]
    return [one for one in own if one.valid_until is None or one.valid_until > at]


def _told(grant: RoleGrant, scopes: Any) -> str:
    for kind, number in (("call", grant.call_id), ("programme", grant.programme_id)):
        if number is not None:
            return f"{translate(ROLE_NAMES[grant.role])} · {text_in_language(scopes[kind, number])}"
    return translate(ROLE_NAMES[grant.role])


def _me() -> User:
    return cast(User, current_user._get_current_object())
