"""What is a reason to look at the portal through somebody’s eyes."""

import pytest

from portal.administration.rules import reason_refused

SHORT = "Please write why, in a few words. The person reads it."
LONG = "This reason is too long. The most is 500 characters."


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("", SHORT),
        ("   she asks        ", SHORT),
        ("she asked", SHORT),
        ("she asked!", None),
        ("x" * 500, None),
        ("x" * 501, LONG),
    ],
)
def test_a_reason_is_ten_signs_to_five_hundred(reason: str, sentence: str | None) -> None:
    refused = reason_refused(reason)
    assert (refused and str(refused)) == sentence
