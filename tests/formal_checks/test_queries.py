"""The table of a call: which cases stand in it, page by page, what stands beside a case, and its history."""

from datetime import timedelta
from typing import Any

import pytest

from portal import db
from portal.access import Role
from portal.accounts.models import User
from portal.applications.models import Application
from portal.applications.states import ApplicationState
from portal.audit import case_of, record
from portal.calls.models import Call
from portal.formal_checks import queries
from portal.formal_checks.rules import CaseFilters
from tests.factories import World
from tests.factories.world import DEADLINE

ALL = CaseFilters()
HOUR = timedelta(hours=1)
State = ApplicationState


def case(world: World, call: Call, title: str, *, hours: int = 0, **facts: Any) -> Application:
    """A case that was sent so many hours before the deadline."""
    given: dict[str, Any] = {"submitted_at": DEADLINE - hours * HOUR, "search": f"ISIL {title.upper()}"}
    return world.application(call, title=title, **(given | facts))


@pytest.fixture
def table(world: World, call: Call) -> dict[str, Application]:
    """Four cases in the order of their submission, and what never stands in the table."""
    made = {title: case(world, call, title, hours=9 - place) for place, title in enumerate("abcd")}
    case(world, call, "draft", state=State.DRAFT, submitted_at=None)
    case(world, world.call(), "elsewhere")
    return made


def test_pages_go_forwards_and_back_and_the_marks_say_whether_there_is_more(
    world: World, call: Call, table: dict[str, Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "ROWS_A_PAGE", 2)
    ids = {title: one.public_id for title, one in table.items()}
    pages = {
        "first": ({}, "ab", None, "b"),
        "second": ({"after": ids["b"]}, "cd", "c", None),
        "between": ({"after": ids["a"]}, "bc", "b", "c"),
        "back": ({"before": ids["c"]}, "ab", None, "b"),
        "back a little": ({"before": ids["d"]}, "bc", "b", "c"),
        "behind the last": ({"after": ids["d"]}, "", None, None),
        "no mark of this portal": ({"after": "unknown"}, "", None, None),
    }
    with world.read():
        for name, (marks, titles, earlier, later) in pages.items():
            page = queries.list_for_call(call, ALL, **marks)
            shown = "".join(one.title for one in page.rows)
            wanted = [ids[one] if one else None for one in (earlier, later)]
            assert (name, shown, page.total, [page.earlier, page.later]) == (name, titles, 4, wanted)


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        ({}, ["a", "b", "c"]),
        ({"state": "admitted"}, ["b"]),
        ({"discipline": "dance"}, ["a", "b"]),
        ({"state": "submitted", "discipline": "dance"}, ["a"]),
        ({"text": "ışıl b"}, ["b"]),
        ({"text": "isil nobody"}, []),
    ],
)
def test_filters_narrow_the_table_together(
    world: World, call: Call, filters: dict[str, str], titles: list[str]
) -> None:
    case(world, call, "a", hours=3, discipline="dance")
    case(world, call, "b", hours=2, discipline="dance", state=State.ADMITTED)
    case(world, call, "c", hours=1)
    with world.read():
        page = queries.list_for_call(call, CaseFilters(**filters))
        assert ([one.title for one in page.rows], page.total) == (titles, len(titles))


def test_drafts_are_counted_and_only_counted(world: World, call: Call, table: dict[str, Application]) -> None:
    with world.read():
        assert queries.count_by_state(call) == {"submitted": 4, "draft": 1}
        draft = world.application(call, state=State.DRAFT)
        assert queries.find_case(draft.public_id) is None
        found = queries.find_case(table["a"].public_id)
        assert found
        assert found.title == "a"


def test_unchecked_are_the_submitted_ones_in_their_order(
    world: World, call: Call, table: dict[str, Application]
) -> None:
    case(world, call, "e", hours=99)
    case(world, call, "admitted", state=State.ADMITTED)
    with world.read():
        assert [one.title for one in queries.list_unchecked(call)] == ["e", "a", "b", "c", "d"]


def test_neighbours_are_those_of_the_filtered_table(
    world: World, call: Call, table: dict[str, Application]
) -> None:
    late = case(world, call, "late", hours=0, state=State.ADMITTED)
    early = case(world, call, "early", hours=99, state=State.ADMITTED)
    ids = {title: one.public_id for title, one in table.items()}
    with world.read():
        b, first = queries.find_case(ids["b"]), queries.find_case(early.public_id)
        assert b
        assert first
        assert queries.neighbours(b, ALL) == (ids["a"], ids["c"])
        assert queries.neighbours(b, CaseFilters(state="admitted")) == (early.public_id, late.public_id)
        assert queries.neighbours(first, ALL) == (None, ids["a"])


def test_what_was_admitted_in_one_act_is_found_by_its_moment(
    world: World, call: Call, table: dict[str, Application], officer: User
) -> None:
    with world.act():
        for title, at in (("c", DEADLINE), ("a", DEADLINE), ("b", DEADLINE + HOUR)):
            record(case_of(table[title]), "application.admit", by=officer, at=at)
        record(case_of(table["d"]), "application.exclude", by=officer, at=DEADLINE)
    with world.read():
        assert [one.title for one in queries.list_admitted_at(call, DEADLINE)] == ["a", "c"]
        assert queries.list_admitted_at(call, DEADLINE + 2 * HOUR) == []


def test_the_history_is_told_newest_first_and_of_saves_in_a_row_the_last(
    world: World, call: Call, officer: User
) -> None:
    applicant = world.user("Işıl İnceöz")
    one = case(world, call, "a", applicant=applicant)
    steps = [
        ("application.save", applicant, {"section": "you"}),
        ("application.save", applicant, {"section": "project"}),
        ("application.submit", applicant, {}),
        ("application.reopen_check", officer, {"why": "A page was overlooked."}),
        ("application.admit", None, {"note": "complete"}),
    ]
    with world.act():
        for hour, (verb, by, facts) in enumerate(steps):
            record(case_of(one), verb, by=by, at=DEADLINE + hour * HOUR, **facts)
    with world.read():
        found = queries.find_case(one.public_id)
        assert found
        lines = queries.history(found, language="en")
    assert [(line.who, (line.at - DEADLINE) // HOUR, line.note) for line in lines] == [
        ("", 4, "complete"),
        ("Tobias Krüger", 3, ""),
        ("Işıl İnceöz", 2, ""),
        ("Işıl İnceöz", 1, ""),
    ]
    assert str(lines[-1].what) == "Answers saved: Project"


def test_the_search_finds_only_submitted_cases_that_the_reader_may_see(
    world: World, call: Call, table: dict[str, Application]
) -> None:
    officers = [world.user(roles=(Role.OFFICER,)), world.user()]
    with world.read():
        everywhere, stranger = (db.session().get_one(User, one.id) for one in officers)
        for one in (everywhere, stranger):
            db.session().refresh(one, ["grants"])
        found = queries.search_cases("ışıl", reader=everywhere, at=DEADLINE)
        assert [one.title for one in found] == ["elsewhere", "d", "c", "b", "a"]
        assert [
            one.title for one in queries.search_cases("isil", reader=everywhere, at=DEADLINE, most=1)
        ] == ["elsewhere"]
        assert queries.search_cases("isil", reader=stranger, at=DEADLINE) == []
