"""What the administration does that no feature does: looking at the portal as a person sees it."""

from datetime import datetime

from portal.accounts.models import User
from portal.administration import rules
from portal.audit import case_of, record
from portal.errors import Invalid
from portal.mail import write


def begin_view(user: User, *, reason: str, by: User, at: datetime) -> None:
    """Note that somebody looks through a person’s eyes, with the reason, and tell the person."""
    refusal = rules.reason_refused(reason)
    if refusal is not None:
        raise Invalid(refusal)
    record(case_of(user), "account.view_begin", by=by, at=at, reason=reason.strip())
    write(user, "administration/viewed", at=at, case=case_of(user), viewer=by.name, reason=reason.strip())


def end_view(user: User, *, by: User, at: datetime) -> None:
    """Note that it is over."""
    record(case_of(user), "account.view_end", by=by, at=at)
