"""Addresses name things only in the two shapes that names have."""

import pytest
from flask import Flask

from portal.db import new_public_id


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("0" * 26, 200),
        ("0" * 25, 404),
        ("0" * 27, 404),
        ("I" * 26, 404),
        ("u" * 26, 404),
        ("1", 404),
    ],
)
def test_only_a_public_id_names_a_thing(house: Flask, path: str, status: int) -> None:
    house.add_url_rule("/things/<public_id:name>", "thing", lambda name: name)
    assert house.test_client().get(f"/things/{path}").status_code == status


def test_a_new_public_id_names_a_thing(house: Flask) -> None:
    house.add_url_rule("/things/<public_id:name>", "thing", lambda name: name)
    assert house.test_client().get(f"/things/{new_public_id()}").status_code == 200


@pytest.mark.parametrize(("path", "status"), [("tel-aviv-yafo", 200), ("-x", 404), ("A", 404), ("a--b", 404)])
def test_a_slug_is_lower_case_words_and_hyphens(house: Flask, path: str, status: int) -> None:
    house.add_url_rule("/cities/<slug:name>", "one_city", lambda name: name)
    assert house.test_client().get(f"/cities/{path}").status_code == status
