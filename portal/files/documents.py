"""PDF documents: parsed whole, freed of everything that acts by itself, refused where that is impossible."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from portal.files.verdict import Examined, FileRefused, Limits
from portal.words import say

PDF = "application/pdf"
ACTING_KEYS = ("/AA", "/OpenAction", "/JS", "/JavaScript", "/XFA")
ACTING_KINDS = frozenset(
    "/JavaScript /Launch /SubmitForm /ImportData /GoToR /GoToE /Rendition /Movie /Sound"
    " /RichMediaExecute /GoTo3DView".split()
)
ACTING_MARKS = frozenset("/RichMedia /3D /Movie /Sound /Screen".split())
SAFE_LINKS = (b"http://", b"https://", b"mailto:")

LOCKED = say("This PDF is protected with a password. Please send it without protection.")
DAMAGED = say("This PDF is damaged or incomplete. Please export it again and send the new file.")
HOLDS_FILES = say("This PDF holds other files inside. Please send those files one by one.")
UNSAFE = say(
    "This PDF holds programs that we could not remove. Please print it into a new PDF and send that."
)


def examine_document(data: bytes, limits: Limits) -> Examined:
    """Parse the document; what acts by itself is taken out, and then the rebuilt document is what is kept."""
    with _opened(data) as document:
        pages = _count_pages(document, limits)
        acting = _disarm(document, limits)
        kept = data if not acting and _is_plain(document, data) else _rebuilt(document)
    if kept is not data:
        with _opened(kept) as again:
            if _disarm(again, limits) or len(again.pages) != pages:
                raise FileRefused(UNSAFE)
    return Examined(data=kept, media_type=PDF, pages=pages)


def _opened(data: bytes) -> pikepdf.Pdf:
    try:
        document = pikepdf.open(BytesIO(data), attempt_recovery=False)
    except pikepdf.PasswordError as locked:
        raise FileRefused(LOCKED) from locked
    except Exception as broken:  # parsers of hostile bytes fail in many ways; each means the same
        raise FileRefused(DAMAGED) from broken
    if document.is_encrypted:
        document.close()
        raise FileRefused(LOCKED)
    return document


def _count_pages(document: pikepdf.Pdf, limits: Limits) -> int:
    try:
        pages = len(document.pages)
    except Exception as broken:  # a page tree that runs in circles, or none at all
        raise FileRefused(DAMAGED) from broken
    if pages == 0:
        raise FileRefused(DAMAGED)
    if pages > limits.pages:
        raise FileRefused(
            say("This PDF has {pages} pages. The limit is {most}.", pages=pages, most=limits.pages)
        )
    return pages


def _disarm(document: pikepdf.Pdf, limits: Limits) -> int:
    """Take out what acts by itself and give how often there was something to take out."""
    try:
        if len(document.objects) > limits.objects:
            raise FileRefused(
                say("This PDF has too many parts. Please print it into a new PDF and send that.")
            )
        return sum(_disarm_part(part) for part in _parts(document))
    except FileRefused:
        raise
    except Exception as broken:  # an object that can’t be read is a damaged document
        raise FileRefused(DAMAGED) from broken


def _parts(document: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary of the document, those inside others as well."""
    waiting: list[Any] = [document.trailer]
    for held in document.objects:
        waiting.append(held)
        while waiting:
            part = waiting.pop()
            if isinstance(part, pikepdf.Stream):
                part = part.stream_dict
            if isinstance(part, pikepdf.Dictionary):
                yield part
                waiting.extend(value for _, value in part.items() if _is_inside(value))
            elif isinstance(part, pikepdf.Array):
                waiting.extend(value for value in part if _is_inside(value))


def _is_inside(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect


def _disarm_part(part: Any) -> int:
    if "/EF" in part or part.get("/Type") == "/EmbeddedFile" or part.get("/Subtype") == "/FileAttachment":
        raise FileRefused(HOLDS_FILES)
    found = [key for key in ACTING_KEYS if key in part]
    if _acts(part):
        found = list(part.keys())
    for key in found:
        del part[key]
    return len(found)


def _acts(part: Any) -> bool:
    kind = part.get("/S")
    if isinstance(kind, pikepdf.Name) and str(kind) in ACTING_KINDS:
        return True
    mark = part.get("/Subtype")
    if "/Rect" in part and isinstance(mark, pikepdf.Name) and str(mark) in ACTING_MARKS:
        return True
    return kind == "/URI" and not _is_safe_link(part.get("/URI"))


def _is_safe_link(link: Any) -> bool:
    return isinstance(link, pikepdf.String) and bytes(link).strip().lower().startswith(SAFE_LINKS)


def _is_plain(document: pikepdf.Pdf, data: bytes) -> bool:
    """Whether nothing stands before or behind the document, and nothing in it had to be guessed."""
    behind = data.rpartition(b"%%EOF")[2]
    return data.startswith(b"%PDF-") and not behind.strip(b"\r\n\t \x00") and not document.get_warnings()


def _rebuilt(document: pikepdf.Pdf) -> bytes:
    written = BytesIO()
    document.save(written, deterministic_id=True)
    return written.getvalue()
