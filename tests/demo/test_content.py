"""The people and words of the demo world are complete, and their dice fall the same way each time."""

from collections import Counter

import pytest

from portal.demo import IN_REVIEW
from portal.demo.content import craft, figures, read, words

EVERYBODY = figures(*IN_REVIEW, "berlin_2026", "studio")
PLAIN = {
    "born": "Izmir",
    "year": 1990,
    "since": 2010,
    "discipline": "dance",
    "lang": "en",
    "title": "T",
    "text": "T",
}


def test_dice_fall_the_same_way_for_the_same_person_and_question_and_no_other() -> None:
    one, other = EVERYBODY[:2]
    first, again, elsewhere, else_asked = (
        dice.random() for dice in (one.dice("a"), one.dice("a"), other.dice("a"), one.dice("b"))
    )
    assert (first == again, len({first, elsewhere, else_asked})) == (True, 3)


def test_everybody_has_an_address_of_the_demo_that_nobody_else_has() -> None:
    twice = [email for email, many in Counter(one.email for one in EVERYBODY).items() if many > 1]
    assert (twice, {one.email.partition("@")[2] for one in EVERYBODY}) == ([], {"demo.example"})


def test_a_name_without_parts_of_its_own_is_divided_before_the_last_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from portal.demo import content

    rows = [
        {"key": "a", "name": "Ayşe Nur Demir", **PLAIN},
        {"key": "b", "name": "Ōtani Yūko", "given": "Yūko", "family": "Ōtani", **PLAIN},
        {"key": "c", "name": "Suharti", "family": "", **PLAIN},
    ]
    monkeypatch.setattr(content, "read", lambda name: rows)
    assert [(one.given, one.family) for one in figures("any")] == [
        ("Ayşe Nur", "Demir"),
        ("Yūko", "Ōtani"),
        ("", ""),
    ]


def test_people_come_in_the_order_of_the_files() -> None:
    assert figures("studio", "berlin_2026") == [*figures("studio"), *figures("berlin_2026")]


def test_everything_that_is_said_of_a_person_has_its_words() -> None:
    told = ("works", "captions", "motivation", "biography")
    for one in EVERYBODY:
        skill = craft(one.discipline)
        stores = [skill[what][one.lang] for what in ("study", "relation", "plan")]
        stores += [skill["pictures"], skill["media"], *(words(what)[one.lang] for what in told)]
        assert (one.key, [bool(store) for store in stores]) == (one.key, [True] * 9)


def test_everybody_is_grown_up_and_came_after_birth() -> None:
    assert [one.key for one in EVERYBODY if not (one.year <= 2007 and one.year <= one.since <= 2026)] == []


def test_the_streets_of_both_cities_have_three_parts() -> None:
    assert {len(row) for rows in words("streets").values() for row in rows} == {3}


def test_every_call_is_named_in_the_three_languages() -> None:
    named = {slug: {what: set(texts) for what, texts in call.items()} for slug, call in read("calls").items()}
    assert named == {slug: {what: {"en", "de", "tr"} for what in ("title", "summary")} for slug in named}
