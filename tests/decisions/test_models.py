"""What the database itself refuses about decisions, whatever path leads there."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from portal import db
from tests.decisions.stage import Stage, content


@pytest.mark.parametrize(
    "changes",
    [
        "approved_by_id = proposed_by_id, approved_hash = content_hash, state = 'approved'",
        "state = 'approved'",
        "state = 'released'",
        "approved_by_id = {approver}, approved_hash = 'other', state = 'approved'",
        "approved_by_id = {approver}, approved_hash = content_hash, content_hash = 'new', state = 'released'",
    ],
)
def test_the_database_itself_holds_to_four_eyes(stage: Stage, changes: str) -> None:
    case = stage.case()
    stage.propose(case, content("award"))
    told = changes.format(approver=stage.approver.id)
    with pytest.raises(IntegrityError):
        stage.act(lambda: db.session().execute(text(f"UPDATE decision SET {told}")))
