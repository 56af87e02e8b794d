"""What happens to an application, with its trace in the log and its mail."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

import pytest
from sqlalchemy import select

from portal import audit, db
from portal.accounts.models import User
from portal.applications import actions
from portal.applications.models import Application
from portal.applications.queries import answers_of, find_application
from portal.applications.states import ApplicationState, PublicState
from portal.audit.models import Event
from portal.calls.models import Call
from portal.calls.queries import find_call
from portal.errors import Refused
from portal.jobs.models import Job
from portal.mail.models import Message
from portal.questionnaire import digest
from tests.factories import World
from tests.factories.texts import ANSWERS
from tests.factories.world import DEADLINE

Given = TypeVar("Given")


def act(world: World, case: Application, doing: Callable[[Application], Given]) -> Given:
    """Do something to an application in one transaction, as the guard does."""
    with world.app.app_context(), db.transaction():
        found = find_application(case.public_id)
        assert found is not None
        return doing(found)


def log_of(world: World, case: Application) -> list[str]:
    """The verbs in the case's log, oldest first."""
    with world.read():
        rows = select(Event.verb).where(Event.case == f"application:{case.public_id}").order_by(Event.number)
        return list(db.session().scalars(rows))


def mails(world: World) -> list[Message]:
    """All mails, oldest first."""
    with world.read():
        return list(db.session().scalars(select(Message).order_by(Message.id)))


def draft(world: World, call: Call, person: User, **facts: object) -> Application:
    """A complete draft."""
    return world.application(call, person, state=ApplicationState.DRAFT, **facts)  # type: ignore[arg-type]  # facts of the model


def test_a_draft_begins_with_a_code_of_its_call(world: World, call: Call, isil: User, at: datetime) -> None:
    with world.app.app_context(), db.transaction():
        found = find_call(call.slug)
        assert found is not None
        case = actions.start(found, by=isil, at=at, language="de")
        again = actions.start(found, by=isil, at=at, language="en")
    assert case is again
    assert (case.short_code[:4], case.state, case.language, case.revision) == ("IST-", "draft", "de", 0)
    assert log_of(world, case) == ["application.start"]


def test_sending_freezes_time_hash_and_what_lists_show(
    world: World, call: Call, isil: User, at: datetime
) -> None:
    case = draft(world, call, isil)
    act(world, case, lambda one: actions.submit(one, by=isil, at=at))
    with world.read():
        found = find_application(case.public_id)
    assert found is not None
    expected = ("submitted", at, digest(ANSWERS), "Ferry drawings", "visual")
    assert (found.state, found.submitted_at, found.receipt_hash, found.title, found.discipline) == expected
    assert found.search.startswith(f"IST {case.short_code[4:]} FERRY DRAWINGS ISIL")


def test_sending_mails_number_time_and_hash_in_the_persons_language(
    world: World, call: Call, at: datetime
) -> None:
    person = world.user("Işıl", language="de", timezone="Europe/Istanbul")
    case = draft(world, call, person)
    act(world, case, lambda one: actions.submit(one, by=person, at=at))
    (mail,) = mails(world)
    assert mail.subject == f"Ihre Bewerbung {case.short_code} ist angekommen"
    assert mail.recipient == person.email
    for part in (case.short_code, digest(ANSWERS), f"http://localhost/applications/{case.public_id}/receipt"):
        assert part in mail.body
    assert "14:00 Berlin (15:00 Istanbul)" in mail.body


def test_sent_twice_one_mail_one_event_one_job(world: World, call: Call, isil: User, at: datetime) -> None:
    case = draft(world, call, isil)
    for minutes in (0, 1):
        moment = at + timedelta(minutes=minutes)
        act(world, case, lambda one, moment=moment: actions.submit(one, by=isil, at=moment))
    with world.read():
        jobs = db.session().scalars(select(Job.key)).all()
    assert len(mails(world)) == 1
    assert jobs == [f"receipt:{case.public_id}"]
    assert log_of(world, case).count("application.submit") == 1


def test_an_incomplete_draft_is_not_sent_and_says_what_is_missing(
    world: World, call: Call, isil: User, at: datetime
) -> None:
    case = draft(world, call, isil, answers={"artist_name": "Işıl", "discipline": "visual"})
    with pytest.raises(actions.Incomplete) as refusal:
        act(world, case, lambda one: actions.submit(one, by=isil, at=at))
    found = [(problem.section, problem.field) for problem in refusal.value.problems]
    assert found == [("project", "project_title"), ("project", "description")]
    assert log_of(world, case) == []


def test_a_late_draft_is_not_sent(world: World, call: Call, isil: User) -> None:
    case = draft(world, call, isil)
    with pytest.raises(actions.Late):
        act(world, case, lambda one: actions.submit(one, by=isil, at=DEADLINE + timedelta(seconds=1)))


def test_a_revision_is_added_and_none_is_changed(world: World, call: Call, isil: User, at: datetime) -> None:
    case = draft(world, call, isil)

    def save(one: Application) -> int:
        values = {"project_title": "Bridges"}
        return actions.save_answers(one, values, base=1, section="project", by=isil, at=at).revision

    assert act(world, case, save) == 2
    with world.read():
        found = find_application(case.public_id)
        assert found is not None
        assert answers_of(found) == {**ANSWERS, "project_title": "Bridges"}


def test_a_conflict_writes_nothing_and_carries_both_texts(
    world: World, call: Call, isil: User, at: datetime
) -> None:
    case = draft(world, call, isil)

    def save(one: Application, title: str) -> object:
        values = {"project_title": title}
        return actions.save_answers(one, values, base=1, section="project", by=isil, at=at)

    act(world, case, lambda one: save(one, "Bridges"))
    with pytest.raises(actions.AnswersConflict) as conflict:
        act(world, case, lambda one: save(one, "Tunnels"))
    assert (conflict.value.questions, conflict.value.newest["project_title"], conflict.value.revision) == (
        ("project_title",),
        "Bridges",
        2,
    )


@pytest.mark.parametrize("state", [ApplicationState.SUBMITTED, ApplicationState.ADMITTED])
def test_withdrawing_what_was_sent_is_mailed(
    world: World, call: Call, isil: User, at: datetime, state: ApplicationState
) -> None:
    case = world.application(call, isil, state=state)
    act(world, case, lambda one: actions.withdraw(one, why="", by=isil, at=at))
    assert [mail.subject for mail in mails(world)] == [f"Your application {case.short_code} is withdrawn"]
    assert log_of(world, case) == ["application.withdraw"]


def test_a_draft_is_given_up_without_a_mail(world: World, call: Call, isil: User, at: datetime) -> None:
    case = draft(world, call, isil)
    act(world, case, lambda one: actions.withdraw(one, why="", by=isil, at=at))
    assert mails(world) == []


def test_an_outcome_reaches_the_applicants_side_through_one_verb(
    world: World, call: Call, isil: User, at: datetime
) -> None:
    case = world.application(call, isil, state=ApplicationState.ADMITTED)
    officer = world.user()
    act(world, case, lambda one: actions.publish_outcome(one, PublicState.AWARDED, by=officer, at=at))
    with world.read():
        found = find_application(case.public_id)
    assert found is not None
    assert found.public_state == "awarded"
    with pytest.raises(Refused):
        act(world, case, lambda one: actions.withdraw(one, why="", by=isil, at=at))


def test_the_log_of_all_this_is_whole(world: World, call: Call, isil: User, at: datetime) -> None:
    case = draft(world, call, isil)
    act(world, case, lambda one: actions.submit(one, by=isil, at=at))
    act(world, case, lambda one: actions.withdraw(one, why="", by=isil, at=at))
    with world.read():
        assert audit.verify() == []
