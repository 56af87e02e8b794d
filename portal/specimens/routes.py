"""Pages of specimens, for the administration: how a letterhead looks on letters, saved or just typed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock
from portal.access import Verb, may
from portal.authorities import forms
from portal.authorities.models import Authority
from portal.authorities.queries import find_authority
from portal.authorities.routes import edit_page
from portal.authorities.rules import Letterhead, problems_of
from portal.errors import NotFound, Refused
from portal.files.answer import download
from portal.guard import guarded
from portal.letters.queries import house_of
from portal.letters.rules import COURTESY, LetterKind, Recipient
from portal.letters.states import KINDS
from portal.letters.tasks import set_letter
from portal.pdf import RenderFailed
from portal.specimens import rules
from portal.web.language import current_language

bp = Blueprint("specimens", __name__)

BERLIN = ZoneInfo("Europe/Berlin")


@bp.get("/admin/authorities/<slug:slug>/preview")
@guarded(Verb.ADMIN_READ, load=find_authority)
def index(authority: Authority) -> ResponseReturnValue:
    """Every kind of letter to people whose names are hard to print, with the letterhead as it is saved."""
    return render_template(
        "specimens/index.html",
        authority=authority,
        people=rules.PEOPLE,
        kinds=[(one, KINDS[one]) for one in LetterKind],
    )


def set_typed() -> tuple[forms.LetterheadForm, bytes | None] | None:
    """The letter with a letterhead that was typed and is not saved, set ahead of the transaction."""
    authority = find_authority((request.view_args or {})["slug"])
    if authority is None or not may(current_user, Verb.ADMIN_READ, authority, clock.at()):
        return None
    form = forms.LetterheadForm()
    form.offer()
    head, data = form.over(authority.letterhead), None
    form.validate()
    for name, sentence in problems_of(head):
        if name not in form or not form[name].errors:
            form.refuse(name, sentence)
    if not form.complaints:
        try:
            data = _set(head, authority.remedy_version)
        except RenderFailed as failure:
            form.refuse(None, failure.sentence)
    return form, data


@bp.route("/admin/authorities/<slug:slug>/preview.pdf", methods=["GET", "POST"])
@guarded(Verb.ADMIN_READ, load=find_authority, before=set_typed)
def letter(authority: Authority) -> ResponseReturnValue:
    """A letter to somebody invented: with the letterhead as it is saved, or as it was typed."""
    if request.method == "GET":
        try:
            return _answer(_set(authority.letterhead, authority.remedy_version))
        except RenderFailed as failure:
            raise Refused(failure.sentence) from failure
    form, data = g.prepared
    return (edit_page(authority, form), 422) if data is None else _answer(data)


def _set(head: Letterhead, remedy_version: str) -> bytes:
    language = current_language()
    facts = rules.specimen(
        house_of(head, remedy_version),
        _kind(),
        _recipient(),
        file_prefix=head.file_prefix,
        base_url=current_app.config["PORTAL_SETTINGS"].base_url,
        on=_today(clock.at()),
        courtesy_language=language if language in COURTESY else COURTESY[0],
    )
    return set_letter(facts)


def _kind() -> LetterKind:
    try:
        return LetterKind(request.args.get("letter", LetterKind.AWARD))
    except ValueError as unknown:
        raise NotFound() from unknown


def _recipient() -> Recipient:
    to = rules.PEOPLE.get(request.args.get("to", "istanbul"))
    if to is None:
        raise NotFound()
    return to


def _answer(data: bytes) -> ResponseReturnValue:
    return download(data, media_type="application/pdf", name="preview.pdf")


def _today(at: datetime) -> date:
    return at.astimezone(BERLIN).date()
