"""Making the receipt of an application: right after its submission, outside the act, stored once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from portal import clock, pdf
from portal.access.fields import OWN
from portal.applications import actions, queries, rules
from portal.applications.models import Application
from portal.db import session
from portal.extensions import part
from portal.files import keep_made, store
from portal.jobs import Work, job
from portal.web.filters import filesize, text_in_language
from portal.web.language import DEFAULT, LANGUAGES
from portal.web.say import translate

KIND = "applications.receipt"
TEMPLATE = "receipts/application.html"


@dataclass(frozen=True)
class Receipt:
    """All that the receipt says, as plain facts, and the answers that travel inside it."""

    name: str
    facts: dict[str, Any]
    answers: bytes
    told: str


@job(KIND)
def make_receipt(work: Work) -> None:
    """Print the receipt and keep its bytes; a receipt that is there is never printed again."""
    work.step(
        lambda made: _keep(work.subject, made, clock.now()),
        read=lambda: _read(work.subject),
        make=_print,
    )


def _read(application_id: str) -> Receipt | None:
    application = queries.find_application(application_id)
    if application is None or not application.is_submitted or application.receipt_file_id is not None:
        return None
    spoken = [application.applicant.language, application.language, DEFAULT]
    language = next(code for code in spoken if code in LANGUAGES)
    with force_locale(language):
        facts, told = _facts(application, language), _("The submitted answers")
    return Receipt(f"{application.short_code}.pdf", facts, actions.answers_as_sent(application), told)


def _print(receipt: Receipt | None) -> tuple[str, bytes] | None:
    if receipt is None:
        return None
    answers = pdf.Attachment("answers.json", receipt.answers, receipt.told)
    printed = pdf.render(TEMPLATE, receipt.facts, attachments=[answers], exact=False)
    store().keep(printed)  # hashed and synced here, so that the act below only writes rows
    return receipt.name, printed


def _keep(application_id: str, made: tuple[str, bytes] | None, at: datetime) -> None:
    application = queries.find_application(application_id)
    if made is None or application is None:
        return
    name, printed = made
    receipt = keep_made(printed, name=name, media_type="application/pdf", at=at)
    session().flush()  # the application points to the receipt's row
    actions.keep_receipt(application, receipt, at=at)


def _facts(application: Application, language: str) -> dict[str, Any]:
    shown = queries.dossier(application, OWN, language=language)
    return {
        "language": language,
        "portal": str(part("settings").portal_name),
        "title": _("Receipt of your application"),
        "number": application.short_code,
        "created": _sent(application).isoformat(),
        "intro": [_("Your application arrived completely. This document shows what the office holds.")],
        "rows": _rows(application, shown),
        "sections": [_section(section) for section in shown.sections],
        "nothing": _("No answer"),
        "footer": _(
            "The file answers.json inside this document holds your answers; its SHA-256 is the hash above."
        ),
    }


def _rows(application: Application, shown: queries.Dossier) -> list[dict[str, str]]:
    call = application.call
    received = rules.told_moment(_sent(application), call.deadline_zone, application.applicant.timezone)
    pairs = (
        (_("Number"), application.short_code),
        (_("Received"), translate(received)),
        (_("Call"), text_in_language(call.title)),
        (_("Name"), shown.applicant.name),
        (_("Address"), ", ".join(shown.applicant.address)),
        (_("Hash of your answers (SHA-256)"), application.receipt_hash),
    )
    return [{"label": label, "value": value} for label, value in pairs if value]


def _section(section: rules.DossierSection) -> dict[str, Any]:
    return {"title": section.title.text, "answers": [_answer(row) for row in section.rows]}


def _answer(row: rules.DossierRow) -> dict[str, Any]:
    named = [f"{file.name} ({filesize(file.size)})" for file in row.files]
    lines = named or [translate(line) for line in row.lines]
    return {
        "question": row.title.text,
        "paragraphs": [one for line in lines for one in line.split("\n") if one],
    }


def _sent(application: Application) -> datetime:
    if application.submitted_at is None:
        raise ValueError("a draft has no receipt")
    return application.submitted_at
