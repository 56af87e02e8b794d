"""Pages for another address: asking, confirming from the new mailbox, undoing from the old one."""

from flask import Blueprint, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock
from portal.access import Verb
from portal.accounts.models import User
from portal.accounts.routes import find_self, mails_per_account, mails_per_address, per_address
from portal.addresses import actions, forms, queries, rules
from portal.addresses.models import AddressChange
from portal.guard import guarded
from portal.web.say import tell
from portal.words import say

bp = Blueprint("addresses", __name__)


def _confirm_link(key: str) -> str:
    return url_for("addresses.confirm_link", token=key)


def _undo_link(key: str) -> str:
    return url_for("addresses.undo_link", token=key)


@bp.route("/profile/address", methods=["GET", "POST"])
@mails_per_address
@mails_per_account
@guarded(Verb.PROFILE_EDIT, post=Verb.KEY_CHANGE, load=find_self)
def ask(user: User) -> ResponseReturnValue:
    """Ask for another address; nothing changes before the new mailbox has confirmed it."""
    form = forms.NewAddressForm()
    if form.validate_on_submit():
        refusal = rules.address_refused(form.address, present=user.email)
        if refusal is None:
            actions.ask(user, form.address, confirm=_confirm_link, undo=_undo_link, at=clock.at())
            tell(say("A mail is on its way to the new address. Until you confirm it there, nothing changes."))
            return redirect(url_for(".ask"), 303)
        form.refuse("email", refusal)
    waiting = [one for one in queries.list_waiting(user) if _counts(one)]
    page = render_template("addresses/ask.html", form=form, user=user, waiting=waiting)
    return page, 422 if form.is_submitted() else 200


# The links leave the address bar at once, as those of accounts do.


@bp.get("/profile/address/<token>")
@guarded(Verb.PROFILE_EDIT, load=find_self)
def confirm_link(user: User, token: str) -> ResponseReturnValue:
    """Take the link of the new mailbox, of the person who asked, and show a clean page."""
    session["address"] = token[:40]
    return redirect(url_for(".confirm"), 303)


def _find_change() -> AddressChange | None:
    """The wish of the person who is signed in whose link this browser opened last, if it still counts."""
    key = session.get("address", "")
    change = queries.find_asked(current_user, key) if current_user.is_authenticated and key else None
    return change if change is not None and _counts(change) else None


def _counts(change: AddressChange) -> bool:
    return rules.may_be_confirmed(
        asked_at=change.asked_at,
        done=change.done_at is not None,
        stopped=change.stopped_at is not None,
        at=clock.at(),
    )


@bp.route("/profile/address/confirm", methods=["GET", "POST"])
@per_address
@guarded(Verb.PROFILE_EDIT, load=find_self)
def confirm(user: User) -> ResponseReturnValue:
    """Let the new address count from now on."""
    change = _find_change()
    if change is None:
        return render_template("accounts/dead_link.html", again=url_for(".ask")), 404
    form = forms.YesForm()
    if form.validate_on_submit():
        actions.confirm(change, here=session["_user_id"], undo=_undo_link, at=clock.at())
        session.pop("address")
        tell(say("From now on you sign in with {email}.", email=change.new_email))
        return redirect(url_for("accounts.profile"), 303)
    return render_template("addresses/confirm.html", form=form, change=change)


@bp.get("/address/undo/<token>")
@guarded(Verb.PUBLIC_READ)
def undo_link(token: str) -> ResponseReturnValue:
    """Take the link of the old mailbox and show a clean page."""
    session["undo"] = token[:40]
    return redirect(url_for(".undo"), 303)


@bp.route("/address/undo", methods=["GET", "POST"])
@per_address
@guarded(Verb.PUBLIC_READ)
def undo() -> ResponseReturnValue:
    """Stop a change of address or take it back; then a new password is due."""
    change = _undoable()
    if change is None:
        return render_template("accounts/dead_link.html", again=url_for("accounts.forgot")), 404
    form = forms.YesForm()
    if form.validate_on_submit():
        actions.undo(change, at=clock.at())
        session.clear()
        tell(say("The address is again {email}. Please choose a new password now.", email=change.old_email))
        return redirect(url_for("accounts.forgot"), 303)
    return render_template("addresses/undo.html", form=form, change=change)


def _undoable() -> AddressChange | None:
    key = session.get("undo", "")
    change = queries.find_to_undo(key) if key else None
    if change is None:
        return None
    still = rules.may_be_undone(
        asked_at=change.asked_at,
        done_at=change.done_at,
        stopped=change.stopped_at is not None,
        at=clock.at(),
    )
    return change if still else None
