"""Reading what a person has in several features at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import joinedload

from portal.accounts.models import User
from portal.applications.models import Application
from portal.applications.states import PublicState
from portal.awards.models import Offer
from portal.calls.models import Call
from portal.db import session
from portal.decisions.models import Decision
from portal.letters.models import Letter
from portal.letters.states import LetterState

MOST = 60


@dataclass(frozen=True)
class Own:
    """One application of the person, with the letter and the offer of its last result, if any."""

    application: Application
    letter: Letter | None
    offer: Offer | None

    @property
    def is_out(self) -> bool:
        """Whether the person may know the result."""
        return self.application.public_state != PublicState.PENDING


def list_own(user: User) -> Sequence[Own]:
    """A person’s applications with what came of them, the newest first, in one statement."""
    # The newest that was released: an award that was declined or lapsed keeps its letter and its answer.
    released = select(func.max(Decision.id)).where(
        Decision.application_id == Application.id, Decision.released_at.is_not(None)
    )
    newest = released.correlate(Application).scalar_subquery()
    issued = and_(Letter.decision_id == Decision.id, Letter.state == LetterState.ISSUED)
    rows = (
        select(Application, Letter, Offer)
        .outerjoin(Decision, Decision.id == newest)
        .outerjoin(Letter, issued)
        .outerjoin(Offer, Offer.decision_id == Decision.id)
        .where(Application.applicant_id == user.id)
        .options(joinedload(Application.call).joinedload(Call.city))
        .order_by(Application.created_at.desc(), Application.id.desc())
        .limit(MOST)
    )
    return [Own(application, letter, offer) for application, letter, offer in session().execute(rows)]
