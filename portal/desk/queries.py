"""Reading the whole office: how far each call is, in as many statements for one call as for all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, literal, select, union_all

from portal.applications.models import Application
from portal.applications.states import ApplicationState
from portal.awards.queries import count_by_state as count_offers
from portal.calls.models import Call
from portal.db import session
from portal.decisions.queries import count_by_state as count_decisions
from portal.desk.rules import Standing
from portal.letters.queries import count_by_state as count_letters
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
    counted = {
        **_cases_and_reviews(ids),
        "decisions": count_decisions(ids),
        "letters": count_letters(ids),
        "offers": count_offers(ids),
    }
    return [Work(call, _standing(call, counted)) for call in calls]


def _cases_and_reviews(ids: Sequence[int]) -> dict[str, ByCall]:
    cases = (
        select(literal("applications"), Application.call_id, Application.state, func.count())
        .where(Application.call_id.in_(ids))
        .group_by(Application.call_id, Application.state)
    )
    reviews = (
        select(literal("reviews"), Application.call_id, Review.state, func.count())
        .select_from(Review)
        .join(Review.application)
        .where(Application.call_id.in_(ids), Application.state == ApplicationState.ADMITTED)
        .group_by(Application.call_id, Review.state)
    )
    counted: dict[str, dict[tuple[int, str], int]] = {"applications": {}, "reviews": {}}
    for what, call_id, state, count in session().execute(union_all(cases, reviews)):
        counted[what][call_id, state] = count
    return dict(counted)


def _standing(call: Call, counted: Mapping[str, ByCall]) -> Standing:
    own = {
        what: {state: count for (call_id, state), count in counts.items() if call_id == call.id}
        for what, counts in counted.items()
    }
    return Standing(slug=call.slug, state=call.state, deadline_at=call.deadline_at, **own)
