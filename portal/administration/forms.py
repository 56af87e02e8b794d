"""The forms of the administration: looking for people, and giving roles."""

from collections.abc import Sequence
from datetime import date

from flask_babel import lazy_gettext as _l

from portal.access import Role
from portal.accounts.rules import ROLE_NAMES
from portal.web.checks import AtMost, required
from portal.web.fields import ChoiceField, DateField, LongTextField, PortalForm, SearchField, SelectField
from portal.words import say

ROLES = {
    Role.OFFICER: say("Looks after calls, checks applications, prepares decisions."),
    Role.APPROVER: say("Approves what an officer has prepared, and releases outcomes."),
    Role.AUDITOR: say("Reads everything but health data, changes nothing."),
    Role.COORDINATOR: say("Looks after an institution that sends people."),
    Role.JUROR: say("Judges the cases that are assigned. Better given on the call’s jury page."),
    Role.CHAIR: say("Presides over a jury. Better given on the call’s jury page."),
    Role.ADMINISTRATOR: say("Gives roles and closes accounts; reads no application."),
}


class PeopleForm(PortalForm):
    """Looking for a person."""

    q = SearchField(_l("Name or e-mail address"), [AtMost(200)])


class ViewForm(PortalForm):
    """Why somebody looks through another person’s eyes."""

    reason = LongTextField(
        _l("Why do you look?"),
        [required(), AtMost(500)],
        hint=_l("For example: she can’t find where to send her application."),
    )


class GrantForm(PortalForm):
    """A role with its scope and period."""

    role = ChoiceField(
        _l("Role"),
        [required()],
        choices=[(role.value, ROLE_NAMES[role], hint) for role, hint in ROLES.items()],
    )
    scope = SelectField(_l("For"), [required()], hint=_l("A role for one call holds there only."))
    valid_from = DateField(_l("From"), hint=_l("Leave it empty to begin now."))
    valid_until = DateField(
        _l("Until"), hint=_l("The first day on which the role is over. Empty: until taken away.")
    )

    def offer(self, scopes: Sequence[tuple[str, str]]) -> None:
        """Fill in what a role can be for."""
        self.scope.choices = [("portal", _l("The whole portal")), *scopes]

    @property
    def period(self) -> tuple[date | None, date | None]:
        """First day and day after the last."""
        return self.valid_from.data, self.valid_until.data
