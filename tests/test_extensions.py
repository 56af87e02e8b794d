"""What the rooms hang into an application is found in the one that is running."""

import logging

import pytest
from flask import Flask

from portal import extensions


def test_a_part_is_that_of_the_application_that_is_running() -> None:
    one, other = Flask("one"), Flask("other")
    one.extensions["press"], other.extensions["press"] = "of one", "of the other"
    with one.app_context():
        with other.app_context():
            assert extensions.part("press") == "of the other"
        assert extensions.part("press") == "of one"


def test_a_part_that_no_room_has_hung_up_is_an_error() -> None:
    with Flask("empty").app_context(), pytest.raises(KeyError):
        extensions.part("press")


def test_the_database_is_let_go_as_soon_as_its_tables_are_new(monkeypatch: pytest.MonkeyPatch) -> None:
    app, happened = Flask("one"), list[str]()
    monkeypatch.setattr(extensions.migrations, "upgrade", lambda: happened.append("tables are new"))
    with app.app_context():
        app.teardown_appcontext(lambda _error: happened.append("let go"))
        extensions.upgrade_tables()
        assert happened == ["tables are new", "let go"]


def test_a_command_does_not_tell_which_migrations_run() -> None:
    assert not logging.getLogger("alembic.runtime.migration").isEnabledFor(logging.INFO)
