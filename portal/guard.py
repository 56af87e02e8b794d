"""The one door: loads the thing, asks whether the person may, opens and closes the transaction."""

import hashlib
import inspect
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, TypeVar

from flask import Response, g, make_response, redirect, request, session, url_for
from flask_login import current_user
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from portal import clock, db, files, viewing
from portal.access import (
    BEFORE_CODES,
    STEP_UP,
    Verb,
    acting_for,
    holds_any,
    may,
    permitted,
    was_permitted,
)
from portal.audit import case_of
from portal.audit import queries as audit_queries
from portal.audit.models import KeptAnswer, ReadEvent
from portal.errors import Forbidden, KeyReused, NotFound, Refused, Stale
from portal.extensions import part
from portal.words import say

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
ATTEMPTS = 5
NOT_IN_BODY = frozenset({"csrf_token", "_key"})
PROOF = "_proof"  # what proves who acts is no part of the act, and is never kept
HAND_ON = 307  # the browser sends the same form on to another address

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Door:
    """What a page asks of who comes: the right to read, the right to act, and what it is about."""

    verb: Verb
    post: Verb
    load: Callable[..., Any] | None
    takes: tuple[str, ...]
    logged: bool
    before: Callable[[], Any] | None
    keeps: bool


def guarded(
    verb: Verb,
    *,
    post: Verb | None = None,
    load: Callable[..., Any] | None = None,
    logged: bool = False,
    before: Callable[[], Any] | None = None,
    keeps: bool = True,
) -> Callable[[View], View]:
    """The door of a page: who may read it (`verb`), who may send its form (`post`), and what it is about.

    `load` gets the URL's values that it names and gives the thing or None; the view gets the thing first
    and the other values as keywords. `logged` keeps a read event. `before` does slow work ahead of the
    transaction. Without `keeps`, files that are sent are left to the view and nothing of them is kept.
    """
    takes = tuple(inspect.signature(load).parameters) if load else ()
    door = Door(verb, post or verb, load, takes, logged, before, keeps)

    def guard(view: View) -> View:
        @wraps(view)
        def at_the_door(**values: Any) -> Any:
            return _look(door, view, values) if request.method in SAFE else _act(door, view, values)

        at_the_door.door = door  # type: ignore[attr-defined]  # the laws read it
        return at_the_door  # type: ignore[return-value]  # wraps keeps the signature

    return guard


def _look(door: Door, view: Callable[..., Any], values: dict[str, Any]) -> Any:
    clock.fix()
    viewing.enter(door.verb, clock.at())
    thing, others = _load(door, values)
    refusal = _ask(door.verb, door.verb, thing)
    if refusal is not None:
        return refusal
    if current_user.is_authenticated:
        current_user.acts_for_id = acting_for(current_user, door.verb, thing, clock.at())
    answer = make_response(_call(door, view, thing, others))
    if answer.status_code == 200 and (door.logged or "viewing" in g):
        _keep_read(door.verb, thing)
    return answer


def _act(door: Door, view: Callable[..., Any], values: dict[str, Any]) -> Any:
    body = _read_body()
    clock.fix()
    viewing.refuse_act(door.post)
    if request.files and door.keeps:
        # Bytes are hashed and synced before the transaction, but only for people who may send them.
        thing, _ = _load(door, values)
        refusal = _ask(door.verb, door.post, thing)
        if refusal is not None:
            return refusal
        g.taken = {
            name: [files.take(one) for one in many if one.filename] for name, many in request.files.lists()
        }
    if door.before is not None:
        g.prepared = door.before()
    for attempt in range(ATTEMPTS):
        try:
            return _act_once(door, view, values, body)
        except StaleDataError as stale:
            raise Stale() from stale
        except IntegrityError as double:
            db.session().rollback()
            kept = _kept(body)
            if kept is not None:
                return kept
            _pause_or_give_up(attempt, double)
        except DBAPIError as clash:
            if not _worth_another_try(clash):
                raise
            _pause_or_give_up(attempt, clash)
    raise Stale()


def _act_once(door: Door, view: Callable[..., Any], values: dict[str, Any], body: str) -> Any:
    with db.transaction() as current:
        thing, others = _load(door, values)
        # The same act sent again gets its answer even though the thing has moved on by the act itself.
        kept = _kept(body)
        if kept is not None:
            return kept
        refusal = _ask(door.verb, door.post, thing)
        if refusal is not None:
            return refusal
        current_user.acts_for_id = acting_for(current_user, door.post, thing, clock.at())
        answer = make_response(_call(door, view, thing, others))
        if answer.status_code >= 400 and not g.pop("keeps_draft", False):
            current.rollback()
        elif 300 <= answer.status_code < 400 and answer.status_code != HAND_ON:
            _keep(body, answer)
        return answer


def _call(door: Door, view: Callable[..., Any], thing: Any, others: dict[str, Any]) -> Any:
    return view(thing, **others) if door.load else view(**others)


def _load(door: Door, values: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    # Who asks is read first, as a value apart: read later, it would take what was loaded out of the session.
    current_user.is_authenticated  # noqa: B018  # read for its effect
    if door.load is None:
        return None, values
    thing = door.load(**{name: values[name] for name in door.takes if name in values})
    if thing is None:
        raise NotFound()
    return thing, {name: value for name, value in values.items() if name not in door.takes}


def _ask(read: Verb, act: Verb, thing: Any) -> Response | None:
    """Let the person pass, send an unknown one to sign in, or refuse: 404 unreadable, 403 or 409 not now."""
    at = clock.at()
    if _lacks_codes(at) and not _is_open_before_codes(read):
        return _lead_to_codes()
    if may(current_user, read, thing, at) and may(current_user, act, thing, at):
        return _ask_for_proof() if act in STEP_UP and not _is_fresh(at) else None
    if not current_user.is_authenticated:
        if request.method in SAFE:
            return make_response(redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?"))))
        raise Forbidden(
            say("You are signed out. Please sign in again in another tab, then send this page once more.")
        )
    if not permitted(current_user, read, thing, at):
        _say_that_a_role_has_ended(read, thing, at)
        raise NotFound()
    if not permitted(current_user, act, thing, at):
        raise Forbidden()
    raise Refused(
        say("This is not possible any more. The present state is “{state}”.", state=_state_of(thing))
    )


def _lacks_codes(at: datetime) -> bool:
    """Whether the person has a role, and with it must have an app that gives codes, but has none."""
    must = current_user.is_authenticated and not part("settings").is_demo and holds_any(current_user, at)
    return must and current_user.totp_secret is None


def _is_open_before_codes(verb: Verb) -> bool:
    # Whoever must still set up the app may send what a stranger may send: signing out above all.
    return verb in BEFORE_CODES or (verb is Verb.PUBLIC_READ and request.method not in SAFE)


def _lead_to_codes() -> Response:
    if request.method in SAFE:
        return make_response(redirect(url_for("keys.app", next=request.full_path.rstrip("?"))))
    raise Forbidden(
        say("Your role asks for an app that gives codes. Please set it up under “Your keys” first.")
    )


def _is_fresh(at: datetime) -> bool:
    proved: datetime | None = g.get("proved_at")
    return proved is not None and at - proved <= timedelta(minutes=part("settings").proof_minutes)


def _ask_for_proof() -> Response:
    """Send the person, with all that was typed, past the page that asks who is there, and back here."""
    way = url_for("keys.prove", next=request.full_path.rstrip("?"))
    return make_response(redirect(way, 302 if request.method in SAFE else HAND_ON))


def _say_that_a_role_has_ended(read: Verb, thing: Any, at: datetime) -> None:
    """Tell somebody whose role ended since signing in why the act is refused; strangers learn nothing."""
    if request.method in SAFE or "signed_in_at" not in g:
        return
    if was_permitted(current_user, read, thing, since=g.signed_in_at, at=at):
        raise Forbidden(
            say("Your role for this has ended, so nothing was changed. What you typed stands below.")
        )


def _state_of(thing: Any) -> Any:
    wording = type(thing).life.wording[thing.state]
    own = getattr(thing, "applicant_id", None) == current_user.id
    return wording.applicant if own else wording.staff


def _read_body() -> str:
    """Read the whole body and give its hash, without the token against forgery and the key of the act."""
    digest = hashlib.sha256()
    if request.is_json:
        digest.update(request.get_data())
        return digest.hexdigest()
    for name in sorted(request.form):
        if name not in NOT_IN_BODY and not name.startswith(PROOF):
            digest.update(repr((name, request.form.getlist(name))).encode())
    for name in sorted(request.files):
        for upload in request.files.getlist(name):
            digest.update(repr((name, upload.filename)).encode())
            digest.update(hashlib.sha256(upload.stream.read()).digest())
            upload.stream.seek(0)
    return digest.hexdigest()


def _act_name() -> tuple[str, str, str]:
    actor = current_user.public_id if current_user.is_authenticated else session.get("visitor", "")
    return request.form.get("_key", "")[:64], actor, f"{request.method} {request.path}"[:400]


def _kept(body: str) -> Response | None:
    """The answer that this very act got before; the same key with another body is refused."""
    key, actor, route = _act_name()
    kept = audit_queries.find_kept_answer(key=key, actor=actor, route=route) if key else None
    if kept is None:
        return None
    if kept.body != body:
        raise KeyReused()
    return make_response(redirect(kept.location, kept.status))


def _keep(body: str, answer: Response) -> None:
    key, actor, route = _act_name()
    if key and answer.location:
        db.session().add(
            KeptAnswer(
                key=key,
                actor=actor,
                route=route,
                body=body,
                status=answer.status_code,
                location=answer.location,
                at=clock.at(),
            )
        )


def _keep_read(verb: Verb, thing: Any) -> None:
    reader, for_id, reason = viewing.reader()
    event = ReadEvent(
        case=case_of(thing if hasattr(thing, "public_id") else current_user),
        at=clock.at(),
        actor_id=reader.id if reader.is_authenticated else None,
        for_id=for_id,
        verb=verb.value,
        reason=reason,
    )
    with db.transaction() as current:
        current.add(event)


def _worth_another_try(clash: DBAPIError) -> bool:
    # PostgreSQL: serialization failure and deadlock, where the same act may well succeed the next time.
    return getattr(clash.orig, "sqlstate", "") in ("40001", "40P01")


def _pause_or_give_up(attempt: int, clash: Exception) -> None:
    if attempt + 1 == ATTEMPTS:
        raise Stale() from clash
    time.sleep(random.uniform(0.01, 0.05) * (attempt + 1))  # noqa: S311  # spreads retries, hides nothing
