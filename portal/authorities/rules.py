"""What a letterhead and an instruction on remedies must hold; every no has its sentence and its field."""

import hashlib
import json
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

    @property
    def digest(self) -> str:
        """SHA-256 over all of it, by which a change by another hand is found."""
        text = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def problems_of(head: Letterhead) -> list[Problem]:
    """What is missing or wrong, each with the field where it is mended."""
    found: list[Problem] = [(name, MISSING) for name in NEEDED if not getattr(head, name).strip()]
    german = head.remedy_text.get("de", "")
    if head.remedy_kind not in REMEDIES:
        return [*found, ("remedy_kind", say("Please choose one of the remedies shown."))]
    word = REMEDIES[head.remedy_kind][0]
    if not german.strip():
        found.append(("remedy_de", MISSING))
    elif word not in german:
        found.append(("remedy_de", say("The instruction does not name the remedy “{word}”.", word=word)))
    elif "Monat" not in german:
        found.append(("remedy_de", say("The instruction does not name the period of one month.")))
    return found


def next_remedy_version(present: str, on: date) -> str:
    """The name of a new instruction: its day, with a number where one of that day exists."""
    day, _, number = present.partition("/")
    return f"{day}/{int(number or 1) + 1}" if day == on.isoformat() else on.isoformat()
