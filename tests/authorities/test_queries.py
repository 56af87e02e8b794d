"""Which authorities are found, and what is told of their changes."""

from datetime import datetime, timedelta

from sqlalchemy import text

from portal import db
from portal.audit import record
from portal.authorities import queries
from portal.authorities.queries import Version
from tests.factories import World


def test_an_authority_is_found_by_its_name_in_addresses_and_all_are_listed_by_their_own(
    world: World,
) -> None:
    for slug, name in (("second", "Bezirksamt"), ("first", "Auswärtiges"), ("third", "Bezirksamt")):
        world.authority(slug=slug, name=name)
    with world.read():
        found = [queries.find_authority(slug) for slug in ("second", "SECOND", "none")]
        assert [one and one.name for one in found] == ["Bezirksamt", None, None]
        assert [one.slug for one in queries.list_authorities()] == ["first", "second", "third"]


def test_who_holds_an_authority_sees_what_others_have_changed_meanwhile(world: World) -> None:
    world.authority(slug="senate", signatory="Krüger")
    with world.act():
        authority = queries.find_authority("senate")
        assert authority is not None
        db.session().execute(text("UPDATE authority SET signatory = 'Öztürk'"))
        assert authority.signatory == "Krüger"
        queries.lock_authority(authority)
        assert authority.signatory == "Öztürk"


def test_the_versions_of_one_letterhead_are_told_newest_first_with_their_author(
    world: World, at: datetime
) -> None:
    authority, other, person = world.authority(), world.authority(), world.user("Adrian")
    with world.act():
        for number, one in enumerate((authority, other, authority)):
            facts = {"was": {"unit": str(number)}, "now": {"unit": str(number + 1)}}
            when = at + timedelta(days=number)
            record(one.case, "authority.change", by=person, at=when, **facts)
    with world.read():
        assert queries.list_versions(authority) == [
            Version(3, at + timedelta(days=2), "Adrian", [("unit", "2", "3")]),
            Version(2, at, "Adrian", [("unit", "0", "1")]),
        ]
