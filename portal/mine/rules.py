"""What waits for somebody who applies: the next thing to do with each application, in plain words."""

from dataclasses import dataclass
from datetime import datetime

from portal.applications.states import ApplicationState, PublicState
from portal.calls.states import CallState
from portal.words import Sentence, say


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is known of one application to the person who wrote it."""

    state: str
    public_state: str
    call_state: str
    deadline_at: datetime
    has_letter: bool = False
    offer_state: str = ""


@dataclass(frozen=True)
class Next:
    """What to do with an application, where, and whether it waits for the person."""

    sentence: Sentence
    page: str
    is_due: bool


def next_of(case: Case, at: datetime) -> Next | None:
    """The next thing; None for what is over without a letter."""
    if case.state == ApplicationState.WITHDRAWN:
        return None
    if case.state == ApplicationState.DRAFT:
        return _draft(case, at)
    if case.offer_state == "open" and case.has_letter:
        return Next(say("You have an award. Please answer the offer."), "offer", is_due=True)
    if case.has_letter:
        return Next(say("Your letter is here."), "letter", is_due=False)
    if case.public_state != PublicState.PENDING:
        return Next(say("The result is out; your letter is being prepared."), "application", is_due=False)
    return Next(
        say("Received. You will hear from us; there is nothing for you to do."), "application", is_due=False
    )


def _draft(case: Case, at: datetime) -> Next | None:
    if case.call_state != CallState.PUBLISHED or at > case.deadline_at:
        return None
    return Next(say("Go on with your draft."), "application", is_due=True)
