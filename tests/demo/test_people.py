"""Everybody of the demo world registers, confirms and fills in a profile as people do."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from portal import db
from portal.access import Role, holds
from portal.accounts.models import User
from portal.audit import case_of
from portal.audit.queries import list_events
from portal.demo import IN_REVIEW, people
from portal.demo.content import figures
from portal.demo.people import Cast, applicant
from portal.deputies.queries import list_stand_ins
from portal.mail.models import Message
from tests.demo.conftest import NOW

FIGURES = {one.key: one for one in figures(*IN_REVIEW)}


def roles(user: User) -> set[str]:
    """The roles that a person has now."""
    db.session().refresh(user, ["grants"])
    return {role.value for role in Role if holds(user, role, None, NOW)}


def test_only_those_who_work_in_the_office_have_a_role(cast: Cast) -> None:
    for join in (people.auditor, people.clara, people.lena):
        join(cast)
    db.session().flush()
    assert {key: roles(user) for key, user in cast.people.items()} == {
        "admin": {"administrator"},
        "tobias": {"officer"},
        "approver": {"approver"},
        "ingrid": {"auditor"},
        **{key: set() for key in ("clara", "lena")},
    }


def test_an_officer_is_away_and_somebody_stands_in_for_fourteen_days(cast: Cast) -> None:
    db.session().flush()
    selin = people.stand_in(cast, now=NOW)
    db.session().flush()
    (lent,) = list_stand_ins(selin)
    assert (lent.role, lent.principal_id, roles(selin)) == ("officer", cast["tobias"].id, {"officer"})
    days = (lent.valid_from, lent.valid_until)
    assert days == (NOW - timedelta(days=4), datetime(2026, 12, 1, 23, tzinfo=UTC))
    assert not holds(selin, Role.OFFICER, None, NOW + timedelta(days=10))


def test_an_account_is_confirmed_minutes_later_and_marked_as_one_of_the_demo(cast: Cast) -> None:
    mehmet = people.mehmet(cast)
    db.session().flush()
    assert (mehmet.email, mehmet.is_demo, mehmet.created_at) == ("mehmet@demo.example", True, cast.since)
    assert mehmet.confirmed_at == cast.since + timedelta(minutes=7)
    assert [event.verb for event in list_events(case_of(mehmet))] == [
        "account.register",
        "account.confirm",
        "account.change_profile",
    ]


@pytest.mark.parametrize("key", ["isil", "yuko", "artem", "suharti", "noa", "agnes"])
def test_a_difficult_name_stands_in_the_profile_as_it_is_written(cast: Cast, key: str) -> None:
    figure = FIGURES[key]
    user = applicant(cast, figure, home="Istanbul", at=NOW)
    assert (user.display_name, user.given_names, user.family_name) == (
        figure.name,
        figure.given,
        figure.family,
    )
    assert (user.native_name, user.family_first, user.timezone) == (
        figure.native,
        figure.family_first,
        "Europe/Istanbul",
    )
    assert (user.language, user.country_code) == ("en", "TR")


def test_who_applies_twice_has_one_account(cast: Cast) -> None:
    first, again = (applicant(cast, FIGURES["isil"], home="Istanbul", at=NOW) for _ in range(2))
    db.session().flush()
    mails = db.session().scalars(sa.select(Message.recipient))
    assert (first is again, list(mails).count("isil@demo.example")) == (True, 1)


def test_who_can_not_be_reached_has_no_address(cast: Cast) -> None:
    hidden = [one for one in figures(*IN_REVIEW, "berlin_2026") if not one.reachable]
    user = applicant(cast, hidden[0], home="Berlin", at=NOW)
    assert (user.street, user.town) == ("", "")


def test_who_speaks_german_in_berlin_reads_german(cast: Cast) -> None:
    speaks = next(one for one in figures("berlin_2026") if one.lang == "de" and one.reachable)
    user = applicant(cast, speaks, home="Berlin", at=NOW)
    assert (user.language, user.timezone, user.country_code) == ("de", "Europe/Berlin", "DE")
