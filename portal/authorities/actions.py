"""What happens to an authority: its letterhead changes for the letters to come."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from portal import files
from portal.accounts.models import User
from portal.audit import record
from portal.authorities import rules
from portal.authorities.models import Authority
from portal.authorities.queries import lock_authority
from portal.authorities.rules import Letterhead
from portal.errors import Invalid, Stale
from portal.files import Taken

BERLIN = ZoneInfo("Europe/Berlin")


class LetterheadRefused(Invalid):
    """The letterhead can't stand; each problem names its field."""

    def __init__(self, problems: Sequence[rules.Problem]) -> None:
        super().__init__(problems[0][1])
        self.problems = list(problems)


def set_logo(
    authority: Authority, made: Taken | None, text: str, *, seen: str, by: User, at: datetime
) -> list[str]:
    """Put a picture on the letterhead for the letters to come, or only change what is read in its place."""
    picture = authority.logo if made is None else files.record(made, owner=by, at=at).sha256
    head = replace(authority.letterhead, logo=picture, logo_text=text)
    return change(authority, head, seen=seen, by=by, at=at)


def remove_logo(authority: Authority, *, seen: str, by: User, at: datetime) -> list[str]:
    """Do without a picture from now on; letters that carry it keep it."""
    return change(authority, replace(authority.letterhead, logo="", logo_text=""), seen=seen, by=by, at=at)


def change(authority: Authority, head: Letterhead, *, seen: str, by: User, at: datetime) -> list[str]:
    """Take over a letterhead for the letters to come, log what was and what is; gives what changed.

    Issued letters are stored bytes and never change. A new instruction on remedies gets a new version.
    """
    lock_authority(authority)
    if authority.letterhead.digest != seen:
        raise Stale()
    problems = rules.problems_of(head)
    if problems:
        raise LetterheadRefused(problems)
    before, after = asdict(authority.letterhead), asdict(head)
    changed = [name for name in after if before[name] != after[name]]
    for name in changed:
        setattr(authority, name, after[name])
    if {"remedy_kind", "remedy_text"} & set(changed):
        on = at.astimezone(BERLIN).date()
        authority.remedy_version = rules.next_remedy_version(authority.remedy_version, on)
    if changed:
        was, now = ({name: facts[name] for name in changed} for facts in (before, after))
        record(authority.case, "authority.change", by=by, at=at, was=was, now=now)
    return changed
