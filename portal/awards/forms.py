"""The forms of releases and answers."""

from flask_babel import lazy_gettext as _l

from portal.web.checks import AtMost, required
from portal.web.fields import LongTextField, NumberField, PortalForm


class CountForm(PortalForm):
    """The number of cases, typed by hand before something leaves the house."""

    count = NumberField(
        _l("Number of outcomes"),
        validators=[required()],
        hint=_l("Type the number to confirm that this is what you want to release."),
        attributes={"inputmode": "numeric", "autocomplete": "off"},
    )


class AnswerForm(PortalForm):
    """A confirmation without anything to fill in."""


class DeclineForm(PortalForm):
    """Why somebody leaves a place to others; nobody has to say it."""

    why = LongTextField(
        _l("Reason"),
        validators=[AtMost(1_000)],
        rows=4,
        hint=_l("It helps us to plan. Only the office reads it."),
    )
