"""Pages of accounts: signing in and out, registering, links in mails, the profile."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, current_app, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security.utils import hash_password, verify_password
from itsdangerous import BadSignature, URLSafeTimedSerializer

from portal import clock
from portal.access import Verb
from portal.accounts import actions, queries, rules
from portal.accounts.forms import (
    WRONG,
    AddressForm,
    ConfirmForm,
    ProfileForm,
    RegisterForm,
    ResetForm,
    SignInForm,
    accepts_password,
)
from portal.accounts.models import User
from portal.extensions import limiter, security
from portal.guard import guarded
from portal.web.language import current_language, own_path
from portal.web.say import tell
from portal.words import say

bp = Blueprint("accounts", __name__)

# Only attempts that fail count, so that nobody is locked out by being busy.
PER_ADDRESS = "60 per hour"
PER_ACCOUNT = "10 per 10 minutes"
MAILS_PER_ADDRESS = "20 per hour"
MAILS_PER_ACCOUNT = "5 per hour"


def account_asked() -> str:
    """The account that an attempt is about, whether it exists or not."""
    return "account:" + rules.email_as_kept(request.form.get("email", "")[:254])


def failed(response: Response) -> bool:
    """Whether an attempt was turned down."""
    return response.status_code >= 400


per_address = limiter.limit(PER_ADDRESS, methods=["POST"], deduct_when=failed)
per_account = limiter.limit(PER_ACCOUNT, methods=["POST"], key_func=account_asked, deduct_when=failed)
mails_per_address = limiter.limit(MAILS_PER_ADDRESS, methods=["POST"])
mails_per_account = limiter.limit(MAILS_PER_ACCOUNT, methods=["POST"], key_func=account_asked)


# Passwords are slow on purpose: they are hashed and compared before the transaction begins.


def typed_password() -> str:
    """The password of the form, shortened to what is ever read."""
    return rules.password_as_kept(request.form.get("password", "")[: rules.LONGEST_PASSWORD + 1])


def hash_typed() -> str:
    """The hash of the typed password, made for known and unknown addresses alike."""
    return str(hash_password(typed_password()))


def check_sign_in() -> str:
    """The public id of the account if address and password fit; takes as long where there is no account."""
    user = queries.find_user_of(rules.email_as_kept(request.form.get("email", "")))
    return user.public_id if _fits(user) and user else ""


def check_confirmation() -> bool:
    """Whether the password belongs to the account that the link confirms."""
    return _fits(_linked("confirm"))


def _fits(user: User | None) -> bool:
    stored = user.password if user is not None else None
    return bool(verify_password(typed_password(), stored or _nobodys_hash())) and stored is not None


def _nobodys_hash() -> str:
    # Made once: comparing with it takes the time that any account takes.
    kept: str = current_app.extensions.setdefault("nobodys_hash", "") or hash_password("nobody")
    current_app.extensions["nobodys_hash"] = kept
    return kept


# Links in mails: signed, for one purpose and a time, and only as long as they are the newest of an account.

PURPOSES: dict[str, timedelta] = {"confirm": rules.CONFIRM_WITHIN, "reset": rules.RESET_WITHIN}


def link_for(purpose: str, then: str = "/") -> actions.Link:
    """Makes the path of a link for one purpose; its host is never taken from the request."""

    def link(user: User) -> str:
        token = _signer(purpose).dumps([user.public_id, user.link_key])
        return url_for(f"accounts.{purpose}_link", token=token, next=None if then == "/" else then)

    return link


def _signer(purpose: str) -> URLSafeTimedSerializer:
    signer: URLSafeTimedSerializer = getattr(security, f"{purpose}_serializer")
    return signer


def _linked(purpose: str) -> User | None:
    """The account of the link that this browser opened last, if the link still counts."""
    try:
        content = _signer(purpose).loads(
            session.get(purpose, ""), max_age=int(PURPOSES[purpose].total_seconds())
        )
    except BadSignature:
        return None
    return queries.find_linked(str(content[0]), str(content[1]))


def _open_link(purpose: str, token: str) -> ResponseReturnValue:
    # The token leaves the address bar at once: no history, no referrer and no bookmark keeps it.
    session[purpose] = token
    return redirect(url_for(f"accounts.{purpose}", next=request.args.get("next")), 303)


def _dead_link(again: str) -> ResponseReturnValue:
    return render_template("accounts/dead_link.html", again=again), 404


def _then() -> str:
    return own_path(request.args.get("next", "/"))


def may_enter(user: User) -> bool:
    """Whether the account may be entered in this installation."""
    return rules.may_sign_in(
        active=user.active,
        confirmed_at=user.confirmed_at,
        is_demo=user.is_demo,
        in_demo=current_app.config["PORTAL_SETTINGS"].is_demo,
    )


def enter(user: User, *, how: str) -> None:
    """Begin a new sign-in in this browser, noting what proved who it is; nothing from before it survives."""
    at = clock.at()
    actions.sign_out(session.get("_user_id", ""), at=at)
    session.clear()
    agent = rules.browser_of(request.user_agent.string)
    session["_user_id"] = actions.sign_in(user, agent=agent, at=at, how=how)


def proceed(user: User) -> ResponseReturnValue:
    """Let in whose password fits; where an app gives codes, only after one of them."""
    if user.totp_secret is None:
        enter(user, how="password")
        return redirect(_then(), 303)
    actions.sign_out(session.get("_user_id", ""), at=clock.at())
    session.clear()
    session["half"] = [user.public_id, user.fs_uniquifier, clock.at().isoformat()]
    return redirect(url_for("keys.code", next=request.args.get("next")), 303)


@bp.route("/sign-in", methods=["GET", "POST"])
@per_address
@per_account
@guarded(Verb.PUBLIC_READ, before=check_sign_in)
def sign_in() -> ResponseReturnValue:
    """Sign in with address and password."""
    form = SignInForm()
    if request.method == "GET":
        if current_user.is_authenticated:
            return redirect(_then(), 303)
        return render_template("accounts/sign_in.html", form=form, then=_then())
    if form.validate():
        user = queries.find_user(g.prepared)
        if user is not None and may_enter(user):
            return proceed(user)
        form.refuse(None, WRONG)
    return render_template("accounts/sign_in.html", form=form, then=_then()), 422


@bp.post("/sign-out")
@guarded(Verb.PUBLIC_READ)
def sign_out() -> ResponseReturnValue:
    """Sign out, here and for every copy of this browser's cookie."""
    actions.sign_out(session.get("_user_id", ""), at=clock.at())
    session.clear()
    tell(say("You are signed out."))
    return redirect("/", 303)


@bp.route("/register", methods=["GET", "POST"])
@mails_per_address
@mails_per_account
@guarded(Verb.PUBLIC_READ, before=hash_typed)
def register() -> ResponseReturnValue:
    """Ask for an account; the answer is the same whether the address is known or not."""
    form = RegisterForm()
    if request.method == "POST" and form.validate() and accepts_password(form, form.address):
        actions.register(
            email=form.address,
            password_hash=g.prepared,
            language=current_language(),
            link=link_for("confirm", _then()),
            at=clock.at(),
        )
        return redirect(url_for("accounts.mail_sent"), 303)
    status = 200 if request.method == "GET" else 422
    return render_template("accounts/register.html", form=form, then=_then()), status


@bp.get("/mail-sent")
@guarded(Verb.PUBLIC_READ)
def mail_sent() -> ResponseReturnValue:
    """Say that a mail is on its way, without saying to whom."""
    return render_template("accounts/mail_sent.html")


@bp.get("/confirm/<token>")
@guarded(Verb.PUBLIC_READ)
def confirm_link(token: str) -> ResponseReturnValue:
    """Take the link of the confirmation mail and show a clean page."""
    return _open_link("confirm", token)


@bp.route("/confirm", methods=["GET", "POST"])
@per_address
@guarded(Verb.PUBLIC_READ, before=check_confirmation)
def confirm() -> ResponseReturnValue:
    """Confirm the address with the password, and be signed in."""
    user = _linked("confirm")
    if user is None:
        return _dead_link(url_for("accounts.confirm_again"))
    form = ConfirmForm()
    if request.method == "POST" and form.validate():
        if g.prepared:
            actions.confirm(user, at=clock.at())
            answer = proceed(user)
            tell(say("Welcome. Your account is open. Your profile is waiting for your name."))
            return answer
        form.refuse("password", say("This is not the password that you chose for this account."))
    status = 200 if request.method == "GET" else 422
    return render_template("accounts/confirm.html", form=form, email=user.email), status


@bp.route("/confirm-again", methods=["GET", "POST"])
@mails_per_address
@mails_per_account
@guarded(Verb.PUBLIC_READ)
def confirm_again() -> ResponseReturnValue:
    """Ask for the confirmation mail once more."""
    return _ask_for_mail("accounts/confirm_again.html", actions.send_confirmation, "confirm")


@bp.route("/forgot", methods=["GET", "POST"])
@mails_per_address
@mails_per_account
@guarded(Verb.PUBLIC_READ)
def forgot() -> ResponseReturnValue:
    """Ask for a link to choose a new password."""
    return _ask_for_mail("accounts/forgot.html", actions.send_reset, "reset")


def _ask_for_mail(template: str, send: Any, purpose: str) -> ResponseReturnValue:
    form = AddressForm()
    if request.method == "POST" and form.validate():
        send(email=form.address, language=current_language(), link=link_for(purpose), at=clock.at())
        return redirect(url_for("accounts.mail_sent"), 303)
    return render_template(template, form=form), 200 if request.method == "GET" else 422


@bp.get("/reset/<token>")
@guarded(Verb.PUBLIC_READ)
def reset_link(token: str) -> ResponseReturnValue:
    """Take the link for a new password and show a clean page."""
    return _open_link("reset", token)


@bp.route("/reset", methods=["GET", "POST"])
@per_address
@guarded(Verb.PUBLIC_READ, before=hash_typed)
def reset() -> ResponseReturnValue:
    """Choose a new password; every sign-in ends."""
    user = _linked("reset")
    if user is None:
        return _dead_link(url_for("accounts.forgot"))
    form = ResetForm()
    if request.method == "POST" and form.validate() and accepts_password(form, user.email):
        actions.reset_password(user, password_hash=g.prepared, at=clock.at())
        session.clear()
        tell(say("Your new password counts from now on. Please sign in with it."))
        return redirect(url_for("accounts.sign_in"), 303)
    return render_template("accounts/reset.html", form=form, email=user.email), (
        200 if request.method == "GET" else 422
    )


def find_self() -> Any:
    """The account of the person who asks; a visitor is sent to sign in by the door."""
    return queries.find_user(current_user.public_id) if current_user.is_authenticated else current_user


@bp.route("/profile", methods=["GET", "POST"])
@guarded(Verb.PROFILE_EDIT, load=find_self)
def profile(user: User) -> ResponseReturnValue:
    """See and change how one is named, addressed and reached."""
    form = ProfileForm.of(user, current_language())
    if request.method == "POST":
        tidy = rules.tidy_profile(form.profile)
        problems = rules.profile_problems(tidy)
        if form.validate() and not problems:
            actions.change_profile(user, tidy, by=user, at=clock.at())
            tell(say("Your profile is saved."))
            return redirect(_then() if "next" in request.args else url_for("accounts.profile"), 303)
        form.show_problems(problems)
        form.offer_latin(rules.suggested_latin(tidy))
    return render_template("accounts/profile.html", form=form, user=user), (
        200 if request.method == "GET" else 422
    )


@bp.route("/profile/sessions", methods=["GET", "POST"])
@guarded(Verb.PROFILE_EDIT, load=find_self)
def sessions(user: User) -> ResponseReturnValue:
    """See where one is signed in, and end all sign-ins but this one."""
    if request.method == "POST":
        actions.end_sign_ins(user, by=user, at=clock.at(), but=session["_user_id"])
        tell(say("You are signed out everywhere else."))
        return redirect(url_for("accounts.sessions"), 303)
    here = actions.hash_of(session["_user_id"])
    rows = queries.list_sign_ins(user)
    return render_template("accounts/sessions.html", rows=rows, here=here, user=user)
