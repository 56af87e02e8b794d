"""The portal through which cities exchange people."""

from pathlib import Path

import structlog
from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import db, extensions
from portal.config import Settings, load_settings

ROOT = Path(__file__).resolve().parent.parent


def create_app(settings: Settings | None = None) -> Flask:
    """One application for one set of settings: configuration, extensions, rooms, pages, errors."""
    settings = settings or load_settings()
    _log_without_contents()
    app = Flask("portal", root_path=str(ROOT / "portal"), template_folder=str(ROOT / "templates"))
    app.config.from_mapping(_flask_config(settings))
    app.config["PORTAL_SETTINGS"] = app.extensions["settings"] = settings
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    _trust_proxies(app, settings.proxies)
    _start_extensions(app)
    _open_rooms(app, settings)
    return app


def _log_without_contents() -> None:
    # The pretty tracebacks of the default print every variable: names, addresses and answers of people.
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            plain,
        ]
    )


def _flask_config(settings: Settings) -> dict[str, object]:
    secure = settings.base_url.startswith("https://")
    return {
        "SECRET_KEY": settings.key,
        "SQLALCHEMY_ENGINES": {"default": db.engine_options(settings.database)},
        "ALEMBIC": {"script_location": str(ROOT / "migrations"), "version_locations": []},
        "MAX_CONTENT_LENGTH": settings.max_upload_mb * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 4 * 1024 * 1024,
        "TESTING": settings.testing,
        "WTF_CSRF_ENABLED": not settings.testing,
        "WTF_CSRF_TIME_LIMIT": None,
        "BABEL_DEFAULT_LOCALE": "de",
        "BABEL_DEFAULT_TIMEZONE": "UTC",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "portal" / "translations"),
        "RATELIMIT_STORAGE_URI": settings.limits_url,
        "RATELIMIT_ENABLED": not settings.testing,
        "SESSION_COOKIE_NAME": "__Host-portal" if secure else "portal",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PREFERRED_URL_SCHEME": "https" if secure else "http",
    }


def _trust_proxies(app: Flask, many: int) -> None:
    """Learn from so many proxies, and from no more, who asks and whether the connection is secure."""
    if many:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=many, x_proto=many)  # type: ignore[method-assign]  # as Flask advises


def _start_extensions(app: Flask) -> None:
    extensions.database.init_app(app)
    with app.app_context():
        db.prepare_engine(extensions.database.engine)
    extensions.migrations.init_app(app)
    extensions.csrf.init_app(app)
    extensions.limiter.init_app(app)


def _open_rooms(app: Flask, settings: Settings) -> None:
    # The rooms import models, and models need the base class from here: inside, so that the order is plain.
    from portal import rooms

    rooms.open_all(app, settings)
