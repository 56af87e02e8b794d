"""Reading when the announced calls last changed."""

from datetime import UTC, datetime

from sqlalchemy import case, func, select

from portal.calls.models import Call
from portal.calls.queries import PUBLIC
from portal.db import session

NEVER = datetime(2000, 1, 1, tzinfo=UTC)


def latest_change(at: datetime) -> datetime:
    """The last moment until now at which a call was published, opened or ended."""
    moments = (Call.published_at, Call.opens_at, Call.deadline_at)
    past = [func.max(case((moment <= at, moment))) for moment in moments]
    found = session().execute(select(*past).where(Call.state.in_(PUBLIC))).one()
    return max((moment for moment in found if moment is not None), default=NEVER)
