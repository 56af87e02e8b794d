"""What can be said of a city from its facts: how far, which languages, and whether a spelling means it."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher
from math import asin, cos, radians, sin, sqrt
from zoneinfo import ZoneInfo

from babel import Locale

from portal import names
from portal.cities.states import AREAS, KINDS, WORDING, CityStatus
from portal.words import Sentence, say

BERLIN = (52.52437, 13.41053)
EARTH_RADIUS_KM = 6371.0088
# How much of a word must be alike to be taken for a slip of the hand.
ALIKE = 0.72
CONFIRM_WITHIN = timedelta(days=7)
ADDRESS_OF_CALL = re.compile(
    r"^(?:https?://[^/\s]+)?/?(?:desk/)?(?:calls/)?([a-z0-9]+(?:-[a-z0-9]+)*)/?(?:edit)?$"
)


BACKWARDS = say("The last day lies before the first one.")
NOBODY = say("Enter a person or an institution, or both.")


def distance_km(latitude: float, longitude: float) -> int:
    """The kilometres from Berlin as the crow flies."""
    here, there = radians(BERLIN[0]), radians(latitude)
    steps = sin((there - here) / 2) ** 2
    turns = sin(radians(longitude - BERLIN[1]) / 2) ** 2
    return round(2 * EARTH_RADIUS_KM * asin(sqrt(steps + cos(here) * cos(there) * turns)))


def is_found_by(query: str, spellings: Iterable[str]) -> bool:
    """Whether what somebody typed is one of a city's spellings or a part of it."""
    wanted = names.search_form(query).replace(" ", "")
    return bool(wanted) and wanted in names.search_key(*spellings).replace(" ", "")


def language_names(tags: Iterable[str], reader: str) -> list[str]:
    """The languages behind the tags as the reader calls them, each once."""
    known = Locale.parse(reader).languages
    codes = [tag.split("-")[0] for tag in tags]
    return [known.get(code, code) for code in dict.fromkeys(codes)]


def country_name(code: str, reader: str) -> str:
    """A country as the reader calls it."""
    return str(Locale.parse(reader).territories.get(code, code))


def suggested(query: str, spellings: Mapping[str, Iterable[str]]) -> str | None:
    """The city that somebody who mistyped its name most likely meant; None if none is like it."""
    wanted = names.search_form(query).replace(" ", "")
    best = max(
        ((_likeness(wanted, names.search_form(one)), slug) for slug, own in spellings.items() for one in own),
        default=(0.0, ""),
    )
    return best[1] if best[0] >= ALIKE else None


def _likeness(wanted: str, spelling: str) -> float:
    return SequenceMatcher(None, wanted, spelling.replace(" ", "")).ratio()


def runs(first: date | None, last: date | None, on: date) -> bool:
    """Whether a day lies in a period whose ends may be open."""
    return (first is None or first <= on) and (last is None or on <= last)


def period_refused(first: date | None, last: date | None) -> Sentence | None:
    """A period that ends before it begins."""
    backwards = first is not None and last is not None and last < first
    return BACKWARDS if backwards else None


def contact_refused(name: str, office: str) -> Sentence | None:
    """A contact that is nobody."""
    return None if name or office else NOBODY


FIELDS: dict[str, Sentence] = {
    "name": say("Person"),
    "office": say("Institution and unit"),
    "role": say("Their role"),
    "email": say("E-mail"),
    "phone": say("Telephone"),
    "valid_from": say("Since"),
    "valid_until": say("Until"),
    "is_public": say("Shown to everybody"),
    "kind": say("Kind"),
    "title": say("Title"),
    "text": say("Text"),
    "starts_on": say("First day"),
    "ends_on": say("Last day"),
    "link": say("Link"),
    "call_slug": say("Call"),
    "about": say("About the city"),
    "focus_areas": say("Focus areas"),
    "status": say("Partnership"),
    "status_since": say("Partnership in this state since"),
    "status_note": say("Reasons"),
}
CHANGES: dict[tuple[str, str], Sentence] = {
    ("contact", "added"): say("Contact added: {name}"),
    ("contact", "changed"): say("Contact changed: {name}"),
    ("contact", "removed"): say("Contact removed: {name}"),
    ("activity", "added"): say("Activity added: {name}"),
    ("activity", "changed"): say("Activity changed: {name}"),
    ("activity", "removed"): say("Activity removed: {name}"),
}
LONGEST_TOLD = 120


def told_change(what: str, did: str, name: str) -> Sentence:
    """What somebody did to a city, in a sentence."""
    sentence = CHANGES.get((what, did), say("City changed"))
    return Sentence(sentence.msgid, {"name": name} if (what, did) in CHANGES else {})


def told_field(field: str) -> Sentence:
    """A fact of the log in words; “role.de” is the role in German."""
    name, _, language = field.partition(".")
    told = FIELDS.get(name, Sentence(name))
    return say("{field} ({language})", field=told, language=language) if language else told


# Facts that the log keeps as a key, with the words for each.
WORDS: dict[str, Mapping[str, Sentence]] = {
    "focus_areas": {str(area): words for area, words in AREAS.items()},
    "status": {str(status): words for status, words in WORDING.items()},
    "kind": {str(kind): words for kind, words in KINDS.items()},
}
DAYS = frozenset("valid_from valid_until starts_on ends_on status_since".split())
Told = Sentence | date | str
NOTHING_TOLD: tuple[Told, ...] = ("–",)
YES_TOLD: tuple[Told, ...] = (say("yes"),)
NO_TOLD: tuple[Told, ...] = (say("no"),)


def told_values(field: str, value: object) -> tuple[Told, ...]:
    """A value of the log as a person reads it; several where the log holds a list."""
    if isinstance(value, bool):
        return YES_TOLD if value else NO_TOLD
    values = value if isinstance(value, list) else [value] if value else []
    return tuple(_told_value(field, str(one)) for one in values) or NOTHING_TOLD


def _told_value(field: str, text: str) -> Told:
    if field in DAYS:
        return date.fromisoformat(text)
    shortened = text if len(text) <= LONGEST_TOLD else text[:LONGEST_TOLD].rstrip() + " …"
    return WORDS.get(field, {}).get(text, shortened)


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, list[object]]:
    """What changed, old and new; texts are told language by language."""
    old, new = _flat(before), _flat(after)
    return {
        field: [old.get(field, ""), new.get(field, "")]
        for field in dict.fromkeys((*old, *new))
        if (old.get(field) or "") != (new.get(field) or "")
    }


def _flat(facts: Mapping[str, object]) -> dict[str, object]:
    flat: dict[str, object] = {}
    for field, value in facts.items():
        if isinstance(value, Mapping):
            flat |= {f"{field}.{language}": text for language, text in value.items()}
        else:
            flat[field] = value
    return flat


def watch_refused(status: str, *, is_home: bool) -> Sentence | None:
    """Whether one can wait for a call of this city."""
    if is_home:
        return say("Every call is one of Berlin’s. Choose the partner city for which you wait.")
    if status == CityStatus.ENDED:
        return say("This partnership has ended, so there will be no further call.")
    return None


def call_in(text: str) -> str | None:
    """The name of a call in what was typed or copied from the address bar; None if it is none."""
    found = ADDRESS_OF_CALL.match(text.strip())
    return found[1] if found else None


def unconfirmed_since(at: datetime) -> datetime:
    """Who asked before this moment and never confirmed is forgotten."""
    return at - CONFIRM_WITHIN


def day_in_berlin(at: datetime) -> date:
    """The date by which activities are current or past."""
    return at.astimezone(ZoneInfo("Europe/Berlin")).date()
