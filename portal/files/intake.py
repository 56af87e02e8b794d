"""Taking a file in: read, examined and kept before the transaction, recorded inside it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from werkzeug.datastructures import FileStorage

from portal.db import session
from portal.files.checks import examine
from portal.files.models import StoredFile
from portal.files.names import display_name
from portal.files.pictures import for_print
from portal.files.storage import store
from portal.files.verdict import Examined, FileRefused
from portal.words import Sentence

__all__ = ["FileRefused", "Taken", "keep_made", "print_copy", "record", "take"]


class Owner(Protocol):
    """The person who brings a file in."""

    id: int


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A file that somebody sent: kept in the store, or refused with its sentence and not kept."""

    name: str
    size: int
    sha256: str = ""
    media_type: str = ""
    pages: int | None = None
    width: int | None = None
    height: int | None = None
    preview_sha256: str | None = None
    problem: Sentence | None = None


def take(upload: FileStorage) -> Taken:
    """Examine what was sent and keep it; what is refused leaves nothing behind."""
    name, data = display_name(upload.filename or ""), upload.stream.read()
    try:
        examined = examine(data)
    except FileRefused as refusal:
        return Taken(name=name, size=len(data), problem=refusal.sentence)
    return _kept(name, examined)


def _kept(name: str, examined: Examined) -> Taken:
    return Taken(
        name=name,
        size=len(examined.data),
        sha256=store().keep(examined.data),
        media_type=examined.media_type,
        pages=examined.pages,
        width=examined.width,
        height=examined.height,
        preview_sha256=store().keep(examined.preview) if examined.preview else None,
    )


def print_copy(taken: Taken, *, most: tuple[int, int]) -> Taken:
    """A copy of a picture that was taken, made for paper and kept beside it."""
    data, width, height = for_print(store().open_bytes(taken.sha256), most)
    sha256 = store().keep(data)
    return replace(taken, size=len(data), sha256=sha256, media_type="image/png", width=width, height=height)


def record(taken: Taken, *, owner: Owner | None, at: datetime) -> StoredFile:
    """Write down a file that was taken and kept."""
    if taken.problem is not None:
        raise FileRefused(taken.problem)
    stored = StoredFile(
        sha256=taken.sha256,
        size=taken.size,
        media_type=taken.media_type,
        name=taken.name,
        pages=taken.pages,
        width=taken.width,
        height=taken.height,
        preview_sha256=taken.preview_sha256,
        owner_id=owner.id if owner else None,
        created_at=at,
    )
    session().add(stored)
    return stored


def keep_made(
    data: bytes, *, name: str, media_type: str, at: datetime, pages: int | None = None
) -> StoredFile:
    """Keep and write down a file that the portal itself made."""
    stored = StoredFile(
        sha256=store().keep(data),
        size=len(data),
        media_type=media_type,
        name=name,
        pages=pages,
        created_at=at,
    )
    session().add(stored)
    return stored
