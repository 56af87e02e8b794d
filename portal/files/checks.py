"""What a file is and whether it is safe to keep: decided by parsing its content, never by its name."""

from portal.files.documents import examine_document
from portal.files.pictures import examine_picture
from portal.files.verdict import Examined, FileRefused, Limits
from portal.words import Sentence, say

EMPTY = say("This file is empty. Please choose it again.")
UNKNOWN = say("of a type that we don’t know")
KINDS: tuple[tuple[int, bytes, Sentence], ...] = (
    (0, b"GIF8", say("a GIF picture")),
    (0, b"II*\x00", say("a TIFF picture")),
    (0, b"MM\x00*", say("a TIFF picture")),
    (0, b"BM", say("a BMP picture")),
    (0, b"8BPS", say("a Photoshop document")),
    (4, b"ftyphei", say("a HEIC picture")),
    (4, b"ftypmif1", say("a HEIC picture")),
    (4, b"ftypavif", say("an AVIF picture")),
    (4, b"ftyp", say("a video or a sound recording")),
    (0, b"\x1aE\xdf\xa3", say("a video or a sound recording")),
    (0, b"ID3", say("a video or a sound recording")),
    (0, b"OggS", say("a video or a sound recording")),
    (0, b"RIFF", say("a video or a sound recording")),
    (0, b"PK", say("an archive or an office document")),
    (0, b"\xd0\xcf\x11\xe0", say("an office document of an old kind")),
    (0, b"Rar!", say("an archive or an office document")),
    (0, b"7z\xbc\xaf", say("an archive or an office document")),
    (0, b"\x1f\x8b", say("an archive or an office document")),
    (0, b"{\\rtf", say("a text document")),
    (0, b"<", say("a web page or a drawing (SVG)")),
    (0, b"MZ", say("a program")),
    (0, b"\x7fELF", say("a program")),
)
_BEFORE = b"\xef\xbb\xbf \t\r\n"


def examine(data: bytes, limits: Limits | None = None) -> Examined:
    """Parse the file and give what may be kept of it; anything else is refused with its sentence."""
    limits = limits or Limits()
    start = data[:64].lstrip(_BEFORE)
    if not start:
        raise FileRefused(EMPTY)
    # The first bytes only choose the parser; the parser alone decides whether they told the truth.
    if start.startswith(b"%PDF-"):
        return examine_document(data, limits)
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or data[8:12] == b"WEBP":
        return examine_picture(data, limits)
    raise FileRefused(say("This file is {kind}; please send a PDF, JPEG, PNG or WebP.", kind=kind_of(start)))


def kind_of(start: bytes) -> Sentence:
    """What a file that we don’t take seems to be, in words of the person who sent it."""
    return next((words for at, mark, words in KINDS if start[at : at + len(mark)] == mark), UNKNOWN)
