"""The crowd beside the demo world: as many as were asked for, true to the log and to the ranking."""

from collections import Counter
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from portal import db, demo, pdf
from portal.applications.models import Application
from portal.applications.queries import find_application
from portal.audit import verify
from portal.calls.models import Call
from portal.calls.queries import find_call
from portal.config import Settings
from portal.demo import crowd
from portal.formal_checks.queries import history
from portal.reviews.models import Review
from portal.reviews.queries import ranking_of
from tests.conftest import empty

MANY, A_CALL = 9, 5


@pytest.fixture(scope="module")
def crowded(one_app: Flask, settings: Settings) -> Iterator[Flask]:
    """The tour's call, and beside it a crowd in two small calls."""
    with one_app.app_context(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(crowd, "A_CALL", A_CALL)
        patch.setattr(crowd, "JURORS", 3)
        demo.build(settings=settings, most=1, tour_only=True, scale=MANY)
        pdf.shut_down()
    yield one_app
    empty(one_app)


def calls_of_the_crowd() -> list[Call]:
    """Their calls, the newest first."""
    rows = select(Call).where(Call.code.in_(("C1", "C2"))).order_by(Call.code)
    found = [find_call(call.slug) for call in db.session().scalars(rows)]
    return [call for call in found if call is not None]


def test_as_many_apply_as_were_asked_for_and_each_is_judged_three_times(crowded: Flask) -> None:
    with crowded.app_context():
        ids = [call.id for call in calls_of_the_crowd()]
        applications = db.session().scalars(select(Application).where(Application.call_id.in_(ids))).all()
        reviews = db.session().scalars(select(Review)).all()
        found = (Counter(one.call_id for one in applications), Counter(one.state for one in reviews))
        expected = ({ids[0]: A_CALL, ids[1]: MANY - A_CALL}, {"submitted": 21, "assigned": 6})
        assert (dict(found[0]), dict(found[1])) == expected


def test_the_ranking_reads_the_crowds_points(crowded: Flask) -> None:
    with crowded.app_context():
        newest, older = calls_of_the_crowd()
        counted = [[row.figures.count for row in ranking_of(call)] for call in (newest, older)]
        assert counted == [[3, 3, 3, 0, 0], [3, 3, 3, 3]]


def test_the_log_tells_the_life_of_each_case_and_is_whole(crowded: Flask) -> None:
    with crowded.app_context():
        older = calls_of_the_crowd()[1]
        first = db.session().scalars(select(Application).where(Application.call_id == older.id)).first()
        case = find_application(first.public_id) if first else None
        assert case is not None
        told = [str(line.what) for line in reversed(history(case, language="en"))]
        assert told[:4] == [
            "Draft begun",
            "Answers saved: Declarations",
            "Application submitted, revision 1",
            "Admitted in the formal check",
        ]
        assert verify() == []
