"""The form of the office’s search."""

from flask_babel import lazy_gettext as _l

from portal.web.checks import AtMost
from portal.web.fields import PortalForm, SearchField


class SearchForm(PortalForm):
    """Looking for a case or a person."""

    q = SearchField(_l("Short code, name or title"), [AtMost(200)])
