"""The form of a letterhead."""

from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l

from portal.authorities.rules import LARGEST_LOGO, REMEDIES, Letterhead
from portal.web.checks import AtMost, IsEmail, required
from portal.web.fields import (
    ChoiceField,
    EmailField,
    FileField,
    HiddenField,
    LongTextField,
    PortalForm,
    TextField,
)
from portal.web.say import translate

PLAIN = (
    "name unit street postal_code town phone email return_line file_prefix sign_off signatory accent "
    "remedy_kind"
).split()
LANGUAGES = ("de", "en", "tr")
ACCEPT = ("image/png", "image/jpeg", "image/webp")


# How the parts of a letterhead are called where their changes are told.
PARTS = {
    "remedy_text": _l("Instruction on remedies"),
    "logo": _l("Logo"),
    "logo_text": _l("Read in place of the logo"),
}


class LetterheadForm(PortalForm):
    """Who decides and signs, and what can be done against it."""

    seen = HiddenField()
    name = TextField(_l("Name of the authority"), [required(), AtMost(200)])
    unit = TextField(_l("Unit"), [AtMost(120)])
    street = TextField(_l("Street and number"), [required(), AtMost(160)])
    postal_code = TextField(_l("Postal code"), [required(), AtMost(20)])
    town = TextField(_l("Town"), [required(), AtMost(120)])
    phone = TextField(_l("Telephone"), [AtMost(60)])
    email = EmailField(_l("E-mail address"), [IsEmail(), AtMost(254)])
    return_line = TextField(
        _l("Return line"),
        [required(), AtMost(200)],
        hint=_l("Stands small above the recipient’s address."),
    )
    file_prefix = TextField(
        _l("Beginning of file numbers"), [required(), AtMost(40)], hint=_l("For example IV B 12.")
    )
    sign_off = TextField(
        _l("Addition before the signature"), [AtMost(60)], hint=_l("For example Im Auftrag.")
    )
    signatory = TextField(_l("Name of who signs"), [required(), AtMost(120)])
    accent = TextField(
        _l("Colour of the name and of the rule below it"),
        [required(), AtMost(20)],
        hint=_l("# and six digits or letters, like #1a5276. It must stand out on white paper."),
    )
    remedy_kind = ChoiceField(_l("Remedy"), [required()])
    remedy_de = LongTextField(_l("Instruction on remedies in German, which binds"), [required()], rows=6)
    remedy_en = LongTextField(_l("Courtesy translation into English"), rows=6)
    remedy_tr = LongTextField(_l("Courtesy translation into Turkish"), rows=6)

    def offer(self) -> None:
        """Show the remedies in the reader’s language."""
        self.remedy_kind.choices = [(kind, translate(words)) for kind, (_, words) in REMEDIES.items()]

    def over(self, present: Letterhead) -> Letterhead:
        """What was typed, in place of what there is; the logo has a page of its own."""
        facts: dict[str, Any] = {name: str(self[name].data or "").strip() for name in PLAIN}
        facts["accent"] = facts["accent"].lower()
        texts = {code: str(self[f"remedy_{code}"].data or "").strip() for code in LANGUAGES}
        return replace(present, **facts, remedy_text={code: text for code, text in texts.items() if text})


class LogoForm(PortalForm):
    """A picture for the letterhead, with what is read in its place."""

    seen = HiddenField()
    logo = FileField(
        _l("Picture"),
        accept=ACCEPT,
        megabytes=LARGEST_LOGO // 1_000_000,
        hint=_l("PNG, JPEG or WebP. On paper it is at most 40 mm wide and 18 mm high."),
    )
    logo_text = TextField(
        _l("What is read to people who do not see it"),
        [required(), AtMost(160)],
        hint=_l("In German, like the letter. For example: Logo der Senatskanzlei."),
        lang="de",
    )

    def ask_for_picture(self, *, needed: bool) -> None:
        """Without a logo a picture must be sent; with one, its text may be changed alone."""
        self.logo.flags.required = needed
        if needed:
            self.logo.validators = [required()]


class RemovalForm(PortalForm):
    """Doing without a logo."""

    seen = HiddenField()


def filled(head: Letterhead) -> dict[str, str]:
    """What the form shows at first."""
    texts = {f"remedy_{code}": head.remedy_text.get(code, "") for code in LANGUAGES}
    return {name: getattr(head, name) for name in PLAIN} | texts | {"seen": head.digest}
