"""The three calls that people have applied for stand where the tour needs them, and every act in its time."""

from collections import Counter
from collections.abc import Sequence

import pytest
import sqlalchemy as sa

from portal import db
from portal.applications.models import Application
from portal.calls.models import Call
from portal.demo import IN_REVIEW, calls
from portal.demo.calls import EXCLUDED
from portal.demo.content import Figure, figures
from portal.demo.papers import Papers
from portal.demo.people import Cast
from portal.formal_checks.rules import exclusion_refused
from portal.reviews.models import Review
from tests.demo.conftest import NOW

CROWD = {one.key: one for one in figures(*IN_REVIEW)}


def brought(people: Sequence[Figure], papers: Papers) -> dict[str, Papers]:
    """The same papers for everybody."""
    return {one.key: papers for one in people}


def cases_of(call: Call, cast: Cast, people: Sequence[Figure]) -> dict[str, Application]:
    """The cases of a call by those who applied."""
    db.session().flush()
    keys = {cast[one.key].id: one.key for one in people}
    rows = sa.select(Application).where(Application.call_id == call.id)
    return {keys[case.applicant_id]: case for case in db.session().scalars(rows)}


def test_the_call_of_the_tour_is_open_and_what_was_sent_was_sent_before_now(
    stage: Cast, papers: Papers
) -> None:
    people = figures("studio")[:2]
    call = calls.studio(stage, people, brought(people, papers), now=NOW)
    cases = cases_of(call, stage, people)
    assert (call.is_open(NOW), set(cases)) == (True, {one.key for one in people})
    for case in cases.values():
        assert case.submitted_at is not None
        assert call.opens_at < case.created_at < case.submitted_at < NOW


def test_the_call_in_review_has_every_kind_of_case(stage: Cast, papers: Papers) -> None:
    people, drafts = [CROWD[key] for key in ("mert", "ilker", "tugce")], [CROWD["lucja"]]
    call = calls.in_review(stage, people, drafts, brought([*people, *drafts], papers), now=NOW)
    cases = cases_of(call, stage, [*people, *drafts])
    assert {key: case.state for key, case in cases.items()} == {
        "mert": "excluded",
        "ilker": "withdrawn",
        "tugce": "admitted",
        "lucja": "draft",
    }
    assert (call.state, cases["mert"].exclusion_code) == ("in_review", "document_illegible")
    rows = sa.select(Review.application_id, sa.func.count()).group_by(Review.application_id)
    assert dict(db.session().execute(rows).all()) == {cases["tugce"].id: 3}


@pytest.mark.parametrize("files", [(IN_REVIEW), ("berlin_2026",)])
def test_every_exclusion_is_of_somebody_and_has_a_reason_that_the_office_could_give(
    files: tuple[str, ...],
) -> None:
    keys = Counter(one.key for one in figures(*files))
    assert any(key in keys for key in EXCLUDED)
    assert [exclusion_refused(code, note) for code, note in EXCLUDED.values()] == [None] * len(EXCLUDED)


def test_everybody_who_is_excluded_or_steps_back_applies_somewhere() -> None:
    known = {one.key for one in figures(*IN_REVIEW, "berlin_2026")}
    assert {*EXCLUDED, "ilker"} - known == set()
