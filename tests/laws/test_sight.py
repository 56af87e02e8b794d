"""A list shows exactly the rows that the table of people grants: nobody sees more by asking elsewhere."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import joinedload, selectinload

from portal import db
from portal.access import Role, Verb, may, permitted
from portal.accounts.models import RoleGrant, User
from portal.applications.models import Application
from portal.applications.queries import list_of_applicant, visible_to, whole
from portal.applications.states import ApplicationState
from portal.awards import queries as awards
from portal.calls import queries as calls
from portal.calls.models import Call
from portal.decisions import queries as decisions
from portal.formal_checks.queries import search_cases
from portal.letters import queries as letters
from portal.mine.queries import list_own
from portal.reviews import queries as reviews
from portal.reviews.models import DeputyDeclaration, Review
from portal.reviews.states import ReviewState
from tests.factories import World
from tests.laws.town import NOW, build

CALL_VERBS = [verb for verb in Verb if verb.startswith("call.")]
SPANS = {
    "past": (NOW - timedelta(days=9), NOW - timedelta(days=1)),
    "present": (NOW - timedelta(days=9), None),
    "future": (NOW + timedelta(days=9), None),
}


@dataclass(frozen=True)
class Crowd:
    """People of every kind in a populated portal, by names that tell what they are."""

    people: dict[str, int]

    def __iter__(self) -> Iterator[tuple[str, User]]:
        """Everybody, with the roles loaded."""
        rows = sa.select(User).options(selectinload(User.grants)).where(User.id.in_(self.people.values()))
        loaded = {user.id: user for user in db.session().scalars(rows)}
        return ((name, loaded[number]) for name, number in self.people.items())


@pytest.fixture
def crowd(app: Flask, world: World) -> Crowd:
    """The town with two cases at every stage, and every role for everything, a programme or a call."""
    town = build(world, 2)
    people = {name: one.id for name, one in town.people.items() if one is not None}
    with world.act():
        call = db.session().scalars(sa.select(Call).where(Call.slug == "call-in-review")).one()
        scopes: dict[str, dict[str, int]] = {
            "portal": {}, "programme": {"programme_id": call.programme_id}, "call": {"call_id": call.id}
        }  # fmt: skip
        for role in Role:
            for scope, place in scopes.items():
                for span, (start, end) in SPANS.items():
                    user = world.user()
                    grant = RoleGrant(
                        user_id=user.id, role=role.value, valid_from=start, valid_until=end, **place
                    )
                    world.add(grant)
                    people[f"{role} of the {scope}, {span}"] = user.id
        officer = world.user(roles=(Role.OFFICER,))
        world.application(call, officer, state=ApplicationState.ADMITTED)
        people["officer who applied"] = officer.id
    return Crowd(people)


def test_the_calls_that_a_person_is_shown_are_those_that_the_table_grants(crowd: Crowd, world: World) -> None:
    with world.read():
        every = calls.list_all()
        for name, person in crowd:
            for verb in CALL_VERBS:
                seen = {call.slug for call in calls.list_visible(person, verb, NOW)}
                granted = {call.slug for call in every if permitted(person, verb, call, NOW)}
                assert (name, verb, seen) == (name, verb, granted)


def test_the_applications_that_a_person_may_open_are_those_that_the_table_grants(
    crowd: Crowd, world: World
) -> None:
    with world.read():
        every = db.session().scalars(sa.select(Application).options(*whole())).all()
        for name, person in crowd:
            granted = {one.id for one in every if may(person, Verb.APPLICATION_READ, one, NOW)}
            assert (name, _ids(db.session().scalars(visible_to(person, NOW)).all())) == (name, granted)
            handed_in = {one.id for one in every if one.id in granted and one.is_submitted}
            found = search_cases("", reader=person, at=NOW, most=1000)
            assert (name, _ids(found)) == (name, handed_in)
            first = search_cases("", reader=person, at=NOW, most=1)  # narrowed to its reader, then cut
            assert (name, len(first)) == (name, min(1, len(handed_in)))


def test_a_person_s_own_pages_show_the_own_applications_and_no_other(crowd: Crowd, world: World) -> None:
    with world.read():
        every = db.session().scalars(sa.select(Application).options(*whole())).all()
        for name, person in crowd:
            own = {one.id for one in every if one.applicant_id == person.id}
            assert {one for one in own if not _reads(person, every, one)} == set()
            assert (name, _ids(list_of_applicant(person))) == (name, own)
            assert (name, {one.application.id for one in list_own(person)}) == (name, own)


def _reads(person: User, every: Sequence[Application], number: int) -> bool:
    return any(may(person, Verb.APPLICATION_READ, one, NOW) for one in every if one.id == number)


def test_a_letter_or_an_offer_on_an_own_page_is_one_that_its_reader_may_open(
    crowd: Crowd, world: World
) -> None:
    with world.read():
        for name, person in crowd:
            for letter in letters.list_of_applicant(person):
                assert (name, permitted(person, Verb.LETTER_READ, letter, NOW)) == (name, True)
            for offer in awards.list_of_applicant(person):
                assert (name, permitted(person, Verb.OFFER_READ, offer, NOW)) == (name, True)


def test_a_juror_s_queue_holds_the_reviews_that_were_given_to_that_juror(crowd: Crowd, world: World) -> None:
    with world.read():
        every = (
            db.session()
            .scalars(
                sa.select(Review)
                .where(Review.state != ReviewState.VOID)
                .options(
                    joinedload(Review.application).joinedload(Application.call),
                    selectinload(Review.declarations),
                )
            )
            .all()
        )
        for name, person in crowd:
            given = {one.public_id for one in every if permitted(person, Verb.CONFLICT_DECLARE, one, NOW)}
            queue = {row.id for queue in reviews.list_queues(person, NOW) for row in queue.rows}
            assert (name, queue) == (name, given)


def test_the_ranking_shows_the_cases_whose_scores_the_table_opens_and_no_other(
    crowd: Crowd, world: World
) -> None:
    with world.act():
        call = db.session().scalars(sa.select(Call).where(Call.slug == "call-in-review")).one()
        _chairs_and_deputies(crowd, world, call)
    with world.read():
        call = calls.find_call("call-in-review")
        assert call is not None
        sheets = [reviews.find_sheet(one.public_id) for one in reviews.list_reviews(call)]
        ranked, open_to = reviews.ranking_of(call), dict[str, set[int]]()
        for name, person in crowd:
            if permitted(person, Verb.CALL_RANKING, call, NOW):
                granted = {
                    one.application_id for one in sheets if one and may(person, Verb.REVIEW_SHEET, one, NOW)
                }
                shown = reviews.shown_to(person, call, ranked, at=NOW)
                seen = {row.case.application.id for row in shown if row.case.scores}
                assert (name, seen) == (name, granted)
                open_to[name] = seen
        every = open_to["officer of the portal, present"]
        assert len(every) > 1
        assert {every == open_to[name] for name in ("chair’s deputy", "deputy with a conflict")} == {
            True,
            False,
        }


def _chairs_and_deputies(crowd: Crowd, world: World, call: Call) -> None:
    """A chair with two deputies, one of whom has stepped back from a case that another juror judges."""
    chair = world.user()
    own = world.add(RoleGrant(user=chair, role=Role.CHAIR, call_id=call.id, valid_from=NOW - timedelta(9)))
    crowd.people["chair of the deputies"] = chair.id
    for name in ("chair’s deputy", "deputy with a conflict"):
        crowd.people[name] = world.user().id
        world.add(
            RoleGrant(
                user_id=crowd.people[name], role=Role.CHAIR, call_id=call.id, principal=chair, lent_from=own,
                valid_from=NOW - timedelta(1), valid_until=NOW + timedelta(1),
            )
        )  # fmt: skip
    review = reviews.list_reviews(call)[0]
    world.add(
        DeputyDeclaration(
            review_id=review.id, user_id=crowd.people["deputy with a conflict"], conflict="relative", at=NOW
        )
    )


LISTS: dict[str, tuple[Verb, Verb, Callable[[Call], Sequence[Any]]]] = {
    "decisions": (Verb.CALL_DESK, Verb.DECISION_READ, decisions.list_living),
    "letters": (Verb.CALL_DESK, Verb.LETTER_READ, letters.list_for_call),
    "offers": (Verb.CALL_DESK, Verb.OFFER_READ, awards.list_for_call),
}


@pytest.mark.parametrize("name", sorted(LISTS))
def test_whoever_may_open_a_list_of_a_call_may_read_every_row_of_it(
    name: str, crowd: Crowd, world: World
) -> None:
    door, verb, rows_of = LISTS[name]
    with world.read():
        rows = [(call, rows_of(call)) for call in calls.list_all()]
        assert any(found for _, found in rows)
        strays = {
            (who, call.slug)
            for who, person in crowd
            for call, found in rows
            if permitted(person, door, call, NOW)
            if not all(permitted(person, verb, row, NOW) for row in found)
        }
        assert strays == set()


def _ids(rows: Sequence[Any]) -> set[int]:
    return {row.id for row in rows}
