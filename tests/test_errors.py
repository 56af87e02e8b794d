"""Every no has a sentence for the person and a status for the machine."""

import pytest

from portal import errors
from portal.errors import PortalError
from portal.words import say

WHY = say("The call {call} is closed.", call="IST")
STATUS = {
    errors.PortalError: 400,
    errors.Refused: 409,
    errors.Invalid: 422,
    errors.TooLarge: 413,
    errors.NotFound: 404,
    errors.Forbidden: 403,
    errors.Stale: 409,
}


@pytest.mark.parametrize(("kind", "status"), STATUS.items())
def test_a_no_carries_its_sentence_and_its_status(kind: type[PortalError], status: int) -> None:
    refused = kind(WHY)
    assert (refused.status, refused.sentence, str(refused)) == (status, WHY, "The call IST is closed.")


@pytest.mark.parametrize(
    ("refused", "status", "said"),
    [
        (errors.NotFound(), 404, "This page does not exist, or it is not open to you."),
        (errors.Forbidden(), 403, "You may see this, but you may not do it."),
        (
            errors.Stale(),
            409,
            "Somebody else changed this while you were writing. Both versions are kept; please compare them.",
        ),
        (
            errors.KeyReused(),
            422,
            "This form was already sent with other content. Please open the page again.",
        ),
    ],
)
def test_some_have_a_sentence_of_their_own_which_tells_what_to_do(
    refused: PortalError, status: int, said: str
) -> None:
    assert (refused.status, str(refused.sentence)) == (status, said)
