"""What is asked about cities."""

from flask_babel import lazy_gettext as _l

from portal.web.fields import PortalForm, SearchField


class SearchForm(PortalForm):
    """Looks for a city."""

    class Meta(PortalForm.Meta):
        """A search changes nothing and needs no proof of origin."""

        csrf = False

    q = SearchField(
        _l("Name of a city"),
        hint=_l("In any language and script: Praha, Prag and Prague all lead to Prague."),
        attributes={"autocomplete": "off"},
    )
