"""Who can sit on a jury, as pure functions with a reason for every no."""

from portal.calls.states import CallState
from portal.words import Sentence, say

NO_ACCOUNT = say("Nobody with this address has an account. Please ask the person to register first.")
SEATS: dict[str, Sentence] = {"juror": say("Juror"), "chair": say("Chair")}


def change_refused(call_state: str) -> Sentence | None:
    """Why the panel of a call can't be changed any more."""
    if call_state in (CallState.DECIDED, CallState.ARCHIVED):
        return say("The review of this call is over, and its jury stays as it was.")
    return None


def seat_refused(
    role: str, *, seated_as: str | None, has_applied: bool, has_account: bool, other_chair: bool
) -> Sentence | None:
    """Why this person can't take this seat on the panel."""
    if role not in SEATS:
        return say("Please choose one of the seats shown.")
    if not has_account:
        return NO_ACCOUNT
    if has_applied:
        return say("This person has applied to this call and can’t judge it.")
    if seated_as == role:
        return say("This person is already on the jury.")
    if role == "chair" and other_chair:
        return say("The jury has a chair. Please remove the chair first, or choose “Juror”.")
    return None
