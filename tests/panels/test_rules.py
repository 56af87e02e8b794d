import pytest

from portal.calls.states import CallState
from portal.panels import rules

FREE = {"seated_as": None, "has_applied": False, "has_account": True, "other_chair": False}


@pytest.mark.parametrize(
    ("role", "facts", "refusal"),
    [
        ("juror", {}, None),
        ("chair", {}, None),
        ("juror", {"other_chair": True}, None),
        ("chair", {"seated_as": "juror"}, None),
        ("secretary", {}, "Please choose one of the seats shown."),
        (
            "juror",
            {"has_account": False},
            "Nobody with this address has an account. Please ask the person to register first.",
        ),
        ("juror", {"has_applied": True}, "This person has applied to this call and can’t judge it."),
        ("juror", {"seated_as": "juror"}, "This person is already on the jury."),
        (
            "chair",
            {"other_chair": True},
            "The jury has a chair. Please remove the chair first, or choose “Juror”.",
        ),
    ],
)
def test_a_seat_is_refused_with_its_reason(role: str, facts: dict[str, object], refusal: str | None) -> None:
    found = rules.seat_refused(role, **FREE | facts)
    assert (str(found) if found else None) == refusal


@pytest.mark.parametrize(
    ("state", "open_to_change"),
    [
        (CallState.PUBLISHED, True),
        (CallState.CLOSED, True),
        (CallState.IN_REVIEW, True),
        (CallState.DECIDED, False),
        (CallState.ARCHIVED, False),
    ],
)
def test_a_panel_changes_until_its_call_is_decided(state: str, open_to_change: bool) -> None:
    assert (rules.change_refused(state) is None) is open_to_change
