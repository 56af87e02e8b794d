"""Reading decisions: the cases of a call as the office decides them, sums, and who comes next."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.interfaces import ORMOption

from portal.accounts.models import User
from portal.applications.models import Application
from portal.applications.states import ApplicationState, PublicState
from portal.calls.models import Call, Programme
from portal.db import session
from portal.decisions.models import Decision
from portal.decisions.rules import Ranked, Standing, Totals, totals_of
from portal.decisions.states import DecisionKind, DecisionState
from portal.reviews import queries as review_queries
from portal.reviews.queries import RankedCase, ScoredCase
from portal.reviews.rules import Tally
from portal.selection.summary import rounded

DECIDABLE = (ApplicationState.ADMITTED, ApplicationState.EXCLUDED)
OPEN = "open"
STANDING = (ApplicationState.SUBMITTED, *DECIDABLE)


def find_decision(decision_id: str) -> Decision | None:
    """The decision with this public id, with its case, its call and the people who made it."""
    rows = select(Decision).where(Decision.public_id == decision_id).options(*_whole())
    return session().scalars(rows).one_or_none()


def _whole() -> tuple[ORMOption, ...]:
    return (
        joinedload(Decision.application).joinedload(Application.applicant),
        joinedload(Decision.application).joinedload(Application.call),
        joinedload(Decision.call).joinedload(Call.programme).joinedload(Programme.authority),
        joinedload(Decision.call).joinedload(Call.city),
        joinedload(Decision.proposed_by),
        joinedload(Decision.approved_by),
        joinedload(Decision.proposed_for),
        joinedload(Decision.approved_for),
    )


def _living(call: Call) -> Select[Decision]:
    # A withdrawn application takes its decision out of every sum without anybody touching it.
    return (
        select(Decision)
        .join(Decision.application)
        .where(Decision.call_id == call.id, Decision.state != DecisionState.SUPERSEDED)
        .where(Application.state.in_(DECIDABLE))
    )


def list_living(call: Call) -> Sequence[Decision]:
    """The decisions of a call that stand, in the order of their short codes."""
    rows = _living(call).options(*_whole()).order_by(Application.short_code)
    return session().scalars(rows).all()


def list_in_state(call: Call, state: DecisionState) -> Sequence[Decision]:
    """The standing decisions of a call in one state, awards first, in the order of their short codes."""
    rows = _living(call).where(Decision.state == state).options(*_whole()).order_by(Application.short_code)
    kinds = list(DecisionKind)
    found = session().scalars(rows).all()
    return sorted(found, key=lambda one: (kinds.index(DecisionKind(one.kind)), one.reserve_rank or 0))


def totals(call: Call) -> Totals:
    """What the standing decisions of a call give together."""
    return totals_of(decision.content for decision in session().scalars(_living(call)))


def lock_decision(decision: Decision) -> None:
    """Hold the decision until the act ends; a change by another hand is found by its version."""
    session().execute(select(Decision.id).where(Decision.id == decision.id).with_for_update())


def find_living(application: Application) -> Decision | None:
    """The decision on an application that stands."""
    rows = select(Decision).where(
        Decision.application_id == application.id, Decision.state != DecisionState.SUPERSEDED
    )
    return session().scalars(rows.options(*_whole())).one_or_none()


def list_reserves(call: Call, on: date) -> Sequence[Decision]:
    """The released reserves of a call whose list still runs, in the order of their ranks."""
    rows = _living(call).where(
        Decision.kind == DecisionKind.RESERVE,
        Decision.state == DecisionState.RELEASED,
        Decision.reserve_until >= on,
    )
    return session().scalars(rows.options(*_whole()).order_by(Decision.reserve_rank)).all()


# The cases of a call


@dataclass(frozen=True)
class Case:
    """One case of a call: the application, what is decided about it, and how the jury ranked it."""

    application: Application
    decision: Decision | None
    ranked: Ranked[int]
    tally: Tally = field(default_factory=lambda: Tally(()))
    place: int | None = None

    @property
    def applicant_id(self) -> int:
        """The person whose case it is."""
        return self.application.applicant_id

    @property
    def is_out(self) -> bool:
        """Whether its outcome was released before."""
        return self.application.public_state != PublicState.PENDING

    @property
    def is_given_up(self) -> bool:
        """Whether its award was declined or lapsed, so that nothing stands any more."""
        return self.decision is not None and self.decision.state == DecisionState.SUPERSEDED

    @property
    def kind(self) -> str:
        """What is decided so far."""
        return self.decision.kind if self.decision is not None else OPEN


def chosen(cases: Sequence[Case], *, show: str, sort: str) -> list[Case]:
    """The cases of one kind, or all of them, by their rank or by their codes."""
    found = [case for case in cases if show in ("", case.kind)]
    return sorted(found, key=lambda case: case.application.short_code) if sort == "code" else found


Own = TypeVar("Own", Case, Decision)


def shown_to(reader: User, rows: Sequence[Own]) -> list[Own]:
    """What the office shows this reader: nobody sees how the own case is being decided."""
    return [row for row in rows if row.applicant_id != reader.id]


def cases_for(reader: User, call: Call, *, at: datetime) -> list[Case]:
    """The cases of a call as this reader may know them: not the own, and no figures that a review closes."""
    closed = review_queries.closed_to(reader, call, at=at)
    cases = [_unjudged(case) if case.application.id in closed else case for case in list_cases(call)]
    return sorted(shown_to(reader, cases), key=_best_first)


def _unjudged(case: Case) -> Case:
    return replace(case, ranked=Ranked(case.application.id, None), tally=Tally(()), place=None)


def list_cases(call: Call) -> list[Case]:
    """The checked cases of a call, best first, then those without scores, then the excluded ones."""
    decided = {one.application_id: one for one in _last_decisions(call)}
    judged = judged_cases(call)
    rows = select(Application).where(Application.call_id == call.id, Application.state.in_(DECIDABLE))
    loaded = rows.options(joinedload(Application.applicant), joinedload(Application.call))
    found = [
        Case(one, decided.get(one.id), *judged.get(one.id, (Ranked(one.id, None), Tally(()))))
        for one in session().scalars(loaded.order_by(Application.short_code))
    ]
    return _placed(sorted(found, key=_best_first))


def _best_first(case: Case) -> tuple[bool, tuple[float, ...]]:
    excluded = case.application.state == ApplicationState.EXCLUDED
    return excluded, tuple(-float(figure) for figure in case.ranked.order)


def _placed(cases: list[Case]) -> list[Case]:
    judged = [case.ranked.order for case in cases if case.ranked.mean is not None]
    places = {order: number for number, order in reversed(list(enumerate(judged, 1)))}
    return [
        replace(case, place=places[case.ranked.order]) if case.ranked.mean is not None else case
        for case in cases
    ]


def _last_decisions(call: Call) -> Sequence[Decision]:
    rows = select(Decision).where(Decision.call_id == call.id).order_by(Decision.id)
    return session().scalars(rows.options(joinedload(Decision.call))).all()


def judged_cases(call: Call) -> dict[int, tuple[Ranked[int], Tally]]:
    """The jury’s figures for each admitted application and its reviews counted, by its internal number."""
    first = str(call.rubric[0]["key"]) if call.rubric else ""
    return {
        one.case.application.id: (_figures(one, first), one.case.tally)
        for one in review_queries.ranking_of(call)
    }


def _figures(one: RankedCase, first: str) -> Ranked[int]:
    return Ranked(
        one.case.application.id,
        mean=one.figures.mean,
        first=_mean_of(one.case, first),
        median=one.figures.median,
    )


def _mean_of(case: ScoredCase, criterion: str) -> Decimal | None:
    points = [score.points[criterion] for score in case.scores if criterion in score.points]
    return rounded(Decimal(sum(points)) / len(points)) if points else None


def list_standings(call: Call) -> list[Standing]:
    """How each case of a call whose outcome is not out stands before a release."""
    decided = {one.application_id: one for one in session().scalars(_living(call))}
    rows = select(Application).where(
        Application.call_id == call.id,
        Application.state.in_(STANDING),
        Application.public_state == PublicState.PENDING,
    )
    return [
        _standing(one, decided.get(one.id))
        for one in session().scalars(rows.order_by(Application.short_code))
    ]


def _standing(application: Application, decision: Decision | None) -> Standing:
    content = decision.content if decision else None
    return Standing(application.short_code, application.state, decision.state if decision else None, content)


def count_by_state(call_ids: Sequence[int]) -> dict[tuple[int, str], int]:
    """How many decisions of these calls are in which state, withdrawn applications left out."""
    rows = (
        select(Decision.call_id, Decision.state, func.count())
        .join(Decision.application)
        .where(Decision.call_id.in_(call_ids), Application.state.in_(DECIDABLE))
        .group_by(Decision.call_id, Decision.state)
    )
    return {(call_id, state): count for call_id, state, count in session().execute(rows)}
