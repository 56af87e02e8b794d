"""What a person finds of their own: each application once, with what stands for it now."""

from datetime import timedelta

import pytest

from portal import db
from portal.accounts.models import User
from portal.applications.models import Application
from portal.applications.states import ApplicationState, PublicState
from portal.awards.models import Offer
from portal.decisions.models import Decision
from portal.decisions.states import DecisionKind, DecisionState
from portal.letters.states import LetterState
from portal.mine import queries
from portal.mine.queries import Own, list_own
from tests.factories import World
from tests.factories.world import DEADLINE, OPENS
from tests.pages import counted


@pytest.fixture
def isil(world: World) -> User:
    """Who asks."""
    return world.user("Işıl Şükran İnceöz")


def decided(
    world: World, application: Application, state: DecisionState, letter: LetterState | None = None
) -> Decision:
    """A decision in this state with its offer, and a letter if it has one."""
    officer, approver = world.user(), None if state == DecisionState.PROPOSED else world.user()
    decision = world.decision(
        application, DecisionKind.AWARD, proposed_by=officer, approved_by=approver, state=state
    )
    world.add(Offer(decision_id=decision.id, call_id=application.call_id, answer_by=DEADLINE))
    if letter:
        world.letter(decision, state=letter)
    return decision


def shown(own: Own) -> tuple[str, bool, bool]:
    """The title, and whether a letter and an offer stand beside it."""
    return own.application.title, own.letter is not None, own.offer is not None


def test_the_newest_stands_first_drafts_included_and_others_never(world: World, isil: User) -> None:
    for day, title, state in (
        (1, "old", ApplicationState.SUBMITTED),
        (3, "draft", ApplicationState.DRAFT),
        (2, "withdrawn", ApplicationState.WITHDRAWN),
    ):
        world.application(
            world.call(), isil, title=title, state=state, created_at=OPENS + timedelta(days=day)
        )
    world.application(world.call(), title="somebody else's")
    with world.read():
        assert [one.application.title for one in list_own(isil)] == ["draft", "withdrawn", "old"]


@pytest.mark.parametrize(
    ("decision", "letter", "beside"),
    [
        (DecisionState.RELEASED, LetterState.ISSUED, (True, True)),
        (DecisionState.RELEASED, LetterState.QUEUED, (False, True)),
        (DecisionState.RELEASED, LetterState.WITHDRAWN, (False, True)),
        (DecisionState.RELEASED, None, (False, True)),
        (DecisionState.PROPOSED, None, (False, False)),
        (DecisionState.APPROVED, LetterState.ISSUED, (False, False)),
        (DecisionState.SUPERSEDED, LetterState.ISSUED, (False, False)),
    ],
)
def test_letter_and_offer_stand_beside_it_once_they_are_out(
    world: World, isil: User, decision: DecisionState, letter: LetterState | None, beside: tuple[bool, bool]
) -> None:
    decided(world, world.application(world.call(), isil, title="mine"), decision, letter)
    with world.read():
        assert [shown(one) for one in list_own(isil)] == [("mine", *beside)]


@pytest.mark.parametrize(
    ("state", "newer"), [(DecisionState.APPROVED, False), (DecisionState.RELEASED, True)]
)
def test_a_result_that_holds_no_more_keeps_its_letter_until_a_newer_one_is_out(
    world: World, isil: User, state: DecisionState, newer: bool
) -> None:
    application = world.application(world.call(), isil)
    declined = decided(world, application, DecisionState.RELEASED, LetterState.ISSUED)
    with world.act():
        db.session().merge(declined).state = DecisionState.SUPERSEDED
    again = decided(world, application, state, LetterState.ISSUED)
    wanted = again.id if newer else declined.id
    with world.read():
        assert [one.letter and one.letter.decision_id for one in list_own(isil)] == [wanted]
        assert [one.offer and one.offer.decision_id for one in list_own(isil)] == [wanted]


def test_a_replaced_letter_does_not_show_the_application_twice(world: World, isil: User) -> None:
    application = world.application(world.call(), isil)
    decision = decided(world, application, DecisionState.RELEASED, LetterState.REPLACED)
    new = world.letter(decision)
    with world.read():
        assert [one.letter and one.letter.id for one in list_own(isil)] == [new.id]


@pytest.mark.parametrize("state", PublicState)
def test_the_result_is_out_as_soon_as_the_applicants_side_knows_one(
    world: World, isil: User, state: PublicState
) -> None:
    world.application(world.call(), isil, public_state=state.value)
    with world.read():
        (own,) = list_own(isil)
    assert own.is_out == (state != PublicState.PENDING)


def test_one_statement_brings_call_and_city_and_very_many_are_cut(
    world: World, isil: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST", 2)
    for _ in range(3):
        world.application(world.call(), isil)
    with world.read(), counted(db.engine()) as statements:
        assert [one.application.call.city.name_en for one in list_own(isil)] == ["Istanbul"] * 2
        assert len([one for one in statements if one != "BEGIN"]) == 1
