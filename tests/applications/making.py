"""Calls that ask everything, files of every kind, and answers as a form sends them."""

from io import BytesIO
from typing import Any

from portal import db
from portal.applications.models import AnswerRevision, Application
from portal.applications.queries import answers_of, find_application
from portal.calls.models import Call, QuestionnaireRevision
from portal.questionnaire import content_hash, dump_questionnaire, load
from tests.factories import World
from tests.factories.world import LONG_AGO, OPENS
from tests.pages import Page

SAMPLE = {"title": "Ferry", "year": "2025", "medium": "Ink on paper", "link": "https://works.example/ferry"}


def residency_call(world: World) -> Call:
    """A call with the questionnaire of the residencies."""
    with world.act():
        asked = load("residency")
        revision = QuestionnaireRevision(
            content=dump_questionnaire(asked), hash=content_hash(asked), created_at=LONG_AGO, frozen_at=OPENS
        )
        world.add(revision)
        return world.call(questionnaire_id=revision.id)


def upload(data: bytes, name: str = "cv.pdf") -> tuple[BytesIO, str]:
    """A file as a form sends it."""
    return BytesIO(data), name


def stored(world: World, application_id: str) -> Application:
    """The application as it stands in the database."""
    with world.read():
        found = find_application(application_id)
        assert found is not None
        return found


def answers(world: World, application_id: str) -> dict[str, Any]:
    """The newest answers of an application."""
    with world.read():
        found = find_application(application_id)
        assert found is not None
        return answers_of(found)


def revisions(world: World) -> int:
    """How many revisions of answers there are in all."""
    with world.read():
        return db.session().query(AnswerRevision).count()


def problems(page: Page) -> list[str]:
    """What the page asks to be mended, as its list on top says."""
    return page.texts("[role=alert] li")


def id_of(page: Page) -> str:
    """The public id of the application whose page this is."""
    return page.path.split("/")[2]
