"""Pages of authorities, for the administration: the list, and one letterhead with its changes."""

from dataclasses import replace
from typing import Any, cast

from flask import Blueprint, g, redirect, render_template, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal import clock, files
from portal.access import Verb, permitted
from portal.accounts.models import User
from portal.authorities import actions, forms, queries, rules
from portal.authorities.models import Authority
from portal.errors import NotFound
from portal.files import Taken
from portal.files.answer import picture as shown_picture
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
    return edit_page(authority, form), 422 if form.complaints else 200


def edit_page(authority: Authority, form: forms.LetterheadForm) -> str:
    """The form of a letterhead with its logo, the way to a preview, and its versions."""
    return render_template(
        "authorities/edit.html",
        authority=authority,
        form=form,
        versions=queries.list_versions(authority),
        parts=forms.PARTS,
    )


def _change(authority: Authority, form: forms.LetterheadForm) -> None:
    head = form.over(authority.letterhead)
    actions.change(authority, head, seen=form.seen.data or "", by=_me(), at=clock.at())


# The logo


def print_copy() -> Taken | None:
    """The picture that was sent, made for paper ahead of the transaction; or why it can't be the logo."""
    sent = g.get("taken", {}).get("logo", [])
    if not sent:
        return None
    problem = sent[0].problem or rules.logo_refused(
        sent[0].media_type, sent[0].size, sent[0].width or 0, sent[0].height or 0
    )
    return (
        replace(sent[0], problem=problem)
        if problem
        else files.print_copy(sent[0], most=rules.printed_pixels())
    )


@bp.route("/admin/authorities/<slug:slug>/logo", methods=["GET", "POST"])
@guarded(Verb.AUTHORITY_CHANGE, load=queries.find_authority, before=print_copy)
def logo(authority: Authority) -> ResponseReturnValue:
    """The picture on the letterhead: as it is, another one, and what is read in its place."""
    form = forms.LogoForm(data={"logo_text": authority.logo_text, "seen": authority.letterhead.digest})
    form.ask_for_picture(needed=not authority.logo)
    if form.validate_on_submit():
        problem = g.prepared.problem if g.prepared else None
        if problem is None and _set_logo(authority, form):
            tell(say("The logo is saved. Letters that are made from now on carry it."))
            return redirect(url_for(".edit", slug=authority.slug), 303)
        if problem is not None:
            form.refuse("logo", problem)
    page = render_template("authorities/logo.html", authority=authority, form=form)
    return page, 422 if form.complaints else 200


def _set_logo(authority: Authority, form: forms.LogoForm) -> bool:
    text, seen = form.logo_text.data or "", form.seen.data or ""
    try:
        actions.set_logo(authority, g.prepared, text, seen=seen, by=_me(), at=clock.at())
    except actions.LetterheadRefused as refusal:
        for name, sentence in refusal.problems:
            form.refuse(name, sentence)
    return not form.complaints


@bp.post("/admin/authorities/<slug:slug>/logo/remove")
@guarded(Verb.ADMIN_READ, post=Verb.AUTHORITY_CHANGE, load=queries.find_authority)
def remove_logo(authority: Authority) -> ResponseReturnValue:
    """Do without a picture from now on."""
    seen = forms.RemovalForm().seen.data or ""
    actions.remove_logo(authority, seen=seen, by=_me(), at=clock.at())
    tell(say("The logo is taken off the letterhead. Letters that carry it keep it."))
    return redirect(url_for(".edit", slug=authority.slug), 303)


@bp.get("/admin/authorities/<slug:slug>/logo.png")
@guarded(Verb.ADMIN_READ, load=queries.find_authority)
def picture(authority: Authority) -> ResponseReturnValue:
    """The logo, as it is printed."""
    if not authority.logo:
        raise NotFound()
    return shown_picture(authority.logo)


def _me() -> User:
    return cast(User, current_user._get_current_object())
