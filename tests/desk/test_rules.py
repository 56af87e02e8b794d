"""The line of work on a call: what stands where, and what is due to whom."""

from datetime import UTC, datetime

import pytest

from portal.desk.rules import Standing, steps_of, tasks_of

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
BEFORE, AFTER = datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
OFFICER, APPROVER = ["officer"], ["approver"]


def call(state: str, deadline: datetime = AFTER, **counts: dict[str, int]) -> Standing:
    return Standing(slug="call", state=state, deadline_at=deadline, **counts)


def due(standing: Standing, roles: list[str]) -> list[str]:
    return [str(task.sentence) for task in tasks_of([standing], AT, roles)]


@pytest.mark.parametrize(
    ("standing", "officer", "approver"),
    [
        (call("draft"), ["Publish the call"], []),
        (call("published", BEFORE, applications={"draft": 4, "submitted": 3}), [], []),
        (
            call("published", applications={"submitted": 3}),
            ["The deadline has passed: close the call"],
            [],
        ),
        (call("closed", applications={"submitted": 3}), ["Cases to check: 3"], []),
        (
            call("closed", applications={"admitted": 2, "excluded": 1}),
            ["All cases are checked: start the review"],
            [],
        ),
        (call("in_review", applications={"admitted": 2}), ["Give the cases to jurors"], []),
        (call("in_review", applications={"admitted": 2}, reviews={"assigned": 4}), [], []),
        (
            call("in_review", applications={"admitted": 2, "excluded": 1}, reviews={"submitted": 4}),
            ["Decisions to prepare: 3"],
            [],
        ),
        (
            call(
                "in_review",
                applications={"admitted": 2},
                reviews={"submitted": 4},
                decisions={"proposed": 1, "approved": 1},
            ),
            [],
            ["Decisions to approve: 1"],
        ),
        (
            call(
                "in_review", applications={"admitted": 2}, reviews={"submitted": 4}, decisions={"approved": 2}
            ),
            [],
            ["Outcomes to release: 2"],
        ),
        (
            call("decided", applications={"admitted": 3}, decisions={"released": 2, "proposed": 1}),
            [],
            ["A reserve moves up. Awards to approve: 1"],
        ),
        (
            call("decided", applications={"admitted": 3}, decisions={"released": 2, "approved": 1}),
            [],
            ["A reserve moves up. Awards to release: 1"],
        ),
        (
            call("decided", letters={"issued": 5, "attention": 2}, decisions={"released": 7}),
            ["Letters that need attention: 2"],
            [],
        ),
    ],
)
def test_each_state_of_a_call_tells_exactly_what_is_due(
    standing: Standing, officer: list[str], approver: list[str]
) -> None:
    assert (due(standing, OFFICER), due(standing, APPROVER)) == (officer, approver)


def test_an_auditor_has_nothing_to_do_anywhere() -> None:
    assert due(call("closed", applications={"submitted": 3}), ["auditor"]) == []


def test_the_line_of_work_counts_what_is_there() -> None:
    standing = call(
        "decided",
        applications={"admitted": 5, "excluded": 1, "withdrawn": 1, "draft": 2},
        reviews={"submitted": 12, "recused": 1, "assigned": 2},
        decisions={"released": 6, "superseded": 1},
        letters={"issued": 5, "attention": 1, "replaced": 1},
        offers={"open": 1, "accepted": 2},
    )
    told = [(str(step.name), step.count, step.of) for step in steps_of(standing, AT)]
    assert told == [
        ("Applications", 6, None),
        ("Formal check", 0, None),
        ("Reviews", 12, 14),
        ("To decide", 0, None),
        ("To approve", 0, None),
        ("To release", 0, None),
        ("Letters", 5, 6),
        ("Answers", 2, 3),
    ]


def test_recused_reviews_are_not_waited_for() -> None:
    standing = call("in_review", applications={"admitted": 1}, reviews={"submitted": 2, "recused": 1})
    assert due(standing, OFFICER) == ["Decisions to prepare: 1"]
