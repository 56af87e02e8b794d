"""What the forms of the administration take."""

from datetime import date

import pytest
from flask import Flask

from portal.access import Role
from portal.administration.forms import ROLES, GrantForm, ViewForm
from portal.web.say import translate
from tests.forms import sent, told


def test_every_role_can_be_given_and_says_what_it_is_for(one_app: Flask) -> None:
    with sent(one_app, GrantForm, {}) as form:
        offered = {option["value"]: translate(option["hint"]) for option in form.role.options}
    assert offered == {role.value: str(hint) for role, hint in ROLES.items()}
    assert offered.keys() == set(Role)


@pytest.mark.parametrize(
    ("entered", "complaints"),
    [
        ({}, {}),
        ({"scope": "call:7"}, {}),
        ({"valid_from": "31.2.2027"}, {
            "valid_from": ["Please enter a date that is in the calendar, like 14.10.2026."]
        }),
        ({"scope": "call:8"}, {"scope": ["Please choose one of the options shown."]}),
        ({"role": "king"}, {"role": ["Please choose one of the options shown."]}),
        ({"role": "", "scope": ""}, {
            "role": ["Please choose: “Role”"], "scope": ["Please choose: “For”"]
        }),
    ],
)  # fmt: skip
def test_a_role_is_given_for_what_was_offered(
    one_app: Flask, entered: dict[str, str], complaints: dict[str, list[str]]
) -> None:
    with sent(one_app, GrantForm, {"role": "officer", "scope": "portal"} | entered) as form:
        form.offer([("call:7", "Istanbul 2027")])
        form.validate()
        assert told(form) == complaints


def test_a_period_may_be_open_at_either_end(one_app: Flask) -> None:
    entered = {"valid_from": "2027-01-15", "valid_until": "15.06.2027"}
    with sent(one_app, GrantForm, entered) as form:
        assert form.period == (date(2027, 1, 15), date(2027, 6, 15))
    with sent(one_app, GrantForm, {}) as form:
        assert form.period == (None, None)


@pytest.mark.parametrize(
    ("reason", "complaints"),
    [
        ("She can’t find where to send it.", {}),
        ("  ", {"reason": ["Please fill in “Why do you look?”."]}),
        ("x" * 501, {"reason": ["Too long by 1: there is room for 500 characters."]}),
    ],
)
def test_looking_needs_a_reason(one_app: Flask, reason: str, complaints: dict[str, list[str]]) -> None:
    with sent(one_app, ViewForm, {"reason": reason}) as form:
        form.validate()
        assert told(form) == complaints
