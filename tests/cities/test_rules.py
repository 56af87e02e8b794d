"""What can be said of a city from its facts."""

import pytest

from portal.cities import rules

DISTANCES = [
    ("Prague", 50.08804, 14.42076, 280),
    ("Istanbul", 41.01384, 28.94966, 1736),
    ("Tokyo", 35.68950, 139.69171, 8916),
    ("Buenos Aires", -34.61315, -58.37723, 11911),
]


@pytest.mark.parametrize(("city", "latitude", "longitude", "kilometres"), DISTANCES)
def test_the_distance_is_that_of_the_great_circle(
    city: str, latitude: float, longitude: float, kilometres: int
) -> None:
    assert rules.distance_km(latitude, longitude) == kilometres


FOUND = [
    ("windhuk", True),
    ("WINDHOEK", True),
    ("ǀAiǁGams", True),
    ("aigams", True),
    ("|Ai||Gams", True),
    ("wind", True),
    ("Wien", False),
    ("!!!", False),
]


@pytest.mark.parametrize(("query", "found"), FOUND)
def test_a_city_is_found_by_every_spelling_and_by_parts_of_it(query: str, found: bool) -> None:
    assert rules.is_found_by(query, ["Windhoek", "Windhuk", "ǀAiǁGams"]) is found


@pytest.mark.parametrize("query", ["brüssel", "bruessel", "Brussel", "BRUXELLES", "brussels", "BRÜKSEL"])
def test_an_umlaut_may_be_typed_in_any_way(query: str) -> None:
    spellings = ["Brussels", "Brüssel", "Bruxelles / Brussel", "Brüksel"]
    assert rules.is_found_by(query, spellings)


def test_languages_are_named_once_in_the_readers_words() -> None:
    tags = ["uz-Latn-UZ", "uz-Cyrl-UZ", "ru-UZ"]
    assert rules.language_names(tags, "de") == ["Usbekisch", "Russisch"]
    assert rules.language_names(tags, "en") == ["Uzbek", "Russian"]


def test_a_country_is_named_in_the_readers_words() -> None:
    assert [rules.country_name("TR", reader) for reader in ("de", "en")] == ["Türkei", "Türkiye"]
