"""Reading the whole office: how far each call is, in as many statements for one call as for all."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, literal, select, union_all

from portal.applications.models import Application
from portal.applications.states import ApplicationState
from portal.awards.models import Offer
from portal.calls.models import Call
from portal.db import session
from portal.decisions.queries import count_by_state as count_decisions
from portal.desk.rules import Standing
from portal.letters.models import Letter
from portal.reviews.models import Review

ByCall = Mapping[tuple[int, str], int]


@dataclass(frozen=True)
class Work:
    """A call and how far the work on it is."""

    call: Call
    standing: Standing


def work_on(calls: Sequence[Call]) -> list[Work]:
    """How far the work on these calls is, in their order."""
    ids = [call.id for call in calls]
    counted = {**_counted(ids), "decisions": count_decisions(ids)}
    return [Work(call, _standing(call, counted)) for call in calls]


def _counted(ids: Sequence[int]) -> dict[str, ByCall]:
    """Cases, reviews of admitted ones, letters and offers by call and state, in one statement."""
    reviews = _by_state("reviews", Application.call_id, Review.state, ids).select_from(Review)
    rows = union_all(
        _by_state("applications", Application.call_id, Application.state, ids),
        reviews.join(Review.application).where(Application.state == ApplicationState.ADMITTED),
        _by_state("letters", Letter.call_id, Letter.state, ids),
        _by_state("offers", Offer.call_id, Offer.state, ids),
    )
    counted: dict[str, dict[tuple[int, str], int]] = defaultdict(dict)
    for what, call_id, state, count in session().execute(rows):
        counted[what][call_id, state] = count
    return dict(counted)


def _by_state(what: str, call_id: Any, state: Any, ids: Sequence[int]) -> Select[Any]:
    return (
        select(literal(what), call_id, state, func.count()).where(call_id.in_(ids)).group_by(call_id, state)
    )


def _standing(call: Call, counted: Mapping[str, ByCall]) -> Standing:
    own = {
        what: {state: count for (call_id, state), count in counts.items() if call_id == call.id}
        for what, counts in counted.items()
    }
    return Standing(slug=call.slug, state=call.state, deadline_at=call.deadline_at, **own)
