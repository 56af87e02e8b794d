"""What the form for a deputy asks."""

from typing import Any

import pytest
from flask import Flask

from portal.deputies.forms import DeputyForm
from tests.forms import sent, told

ONE, TWO = [("a", "Officer")], [("a", "Officer"), ("b", "Approver")]
FILLED = {"grant": "a", "email": "ece@test.example", "first": "2026-10-13", "last": "2026-10-20"}


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, {}),
        ({"grant": "c"}, {"grant": ["Please choose one of the options shown."]}),
        ({"email": "ece"}, {"email": ["This is not an e-mail address. It looks like name@example.org."]}),
        ({"email": ""}, {"email": ["Please fill in “E-mail address of the deputy”."]}),
        ({"last": ""}, {"last": ["Please fill in “Last day”."]}),
        ({"grant": ""}, {"grant": ["Please choose: “For which role?”"]}),
    ],
)
def test_role_person_and_days_are_asked_for(
    one_app: Flask, changes: dict[str, str], wrong: dict[str, list[str]]
) -> None:
    with sent(one_app, DeputyForm, FILLED | changes) as form:
        form.offer(TWO)
        form.validate()
        assert told(form) == wrong


@pytest.mark.parametrize(("roles", "chosen"), [(ONE, "a"), (TWO, None), ([], None)])
def test_a_single_role_is_chosen_already(one_app: Flask, roles: list[Any], chosen: str | None) -> None:
    with one_app.test_request_context(method="GET"):
        form = DeputyForm(meta={"csrf": False})
        form.offer(roles)
        assert (form.grant.choices, form.grant.data) == (roles, chosen)


def test_what_was_sent_is_never_chosen_again_for_the_person(one_app: Flask) -> None:
    with sent(one_app, DeputyForm, FILLED | {"grant": ""}) as form:
        form.offer(ONE)
        assert form.grant.data is None
