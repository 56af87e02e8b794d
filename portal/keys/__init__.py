"""Keys: what opens an account beside the password, and the proof of who acts."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from portal.config import Settings
from portal.keys.rules import Authenticator, Site
from portal.web.chrome import NavigationRow, members, navigation_of


def init_app(app: Flask, settings: Settings) -> None:
    """Hang in what knows of apps that give codes and of the site to which passkeys belong."""
    app.extensions["authenticator"] = Authenticator(settings.key, settings.portal_name)
    app.extensions["site"] = Site(settings.portal_name, settings.base_url)
    rows = navigation_of(app)
    after = next(
        (place for place, row in enumerate(rows, 1) if row.endpoint == "accounts.profile"), len(rows)
    )
    rows.insert(after, NavigationRow("keys.overview", _l("Your keys"), members, area="account"))
