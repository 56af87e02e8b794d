"""An authority as the rules, the log and the access table see it."""

from dataclasses import fields

import pytest
from sqlalchemy.exc import IntegrityError

from portal.authorities.rules import Letterhead
from tests.factories import World


def test_the_letterhead_holds_all_that_letters_take_from_an_authority(world: World) -> None:
    authority = world.authority(signatory="Öztürk", unit="")
    taken = {one.name: getattr(authority, one.name) for one in fields(Letterhead)}
    assert authority.letterhead == Letterhead(**taken)
    assert (authority.letterhead.signatory, authority.letterhead.sign_off) == ("Öztürk", "Im Auftrag")


def test_an_authority_belongs_to_the_whole_portal_and_is_logged_by_its_name_in_addresses(
    world: World,
) -> None:
    authority = world.authority(slug="senate")
    scope = authority.scope
    assert (authority.case, scope.programme_id, scope.call_id) == ("authority:senate", None, None)


def test_a_name_in_addresses_belongs_to_one_authority(world: World) -> None:
    world.authority(slug="senate")
    with pytest.raises(IntegrityError):
        world.authority(slug="senate")
