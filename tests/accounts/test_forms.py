"""What the forms of accounts take, and the sentence for what they do not take."""

from typing import Any

import pytest
from flask import Flask

from portal.accounts.forms import (
    AddressForm,
    ProfileForm,
    RegisterForm,
    accepts_password,
    languages,
    timezones,
)
from portal.accounts.models import User
from portal.accounts.rules import Profile
from portal.names import in_order
from portal.words import say
from tests.forms import sent, told

GOOD = "four words without sense"
EASY = "This password is easy to guess. Several words that do not belong together make a good one."


@pytest.mark.parametrize(
    ("typed", "address", "complaints"),
    [
        (" Işıl@Test-City.EXAMPLE ", "Işıl@test-city.example", {}),
        ("", "", {"email": ["Please fill in “E-mail address”."]}),
        ("isil", "", {"email": ["This is not an e-mail address. It looks like name@example.org."]}),
    ],
)
def test_an_address_is_kept_as_typed_with_its_domain_folded(
    one_app: Flask, typed: str, address: str, complaints: dict[str, list[str]]
) -> None:
    with sent(one_app, AddressForm, {"email": typed}) as form:
        form.validate()
        assert (form.address, told(form)) == (address, complaints)


@pytest.mark.parametrize(
    ("password", "complaints"),
    [
        (GOOD, []),
        ("too short", ["Please choose a password of at least 12 characters."]),
        ("", ["Please fill in “Password”."]),
        ("Isil@test.example", [EASY]),
    ],
)
def test_a_password_gets_one_sentence_about_what_is_wrong_with_it(
    one_app: Flask, password: str, complaints: list[str]
) -> None:
    with sent(one_app, RegisterForm, {"email": "isil@test.example", "password": password}) as form:
        form.validate()
        taken = accepts_password(form, form.address)
        assert (taken, told(form).get("password", [])) == (not complaints, complaints)


@pytest.mark.parametrize("shown", [ProfileForm, RegisterForm])
def test_a_form_with_a_password_carries_no_key_of_its_act(one_app: Flask, shown: Any) -> None:
    with sent(one_app, shown, {}) as form:
        assert ("key" in form) is (shown is ProfileForm)


def filled(one_app: Flask, **changes: str) -> Any:
    known = {"display_name": "Işıl İnceöz", "form_of_address": "Frau", "country_code": "TR"}
    user = User(email="isil@test.example", language="en", **known)
    return sent(one_app, lambda meta: ProfileForm.of(user, "en"), known | changes)


def test_what_a_profile_leaves_empty_stays_as_rules_expect_it(one_app: Flask) -> None:
    with filled(one_app, family_first="y") as form:
        assert form.profile == Profile(
            display_name="Işıl İnceöz", form_of_address="Frau", country_code="TR", family_first=True
        )


def test_a_name_typed_by_the_person_is_not_replaced_by_a_suggestion(one_app: Flask) -> None:
    kept = []
    for typed in ("", "Isil Inceoz"):
        with filled(one_app, name_latin=typed) as form:
            form.offer_latin("Işıl İnceöz")
            kept.append(form.name_latin.data)
    assert kept == ["Işıl İnceöz", "Isil Inceoz"]


def test_a_problem_of_the_rules_stands_at_its_field_unless_the_field_complains_already(
    one_app: Flask,
) -> None:
    with filled(one_app, street="x" * 161) as form:
        form.validate()
        form.show_problems([("street", say("No.")), ("town", say("Please enter your town."))])
        assert told(form)["street"] == ["Too long by 1: there is room for 160 characters."]
        assert told(form)["town"] == ["Please enter your town."]


@pytest.mark.parametrize("language", ["en", "de", "tr"])
def test_languages_come_in_the_readers_words_and_order(language: str) -> None:
    names = [name for _, name in languages(language)]
    assert names == sorted(names, key=lambda name: in_order(name, language))
    assert dict(languages(language))["ja"] == {"en": "Japanese", "de": "Japanisch", "tr": "Japonca"}[language]


def test_time_zones_are_those_of_places() -> None:
    zones = dict(timezones())
    assert zones["America/Argentina/Buenos_Aires"] == "America – Argentina/Buenos Aires"
    assert {zone for zone in zones if zone.startswith(("Etc/", "US/"))} | (zones.keys() & {"UTC"}) == set()
