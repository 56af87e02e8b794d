"""The two shapes that names of things have in addresses."""

from flask import Flask
from werkzeug.routing import BaseConverter


class PublicIdConverter(BaseConverter):
    """A thing's public id: 26 characters of Crockford's alphabet in lower case."""

    regex = "[0-9a-hjkmnp-tv-z]{26}"
    part_isolating = True


class SlugConverter(BaseConverter):
    """A readable name in an address: lower-case words joined by hyphens."""

    regex = "[a-z0-9]+(?:-[a-z0-9]+)*"
    part_isolating = True


def init(app: Flask) -> None:
    """Teach the routes of this application both shapes."""
    app.url_map.converters["public_id"] = PublicIdConverter
    app.url_map.converters["slug"] = SlugConverter
