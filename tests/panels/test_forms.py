"""What is asked of a person who joins a panel."""

import pytest
from flask import Flask

from portal.panels.forms import SeatForm
from tests.forms import sent, told


@pytest.mark.parametrize(
    ("entered", "wrong"),
    [
        ({"email": "clara@test.example", "role": "chair"}, {}),
        ({"email": "", "role": "juror"}, {"email": ["Please fill in “E-mail address”."]}),
        (
            {"email": "clara", "role": "juror"},
            {"email": ["This is not an e-mail address. It looks like name@example.org."]},
        ),
        (
            {"email": "clara@test.example", "role": "guest"},
            {"role": ["Please choose one of the options shown."]},
        ),
    ],
)
def test_an_address_and_one_of_two_seats_are_asked_for(
    one_app: Flask, entered: dict[str, str], wrong: dict[str, list[str]]
) -> None:
    with sent(one_app, SeatForm, entered) as form:
        form.offer()
        form.validate()
        assert told(form) == wrong


def test_an_address_is_looked_for_as_accounts_keep_it(one_app: Flask) -> None:
    with sent(one_app, SeatForm, {"email": " Clara@Test.EXAMPLE "}) as form:
        assert form.address() == "Clara@test.example"
    with sent(one_app, SeatForm, {}) as form:
        assert form.address() == ""


def test_the_seats_are_named_in_the_readers_language_and_most_become_jurors(one_app: Flask) -> None:
    with one_app.test_request_context(headers={"Accept-Language": "de"}):
        form = SeatForm(meta={"csrf": False})
        form.offer()
        assert (form.role.choices, form.role.data) == (
            [("juror", "Jurymitglied"), ("chair", "Vorsitz")],
            "juror",
        )
