"""The table of people becomes a condition of the database, and what it does not know is never a yes."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from portal import db
from portal.access import Role, Verb
from portal.access.predicates import is_public
from portal.calls.models import Call
from portal.sight import allowed
from tests.factories import World

AT = datetime(2026, 10, 13, 12, 0, tzinfo=UTC)
PLACES = (Call.programme_id, Call.id)
NOBODY = SimpleNamespace(is_authenticated=False, grants=[])


def person(*grants: dict[str, Any]) -> Any:
    """Somebody who is signed in and has these roles."""
    usual = {
        "role": Role.OFFICER, "programme_id": None, "call_id": None, "valid_from": AT, "valid_until": None
    }  # fmt: skip
    return SimpleNamespace(is_authenticated=True, grants=[SimpleNamespace(**usual | one) for one in grants])


@pytest.fixture
def calls(world: World) -> list[Call]:
    """Two calls of one programme and one of another."""
    first = world.call(slug="a")
    return [first, world.call(slug="b", programme_id=first.programme_id), world.call(slug="c")]


def seen(world: World, reader: Any, verb: Verb, **more: Any) -> list[str]:
    """The slugs of the calls on which the verb is allowed."""
    with world.read():
        rows = sa.select(Call.slug).where(allowed(reader, verb, AT, places=PLACES, **more))
        return list(db.session().scalars(rows.order_by(Call.slug)))


@pytest.mark.parametrize(
    ("scope", "shown"),
    [
        (lambda calls: [{}], ["a", "b", "c"]),
        (lambda calls: [{"programme_id": calls[0].programme_id}], ["a", "b"]),
        (lambda calls: [{"call_id": calls[1].id}], ["b"]),
        (lambda calls: [{"call_id": calls[1].id}, {"programme_id": calls[2].programme_id}], ["b", "c"]),
        (lambda calls: [{"role": Role.JUROR}], []),
        (lambda calls: [{"valid_from": AT + timedelta(seconds=1)}], []),
        (lambda calls: [{"valid_until": AT}], []),
        (lambda calls: [{"valid_until": AT}, {"call_id": calls[2].id}], ["c"]),
        (lambda calls: [], []),
    ],
)
def test_a_role_shows_the_rows_of_its_scope_while_it_lasts(
    world: World, calls: list[Call], scope: Any, shown: list[str]
) -> None:
    assert seen(world, person(*scope(calls)), Verb.CALL_EDIT) == shown


def test_a_relation_is_asked_in_the_words_of_the_table_and_stands_beside_the_roles(
    world: World, calls: list[Call]
) -> None:
    clauses = {is_public: Call.slug == "c"}
    assert seen(world, NOBODY, Verb.CALL_READ, clauses=clauses) == ["c"]
    officer = person({"call_id": calls[0].id})
    assert seen(world, officer, Verb.CALL_READ, clauses=clauses) == ["a", "c"]


def test_a_relation_without_words_is_an_error_and_never_a_yes(app: Flask) -> None:
    with pytest.raises(KeyError):
        allowed(person({}), Verb.CALL_READ, AT, places=PLACES)


@pytest.mark.parametrize(
    ("reader", "verb", "shown"),
    [
        (NOBODY, Verb.PUBLIC_READ, ["a", "b", "c"]),
        (NOBODY, Verb.HOME_READ, []),
        (person(), Verb.HOME_READ, ["a", "b", "c"]),
        (NOBODY, Verb.CALL_EDIT, []),
    ],
)
def test_what_needs_no_role_is_shown_to_whoever_is_signed_in_or_to_all(
    world: World, calls: list[Call], reader: Any, verb: Verb, shown: list[str]
) -> None:
    assert seen(world, reader, verb) == shown
