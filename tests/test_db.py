"""The transaction: all or nothing, and nothing that ends it is hidden."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
import structlog
from flask import Flask
from sqlalchemy.orm import Session

from portal import db
from portal.audit.models import KeptAnswer
from tests.factories import World


def _answer() -> KeptAnswer:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    return KeptAnswer(key="k", actor="a", route="r", body="b", status=303, location="/", at=moment)


def _count(world: World) -> int:
    with world.read():
        return db.session().scalar(sa.select(sa.func.count()).select_from(KeptAnswer)) or 0


def _write_and_fail(world: World) -> None:
    with world.app.app_context(), db.transaction() as current:
        current.add(_answer())
        raise ValueError("no")


def test_what_fails_inside_leaves_nothing(world: World) -> None:
    with pytest.raises(ValueError, match="no"):
        _write_and_fail(world)
    assert _count(world) == 0


def test_a_signal_while_the_listeners_of_a_commit_run_is_not_hidden_and_takes_nothing_back(
    world: World,
) -> None:
    def leave(_session: Session) -> None:
        raise SystemExit(0)

    sa.event.listen(Session, "after_commit", leave)
    try:
        with pytest.raises(SystemExit), world.app.app_context(), db.transaction() as current:
            current.add(_answer())
    finally:
        sa.event.remove(Session, "after_commit", leave)
    assert _count(world) == 1


def test_the_log_of_a_failure_shows_no_variables(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    def read(address: str) -> None:
        raise ValueError("broken")

    try:
        read("isil" + "@" + "private.example")
    except ValueError:
        structlog.get_logger().exception("failed")
    said = capsys.readouterr().out
    assert "ValueError: broken" in said
    assert "isil@private.example" not in said
