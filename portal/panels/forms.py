"""What is asked about panels."""

from flask_babel import lazy_gettext as _l

from portal.accounts.rules import email_as_kept
from portal.panels.rules import SEATS
from portal.web.checks import AtMost, IsEmail, required
from portal.web.fields import ChoiceField, EmailField, PortalForm
from portal.web.say import translate


class SeatForm(PortalForm):
    """Who joins the panel, and as what."""

    email = EmailField(
        _l("E-mail address"),
        [required(), AtMost(254), IsEmail()],
        hint=_l("The address with which the person is registered here."),
        attributes={"autocomplete": "off"},
    )
    role = ChoiceField(_l("Seat"), [required()], default="juror")

    def offer(self) -> None:
        """Show the seats in the reader’s language."""
        self.role.choices = [(key, translate(words)) for key, words in SEATS.items()]

    def address(self) -> str:
        """The address as accounts keep it."""
        return email_as_kept(self.email.data or "")
