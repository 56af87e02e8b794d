"""Reading the log: in which order, up to which moment, and the answer that an act got before."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from portal import audit
from portal.audit import queries
from portal.audit.models import KeptAnswer
from tests.factories import World

HOUR = timedelta(hours=1)


def note(world: World, *cases: str, at: datetime) -> None:
    """One event after the other, an hour between them."""
    with world.act():
        for number, case in enumerate(cases):
            audit.record(case, f"step.{number}", by=None, at=at + number * HOUR)


def test_the_newest_event_of_a_case_is_that_of_its_own_chain(world: World, at: datetime) -> None:
    note(world, "a:1", "a:1", "b:1", at=at)
    with world.read():
        found = [queries.find_last_event(case) for case in ("a:1", "b:1", "c:1")]
        assert [one and (one.case, one.number) for one in found] == [("a:1", 2), ("b:1", 1), None]


def test_a_case_or_several_are_told_from_the_beginning(world: World, at: datetime) -> None:
    note(world, "a:1", "b:1", "c:1", "a:1", at=at)
    with world.read():
        assert [event.verb for event in queries.list_events("a:1")] == ["step.0", "step.3"]
        told = [(event.case, event.verb) for event in queries.list_events_of(["b:1", "a:1"])]
    assert told == [("a:1", "step.0"), ("b:1", "step.1"), ("a:1", "step.3")]


def test_all_chains_are_walked_one_after_the_other(world: World, at: datetime) -> None:
    note(world, "b:1", "a:1", "b:1", "a:1", at=at)
    with world.read():
        assert [(event.case, event.number) for event in queries.iterate_chains()] == [
            ("a:1", 1), ("a:1", 2), ("b:1", 1), ("b:1", 2),
        ]  # fmt: skip


def test_a_stretch_of_the_log_begins_after_its_first_number_and_ends_with_its_last(
    world: World, at: datetime
) -> None:
    note(world, *(f"a:{number}" for number in range(4)), at=at)
    with world.read():
        hashes = [event.hash for name in ("a:1", "a:2") for event in queries.list_events(name)]
        assert list(queries.iterate_hashes_between(1, 3)) == hashes


@pytest.mark.parametrize(("later", "newest"), [(-1, 0), (0, 1), (1, 2), (90, 3)])
def test_the_newest_event_before_a_moment_may_have_happened_at_it(
    world: World, at: datetime, later: int, newest: int
) -> None:
    note(world, "a:1", "b:1", "a:1", at=at)
    with world.read():
        assert queries.get_newest_event_id(at + later * HOUR) == newest


def test_seals_are_told_in_the_order_in_which_they_were_set(world: World, at: datetime) -> None:
    with world.read():
        assert (queries.find_last_anchor(), queries.list_anchors()) == (None, [])
    for number in range(2):
        note(world, "a:1", at=at + number * HOUR)
        with world.act():
            audit.seal(at=at + number * HOUR, settled=timedelta(0))
    with world.read():
        last = queries.find_last_anchor()
        assert [anchor.last_event_id for anchor in queries.list_anchors()] == [1, 2]
        assert last is not None
        assert last.last_event_id == 2


def test_a_kept_answer_is_found_for_the_same_person_route_and_key_alone(world: World, at: datetime) -> None:
    facts = {"key": "k", "actor": "p", "route": "POST /a"}
    kept = {"body": "b" * 64, "status": 303, "location": "/there", "at": at}
    world.add(KeptAnswer(**facts, **kept))
    with world.read():
        asked = [facts, *({**facts, name: "other"} for name in facts)]
        found = [queries.find_kept_answer(**one) for one in asked]
        assert [one and one.location for one in found] == ["/there", None, None, None]
    with pytest.raises(IntegrityError):
        world.add(KeptAnswer(**facts, **kept))
