"""The ground of all pages: layout, fields, filters, language, headers, and the pages of no feature."""

from datetime import datetime

from flask import Blueprint, Flask, render_template

from portal import clock
from portal.config import Settings
from portal.web import (
    charts,
    chrome,
    converters,
    error_pages,
    filters,
    health,
    language,
    say,
    security,
)

bp = Blueprint("web", __name__)

bp.add_url_rule("/language", "language", language.choose, methods=["POST"])
bp.add_url_rule("/healthz", "healthz", health.alive)
bp.add_url_rule("/readyz", "readyz", health.ready)
bp.add_url_rule("/metrics", "metrics", health.metrics)


@bp.get("/privacy")
def privacy() -> str:
    """What the portal knows about people, why, who sees it, and when it is deleted."""
    return render_template("web/privacy.html")


@bp.get("/imprint")
def imprint() -> str:
    """Who runs the portal and how to reach them."""
    return render_template("web/imprint.html")


@bp.get("/accessibility")
def accessibility() -> str:
    """What the portal does so that everybody can use it, and where to tell about a barrier."""
    return render_template("web/accessibility.html")


def init_app(app: Flask, settings: Settings) -> None:
    """Lay the ground; before the room of accounts, so that these headers have the last word."""
    for part in (security, health, language, converters, filters, chrome, error_pages):
        part.init(app)
    app.jinja_env.finalize = say.finalize
    app.jinja_env.filters["codes_whole"] = say.codes_whole
    app.jinja_env.globals.update(
        portal_name=settings.portal_name,
        portal_settings=settings,
        now=_now,
        bars=charts.bars,
        spread=charts.spread,
    )
    app.register_blueprint(bp)


def _now() -> datetime:
    """The time of the act, for templates."""
    return clock.at()
