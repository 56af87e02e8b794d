"""The forms of the formal check and of the office’s table."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.applications.states import ApplicationState
from portal.formal_checks.rules import EXCLUSION_CODES, LONGEST_NOTE
from portal.questionnaire import Questionnaire
from portal.web.checks import AtMost, required
from portal.web.fields import LongTextField, PortalForm, SearchField, SelectField, TextField
from portal.web.filters import text_in_language
from portal.web.say import translate


class ExcludeForm(PortalForm):
    """Excluding an application for a formal reason."""

    code = SelectField(_l("Reason"), [required()])
    note = LongTextField(
        _l("What exactly was wrong?"),
        [required(), AtMost(LONGEST_NOTE)],
        characters=LONGEST_NOTE,
        rows=4,
        hint=_l("For example: the portfolio has 14 pages, the call allows 10. The letter relies on this."),
    )

    def offer(self) -> None:
        """Show the reasons in the reader’s language."""
        codes = [(code, translate(sentence)) for code, sentence in EXCLUSION_CODES.items()]
        self.code.choices = [("", _("Please choose")), *codes]


class ReopenForm(PortalForm):
    """Opening the formal check again."""

    why = TextField(_l("Why is the check opened again?"), [required(), AtMost(300)])


class CaseFilterForm(PortalForm):
    """What the office looks for among the cases of a call."""

    text = SearchField(_l("Number, name or title"), hint=_l("isil also finds Işıl."))
    state = SelectField(_l("State"))
    discipline = SelectField(_l("Discipline"))

    def offer(self, states: Mapping[Any, Any], disciplines: Sequence[tuple[str, str]]) -> None:
        """Show the states and the disciplines that the call knows."""
        known = [state for state in ApplicationState if state != ApplicationState.DRAFT]
        self.state.choices = [("", _("All")), *((str(one), translate(states[one].staff)) for one in known)]
        self.discipline.choices = [("", _("All")), *disciplines]


def disciplines_of(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """The disciplines among which applicants of the call chose."""
    question = questionnaire.question("discipline")
    return [(option.key, text_in_language(option.label)) for option in question.options] if question else []
