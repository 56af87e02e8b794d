"""The fonts that letters are printed with: pinned files, known by their SHA-256."""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from struct import iter_unpack
from unicodedata import category

from fontTools.ttLib import TTFont

from portal.words import Sentence, say

TEMPLATES = Path(__file__).parents[2] / "pdf_templates"
FOLDER = TEMPLATES / "vendor" / "fonts"
FONTCONFIG = TEMPLATES / "fonts.conf"
FONTS = {
    "NotoSans-Bold.ttf": "13a813c49624ae3ba3c5c6e72c5ebffc4b9e1e6ea32f421c04069b037c6ad431",
    "NotoSans-Italic.ttf": "feb3e57888ce3acb604f270c278cfb304c674306518771619ddbdefca42a066b",
    "NotoSans-Regular.ttf": "fe8c022f48d8dd29f17b744d16f9346f4357e16f7d4f7be58b000ae7c291b614",
    "NotoSansArabic-Bold.ttf": "a86a704ff8b315082f4859b04c2f8f746f4cefb14553ef10505f143e0d4829d3",
    "NotoSansArabic-Regular.ttf": "252629ca0e87b6233851249b8cbf7b43445211a8caf199f1b306a19202251508",
    "NotoSansCJKjp-Regular.otf": "68a3fc98800b2a27b371f2fb79991daf3633bd89309d4ffaa6946fd587f375b5",
    "NotoSansHebrew-Bold.ttf": "8010b087f33f152e25aef020e68cb5568d6f8deebb6dde8f60d655196e59ebde",
    "NotoSansHebrew-Regular.ttf": "e0ee753f09733337b9236221018d4bf71fd6d06c87dd76bbc83120514bc55911",
}


def font_problems(folder: Path = FOLDER) -> list[Sentence]:
    """What keeps letters from being printed: a font that is missing or differs from the pinned one."""
    return [problem for name, digest in FONTS.items() if (problem := _problem(folder / name, digest))]


def _problem(path: Path, digest: str) -> Sentence | None:
    if not path.is_file():
        return say("The font {name} is missing. Run “make install” again.", name=path.name)
    if sha256(path.read_bytes()).hexdigest() != digest:
        return say("The font {name} differs from the pinned one. Run “make install” again.", name=path.name)
    return None


def unprintable(text: str) -> list[str]:
    """The characters of a text that no pinned font can draw, each once, in order."""
    unknown = set(text) - covered()
    return [c for c in dict.fromkeys(text) if c in unknown and category(c) not in {"Cc", "Cf", "Zs"}]


@cache
def covered() -> frozenset[str]:
    """Every character that at least one pinned font can draw."""
    return frozenset(chr(point) for name in FONTS for point in _points(FOLDER / name))


def _points(path: Path) -> Iterable[int]:
    """The code points of a font, read from its segments where it has them: twenty times faster for CJK."""
    with TTFont(path, lazy=True) as font:
        table = font.reader["cmap"]
        for platform, encoding, offset in iter_unpack(">HHL", table[4 : 4 + 8 * int.from_bytes(table[2:4])]):
            if (platform, encoding) == (3, 10):
                count = int.from_bytes(table[offset + 12 : offset + 16])
                segments = iter_unpack(">LLL", table[offset + 16 : offset + 16 + 12 * count])
                return [point for first, last, _ in segments for point in range(first, last + 1)]
        return list(font.getBestCmap())
