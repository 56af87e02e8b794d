"""Names of files: shown as the person wrote them, without what could deceive or break."""

import re
from unicodedata import category, normalize
from urllib.parse import quote

LONGEST = 200
ENDINGS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "image/png": (".png",),
    "image/webp": (".webp",),
}
# They turn the direction of what follows, so that “exe.fdp” reads “pdf.exe”; joiners stay, scripts need them.
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
UNSEEN = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def display_name(name: str) -> str:
    """The name to show: composed letters, no path, nothing invisible, at most as long as a line can hold."""
    last = re.split(r"[/\\]", normalize("NFC", name))[-1]
    plain = "".join(sign for sign in last if category(sign) not in UNSEEN and sign not in TURNING)
    plain = re.sub(r"\s+", " ", plain).strip().lstrip(".-").strip()
    if DEVICES.match(plain):
        plain = f"_{plain}"
    return _shortened(plain) or "file"


def download_name(name: str, media_type: str) -> str:
    """The name under which it is saved; its ending always fits what the file is."""
    shown = display_name(name)
    endings = ENDINGS.get(media_type, ())
    if not endings or shown.casefold().endswith(endings):
        return shown
    return display_name(shown[: LONGEST - len(endings[0])] + endings[0])


def disposition(name: str, *, inline: bool = False) -> str:
    """The header that names a download, readable by every browser in every script."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._ -]", "_", plain).strip(" .") or "file"
    if plain != name:
        return f"{_how(inline)}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return f'{_how(inline)}; filename="{plain}"'


def _how(inline: bool) -> str:
    return "inline" if inline else "attachment"


def _shortened(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    stem, point, ending = name.rpartition(".")
    if not point or len(ending) > 10:
        return name[:LONGEST]
    return stem[: LONGEST - len(ending) - 1] + point + ending
