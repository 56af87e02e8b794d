"""What is asked for another address."""

import pytest
from flask import Flask

from portal.addresses.forms import NewAddressForm
from tests.forms import sent, told


@pytest.mark.parametrize(
    ("typed", "address", "complaints"),
    [
        ("  Neu@Test-City.EXAMPLE\n", "Neu@test-city.example", []),
        ("", "", ["Please fill in “New e-mail address”."]),
        ("neu", "", ["This is not an e-mail address. It looks like name@example.org."]),
        ("neu@test", "", ["This is not an e-mail address. It looks like name@example.org."]),
        ("a@test.example, b@test.example", "", [
            "This is not an e-mail address. It looks like name@example.org."
        ]),
    ],
)  # fmt: skip
def test_one_whole_address_is_taken_and_kept_with_its_domain_folded(
    one_app: Flask, typed: str, address: str, complaints: list[str]
) -> None:
    with sent(one_app, NewAddressForm, {"email": typed}) as form:
        form.validate()
        assert (form.address, told(form).get("email", [])) == (address, complaints)
