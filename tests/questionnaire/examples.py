"""Small questionnaires and answers that the tests of the engine share."""

from typing import Any

from portal.questionnaire import FileFacts, Limits, Option, Question, Questionnaire, Section
from portal.questionnaire.answers import Sent

MEGABYTE = 1024 * 1024
CV = FileFacts("f1", "cv.pdf", "application/pdf", size=MEGABYTE, pages=4)
PICTURE = FileFacts("f2", "Boğaz.jpg", "image/jpeg", size=2 * MEGABYTE)
THICK = FileFacts("f3", "thick.pdf", "application/pdf", size=30 * MEGABYTE, pages=9)
FILES = {file.id: file for file in (CV, PICTURE, THICK)}

COLOURS = (
    Option("red", {"en": "Red", "de": "Rot"}),
    Option("green", {"en": "Green", "de": "Grün"}),
    Option("blue", {"en": "Blue", "de": "Blau"}),
)


def ask(kind: str, **limits: Any) -> Question:
    """A question with the key q of any kind, with options where the kind needs them."""
    options = COLOURS if kind in ("choice", "choices") else ()
    return Question("q", kind, {"en": "Question", "de": "Frage"}, options=options, limits=Limits(**limits))


def sent(**fields: list[str]) -> Sent:
    """A form with these fields; a double underscore stands for the hyphen."""
    return Sent({name.replace("__", "-"): values for name, values in fields.items()}, FILES)


def only(*questions: Question) -> Questionnaire:
    """A questionnaire with one section that asks these questions."""
    return Questionnaire("small", (Section("one", {"en": "One", "de": "Eins"}, questions),))


def sentences(problems: Any) -> list[str]:
    """What the problems say in English."""
    return [str(getattr(found, "sentence", found)) for found in problems]
