"""How far the tour is, read from the data that its steps change."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.applications.models import Application
from portal.applications.states import ApplicationState
from portal.audit.models import ReadEvent
from portal.calls.models import Call
from portal.calls.queries import find_call
from portal.db import session
from portal.decisions.models import Decision
from portal.decisions.states import DecisionState
from portal.demo.tour import OPEN_REVIEWS, Progress
from portal.letters.models import Letter
from portal.reviews.models import Review


@dataclass(frozen=True)
class Visit:
    """The tour’s call and how far it is."""

    call: Call
    progress: Progress
    application: Application | None
    letter: Letter | None


def visit_of(slug: str, *, applicant: int, juror: int) -> Visit | None:
    """How far the tour is for its applicant and its juror; None where the demo world is not made."""
    call = find_call(slug)
    if call is None:
        return None
    application = _application(call, applicant)
    letter = _letter(application) if application else None
    states = _states(call)
    reviews = _reviews(call, juror)
    progress = Progress(
        call_state=call.state,
        applied=application is not None and application.is_submitted,
        unchecked=states.get(ApplicationState.SUBMITTED, 0),
        checked=states.get(ApplicationState.ADMITTED, 0) + states.get(ApplicationState.EXCLUDED, 0),
        scored=reviews.get("submitted", 0),
        to_score=sum(reviews.get(state, 0) for state in OPEN_REVIEWS),
        decided=_decisions(call),
        opened=letter is not None and _is_opened(letter, applicant),
    )
    return Visit(call, progress, application, letter)


def _states(call: Call) -> dict[str, int]:
    rows = select(Application.state, func.count()).where(Application.call_id == call.id)
    return dict(session().execute(rows.group_by(Application.state)).all())


def _application(call: Call, applicant: int) -> Application | None:
    rows = select(Application).where(Application.call_id == call.id, Application.applicant_id == applicant)
    return session().scalars(rows.where(Application.state != ApplicationState.WITHDRAWN)).first()


def _letter(application: Application) -> Letter | None:
    rows = select(Letter).join(Letter.decision).where(Decision.application_id == application.id)
    issued = rows.where(Letter.file_id.is_not(None)).options(joinedload(Letter.call))
    return session().scalars(issued.order_by(Letter.id.desc())).first()


def _reviews(call: Call, juror: int) -> dict[str, int]:
    rows = select(Review.state, func.count()).join(Review.application)
    own = rows.where(Application.call_id == call.id, Review.juror_id == juror)
    return dict(session().execute(own.group_by(Review.state)).all())


def _decisions(call: Call) -> int:
    rows = select(func.count(Decision.id)).where(Decision.call_id == call.id)
    return session().scalar(rows.where(Decision.state != DecisionState.SUPERSEDED)) or 0


def _is_opened(letter: Letter, applicant: int) -> bool:
    rows = select(ReadEvent.id).where(
        ReadEvent.case == f"letter:{letter.public_id}", ReadEvent.actor_id == applicant
    )
    return session().scalar(rows.limit(1)) is not None
