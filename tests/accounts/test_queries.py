"""Whom the reading of accounts finds, and whom it does not."""

from datetime import datetime

from portal.accounts import actions, queries
from portal.accounts.models import User
from portal.accounts.rules import Profile
from tests.factories import World


def get(user: User) -> User:
    """The person as the database knows it now."""
    found = queries.find_user(user.public_id)
    assert found is not None
    return found


def test_people_are_found_by_every_spelling_and_ordered_by_family_name(world: World, at: datetime) -> None:
    names = [("Işıl", "İnceöz"), ("Íñigo", "Núñez de la Peña"), ("Łucja", "Żółć"), ("Alex", "Ångström")]
    people = [world.user() for _ in names]
    with world.act():
        for user, (given, family) in zip(people, names, strict=True):
            profile = Profile(given_names=given, family_name=family)
            actions.change_profile(get(user), profile, by=user, at=at)
    with world.act():
        assert [user.family_name for user in queries.list_users()] == [
            "Ångström",
            "İnceöz",
            "Núñez de la Peña",
            "Żółć",
        ]
        found = [[user.given_names for user in queries.list_users(typed)] for typed in FOUND]
        assert found == list(FOUND.values())


FOUND = {
    "isil": ["Işıl"],
    "inceoz ışıl": ["Işıl"],
    "angstrom": ["Alex"],
    "zolc": ["Łucja"],
    "%": ["Alex", "Işıl", "Íñigo", "Łucja"],
    "nobody": [],
}
