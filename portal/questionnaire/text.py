"""Typed text: made tidy without losing a word, and counted exactly as the counter in the browser counts."""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# What word processors leave behind invisibly; a person could neither see nor remove it.
_INVISIBLE = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x9f]")


def tidy(text: str) -> str:
    """The text as it is stored: one kind of line end, composed characters, no invisible controls, trimmed."""
    visible = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", visible).strip()


def one_line(text: str) -> str:
    """The tidy text on a single line, for answers that are a title or a name."""
    return re.sub(r"\s*\n\s*", " ", tidy(text))


def count_words(text: str) -> int:
    """The number of words: what stands between white space."""
    return len(tidy(text).split())


def count_characters(text: str) -> int:
    """The number of characters as code points, a line end counted as one."""
    return len(tidy(text))


def is_storable(text: str) -> bool:
    """Whether the text can be kept at all: no NUL and no half of a surrogate pair."""
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)
