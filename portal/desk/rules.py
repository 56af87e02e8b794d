"""What a call’s work consists of, step by step, and what of it is due to whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from portal.access.verbs import Role
from portal.calls.states import CallState
from portal.words import Sentence, say

Counts = Mapping[str, int]
OPEN_REVIEWS = ("assigned", "draft", "returned")
DUE_REVIEWS = (*OPEN_REVIEWS, "submitted")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How far the work on a call is, in numbers by state."""

    slug: str
    state: str
    deadline_at: datetime
    applications: Counts = field(default_factory=dict)
    reviews: Counts = field(default_factory=dict)
    decisions: Counts = field(default_factory=dict)
    letters: Counts = field(default_factory=dict)
    offers: Counts = field(default_factory=dict)

    @property
    def received(self) -> int:
        """The applications that were sent in and not taken back."""
        return sum(self.applications.get(state, 0) for state in ("submitted", "admitted", "excluded"))

    @property
    def unchecked(self) -> int:
        """The applications that wait for their formal check."""
        return self.applications.get("submitted", 0)

    @property
    def undecided(self) -> int:
        """The checked applications for which nothing is prepared."""
        checked = self.applications.get("admitted", 0) + self.applications.get("excluded", 0)
        return max(0, checked - sum(self.decisions.get(s, 0) for s in ("proposed", "approved", "released")))

    @property
    def reviews_due(self) -> int:
        """The reviews that were asked for, recused ones left out."""
        return sum(self.reviews.get(state, 0) for state in DUE_REVIEWS)

    @property
    def reviews_open(self) -> int:
        """The reviews that are still to come."""
        return sum(self.reviews.get(state, 0) for state in OPEN_REVIEWS)


@dataclass(frozen=True)
class Step:
    """One step of the work on a call: its name, its count, where it is done, and what is due."""

    name: Sentence
    count: int
    page: str
    query: Mapping[str, Any] = field(default_factory=dict)
    of: int | None = None
    note: Sentence | None = None
    due: Sentence | None = None
    role: Role = Role.OFFICER


@dataclass(frozen=True)
class Task:
    """Something that waits for a person of a role."""

    sentence: Sentence
    page: str
    slug: str
    query: Mapping[str, Any]
    role: Role


def steps_of(call: Standing, at: datetime) -> list[Step]:
    """The work on a call from its draft to the last answer."""
    return [
        _taking(call, at),
        _checking(call),
        _reviewing(call),
        _deciding(call),
        _approving(call),
        _releasing(call),
        _writing(call),
        _answering(call),
    ]


def _taking(call: Standing, at: datetime) -> Step:
    drafts = call.applications.get("draft", 0)
    name, page, due, note = say("Applications"), "formal_checks.table", None, None
    if call.state == CallState.DRAFT:
        return Step(say("Draft"), 0, "calls.edit", due=say("Publish the call"))
    if call.state == CallState.PUBLISHED and call.deadline_at < at:
        page, due = "calls.edit", say("The deadline has passed: close the call")
    elif call.state == CallState.PUBLISHED:
        note = say("Drafts in writing: {count}", count=drafts)
    return Step(name, call.received, page, due=due, note=note)


def _checking(call: Standing) -> Step:
    is_closed = call.state not in (CallState.DRAFT, CallState.PUBLISHED)
    due = say("Cases to check: {count}", count=call.unchecked) if is_closed and call.unchecked else None
    query = {"state": "submitted"} if call.unchecked else {}
    if call.state == CallState.CLOSED and not call.unchecked and call.received:
        return Step(say("Formal check"), 0, "calls.edit", due=say("All cases are checked: start the review"))
    return Step(say("Formal check"), call.unchecked, "formal_checks.table", query, due=due)


def _reviewing(call: Standing) -> Step:
    due = note = None
    if call.state == CallState.IN_REVIEW and not call.reviews_due and call.undecided:
        due = say("Give the cases to jurors")
    elif call.state == CallState.IN_REVIEW and call.reviews_open:
        note = say("Reviews to come: {count}", count=call.reviews_open)
    page = "panels.jury" if call.state != CallState.IN_REVIEW else "reviews.assignment"
    return Step(
        say("Reviews"),
        call.reviews.get("submitted", 0),
        page,
        of=call.reviews_due or None,
        due=due,
        note=note,
    )


def _deciding(call: Standing) -> Step:
    ready = call.state == CallState.IN_REVIEW and call.reviews_due > 0 and not call.reviews_open
    due = say("Decisions to prepare: {count}", count=call.undecided) if ready and call.undecided else None
    count = call.undecided if call.state == CallState.IN_REVIEW else 0
    return Step(say("To decide"), count, "decisions.desk", due=due)


def _approving(call: Standing) -> Step:
    count, due = call.decisions.get("proposed", 0), None
    if count and call.state == CallState.DECIDED:
        due = say("A reserve moves up. Awards to approve: {count}", count=count)
    elif count and not call.undecided:
        due = say("Decisions to approve: {count}", count=count)
    return Step(say("To approve"), count, "decisions.approvals", due=due, role=Role.APPROVER)


def _releasing(call: Standing) -> Step:
    count = call.decisions.get("approved", 0)
    is_ready = count and not call.undecided and not call.decisions.get("proposed", 0)
    if count and call.state == CallState.DECIDED:
        sentence = say("A reserve moves up. Awards to release: {count}", count=count)
        return Step(say("To release"), count, "decisions.desk", due=sentence, role=Role.APPROVER)
    due = say("Outcomes to release: {count}", count=count) if is_ready else None
    return Step(say("To release"), count, "awards.release", due=due, role=Role.APPROVER)


def _writing(call: Standing) -> Step:
    stuck, issued = call.letters.get("attention", 0), call.letters.get("issued", 0)
    waiting = call.letters.get("queued", 0)
    query = {"state": "attention"} if stuck else {}
    due = say("Letters that need attention: {count}", count=stuck) if stuck else None
    return Step(say("Letters"), issued, "letters.desk", query, of=issued + stuck + waiting or None, due=due)


def _answering(call: Standing) -> Step:
    opened, given = call.offers.get("open", 0), sum(call.offers.values())
    note = say("Answers awaited: {count}", count=opened) if opened else None
    return Step(say("Answers"), given - opened, "awards.desk", of=given or None, note=note)


def tasks_of(calls: Iterable[Standing], at: datetime, roles: Iterable[str]) -> list[Task]:
    """What is due on these calls to somebody with these roles, call by call in the order of the work."""
    held = set(roles)
    return [
        Task(step.due, step.page, call.slug, step.query, step.role)
        for call in calls
        for step in steps_of(call, at)
        if step.due is not None and step.role in held
    ]
