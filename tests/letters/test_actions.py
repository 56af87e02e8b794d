"""A letter has one number and, once issued, the same bytes for ever; what is wrong the office can mend."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from portal import db
from portal.access import Role
from portal.accounts.models import User
from portal.audit.models import Event
from portal.decisions.models import Decision
from portal.decisions.queries import find_decision
from portal.decisions.states import DecisionKind, DecisionState
from portal.errors import Invalid, Refused
from portal.files.storage import store
from portal.letters import actions, queries
from portal.letters.models import Letter
from portal.letters.states import LetterState
from portal.mail.models import Message
from portal.words import say
from tests.factories import World
from tests.letters.examples import letter_facts

AT = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
PDF, SHA, VERSION = b"%PDF-1.7 a letter", "a" * 64, "v" * 64
ADDRESS = {
    "address_extra": "", "street": " Neue Straße 1 ", "postal_code": "34435", "town": "İstanbul",
    "country_code": "TR",
}  # fmt: skip
MENDED = ADDRESS | {"street": "Neue Straße 1"}
S = LetterState


@pytest.fixture(autouse=True)
def queue_is_away(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """No letter is really made, and no mail is sent."""
    monkeypatch.setattr(app.extensions["queue"], "send", lambda *_, **__: None)


@pytest.fixture
def officer(world: World) -> User:
    """Who mends."""
    return world.user(roles=(Role.OFFICER,))


def decision_of(world: World, state: DecisionState = DecisionState.RELEASED, **facts: Any) -> Decision:
    """An award, released if nothing else is said."""
    case = world.application(
        world.call(), world.user("Işıl", language="tr"), language="tr", short_code="IST-7F3K2A"
    )
    people = {"proposed_by": world.user(), "approved_by": world.user()}
    return world.decision(case, DecisionKind.AWARD, state=state, **people, **facts)


def on(world: World, letter: Letter, act: Callable[[Letter], object]) -> Letter:
    """The letter after the act, read again."""
    with world.act():
        found = queries.find_letter(letter.public_id)
        assert found
        act(found)
    with world.read():
        found = queries.find_letter(letter.public_id)
        assert found
        return found


def queued(world: World, decision: Decision, **more: Any) -> str:
    """The public id of a letter that is asked for now."""
    with world.act():
        found = find_decision(decision.public_id)
        assert found
        return actions.queue(found, by=None, at=AT, **more).public_id


def issue(letter: Letter) -> None:
    """Fix the bytes, as the task does."""
    actions.issue(letter, letter_facts(), PDF, template_version=VERSION, sha256=SHA, at=AT)


def logged(world: World) -> list[str]:
    """The verbs of the log."""
    with world.read():
        return list(db.session().scalars(sa.select(Event.verb).order_by(Event.id)))


def mails(world: World) -> list[tuple[str, str]]:
    """Which mails wait for the applicant."""
    with world.read():
        rows = sa.select(Message.key, Message.language).order_by(Message.id)
        return [(key.split(":")[0], language) for key, language in db.session().execute(rows)]


def test_a_letter_has_a_number_of_its_case_and_the_persons_language(world: World) -> None:
    decision = decision_of(world)
    world.letter(decision, state=S.WITHDRAWN)
    letter_id = queued(world, decision)
    with world.read():
        letter = queries.find_letter(letter_id)
        assert letter
        assert (letter.number, letter.language, letter.kind, letter.state) == (
            "IV B 12 – IST-7F3K2A/2",
            "tr",
            "award",
            S.QUEUED,
        )
        assert len(letter.code) == 26
    assert logged(world) == ["letter.queue"]


def test_there_is_no_letter_before_the_release(world: World) -> None:
    with pytest.raises(Refused):
        queued(world, decision_of(world, DecisionState.APPROVED, released_at=None))


def test_the_bytes_are_fixed_once_and_the_person_is_told_once(world: World) -> None:
    letter = world.letter(decision_of(world), state=S.QUEUED, error="[]")
    first = on(world, letter, issue)
    again = on(world, letter, lambda one: actions.issue(
        one, letter_facts(), b"other", template_version="x", sha256="b" * 64, at=AT.replace(hour=13)
    ))  # fmt: skip
    for found in (first, again):
        assert found.file
        assert (found.state, found.sha256, found.template_version, found.issued_at) == (
            S.ISSUED,
            SHA,
            VERSION,
            AT,
        )
        with world.read():
            assert store().open_bytes(found.file.sha256) == PDF
    assert first.facts["project_title"] == "Sesin İzleri – Spuren des Klangs"
    assert (logged(world), mails(world)) == (["letter.issue"], [("letters/issued", "tr")])


def test_a_notice_of_the_reserve_list_gives_way_to_the_award_that_follows(world: World) -> None:
    decision = decision_of(world)
    with world.act():
        found = find_decision(decision.public_id)
        assert found
        people = {"proposed_by": world.user(), "approved_by": world.user()}
        place = world.decision(
            found.application, DecisionKind.RESERVE, state=DecisionState.SUPERSEDED, **people
        )
    notice = world.letter(place)
    award = world.letter(decision, state=S.QUEUED, replaces_id=notice.id)
    assert on(world, award, issue).state == S.ISSUED
    assert on(world, notice, lambda one: None).state == S.REPLACED
    assert logged(world) == ["letter.issue", "letter.replace"]


def test_a_letter_that_can_not_be_made_is_put_aside_with_what_is_missing_and_made_again(
    world: World, officer: User
) -> None:
    letter, problems = world.letter(decision_of(world), state=S.QUEUED), [say("The street is missing.")]
    aside = on(world, letter, lambda one: actions.fail(one, problems, at=AT))
    assert (aside.state, aside.problems) == (S.ATTENTION, problems)
    again = on(world, letter, lambda one: actions.retry(one, by=officer, at=AT))
    assert (again.state, again.problems) == (S.QUEUED, [])
    assert logged(world) == ["letter.fail", "letter.retry"]


def test_a_letter_that_was_issued_meanwhile_is_not_put_aside(world: World) -> None:
    letter = world.letter(decision_of(world))
    assert on(world, letter, lambda one: actions.fail(one, [say("x")], at=AT)).state == S.ISSUED
    assert logged(world) == []


def test_a_corrected_address_is_for_this_letter_alone(world: World, officer: User) -> None:
    letter = world.letter(decision_of(world), state=S.ATTENTION)
    found = on(world, letter, lambda one: actions.correct_address(one, ADDRESS, by=officer, at=AT))
    assert (found.state, found.facts) == (S.QUEUED, {"address": MENDED})
    assert found.decision.application.applicant.street == "Example Street 1"
    assert logged(world) == ["letter.correct_address", "letter.retry"]


def test_a_new_letter_takes_the_place_of_an_issued_one_and_names_it(world: World, officer: User) -> None:
    letter = world.letter(decision_of(world))
    old = on(
        world,
        letter,
        lambda one: actions.replace(one, why=" A wrong street. ", by=officer, at=AT, address=ADDRESS),
    )
    with world.read():
        new = db.session().scalars(sa.select(Letter).where(Letter.replaces_id == letter.id)).one()
        reason = (
            db.session().scalars(sa.select(Event).where(Event.verb == "letter.replace")).one().facts["why"]
        )
    assert (old.state, new.state, new.facts, reason) == (
        S.REPLACED,
        S.QUEUED,
        {"address": MENDED},
        "A wrong street.",
    )


def test_a_withdrawn_letter_is_told_to_the_person(world: World, officer: User) -> None:
    letter = world.letter(decision_of(world))
    found = on(world, letter, lambda one: actions.withdraw(one, why="An error.", by=officer, at=AT))
    assert (found.state, logged(world), mails(world)) == (
        S.WITHDRAWN,
        ["letter.withdraw"],
        [("letters/withdrawn", "tr")],
    )


@pytest.mark.parametrize("act", [actions.replace, actions.withdraw])
@pytest.mark.parametrize(
    ("why", "state", "refusal"),
    [(" ", S.ISSUED, Invalid), ("x" * 1_001, S.ISSUED, Invalid), ("why", S.REPLACED, Refused)],
)
def test_without_a_reason_or_an_issued_letter_nothing_is_replaced_or_withdrawn(
    world: World,
    officer: User,
    act: Callable[..., object],
    why: str,
    state: LetterState,
    refusal: type[Exception],
) -> None:
    letter = world.letter(decision_of(world), state=state)
    with pytest.raises(refusal):
        on(world, letter, lambda one: act(one, why=why, by=officer, at=AT))
    assert (logged(world), mails(world)) == ([], [])
