"""Cases, files and reviews for the tests of juries."""

from typing import Any

from portal import db, files
from portal.accounts.models import User
from portal.applications.models import Application, ApplicationFile
from portal.applications.states import ApplicationState
from portal.audit import queries as audit_queries
from portal.calls.models import Call
from portal.files.models import StoredFile
from portal.reviews import queries
from portal.reviews.models import Review
from tests.factories import World
from tests.factories.texts import ANSWERS
from tests.factories.world import OPENS

FULL = {"quality": 8, "relevance": 6}


def admitted(world: World, call: Call, applicant: User | None = None, **facts: Any) -> Application:
    """An application that is before the jury."""
    return world.application(call, applicant, state=ApplicationState.ADMITTED, **facts)


def case_with_file(world: World, call: Call, **facts: Any) -> tuple[Application, StoredFile]:
    """An application with a document that jurors see."""
    with world.act():
        stored = files.keep_made(
            b"%PDF-1.7 cv", name="cv.pdf", media_type="application/pdf", at=OPENS, pages=1
        )
        world.add(stored)
        case = admitted(world, call, answers={**ANSWERS, "cv": [stored.public_id]}, **facts)
        world.add(ApplicationFile(application_id=case.id, file_id=stored.id, question="cv"))
        return case, stored


def stored(world: World, review: Review) -> Review:
    """The review as it stands in the database."""
    with world.read():
        found = queries.find_sheet(review.public_id)
        assert found is not None
        return found


def points(world: World, review: Review) -> dict[str, int]:
    """The points that stand in the database."""
    return queries.points_of(stored(world, review))


def verbs(world: World, case: Application) -> list[str]:
    """What happened to a case, by its log."""
    with world.read():
        return [event.verb for event in audit_queries.list_events(f"application:{case.public_id}")]


def review_of(world: World, case: Application, juror: User) -> Review | None:
    """The review of a pair, in whatever state."""
    with world.read():
        return queries.find_pair(db.session().merge(case, load=False), db.session().merge(juror, load=False))
