"""PDF room: prints documents in limited processes and knows their bytes again.

The seal is asked for by its own name, `portal.pdf.seal`: its library is slow to load,
and only letters need it.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from portal.pdf.fonts import FONTS, TEMPLATES, font_problems
from portal.pdf.order import Attachment, Order, RenderFailed
from portal.pdf.pool import pool
from portal.pdf.qr import qr_png
from portal.pdf.shelf import Shelf

__all__ = [
    "Attachment",
    "RenderFailed",
    "digest",
    "font_problems",
    "qr_png",
    "render",
    "render_once",
    "shut_down",
    "template_version",
]

NOTHING: Mapping[str, bytes] = MappingProxyType({})


def render(
    template: str,
    facts: Mapping[str, Any],
    *,
    attachments: Sequence[Attachment] = (),
    variant: str = "pdf/a-3a",
    exact: bool = True,
    pictures: Mapping[str, bytes] = NOTHING,
) -> bytes:
    """The document as PDF; `exact` refuses characters that no font has, else their numbers are printed."""
    for problem in checked_fonts():
        raise RenderFailed(problem)
    return pool().print(Order(template, facts, tuple(attachments), variant, exact, dict(pictures)))


def render_once(template: str, facts: Mapping[str, Any]) -> bytes:
    """The document as PDF, laid out once for the same words: for what many people ask for."""
    said = json.dumps(facts, sort_keys=True, default=vars)
    key = sha256(f"{template_version()}\0{template}\0{said}".encode()).hexdigest()
    return shelf().get(key, lambda: render(template, facts, exact=False))


@cache
def shelf() -> Shelf:
    """Where this process keeps what it has laid out."""
    return Shelf()


@cache
def checked_fonts() -> tuple[Any, ...]:
    """The problems of the fonts, looked for once in the life of the process."""
    return tuple(font_problems())


def digest(pdf: bytes) -> str:
    """The SHA-256 that a stored document is known by."""
    return sha256(pdf).hexdigest()


@cache
def template_version() -> str:
    """One SHA-256 over all templates, style sheets and fonts: what decides how a letter looks."""
    total = sha256()
    for path in sorted(p for p in TEMPLATES.rglob("*") if p.is_file() and "vendor" not in p.parts):
        total.update(f"{path.relative_to(TEMPLATES)}\0{sha256(path.read_bytes()).hexdigest()}\n".encode())
    for name, font in FONTS.items():
        total.update(f"{name}\0{font}\n".encode())
    return total.hexdigest()


def shut_down() -> None:
    """End the render processes of this process; they also end with it."""
    pool().end()
