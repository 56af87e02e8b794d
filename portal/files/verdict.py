"""What the examination of a file can end with: bytes that may be kept, or a sentence."""

from dataclasses import dataclass

from portal.errors import Invalid


class FileRefused(Invalid):
    """The file can’t be taken; the sentence says why and what to send instead."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much one file may hold before it is not even opened."""

    pixels: int = 50_000_000
    pages: int = 1_000
    objects: int = 300_000


@dataclass(frozen=True, kw_only=True)
class Examined:
    """A file that may be kept: its bytes, what they are, and a small picture of it if it is one."""

    data: bytes
    media_type: str
    pages: int | None = None
    width: int | None = None
    height: int | None = None
    preview: bytes | None = None
