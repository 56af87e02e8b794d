"""What a change of address asks."""

from flask_babel import lazy_gettext as _l

from portal.accounts.rules import email_as_kept
from portal.web.checks import IsEmail, required
from portal.web.fields import EmailField, PortalForm


class NewAddressForm(PortalForm):
    """The address with which the person wants to sign in from now on."""

    email = EmailField(
        _l("New e-mail address"),
        [required(), IsEmail()],
        hint=_l("We write there first. It counts only after you have opened the link in that mail."),
        attributes={
            "autocomplete": "email",
            "inputmode": "email",
            "autocapitalize": "none",
            "spellcheck": "false",
        },
    )

    @property
    def address(self) -> str:
        """The address as it is kept."""
        return email_as_kept(self.email.data or "")


class YesForm(PortalForm):
    """Nothing but the button."""
