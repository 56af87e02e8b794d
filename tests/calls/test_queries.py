"""Which calls are found, in which order, and in which words their texts are shown."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from portal import db
from portal.access import Role, Verb
from portal.accounts.models import RoleGrant
from portal.accounts.queries import find_user
from portal.calls import queries
from portal.calls.models import Call
from portal.calls.queries import Passage
from portal.calls.rules import Block
from portal.calls.states import CallState
from portal.words import say
from tests.factories import World
from tests.factories.world import DEADLINE, LONG_AGO, OPENS

DAY = timedelta(days=1)
A_STUDIO = Block(False, ("A studio.",))


def call(world: World, name: str, *, after: int = 0, **facts: Any) -> Call:
    """A call of this name whose deadline lies so many days after that of the others."""
    return world.call(slug=name, deadline_at=DEADLINE + after * DAY, **facts)


def names(calls: Any) -> list[str]:
    return [one.slug for one in calls]


@pytest.fixture
def calls(world: World) -> None:
    """One call in each state, and published ones before and after their time."""
    for state in CallState:
        call(world, state.value, state=state)
    call(world, "later", after=9, opens_at=DEADLINE + DAY)
    call(world, "sooner", after=-1)
    call(world, "over", after=-9)


@pytest.mark.parametrize(
    ("at", "running"),
    [
        (OPENS, ["over", "sooner", "published", "later"]),
        (DEADLINE, ["published", "later"]),
        (DEADLINE + timedelta(seconds=1), ["later"]),
    ],
)
def test_running_calls_are_the_published_ones_up_to_their_deadline_the_nearest_first(
    world: World, calls: None, at: datetime, running: list[str]
) -> None:
    with world.read():
        assert names(queries.list_running(at)) == running


def test_calls_that_are_over_are_those_past_the_deadline_or_beyond_publication_the_latest_first(
    world: World, calls: None
) -> None:
    with world.read():
        past = names(queries.list_past(DEADLINE))
        assert past == ["closed", "in_review", "decided", "sooner", "over"]
        assert {*past, *names(queries.list_running(DEADLINE))} == {
            one.slug for one in queries.list_all() if one.is_public
        }


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["a", "b", "c"]),
        ({"city": "kyiv"}, ["a"]),
        ({"direction": "outbound"}, ["b"]),
        ({"kind": "youth"}, ["c"]),
        ({"city": "kyiv", "kind": "youth"}, []),
        ({"city": "nowhere"}, []),
    ],
)
def test_calls_are_filtered_by_city_direction_and_kind(
    world: World, filters: dict[str, str], found: list[str]
) -> None:
    call(world, "a", city=world.city("kyiv"))
    call(world, "b", after=1, direction="outbound")
    call(world, "c", after=2, programme_id=world.programme(kind="youth").id)
    with world.read():
        assert names(queries.list_running(OPENS, **filters)) == found


def test_a_city_shows_its_own_public_calls_open_ones_first_and_is_listed_by_them(
    world: World, at: datetime
) -> None:
    kyiv, riga, none = (world.city(slug, name_en=slug) for slug in ("kyiv", "riga", "none"))
    call(world, "now", city=riga, after=1)
    call(world, "soon", city=riga)
    call(world, "later", city=riga, after=2, opens_at=at + DAY)
    call(world, "over", city=riga, after=-9, state=CallState.CLOSED)
    call(world, "long over", city=riga, after=-10, state=CallState.CLOSED)
    call(world, "draft", city=none, state=CallState.DRAFT)
    call(world, "kept", city=none, state=CallState.ARCHIVED)
    call(world, "other", city=kyiv, state=CallState.DECIDED)
    with world.read():
        assert names(queries.list_of_city(riga, at)) == ["soon", "now", "later", "over", "long over"]
        assert names(queries.list_of_city(none, at)) == []
        assert [city.slug for city in queries.list_cities_with_calls()] == ["kyiv", "riga"]


def test_a_person_sees_the_calls_of_the_own_role_and_everybody_the_public_ones(
    world: World, calls: None, at: datetime
) -> None:
    draft = call(world, "another draft", state=CallState.DRAFT)
    people = {"officer": world.user(roles=(Role.OFFICER,)), "visitor": world.user(), "its own": world.user()}
    world.add(RoleGrant(user_id=people["its own"].id, role="officer", call_id=draft.id, valid_from=LONG_AGO))
    public = {"published", "closed", "in_review", "decided", "later", "sooner", "over"}
    with world.read():
        known = {name: find_user(user.public_id) for name, user in people.items()}

        def seen(verb: Verb) -> dict[str, set[str]]:
            shown = ((name, queries.list_visible(user, verb, at)) for name, user in known.items() if user)
            return {name: set(names(found)) for name, found in shown}

        everything = public | {"draft", "another draft", "archived"}
        assert seen(Verb.CALL_READ) == {
            "officer": everything, "visitor": public, "its own": public | {"another draft"},
        }  # fmt: skip
        assert seen(Verb.CALL_EDIT) == {
            "officer": everything, "visitor": set(), "its own": {"another draft"},
        }  # fmt: skip


def test_a_call_is_found_with_all_that_its_pages_show(world: World) -> None:
    made = call(world, "istanbul-2027")
    with world.read():
        found = queries.find_call("istanbul-2027")
        assert found is queries.get_call(made.id)
        assert found.programme.authority.signatory == "Krüger"
        assert (found.city.name_en, found.questionnaire.content["key"]) == ("Istanbul", "small")
        assert queries.find_call("nothing") is None


def test_who_holds_a_call_sees_it_as_it_is_now(world: World) -> None:
    call(world, "a")
    with world.act():
        found = queries.find_call("a")
        assert found is not None
        db.session().execute(text("UPDATE call SET places = 7"))
        assert (found.places, queries.lock_call(found).places, found.places) == (1, 7, 7)


def test_an_address_is_taken_by_another_call_only(world: World) -> None:
    own = call(world, "own")
    with world.read():
        taken = [
            queries.is_slug_taken("own"),
            queries.is_slug_taken("own", but=own),
            queries.is_slug_taken("free"),
        ]
    assert taken == [True, False, False]


def test_programmes_are_told_by_their_names_and_scopes_by_kind_and_number(world: World) -> None:
    second, first = (world.programme(slug=slug, title={"en": slug}) for slug in ("second", "first"))
    one = call(world, "a", title={"en": "A"}, programme_id=first.id)
    with world.read():
        assert [programme.slug for programme in queries.list_programmes()] == ["first", "second"]
        found = queries.find_programme("second")
        assert found is not None
        assert (found.id, found.authority.signatory, queries.find_programme("third")) == (
            second.id,
            "Krüger",
            None,
        )
        assert queries.titles_of_scopes() == {
            ("call", one.id): {"en": "A"},
            ("programme", first.id): {"en": "first"},
            ("programme", second.id): {"en": "second"},
        }


def test_a_text_is_shown_in_the_readers_language_or_in_the_one_that_stands_in() -> None:
    written = Call(
        texts={
            "contact": {"de": "Fragen Sie uns."},
            "offer": {"de": "Ein Atelier.", "en": "A studio.\n\n- light\n- quiet"},
            "documents": {},
        }
    )
    assert queries.passages_of(written, "en") == [
        Passage("offer", say("What we offer"), "en", [A_STUDIO, Block(True, ("light", "quiet"))]),
        Passage("contact", say("Questions and support"), "de", [Block(False, ("Fragen Sie uns.",))]),
    ]


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [([], ["Bildende Kunst", "Tanz"]), (["dance"], ["Tanz"]), (["dance", "opera"], ["Tanz"])],
)
def test_a_call_names_the_disciplines_that_it_is_for(
    world: World, chosen: list[str], shown: list[str]
) -> None:
    call(world, "a", disciplines=chosen)
    with world.read():
        found = queries.find_call("a")
        assert found is not None
        assert queries.disciplines_of(found, "de") == shown


def test_a_call_for_two_disciplines_asks_which_of_them(world: World) -> None:
    call(world, "a", disciplines=["dance", "visual"])
    with world.read():
        found = queries.find_call("a")
        assert found is not None
        (asked,) = [one for one in queries.asked_by(found).questions() if one.key == "discipline"]
    assert [option.key for option in asked.options] == ["visual", "dance"]
