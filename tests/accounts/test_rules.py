"""What an account asks, as tables."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from portal.accounts.rules import (
    Profile,
    browser_of,
    email_as_kept,
    grant_problem,
    may_sign_in,
    password_problem,
    profile_problems,
    search_name,
    sort_key,
    suggested_latin,
    tidy_profile,
    written_name,
)
from portal.names import search_form
from portal.words import say

EASY = say("This password is easy to guess. Several words that do not belong together make a good one.")
SHORT = say("Please choose a password of at least {number} characters.", number=12)
LONG = say("Please choose a password of at most {number} characters.", number=200)
BROKEN = say("A password can’t hold line breaks or control characters.")


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("bridge window seven", None),
        ("köprü pencere yedi", None),
        ("пароль из трёх слов", None),
        ("日本語の長いパスワード一二三", None),
        ("x7!kQ-9pLm2$", None),
        ("x7!kQ-9pLm2", SHORT),
        ("", SHORT),
        ("a" * 12, EASY),
        ("abababababab", EASY),
        ("012345678901", EASY),
        ("PassWord1234", EASY),
        ("partner-cities", EASY),
        ("partner-cities ", EASY),
        ("isil@demo.example", EASY),
        ("isil@demo.example!", EASY),
        ("bridge\x00window", BROKEN),
        ("bridge\nwindow seven", BROKEN),
        ("bridge window " * 20, LONG),
    ],
)
def test_a_password_is_long_enough_and_not_among_the_first_that_are_guessed(
    password: str, problem: object
) -> None:
    assert password_problem(password, "isil@demo.example") == problem


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Isil@Demo.Example", "Isil@demo.example"),
        ("ışıl@Bücher.example", "ışıl@bücher.example"),
        ("a@xn--bcher-kva.example", "a@bücher.example"),
        ("no address", ""),
        ("a@b@c.example", ""),
        ("", ""),
        ("a\x00@b.example", ""),
        ("a\r\nBcc: x@y.example", ""),
    ],
)
def test_only_the_domain_of_an_address_is_folded(typed: str, kept: str) -> None:
    assert email_as_kept(typed) == kept


def test_only_open_and_confirmed_accounts_are_entered(at: datetime) -> None:
    assert [
        may_sign_in(active=active, confirmed_at=confirmed)
        for active in (True, False)
        for confirmed in (at, None)
    ] == [True, False, False, False]


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140 Mobile Safari/537.36",
            "Chrome · Android",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18 like Mac OS X) Version/18 Safari/604.1", "Safari · iPhone"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140",
            "Edge · Windows",
        ),
        ("curl/8.5", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_as_people_know_it(agent: str, name: str) -> None:
    assert browser_of(agent) == name


# The people of the partner cities: display, given, family, family first, Latin form if it is asked for.
PEOPLE = [
    ("María José O’Neill-García", "María José", "O’Neill-García", False, ""),
    ("Zoé d’Hérouville", "Zoé", "d’Hérouville", False, ""),
    ("Íñigo Núñez de la Peña", "Íñigo", "Núñez de la Peña", False, ""),
    ("Işıl Şükran İnceöz", "Işıl Şükran", "İnceöz", False, ""),
    ("Łucja Żółć-Wiśniewska", "Łucja", "Żółć-Wiśniewska", False, ""),
    ("Артём Щербаков", "Артём", "Щербаков", False, "Artëm Ščerbakov"),
    ("Őrsi Ágnes", "Ágnes", "Őrsi", True, ""),
    ("Anne-Sophie Van den Bossche", "Anne-Sophie", "Van den Bossche", False, ""),
    ("Suharti", "Suharti", "", False, ""),
    ("Gʻulnora Oʻktamova", "Gʻulnora", "Oʻktamova", False, "G’ulnora O’ktamova"),
    ("吕秀英", "秀英", "吕", True, "Lǚ Xiùyīng"),
    ("Ōtani Yūko", "Yūko", "Ōtani", True, ""),
    ("ǃNaruseb Gawases", "Gawases", "ǃNaruseb", True, "Naruseb Gawases"),
    ("Siân Ó Briain", "Siân", "Ó Briain", False, ""),
    ("נועה לוי", "נועה", "לוי", False, "Noʿa Lewi"),
    ("Alex Groß-Yılmaz", "Alex", "Groß-Yılmaz", False, ""),
]


@pytest.mark.parametrize(("display", "given", "family", "family_first", "latin"), PEOPLE)
def test_every_name_of_the_partner_cities_is_kept_as_it_is_written(
    display: str, given: str, family: str, family_first: bool, latin: str
) -> None:
    entered = Profile(
        display_name=display,
        given_names=given,
        family_name=family,
        family_first=family_first,
        name_latin=latin,
    )
    tidy = tidy_profile(entered)
    assert tidy == replace(entered, name_latin=latin or display)
    assert profile_problems(tidy) == []


@pytest.mark.parametrize(("display", "given", "family", "family_first", "latin"), PEOPLE)
def test_every_name_is_found_by_each_of_its_parts(
    display: str, given: str, family: str, family_first: bool, latin: str
) -> None:
    stored = search_name(Profile(display, given, family, latin, family_first=family_first))
    sought = [search_form(part) for name in (display, given, family, latin) for part in name.split()]
    assert [part for part in sought if part not in stored] == []


@pytest.mark.parametrize(
    ("profile", "key"),
    [
        (Profile("Íñigo Núñez de la Peña", "Íñigo", "Núñez de la Peña"), "NUNEZ DE LA PENA INIGO"),
        (Profile("Suharti", "Suharti"), "SUHARTI"),
        (Profile("大谷優子", name_latin="Ōtani Yūko"), "OTANI YUKO"),
        (Profile("Őrsi Ágnes"), "ORSI AGNES"),
    ],
)
def test_lists_are_ordered_by_the_family_name_where_there_is_one(profile: Profile, key: str) -> None:
    assert (sort_key(profile), search_name(profile).split(" | ")[0]) == (key, key)


def test_a_name_is_composed_and_trimmed_and_never_recased() -> None:
    tidy = tidy_profile(Profile(display_name="  s\u0327u\u0308kru\u0308   VAN den "))
    assert (tidy.display_name, tidy.name_latin) == ("şükrü VAN den", "şükrü VAN den")


def test_the_shown_name_follows_from_its_parts_in_their_order() -> None:
    parts = Profile(given_names="Ágnes", family_name="Őrsi", family_first=True)
    assert (written_name(parts), tidy_profile(parts).display_name) == ("Őrsi Ágnes", "Őrsi Ágnes")


NAMED = Profile(display_name="Alex Yılmaz", name_latin="Alex Yılmaz")


@pytest.mark.parametrize(
    ("profile", "problems"),
    [
        (NAMED, []),
        (Profile(), [("display_name", say("Please enter your name as you write it yourself."))]),
        (
            replace(NAMED, native_name="אלכס"),
            [("native_language", say("Please choose the language of this name."))],
        ),
        (
            replace(NAMED, form_of_address="Frl."),
            [("form_of_address", say("Please choose one of the options shown."))],
        ),
        (
            Profile(display_name="Артём Щербаков"),
            [
                (
                    "name_latin",
                    say(
                        "Letters need your name in Latin letters. Is “{name}” right?", name="Artëm Ščerbakov"
                    ),
                )
            ],
        ),
        (
            Profile(display_name="大谷優子"),
            [("name_latin", say("Please enter your name in Latin letters, as in your passport."))],
        ),
        (
            replace(NAMED, name_latin="Alex 2 語"),
            [
                (
                    "name_latin",
                    say(
                        "Letters can’t print these characters: {characters}. "
                        "Please write your name as in your passport.",
                        characters="2 語",
                    ),
                )
            ],
        ),
        (
            replace(NAMED, street="Oranienstr. 1"),
            [
                ("town", say("Please enter the town as well, so that a letter arrives.")),
                ("country_code", say("Please choose the country as well, so that a letter arrives.")),
            ],
        ),
        (replace(NAMED, street="Oranienstr. 1", town="Berlin", country_code="DE"), []),
    ],
)
def test_a_profile_lacks_what_letters_and_lists_need(profile: Profile, problems: list[object]) -> None:
    assert profile_problems(profile) == problems


def test_a_latin_form_is_offered_where_it_can_be_known() -> None:
    names = ("Oʻktamova", "נועה לוי")
    assert [suggested_latin(Profile(display_name=name)) for name in names] == ["O’ktamova", ""]


@pytest.mark.parametrize(
    ("own", "days", "programme", "call", "problem"),
    [
        (False, None, False, False, None),
        (False, 1, True, False, None),
        (
            True,
            None,
            False,
            False,
            say("Nobody gives a role to themselves. Please ask another administrator."),
        ),
        (False, None, True, True, say("A role is for a programme or for one call, not for both.")),
        (False, 0, False, False, say("The end of a role must be after its beginning.")),
    ],
)
def test_a_role_has_one_scope_and_a_period_and_another_giver(
    own: bool, days: int | None, programme: bool, call: bool, problem: object, at: datetime
) -> None:
    until = None if days is None else at + timedelta(days=days)
    assert (
        grant_problem(is_own=own, valid_from=at, valid_until=until, programme=programme, call=call) == problem
    )
