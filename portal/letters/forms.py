"""The forms around letters: a corrected address, a reason, and the check of a letter in hand."""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l

from portal.web.checks import AtMost, required
from portal.web.fields import FileField, LongTextField, PortalForm, SelectField, TextField

ADDRESS = ("address_extra", "street", "postal_code", "town", "country_code")


class AddressForm(PortalForm):
    """The postal address for one letter."""

    address_extra = TextField(
        _l("More to the address"), validators=[AtMost(120)], hint=_l("c/o, building, flat, district")
    )
    street = TextField(_l("Street and number"), validators=[required(), AtMost(160)])
    postal_code = TextField(_l("Postal code"), validators=[AtMost(20)])
    town = TextField(_l("Town"), validators=[required(), AtMost(120)])
    country_code = SelectField(_l("Country"), validators=[required()])

    def offer(self, countries: Sequence[tuple[str, str]]) -> None:
        """Show these countries."""
        # Without a choice of its own for “not known”, a browser would send the first country of the alphabet.
        self.country_code.choices = [("", "–"), *countries]

    @property
    def address(self) -> Mapping[str, str]:
        """The address that was entered."""
        return {name: self[name].data or "" for name in ADDRESS}


class ReplaceForm(AddressForm):
    """Why a letter is replaced, and the address of the new one."""

    why = LongTextField(_l("Reason for the file"), validators=[required(), AtMost(1_000)], rows=3)


class ReasonForm(PortalForm):
    """Why something is done."""

    why = LongTextField(_l("Reason for the file"), validators=[required(), AtMost(1_000)], rows=3)


class VerifyForm(PortalForm):
    """The code of a letter in hand, and its file if there is one."""

    code = TextField(
        _l("Code of the letter"),
        hint=_l("26 characters, below the QR code on the last page. Spaces and capitals do not matter."),
        attributes={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
        depends=True,  # one of the two is needed
    )
    pdf = FileField(
        _l("The letter as PDF"),
        accept=(".pdf",),
        megabytes=10,
        hint=_l("The file is only compared. It is not kept."),
        depends=True,
    )


class CompareForm(PortalForm):
    """The file to compare with a letter that was found."""

    pdf = FileField(
        _l("The letter as PDF"),
        accept=(".pdf",),
        megabytes=10,
        validators=[required()],
        hint=_l("Your browser compares the file itself where it can. It is not kept."),
    )
