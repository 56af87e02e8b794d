"""What can be said of a city from its facts."""

from datetime import date

import pytest

from portal.cities import rules
from portal.cities.states import AREAS, FocusArea
from portal.words import say

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


KNOWN = {
    "prague": ["Prague", "Prag", "Praha"],
    "istanbul": ["Istanbul", "İstanbul"],
    "london": ["London", "Londra"],
}


@pytest.mark.parametrize(
    ("query", "meant"),
    [("Prauge", "prague"), ("Istambul", "istanbul"), ("Lodnon", "london"), ("Atlantis", None), ("", None)],
)
def test_a_slip_of_the_hand_leads_to_the_city_that_was_meant(query: str, meant: str | None) -> None:
    assert rules.suggested(query, KNOWN) == meant


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("istanbul-2027", "istanbul-2027"),
        ("/calls/istanbul-2027/", "istanbul-2027"),
        (" https://portal.example/calls/istanbul-2027/ ", "istanbul-2027"),
        ("https://portal.example/desk/calls/istanbul-2027/edit", "istanbul-2027"),
        ("Istanbul 2027", None),
        ("https://elsewhere.example/a/b/c", None),
    ],
)
def test_a_call_is_known_by_whatever_was_copied(typed: str, slug: str | None) -> None:
    assert rules.call_in(typed) == slug


def test_the_log_tells_old_and_new_and_texts_language_by_language() -> None:
    before = {"email": "a", "role": {"de": "Kultur", "en": "Culture"}, "phone": ""}
    after = {"email": "a", "role": {"de": "Kultur", "en": "Arts", "tr": "Sanat"}, "phone": "1"}
    assert rules.differences(before, after) == {
        "role.en": ["Culture", "Arts"],
        "phone": ["", "1"],
        "role.tr": ["", "Sanat"],
    }
    assert str(rules.told_field("role.tr").facts["language"]) == "tr"
    assert [rules.told_values("text", value) for value in (True, False, None, "x" * 200, ["a", "b"])] == [
        (say("yes"),),
        (say("no"),),
        ("–",),
        ("x" * 120 + " …",),
        ("a", "b"),
    ]
    assert rules.told_values("focus_areas", ["youth", "gone"]) == (AREAS[FocusArea.YOUTH], "gone")
    assert rules.told_values("status_since", "2026-11-01") == (date(2026, 11, 1),)


@pytest.mark.parametrize(
    ("status", "is_home", "waits"),
    [("active", False, True), ("dormant", False, True), ("ended", False, False), ("active", True, False)],
)
def test_one_waits_for_every_city_whose_partnership_may_call_again(
    status: str, is_home: bool, waits: bool
) -> None:
    assert (rules.watch_refused(status, is_home=is_home) is None) is waits
