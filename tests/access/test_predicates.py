"""The small questions about people and things, asked in a table."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from portal.access import Role, holds, holds_any, judges_as_deputy, principals
from portal.access.predicates import is_impartial, is_not_own, is_without_role, reaches, role, signed_in
from tests.access.people import BEGUN, ENDS, NOW, Held, Place, Somebody, thing, who

A_MOMENT = timedelta(microseconds=1)
LENDER, APPLICANT = 2, 7


@pytest.mark.parametrize(
    ("at", "held"), [(BEGUN - A_MOMENT, False), (BEGUN, True), (ENDS - A_MOMENT, True), (ENDS, False)]
)
def test_a_role_counts_from_its_first_moment_up_to_the_one_at_which_it_ends(at: datetime, held: bool) -> None:
    officer = who(Role.OFFICER, valid_until=ENDS)
    assert (holds(officer, Role.OFFICER, None, at), holds_any(officer, at)) == (held, held)
    assert list(reaches(officer, Role.OFFICER, at)) == ([(None, None)] if held else [])


@pytest.mark.parametrize(
    ("scope", "place", "held"),
    [
        ({}, Place(), True),
        ({"programme_id": 1}, Place(), True),
        ({"programme_id": 2}, Place(), False),
        ({"call_id": 10}, Place(), True),
        ({"call_id": 11}, Place(), False),
        ({"programme_id": 1}, Place(None, None), False),
        ({"call_id": 10}, Place(None, None), False),
        ({}, Place(None, None), True),
        ({"call_id": 11}, None, True),
    ],
)
def test_a_role_counts_where_the_thing_belongs_and_for_no_thing_anywhere(
    scope: dict[str, int], place: Place | None, held: bool
) -> None:
    assert holds(who(Role.OFFICER, **scope), Role.OFFICER, place, NOW) is held
    assert holds(who(Role.JUROR, **scope), Role.OFFICER, place, NOW) is False


def test_a_thing_that_does_not_say_where_it_belongs_is_an_error_and_no_yes() -> None:
    with pytest.raises(AttributeError):
        role(Role.OFFICER)(who(Role.OFFICER), object(), NOW)


def test_a_role_is_asked_of_who_is_signed_in() -> None:
    stranger = Somebody(grants=(Held("officer"),), is_authenticated=False)
    asked = [role(Role.OFFICER)(person, thing(), NOW) for person in (who(Role.OFFICER), stranger, None)]
    assert asked == [True, False, False]
    assert [signed_in(person, None, NOW) for person in (who(), stranger, None)] == [True, False, False]


def test_a_deputy_acts_for_each_lender_in_the_scope_and_time_of_the_loan() -> None:
    deputy = Somebody(
        grants=(
            Held("officer"),
            Held("officer", principal_id=2),
            Held("juror", call_id=10, principal_id=3),
            Held("juror", call_id=11, principal_id=4),
            Held("officer", valid_until=NOW, principal_id=5),
        )
    )
    assert principals(deputy, Place(), NOW) == {2, 3}
    assert principals(deputy, None, NOW) == {2, 3, 4}
    assert principals(deputy, Place(), NOW, [Role.OFFICER]) == {2}


@pytest.mark.parametrize(
    ("grants", "facts", "judges"),
    [
        ((), {}, True),
        ((), {"juror_id": 3}, False),
        ((), {"applicant_id": 1}, False),
        ((), {"is_barred_to": {1}.__contains__}, False),
        ((Held("juror", call_id=10),), {}, False),
        ((Held("chair", programme_id=1),), {}, False),
        ((Held("juror", call_id=11),), {}, True),
        ((Held("juror", call_id=10, valid_until=NOW),), {}, True),
        ((Held("officer"),), {}, True),
    ],
    ids=[
        "the lender's review", "another juror's review", "the own case", "barred by a conflict",
        "judges the call already", "presides over it already", "sits elsewhere", "sat there once", "officer",
    ],
)  # fmt: skip
def test_a_deputy_judges_for_the_juror_but_never_the_own_case_and_never_twice(
    grants: tuple[Held, ...], facts: dict[str, object], judges: bool
) -> None:
    usual = {"juror_id": LENDER, "applicant_id": APPLICANT, "is_barred_to": set[int]().__contains__}
    deputy = Somebody(grants=(Held("juror", principal_id=LENDER), *grants))
    assert judges_as_deputy(deputy, thing(**usual | facts), NOW) is judges


@pytest.mark.parametrize(
    ("preparers", "may"), [({9}, True), ({1}, False), ({LENDER}, False), ({9, 1}, False), (set(), True)]
)
def test_four_eyes_are_those_of_people_who_neither_prepared_it_nor_act_for_who_did(
    preparers: set[int], may: bool
) -> None:
    person = Somebody(grants=(Held("approver", principal_id=LENDER),))
    assert is_not_own(person, thing(preparers=frozenset(preparers)), NOW) is may


@pytest.mark.parametrize(
    ("until", "without"), [(None, False), (NOW + A_MOMENT, False), (NOW, True), (BEGUN, True)]
)
def test_only_roles_that_have_ended_leave_an_account_without_a_role(
    until: datetime | None, without: bool
) -> None:
    account = who(Role.JUROR, valid_from=NOW + timedelta(days=9), valid_until=until)
    assert is_without_role(who(Role.OFFICER), account, NOW) is without


CHAIR, CLARA = LENDER, 3
CHAIRS_DEPUTY = Somebody(grants=(Held("chair", call_id=10, principal_id=CHAIR),))
WAS_DEPUTY = Somebody(grants=(Held("chair", call_id=10, principal_id=CHAIR, valid_until=NOW),))


def review(juror: int, *barred: int, waits: bool = False) -> Any:
    """A review of the case that stands, or that is yet to be given, and who has stepped back from it."""
    facts = {"juror_id": juror, "is_to_judge": waits, "applicant_id": APPLICANT}
    return thing(**facts, is_barred_to=set(barred).__contains__)


@pytest.mark.parametrize(
    ("person", "reviews", "open_to"),
    [
        (who(Role.CHAIR, id=CHAIR), [], True),
        (who(Role.CHAIR, id=APPLICANT), [], False),
        (who(Role.CHAIR, id=CHAIR), [review(CHAIR)], True),
        (who(Role.CHAIR, id=CHAIR), [review(CHAIR, waits=True)], False),
        (who(Role.CHAIR, id=CHAIR), [review(CHAIR, CHAIR)], False),
        (who(Role.CHAIR, id=CHAIR), [review(CLARA, CLARA, waits=True)], True),
        (CHAIRS_DEPUTY, [review(CHAIR)], True),
        (CHAIRS_DEPUTY, [review(CHAIR, 1)], False),
        (CHAIRS_DEPUTY, [review(CLARA, 1)], False),
        (CHAIRS_DEPUTY, [review(CHAIR, waits=True)], False),
        (CHAIRS_DEPUTY, [review(CHAIR, CHAIR)], True),
        (WAS_DEPUTY, [review(CHAIR, waits=True)], True),
    ],
)
def test_scores_stay_closed_to_the_applicant_who_stepped_back_and_who_is_yet_to_judge(
    person: Somebody, reviews: list[Any], open_to: bool
) -> None:
    case = thing(applicant_id=APPLICANT, reviews_of_case=reviews)
    assert is_impartial(person, case, NOW) is open_to
