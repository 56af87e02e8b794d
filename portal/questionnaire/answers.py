"""What a form sent, and what is wrong with an answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.questionnaire.shape import FileFacts, Question
from portal.questionnaire.text import is_storable
from portal.words import Sentence, say

Files = Mapping[str, FileFacts]
Raw = Mapping[str, list[str]]

# Far above every limit of a questionnaire; keeps one field from filling the database.
MOST_CHARACTERS = 50_000

UNREADABLE = say("This answer can’t be read. Please enter it again.")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong or missing, and the form field where it can be mended."""

    question: str
    sentence: Sentence
    section: str = ""
    field: str = ""


class Refused(Exception):
    """Something was sent that can’t be kept; the answer given before stays."""

    def __init__(self, sentence: Sentence, field: str) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
        self.field = field


@dataclass(frozen=True)
class Sent:
    """The fields of a form as they arrived, together with the files that belong to the application."""

    raw: Raw
    files: Files

    def every(self, name: str) -> list[str]:
        """All non-empty values of one field."""
        values: object = self.raw.get(name, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise Refused(UNREADABLE, name)
        return [self._storable(value, name) for value in values if value]

    def one(self, name: str) -> str:
        """The single value of a field, empty when nothing was entered."""
        values = self.every(name)
        if len(values) > 1:
            raise Refused(say("This answer arrived more than once. Please enter it again."), name)
        return values[0] if values else ""

    def _storable(self, value: str, name: str) -> str:
        if not is_storable(value):
            raise Refused(
                say("This text contains a character that can’t be stored. Please remove it and try again."),
                name,
            )
        if len(value) > MOST_CHARACTERS:
            raise Refused(
                say(
                    "This text is too long to be saved. The most is {most} characters.", most=MOST_CHARACTERS
                ),
                name,
            )
        return value


def problem(question: Question, sentence: Sentence, field: str = "") -> Problem:
    """A problem of this question, at its own field unless another one is named."""
    return Problem(question.key, sentence, field=field or question.key)
