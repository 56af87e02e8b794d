"""Names of people and places: kept as they are written, found by every spelling, and fit for a letter."""

import re
from functools import lru_cache
from unicodedata import category, normalize

# DIN 91379, data type A (names of persons): the single letters as ranges of code points ...
LETTER_RANGES = (
    "41-5A 61-7A C0-D6 D8-F6 F8-17E 187-188 18F 197 1A0-1A1 1AF-1B0 1B7 1CD-1DC 1DE-1DF 1E2-1F0 1F4-1F5 "
    "1F8-1FF 212-213 218-21B 21E-21F 227-233 259 268 292 1E02-1E03 1E06-1E07 1E0A-1E11 1E17 1E1C-1E2B "
    "1E2F-1E37 1E3A-1E3B 1E40-1E49 1E52-1E5B 1E5E-1E63 1E6A-1E6F 1E80-1E87 1E8C-1E97 1E9E 1EA0-1EF9"
)
# ... the letters that exist only with a combining mark after them, by their mark ...
LETTERS_BY_MARK = {
    "\u030b": "Aa",
    "\u0300": "CFGKMPSTZcfgkmpstz",
    "\u0304": "CFHKNPSTZcfhknpstzÛûḲḳṢṣṬṭỤụ",
    "\u0306": "CMNRZcmnrzÇç",
    "\u0308": "CTZczẠạỌọỤụ",
    "\u0315": "CKPTckptČč",
    "\u0323": "CPcpČč",
    "\u0326": "CHKLNchklnŽž",
    "\u0328\u0306": "Cc",
    "\u0302": "DKLMNdklmn",
    "\u0331": "HSs",
    "\u0301": "JjÿĪī",
    "\u030c": "J",
    "\u0307": "KUku",
    "\u031b": "KTkt",
    "\u035fH": "K",
    "\u035fh": "Kk",
    "\u0325": "LRlr",
    "\u0325\u0304": "LRlr",
    "\u0310": "Mm",
    "\u031b\u0304": "Ss",
    "\u0327": "ZzŽž",
    "\u030d": "ēō",
}
# ... and the signs beside letters; a digit is not among them.
SIGNS = " ',-.`~¨´·ʹʺʾʿˈˌ’‡"

# Letters that do not fall apart into a plain letter and marks.
WHOLE_LETTERS = str.maketrans(
    {"ı": "I", "ß": "SS", "ẞ": "SS", "Ł": "L", "ł": "L", "Ø": "OE", "ø": "OE", "Æ": "AE", "æ": "AE"}
    | {"Œ": "OE", "œ": "OE", "Đ": "D", "đ": "D", "Ð": "D", "ð": "D", "Þ": "TH", "þ": "TH", "Ħ": "H"}
    | {"ħ": "H", "Ŧ": "T", "ŧ": "T", "Ŋ": "N", "ŋ": "N", "ĸ": "K", "Ə": "E", "ə": "E", "Ɨ": "I"}
    | {"ɨ": "I", "Ʒ": "Z", "ʒ": "Z", "Ƈ": "C", "ƈ": "C", "Ǥ": "G", "ǥ": "G"}
)
PLAIN_LETTERS = str.maketrans({"Ø": "O", "ø": "O"})
UMLAUT = re.compile(r"([AOU])([\u0300-\u036f]*)\u0308", re.IGNORECASE)
RING = re.compile(r"(A)([\u0300-\u036f]*)\u030a", re.IGNORECASE)
SILENT = frozenset("'’‘`´ǀǁǂǃ")

# Apostrophes and clicks that DIN 91379 does not know, and Cyrillic letters by the rules of German libraries.
TO_LATIN = {"ʻ": "’", "ʼ": "’", "ʽ": "’", "‘": "’", "ǀ": "", "ǁ": "", "ǂ": "", "ǃ": ""}
CYRILLIC = dict(
    zip(
        "абвгґдеёєжзиійїклмнопрстуўфхцчшщъыьэюя",
        "a b v g g d e ë je ž z i i j ji k l m n o p r s t u o’ f ch c č š šč - y - ė ju ja".split(),
        strict=True,
    )
) | {"қ": "q", "ғ": "g’", "ҳ": "h", "ә": "ə", "ө": "ö", "ү": "ü", "ұ": "u", "ң": "ň"}


def nfc(name: str) -> str:
    """The name as it is kept: composed letters, single spaces, none around; nothing else is changed."""
    return normalize("NFC", " ".join(name.split()))


def search_form(name: str) -> str:
    """The form by which a name is sought and ordered: Işıl, isil and ISIL are one, Müller is MUELLER."""
    parts = normalize("NFD", normalize("NFC", name))
    return _bare(RING.sub(r"\1A\2", UMLAUT.sub(r"\1E\2", parts)).translate(WHOLE_LETTERS))


TURKISH = {letter: chr(place) for place, letter in enumerate("abcçdefgğhıijklmnoöpqrsştuüvwxyz", start=97)}


def in_order(name: str, language: str) -> str:
    """What a list of names is ordered by: Turkish has ç after c and ı before i, others pass over accents."""
    if language != "tr":
        return search_form(name)
    small = normalize("NFC", name).replace("I", "ı").replace("İ", "i").lower()
    return "".join(
        TURKISH.get(letter) or TURKISH.get(normalize("NFD", letter)[0], letter) for letter in small
    )


def plain_form(name: str) -> str:
    """The form for people who type no umlauts: Müller is MULLER, Søren is SOREN."""
    return _bare(normalize("NFD", normalize("NFC", name)).translate(PLAIN_LETTERS).translate(WHOLE_LETTERS))


def search_key(*names: str) -> str:
    """All forms of some names in one text: what is typed is found if its `search_form` stands in it."""
    forms = (form(name) for name in names for form in (search_form, plain_form))
    return " | ".join(dict.fromkeys(found for found in forms if found))


def _bare(letters: str) -> str:
    return " ".join("".join(_bare_letter(letter) for letter in normalize("NFKD", letters)).upper().split())


@lru_cache(maxsize=4096)
def _bare_letter(letter: str) -> str:
    # Accents and apostrophes vanish, any other sign parts two words.
    if letter in SILENT or category(letter) in {"Mn", "Lm", "Sk"}:
        return ""
    return letter if letter.isalnum() or category(letter) == "Mc" else " "


def is_latin(name: str) -> bool:
    """Whether every letter may stand in a person's name by DIN 91379, so that every office can print it."""
    return bool(name) and not foreign_letters(name)


def foreign_letters(name: str) -> tuple[str, ...]:
    """The letters and signs of a name that DIN 91379 does not know in names, each once, in order."""
    rest = KNOWN.sub("", normalize("NFC", name))
    return tuple(dict.fromkeys(letter for letter in rest))


def latin_suggestion(name: str) -> str:
    """A Latin form of a name for its owner to check, or nothing where the portal can't know the sounds."""
    composed = nfc(name)
    written = nfc("".join(_latin_letter(letter) for letter in composed))
    if composed.isupper():  # Щ becomes two letters, of which the second is small in any other name
        written = written.upper()
    return written if is_latin(written) else ""


def _latin_letter(letter: str) -> str:
    if letter in TO_LATIN:
        return TO_LATIN[letter]
    small = CYRILLIC.get(letter.lower())
    if small is None:
        return letter
    sound = small.replace("-", "")
    return sound if letter.islower() else sound[:1].upper() + sound[1:]


def _known_letters() -> re.Pattern[str]:
    marked = sorted((base + mark for mark, bases in LETTERS_BY_MARK.items() for base in bases), key=len)
    singles = "".join(
        f"{chr(int(first, 16))}-{chr(int(last or first, 16))}"
        for first, _, last in (part.partition("-") for part in LETTER_RANGES.split())
    )
    return re.compile("|".join([*reversed(marked), f"[{singles}{re.escape(SIGNS)}]"]))


KNOWN = _known_letters()
