"""What a letterhead and an instruction on remedies must hold; every no has its sentence and its field."""

import hashlib
import json
import math
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from portal.words import Sentence, say

# The remedy depends on the authority (§ 68 VwGO): the word that its instruction must name.
REMEDIES: dict[str, tuple[str, Sentence]] = {
    "klage": ("Klage", say("Action before the administrative court")),
    "widerspruch": ("Widerspruch", say("Objection to the authority")),
}
MISSING = say("Please fill this in. No letter can be made without it.")
PLAIN = "#111111"
COLOUR = re.compile("#[0-9a-f]{6}")
LEAST_CONTRAST = 4.5
MM_PER_INCH = 25.4
LOGO_BOX = (40.0, 18.0)
"""The room of a logo on paper, in millimetres."""
LEAST_DPI, FINEST_DPI = 200, 600
LARGEST_LOGO = 1_000_000
MOST_PIXELS = 4_000
NARROWEST = 8
NEEDED = ("name", "street", "postal_code", "town", "return_line", "file_prefix", "signatory")

Problem = tuple[str, Sentence]


@dataclass(frozen=True)
class Letterhead:
    """Everything that letters take from an authority."""

    name: str
    unit: str
    street: str
    postal_code: str
    town: str
    phone: str
    email: str
    return_line: str
    file_prefix: str
    sign_off: str
    signatory: str
    remedy_kind: str
    remedy_text: Mapping[str, str] = field(default_factory=dict)
    accent: str = PLAIN
    logo: str = ""
    logo_text: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 over all of it, by which a change by another hand is found."""
        text = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def problems_of(head: Letterhead) -> list[Problem]:
    """What is missing or wrong, each with the field where it is mended."""
    found: list[Problem] = [(name, MISSING) for name in NEEDED if not getattr(head, name).strip()]
    found += [("accent", problem) for problem in [accent_refused(head.accent)] if problem]
    if head.logo and not head.logo_text.strip():
        found.append(("logo_text", say("Please write what is read to people who do not see the logo.")))
    return [*found, *_remedy_problems(head)]


def _remedy_problems(head: Letterhead) -> list[Problem]:
    german = head.remedy_text.get("de", "")
    if head.remedy_kind not in REMEDIES:
        return [("remedy_kind", say("Please choose one of the remedies shown."))]
    word = REMEDIES[head.remedy_kind][0]
    if not german.strip():
        return [("remedy_de", MISSING)]
    if word not in german:
        return [("remedy_de", say("The instruction does not name the remedy “{word}”.", word=word))]
    if "Monat" not in german:
        return [("remedy_de", say("The instruction does not name the period of one month."))]
    return []


# Colour and logo


def accent_refused(accent: str) -> Sentence | None:
    """Why a letterhead can't have this colour: it is none, or too pale to be read on white paper."""
    if not COLOUR.fullmatch(accent):
        return say("Please write the colour as # and six digits or letters from a to f, like #1a5276.")
    reached = contrast_on_white(accent)
    if reached >= LEAST_CONTRAST:
        return None
    return say(
        "On white paper this colour has a contrast of {reached} to 1; letters need {least} to 1. "
        "The next darker shade that fits is {shade}.",
        reached=_tenths(reached),
        least=_tenths(LEAST_CONTRAST),
        shade=darker_shade(accent),
    )


def _tenths(number: float) -> Sentence:
    # Cut, not rounded: what is not enough must not read as if it were. Each language has its own point.
    whole, part = divmod(int(number * 10), 10)
    return say("{whole}.{part}", whole=whole, part=part)


def contrast_on_white(colour: str) -> float:
    """How much a colour stands out on white, from 1 to 21, as WCAG 2.2 computes it."""
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def darker_shade(colour: str) -> str:
    """The lightest shade of the same hue that can be read on white paper."""
    parts = _parts(colour)
    shades = ([round(part * light / 255) for part in parts] for light in range(255, -1, -1))
    written = (f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in shades)
    return next(shade for shade in written if contrast_on_white(shade) >= LEAST_CONTRAST)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def logo_refused(media_type: str, size: int, width: int, height: int) -> Sentence | None:
    """Why a file can't be the logo of a letterhead: no picture, too large, too narrow or too coarse."""
    if not media_type.startswith("image/"):
        return say("A logo is a picture. Please send a PNG, JPEG or WebP.")
    if size > LARGEST_LOGO or max(width, height) > MOST_PIXELS:
        return say(
            "This picture is too large for a logo. Please send one of at most {megabytes} MB "
            "and {pixels} pixels a side.",
            megabytes=LARGEST_LOGO // 1_000_000,
            pixels=MOST_PIXELS,
        )
    if max(width, height) > NARROWEST * min(width, height):
        return say("This picture is too narrow: its long side may have at most eight times its short side.")
    share = LEAST_DPI / _dots_per_inch(width, height)
    if share > 1:
        return say(
            "This picture has {width} × {height} pixels and would be blurred on paper. "
            "Please send it with at least {least_width} × {least_height}.",
            width=width,
            height=height,
            least_width=math.ceil(width * share),
            least_height=math.ceil(height * share),
        )
    return None


def _dots_per_inch(width: int, height: int) -> float:
    wide, high = LOGO_BOX
    return MM_PER_INCH * max(width / wide, height / high)


def printed_pixels() -> tuple[int, int]:
    """As many pixels as a printer can use in the room of a logo."""
    wide, high = (round(side / MM_PER_INCH * FINEST_DPI) for side in LOGO_BOX)
    return wide, high


# Remedies


def next_remedy_version(present: str, on: date) -> str:
    """The name of a new instruction: its day, with a number where one of that day exists."""
    day, _, number = present.partition("/")
    return f"{day}/{int(number or 1) + 1}" if day == on.isoformat() else on.isoformat()
