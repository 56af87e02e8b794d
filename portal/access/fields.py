"""Which fields of an application a reader sees: one answer for pages, search, mails, files and letters."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from portal.access.predicates import (
    is_applicant,
    is_assigned_juror,
    is_submitted,
    no_conflict_declared,
    role,
    signed_in,
)
from portal.access.verbs import Role


class FieldClass(StrEnum):
    """The kinds of facts that an application holds, by how far they may travel."""

    CONTENT = "content"
    IDENTITY = "identity"
    CONTACT = "contact"
    HEALTH = "health"
    BANK = "bank"
    JURORS = "jurors"
    SCORES = "scores"
    DECISION = "decision"
    OUTCOME = "outcome"


_F = FieldClass
OWN = frozenset({_F.CONTENT, _F.IDENTITY, _F.CONTACT, _F.HEALTH, _F.BANK, _F.OUTCOME})
JUROR = frozenset({_F.CONTENT, _F.IDENTITY})
OFFICE = frozenset(
    {_F.CONTENT, _F.IDENTITY, _F.CONTACT, _F.HEALTH, _F.BANK, _F.JURORS, _F.SCORES, _F.DECISION, _F.OUTCOME}
)
CONFIDENTIAL = frozenset({_F.HEALTH, _F.BANK})  # never through somebody else’s eyes alone
AUDIT = OFFICE - {_F.HEALTH}

_officer, _approver, _auditor = role(Role.OFFICER), role(Role.APPROVER), role(Role.AUDITOR)


def visible_fields(reader: Any, application: Any, at: datetime) -> frozenset[FieldClass]:
    """The field classes of an application that the reader sees now; nobody sees more by asking elsewhere.

    A juror sees a case through the review assigned to him or her, see `fields_of_review`.
    """
    if not signed_in(reader, application, at):
        return frozenset()
    seen: frozenset[FieldClass] = OWN if is_applicant(reader, application, at) else frozenset()
    if seen and reader.viewer is not None:
        return seen - (CONFIDENTIAL - visible_fields(reader.viewer, application, at))
    if not is_submitted(reader, application, at) or seen:
        return seen  # who applies sees the own case as an applicant only, whatever other roles there are
    if _officer(reader, application, at) or _approver(reader, application, at):
        return OFFICE
    return AUDIT if _auditor(reader, application, at) else frozenset()


def fields_of_review(reader: Any, review: Any, at: datetime) -> frozenset[FieldClass]:
    """What a juror sees of a case: nothing before the question for conflicts, nothing after recusal."""
    asked = (signed_in, is_assigned_juror, no_conflict_declared)
    return JUROR if all(predicate(reader, review, at) for predicate in asked) else frozenset()
