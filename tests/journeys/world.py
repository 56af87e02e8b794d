"""Makes a demo world for the tour alone in the data folder of the settings."""

from flask import Flask

from portal import create_app, demo, pdf
from portal.cli import prepare
from portal.extensions import part


def make(app: Flask) -> None:
    """The people, and the call of the tour."""
    with app.app_context():
        prepare()
        demo.build(settings=part("settings"), tour_only=True)
        pdf.shut_down()


if __name__ == "__main__":
    make(create_app())
