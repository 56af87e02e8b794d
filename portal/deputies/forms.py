"""The form that names a deputy."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from portal.web.checks import IsEmail, required
from portal.web.fields import ChoiceField, DateField, EmailField, PortalForm


class DeputyForm(PortalForm):
    """Who stands in for which role, from which day to which."""

    grant = ChoiceField(_l("For which role?"), [required()])
    email = EmailField(
        _l("E-mail address of the deputy"),
        [required(), IsEmail()],
        hint=_l("The address with which the deputy signs in here."),
    )
    first = DateField(_l("First day"), [required()])
    last = DateField(_l("Last day"), [required()], hint=_l("The deputy acts until the end of this day."))

    def offer(self, roles: Sequence[tuple[str, str]]) -> None:
        """Fill in the roles that can be lent; a single one is chosen already."""
        self.grant.choices = list(roles)
        if len(roles) == 1 and not self.is_submitted():
            self.grant.data = roles[0][0]
