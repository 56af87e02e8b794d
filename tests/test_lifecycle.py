"""A life is a table, and only its rows change a state."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

import pytest

from portal.errors import Refused
from portal.lifecycle import Life, Wording, advance
from portal.words import say


class State(StrEnum):
    """The states of a kettle."""

    COLD = "cold"
    HOT = "hot"


class Verb(StrEnum):
    """What is done with kettles."""

    BOIL = "boil"
    COOL = "cool"
    POUR = "pour"
    READ = "read"


LIFE = Life(
    wording={
        State.COLD: Wording(staff=say("cold (staff)"), applicant=say("cold")),
        State.HOT: Wording(staff=say("hot (staff)"), applicant=say("hot")),
    },
    rows=((State.COLD, Verb.BOIL, State.HOT), (State.HOT, Verb.COOL, State.COLD)),
    allows={State.HOT: frozenset({Verb.POUR})},
)


@dataclass
class Kettle:
    """A thing with a life."""

    life: ClassVar[Life] = LIFE
    state: str = State.COLD


@pytest.mark.parametrize(
    ("state", "permitted"),
    [(State.COLD, {Verb.BOIL, Verb.READ}), (State.HOT, {Verb.COOL, Verb.POUR, Verb.READ})],
)
def test_a_state_permits_its_rows_what_stands_beside_them_and_whatever_no_state_binds(
    state: State, permitted: set[Verb]
) -> None:
    assert {verb for verb in Verb if LIFE.permits(state, verb)} == permitted
    assert {verb for verb in Verb if LIFE.permits(state.value, verb)} == permitted


def test_the_table_knows_which_verbs_change_the_state_and_which_only_depend_on_it() -> None:
    assert (LIFE.verbs, LIFE.bound) == ({Verb.BOIL, Verb.COOL}, {Verb.BOIL, Verb.COOL, Verb.POUR})


def test_a_thing_moves_on_along_a_row() -> None:
    kettle = Kettle()
    advance(kettle, Verb.BOIL)
    assert kettle.state == State.HOT


@pytest.mark.parametrize(
    ("state", "verb"),
    [(State.COLD, Verb.COOL), (State.HOT, Verb.BOIL), (State.HOT, Verb.POUR), (State.COLD, Verb.READ)],
)
def test_without_a_row_nothing_moves_and_the_present_state_is_named_as_staff_call_it(
    state: State, verb: Verb
) -> None:
    kettle = Kettle(state)
    with pytest.raises(Refused) as refused:
        advance(kettle, verb)
    assert str(refused.value) == f"This is not possible any more. The present state is “{state} (staff)”."
    assert kettle.state == state
