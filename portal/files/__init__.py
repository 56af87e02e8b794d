"""Files: checked by parsing, kept under their SHA-256, given back as attachments."""

from flask import Flask

from portal.config import Settings
from portal.files.intake import FileRefused, Taken, keep_made, print_copy, record, take
from portal.files.storage import open_store, store

__all__ = ["FileRefused", "Taken", "init_app", "keep_made", "print_copy", "record", "store", "take"]


def init_app(app: Flask, settings: Settings) -> None:
    """Open the store of this installation."""
    app.extensions["file_store"] = open_store(settings.files_url or str(settings.data.resolve() / "files"))
