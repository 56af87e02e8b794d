"""What the forms around keys ask, and that no secret is sent back."""

from typing import Any

import pytest
from flask import Flask

from portal.keys.forms import AnswerForm, AppForm, PasskeyForm, ProofForm, SecondForm, SecretForm
from tests.forms import sent, told


@pytest.mark.parametrize(
    ("kind", "entered", "wrong"),
    [
        (AppForm, {"otp_code": "123 456"}, {}),
        (AppForm, {}, {"otp_code": ["Please fill in “Code that the app shows now”."]}),
        (SecondForm, {"otp_code": " "}, {"otp_code": ["Please fill in “Code”."]}),
        (PasskeyForm, {"name": "Telephone"}, {}),
        (PasskeyForm, {"answer": "{}"}, {"name": ["Please fill in “Name of the passkey”."]}),
        (AnswerForm, {}, {}),
        (ProofForm, {}, {}),
    ],
)
def test_a_code_and_a_name_are_asked_for_and_any_one_proof_is_enough(
    one_app: Flask, kind: type[SecretForm], entered: dict[str, str], wrong: dict[str, list[str]]
) -> None:
    with sent(one_app, kind, entered) as form:
        form.validate()
        assert told(form) == wrong


@pytest.mark.parametrize("kind", [AppForm, SecondForm, PasskeyForm, AnswerForm, ProofForm])
def test_a_form_with_a_secret_carries_no_key_under_which_it_would_be_kept(
    one_app: Flask, kind: type[SecretForm]
) -> None:
    with sent(one_app, kind, {}) as form:
        assert "key" not in form


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (PasskeyForm, "answer"),
        (AnswerForm, "answer"),
        (ProofForm, "_proof_answer"),
        (ProofForm, "_proof_password"),
    ],
)
def test_the_answer_of_a_device_and_a_password_are_not_sent_back(
    one_app: Flask, kind: type[SecretForm], name: str
) -> None:
    with sent(one_app, kind, {name: "the secret answer"}) as form:
        field: Any = form[name.removeprefix("_proof_")] if kind is ProofForm else form[name]
        assert (field.data, "the secret answer" in str(field())) == ("the secret answer", False)
