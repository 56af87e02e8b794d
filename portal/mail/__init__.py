"""Mails: written with the change that causes them, sent after its commit, one recipient each."""

from flask import Flask

from portal.config import Settings
from portal.mail import delivery
from portal.mail.carriers import carrier_of
from portal.mail.outbox import Office, forget, write

__all__ = ["delivery", "forget", "init_app", "write"]


def init_app(app: Flask, settings: Settings) -> None:
    """Choose how mails leave this installation, and where their words come from."""
    app.extensions["mail_office"] = Office(
        templates=app.jinja_env,
        base_url=settings.base_url,
        portal_name=settings.portal_name,
        sender=settings.mail_sender,
    )
    app.extensions["mail_carrier"] = carrier_of(settings)
