"""Reads a PDF as others will: its text in order, the place of each word, its structure and its fonts."""

import re
import subprocess
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

MM = 25.4 / 72


@dataclass(frozen=True)
class Word:
    """A word and where it stands, in millimetres from the upper left corner of the sheet."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def text_of(pdf: bytes, folder: Path, *, first: int = 1, last: int = 99) -> str:
    """The text in the order in which the PDF gives it, spaces and line ends made one space."""
    return " ".join(_poppler("pdftotext", "-raw", pdf, folder, first, last).split())


def words_of(pdf: bytes, folder: Path, page: int = 1) -> list[Word]:
    """The words of one page with their places."""
    found = re.findall(
        r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>',
        _poppler("pdftotext", "-bbox", pdf, folder, page, page),
    )
    return [Word(text, *(float(measure) * MM for measure in place)) for *place, text in found]


def _poppler(tool: str, mode: str, pdf: bytes, folder: Path, first: int, last: int) -> str:
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    command = [tool, mode, "-enc", "UTF-8", "-f", str(first), "-l", str(last), str(path), "-"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def pages_of(pdf: bytes) -> int:
    """How many pages the PDF has."""
    return len(pikepdf.open(BytesIO(pdf)).pages)


def tags_of(pdf: bytes) -> list[str]:
    """The structure tree as a list of tags in reading order, without what only groups."""
    with pikepdf.open(BytesIO(pdf)) as document:
        tags = _walk(document.Root.StructTreeRoot.K)
    return [tag for tag in tags if tag not in {"NonStruct", "Div", "Span"}]


def _walk(node: Any) -> list[str]:
    if isinstance(node, pikepdf.Array):
        return [tag for child in node for tag in _walk(child)]
    if not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
        return []
    return [str(node.S)[1:], *(_walk(node.K) if "/K" in node else [])]


def alternative_texts(pdf: bytes) -> list[str]:
    """The alternative texts of the pictures."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return [str(o.Alt) for o in _dictionaries(document) if o.get("/S") == "/Figure"]


def fonts_not_embedded(pdf: bytes) -> list[str]:
    """The fonts that travel by name only."""
    with pikepdf.open(BytesIO(pdf)) as document:
        fonts = [o for o in _dictionaries(document) if o.get("/Type") == "/FontDescriptor"]
        return [str(f.FontName) for f in fonts if "/FontFile2" not in f and "/FontFile3" not in f]


def _dictionaries(document: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return [o for o in document.objects if isinstance(o, pikepdf.Dictionary)]


def shows_notdef(pdf: bytes) -> bool:
    """Whether any page shows glyph 0, the empty box that stands for a character the font lacks."""
    document = pikepdf.open(BytesIO(pdf))
    for page in document.pages:
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) in {"Tj", "TJ"} and _has_zero(operands[0]):
                return True
    return False


def _has_zero(shown: Any) -> bool:
    pieces = (
        [shown] if isinstance(shown, pikepdf.String) else [p for p in shown if isinstance(p, pikepdf.String)]
    )
    codes = [bytes(piece)[i : i + 2] for piece in pieces for i in range(0, len(bytes(piece)), 2)]
    return b"\0\0" in codes
