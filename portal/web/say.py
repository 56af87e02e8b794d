"""Sentences become text here: translated into the reader's language where they are shown."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from flask import flash
from flask_babel import gettext
from markupsafe import Markup

from portal.web import filters
from portal.words import Money, Place, Sentence

TONES = ("success", "info", "warning", "danger")
# The number of a case, such as IST-L7PWP2.
CASE_NUMBER = re.compile(r"\b([A-Z0-9]+-[A-Z0-9]+)\b")


def translate(value: object) -> str:
    """The text of a sentence in the reader's language; anything else as it prints itself."""
    if not isinstance(value, Sentence):
        return str(value)
    text: str = gettext(value.msgid)
    facts = {name: _shown(fact) for name, fact in value.facts.items()}
    return text.format(**facts) if facts else text


def finalize(value: Any) -> Any:
    """What a template prints: sentences translated, all else untouched."""
    return translate(value) if isinstance(value, Sentence) else value


def codes_whole(value: object) -> Markup:
    """A sentence in the reader's language in which no number of a case is torn at its hyphen."""
    parts = CASE_NUMBER.split(translate(value))
    parts[1::2] = [Markup('<span class="whole">{}</span>').format(code) for code in parts[1::2]]
    return Markup("").join(parts)


def tell(sentence: Sentence | str, tone: str = "success") -> None:
    """Say a sentence at the top of the next page."""
    if tone not in TONES:
        raise ValueError(f"a message is one of {TONES}")
    flash(translate(sentence), tone)


# How the facts of a sentence are written in the reader's language; all others print themselves.
_WRITTEN: dict[type, Callable[[Any], str]] = {
    Sentence: translate,
    Money: lambda amount: filters.money(amount.cents, amount.currency),
    Place: lambda place: filters.place(place.zone),
    date: filters.day,
    Decimal: filters.figure,
}


def _shown(fact: Any) -> Any:
    written = _WRITTEN.get(type(fact))
    return written(fact) if written else fact
