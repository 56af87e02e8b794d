"""Pages of keys: the app that gives codes, recovery codes, passkeys, the second step, the proof."""

from datetime import datetime, timedelta
from urllib.parse import quote, urlsplit

import segno
from flask import Blueprint, current_app, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security.utils import verify_password
from werkzeug.exceptions import HTTPException

from portal import clock
from portal.access import Verb
from portal.accounts import actions as accounts
from portal.accounts.models import User
from portal.accounts.queries import find_user
from portal.accounts.routes import PER_ACCOUNT, enter, failed, find_self, may_enter, per_address
from portal.accounts.rules import LONGEST_PASSWORD, password_as_kept
from portal.errors import PortalError
from portal.extensions import limiter, part
from portal.guard import HAND_ON, PROOF, guarded
from portal.keys import actions, forms, queries, rules
from portal.keys.models import Passkey
from portal.web.language import own_path
from portal.web.say import tell
from portal.words import Sentence, say

bp = Blueprint("keys", __name__)


def person_asked() -> str:
    """The account that an attempt is about: who is signed in, or whose password fitted."""
    half = session.get("half", [""])
    return f"keys:{current_user.public_id if current_user.is_authenticated else half[0]}"


per_person = limiter.limit(PER_ACCOUNT, methods=["POST"], key_func=person_asked, deduct_when=failed)


def _then() -> str:
    return own_path(request.args.get("next", "/"))


def _me() -> User:
    return current_user  # type: ignore[no-any-return]  # Flask-Login's proxy stands for the person


def _counter(code: str, secret: str | None, after: int | None) -> int | None:
    found: int | None = part("authenticator").counter_of(code[:40], secret, after=after, at=clock.at())
    return found


# One's own keys


@bp.get("/profile/keys")
@guarded(Verb.KEY_READ, load=find_self)
def overview(user: User) -> ResponseReturnValue:
    """What opens the own account: password, app, recovery codes, passkeys."""
    return render_template(
        "keys/overview.html",
        user=user,
        codes=queries.count_codes(user),
        passkeys=queries.list_passkeys(user),
        may_remove=rules.app_removal_refused(has_role=actions.has_role(user, clock.at()), in_demo=_in_demo()),
    )


def _in_demo() -> bool:
    return bool(part("settings").is_demo)


@bp.route("/profile/keys/app", methods=["GET", "POST"])
@per_person
@guarded(Verb.KEY_READ, post=Verb.KEY_CHANGE, load=find_self)
def app(user: User) -> ResponseReturnValue:
    """Set up an app that gives codes, in place of any before; the first code confirms it."""
    # Until its first code is right, the secret is kept by the browser alone, encrypted.
    secret = session.setdefault("app", part("authenticator").new_secret())
    form = forms.AppForm()
    if form.validate_on_submit():
        counter = _counter(form.otp_code.data or "", secret, None)
        if counter is not None:
            codes = actions.set_up_app(user, secret=secret, counter=counter, at=clock.at())
            session.pop("app")
            return _codes_once(codes)
        form.refuse("otp_code", forms.WRONG_CODE)
    address = part("authenticator").address(secret, user.email)
    page = render_template(
        "keys/app.html",
        form=form,
        user=user,
        picture=segno.make(address, error="m").svg_data_uri(scale=4, border=4, light="#fff", dark="#000"),
        address=address,
        typed_key=part("authenticator").typed_key(secret),
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/profile/keys/app/remove")
@guarded(Verb.KEY_READ, post=Verb.KEY_CHANGE, load=find_self)
def remove_app(user: User) -> ResponseReturnValue:
    """Do without an app from now on."""
    actions.remove_app(user, in_demo=_in_demo(), at=clock.at())
    tell(say("The app is taken away. From now on your password alone opens the account."))
    return redirect(url_for(".overview"), 303)


@bp.post("/profile/keys/codes")
@guarded(Verb.KEY_READ, post=Verb.KEY_CHANGE, load=find_self)
def renew_codes(user: User) -> ResponseReturnValue:
    """Take new recovery codes in place of those of before."""
    return _codes_once(actions.renew_codes(user, at=clock.at()))


def _codes_once(codes: list[str]) -> str:
    # Only their hashes are kept: this answer is the one place where the codes can be read.
    words = "\r\n".join([part("settings").portal_name, part("settings").base_url, "", *codes, ""])
    file = "data:text/plain;charset=utf-8," + quote(words)
    return render_template("keys/codes.html", codes=codes, file=file, then=_then())


# Passkeys


@bp.route("/profile/keys/passkeys/new", methods=["GET", "POST"])
@per_person
@guarded(Verb.KEY_READ, post=Verb.KEY_CHANGE, load=find_self)
def add_passkey(user: User) -> ResponseReturnValue:
    """Add a passkey under a name of one's own."""
    form = forms.PasskeyForm()
    if form.validate_on_submit():
        refusal = _added(user, form)
        if refusal is None:
            tell(say("The passkey is added. You can sign in with it from now on."))
            return redirect(url_for(".overview"), 303)
        form.refuse(None, refusal)
    known = [one.credential_id for one in queries.list_passkeys(user)]
    wish = rules.wish_for_passkey(
        part("site"), _ask(), handle=user.public_id, account=user.email, name=user.name, known=known
    )
    return render_template("keys/add_passkey.html", form=form, wish=wish), 422 if form.is_submitted() else 200


def _added(user: User, form: forms.PasskeyForm) -> Sentence | None:
    asked = _asked()
    new = (
        rules.check_new(part("site"), asked[0], rules.read_answer(form.answer.data or "")) if asked else None
    )
    if new is None:
        return forms.WRONG_NEW
    try:
        actions.add_passkey(user, new, name=form.name.data or "", at=clock.at())
    except PortalError as refused:
        return refused.sentence
    return None


@bp.post("/profile/keys/passkeys/<public_id:passkey_id>/remove")
@guarded(Verb.PASSKEY_REMOVE, load=queries.find_passkey)
def remove_passkey(passkey: Passkey) -> ResponseReturnValue:
    """Take a passkey away."""
    actions.remove_passkey(passkey, by=_me(), at=clock.at())
    tell(say("The passkey is taken away."))
    return redirect(url_for(".overview"), 303)


def _ask() -> str:
    """A fresh question for a device, remembered until it is answered or too old."""
    challenge = rules.new_challenge()
    session["asked"] = [challenge, clock.at().isoformat()]
    return challenge


def _asked() -> tuple[str, datetime] | None:
    challenge, moment = session.pop("asked", ["", ""])
    if not challenge or _age(moment) > rules.ANSWER_WITHIN:
        return None
    return challenge, datetime.fromisoformat(moment)


def _age(moment: str) -> timedelta:
    return clock.at() - datetime.fromisoformat(moment)


def _answered(text: str) -> Passkey | None:
    """The passkey that gave this answer, if the answer is right and was never taken before."""
    asked, answer = _asked(), rules.read_answer(text)
    passkey = queries.find_credential(rules.credential_of(answer)) if asked else None
    if asked is None or passkey is None:
        return None
    if passkey.challenged_at is not None and asked[1] <= passkey.challenged_at:
        return None
    count = rules.check_answer(
        part("site"),
        asked[0],
        answer,
        public_key=passkey.public_key,
        sign_count=passkey.sign_count,
        handle=passkey.user.public_id,
    )
    if count is None:
        return None
    actions.use_passkey(passkey, sign_count=count, challenged_at=asked[1], at=clock.at())
    return passkey


# Signing in


@bp.route("/sign-in/passkey", methods=["GET", "POST"])
@per_address
@guarded(Verb.PUBLIC_READ)
def passkey() -> ResponseReturnValue:
    """Sign in with a passkey; the device has already asked its owner, so no second step follows."""
    form = forms.AnswerForm()
    if form.validate_on_submit():
        found = _answered(form.answer.data or "")
        if found is not None and may_enter(found.user):
            enter(found.user, how="passkey")
            return redirect(_then(), 303)
        form.refuse(None, forms.WRONG_ANSWER)
    wish = rules.wish_for_answer(part("site"), _ask())
    page = render_template("keys/passkey.html", form=form, wish=wish, then=_then())
    return page, 422 if form.is_submitted() else 200


@bp.route("/sign-in/code", methods=["GET", "POST"])
@per_address
@per_person
@guarded(Verb.PUBLIC_READ)
def code() -> ResponseReturnValue:
    """The second step: a code of the app or a recovery code, after the password fitted."""
    user = _half()
    if user is None:
        tell(say("Please enter address and password once more."), "info")
        return redirect(url_for("accounts.sign_in", next=request.args.get("next")), 303)
    form = forms.SecondForm()
    if form.validate_on_submit():
        typed = form.otp_code.data or ""
        if _opens(user, typed):
            enter(user, how="recovery" if rules.is_recovery_code(typed) else "app")
            return redirect(_then(), 303)
        form.refuse("otp_code", forms.WRONG_SECOND)
    page = render_template("keys/code.html", form=form, contact=part("settings").contact)
    return page, 422 if form.is_submitted() else 200


def _half() -> User | None:
    """The person whose password fitted in this browser a few minutes ago."""
    user_id, uniquifier, moment = session.get("half", ["", "", ""])
    user = find_user(user_id) if user_id else None
    if user is None or user.fs_uniquifier != uniquifier or not may_enter(user):
        return None
    return user if _age(moment) <= rules.SECOND_STEP_WITHIN else None


def _opens(user: User, typed: str) -> bool:
    if rules.is_recovery_code(typed):
        return actions.take_recovery_code(user, typed, at=clock.at())
    counter = _counter(typed, user.totp_secret, user.totp_counter)
    if counter is not None:
        actions.take_code(user, counter)
    return counter is not None


# The proof of who acts


def check_proof() -> bool:
    """Whether the typed password is the person's own; slow on purpose, and so ahead of the transaction."""
    typed = request.form.get(f"{PROOF}_password", "")[: LONGEST_PASSWORD + 1]
    if not typed or not current_user.is_authenticated:
        return False
    return bool(verify_password(password_as_kept(typed), current_user.password or ""))


@bp.route("/prove", methods=["GET", "POST"])
@per_person
@guarded(Verb.KEY_PROVE, load=find_self, before=check_proof)
def prove(user: User) -> ResponseReturnValue:
    """Ask who is there before something that can't be taken back, and go on with it, nothing lost."""
    form, status = forms.ProofForm(), 200
    # Where the act was sent here by the door, the form holds all that it held, and no proof yet.
    coming = request.form.get(PROOF, "form" if request.method == "POST" else "page")
    if PROOF in request.form:
        how = _proof_of(user, form)
        if how:
            accounts.prove(user, session["_user_id"], how=how, at=clock.at())
            return redirect(_then(), HAND_ON) if coming == "form" else redirect(_readable(_then()), 303)
        form.refuse(None, forms.WRONG_PROOF)
        status = 422
    page = render_template(
        "keys/prove.html",
        form=form,
        user=user,
        coming=coming,
        kept=_kept(),
        has_passkey=bool(queries.list_passkeys(user)),
        wish=rules.wish_for_answer(part("site"), _ask()),
        minutes=part("settings").proof_minutes,
    )
    return page, status


def _proof_of(user: User, form: forms.ProofForm) -> str:
    if g.prepared:
        return "password"
    counter = _counter(form.code.data or "", user.totp_secret, user.totp_counter)
    if counter is not None:
        actions.take_code(user, counter)
        return "code"
    answered = _answered(form.answer.data) if form.answer.data else None
    return "passkey" if answered is not None and answered.user_id == user.id else ""


def _kept() -> list[tuple[str, str]]:
    fields = request.form.items(multi=True)
    return [(name, text) for name, text in fields if not name.startswith(PROOF) and name != "csrf_token"]


def _readable(path: str) -> str:
    """The path if it is a page that opens, else the home page: some addresses only take forms."""
    try:
        current_app.create_url_adapter(request).match(urlsplit(path).path, method="GET")  # type: ignore[union-attr]  # there is a request
    except HTTPException:
        return "/"
    return path


# Somebody else's keys


@bp.route("/admin/users/<public_id:user_id>/keys", methods=["GET", "POST"])
@guarded(Verb.KEY_RESET, load=find_user)
def reset(user: User) -> ResponseReturnValue:
    """Take away the keys of somebody who has lost them."""
    if request.method == "POST":
        actions.reset(user, by=_me(), at=clock.at())
        tell(say("The keys of {name} are taken away. The password is as it was.", name=user.name))
        return redirect(url_for("administration.person", user_id=user.public_id), 303)
    return render_template(
        "keys/reset.html",
        user=user,
        codes=queries.count_codes(user),
        passkeys=queries.list_passkeys(user),
        refusal=rules.reset_refused(is_own=user.id == _me().id),
    )
