"""What the forms around letters take."""

from typing import Any

import pytest
from flask import Flask

from portal.letters.forms import AddressForm, CompareForm, ReasonForm, ReplaceForm, VerifyForm
from tests.forms import sent, told

COUNTRIES = [("DE", "Germany"), ("TR", "Türkiye")]
ADDRESS = {
    "address_extra": "c/o İnceöz",
    "street": "Kurabiye Sokak 12/4",
    "postal_code": "34435",
    "town": "İstanbul",
    "country_code": "TR",
}


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, {}),
        ({"postal_code": "", "address_extra": ""}, {}),
        ({"street": " "}, {"street": ["Please fill in “Street and number”."]}),
        ({"town": ""}, {"town": ["Please fill in “Town”."]}),
        ({"country_code": ""}, {"country_code": ["Please choose: “Country”"]}),
        ({"country_code": "XX"}, {"country_code": ["Please choose one of the options shown."]}),
        (
            {"postal_code": "1" * 21},
            {"postal_code": ["Too long by 1: there is room for 20 characters."]},
        ),
    ],
)
def test_an_address_needs_street_town_and_country(
    one_app: Flask, changes: dict[str, str], wrong: dict[str, list[str]]
) -> None:
    entered = ADDRESS | changes
    with sent(one_app, AddressForm, entered) as form:
        form.offer(COUNTRIES)
        form.validate()
        assert told(form) == wrong
        if not wrong:
            assert form.address == entered


def test_no_country_is_chosen_before_somebody_chooses(one_app: Flask) -> None:
    with one_app.test_request_context():
        form = AddressForm(meta={"csrf": False})
        form.offer(COUNTRIES)
        assert (form.country_code.choices[0], form.country_code.data) == (("", "–"), None)


@pytest.mark.parametrize("kind", [ReplaceForm, ReasonForm])
@pytest.mark.parametrize(
    ("why", "complaints"),
    [
        ("The street was wrong.", []),
        ("", ["Please fill in “Reason for the file”."]),
        ("x" * 1_001, ["Too long by 1: there is room for 1000 characters."]),
    ],
)
def test_whoever_replaces_or_withdraws_says_why(
    one_app: Flask, kind: type[Any], why: str, complaints: list[str]
) -> None:
    with sent(one_app, kind, {**ADDRESS, "why": why}) as form:
        if kind is ReplaceForm:
            form.offer(COUNTRIES)
        form.validate()
        assert told(form).get("why", []) == complaints


@pytest.mark.parametrize(
    ("kind", "wrong"), [(VerifyForm, {}), (CompareForm, {"pdf": ["Please add a file: “The letter as PDF”."]})]
)
def test_a_check_goes_without_the_file_and_a_comparison_does_not(
    one_app: Flask, kind: type[Any], wrong: dict[str, list[str]]
) -> None:
    with sent(one_app, kind, {}) as form:
        form.validate()
        assert told(form) == wrong
