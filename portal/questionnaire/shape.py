"""The shape of a questionnaire: sections, questions, options and limits as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.questionnaire.conditions import Condition

Words = Mapping[str, str]

FIELD_CLASSES = ("identity", "contact", "health", "bank", "content")
_FALLBACK = ("de", "en")


@dataclass(frozen=True)
class Spoken:
    """A text in the language it was really found in."""

    text: str
    language: str


def spoken(words: Words, language: str) -> Spoken:
    """The text in the reader’s language, else in German, else in English, else in any."""
    for candidate in (language, *_FALLBACK, *sorted(words)):
        if words.get(candidate):
            return Spoken(words[candidate], candidate)
    return Spoken("", language)


@dataclass(frozen=True)
class Limits:
    """What an answer may be at most and at least; what is None is not limited."""

    max_words: int | None = None
    min_words: int | None = None
    max_characters: int | None = None
    min_picks: int | None = None
    max_picks: int | None = None
    earliest: str | None = None
    latest: str | None = None
    min_cents: int | None = None
    max_cents: int | None = None
    currency: str | None = None
    min_value: int | None = None
    max_value: int | None = None
    decimals: int | None = None
    accept: tuple[str, ...] = ()
    max_mb: int | None = None
    max_pages: int | None = None
    max_files: int | None = None
    min_items: int | None = None
    max_items: int | None = None


@dataclass(frozen=True)
class Option:
    """One answer to choose, known by a key that stays when its label is reworded."""

    key: str
    label: Words
    help: Words = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """One question, known by a key that stays the same across revisions and years."""

    key: str
    kind: str
    title: Words
    help: Words = field(default_factory=dict)
    placeholder: Words = field(default_factory=dict)
    required: bool = False
    options: tuple[Option, ...] = ()
    limits: Limits = Limits()
    when: Condition | None = None
    jurors_see: bool = True
    field_class: str = "content"

    def option(self, key: str) -> Option | None:
        """The option with this key, if the question offers it."""
        return next((option for option in self.options if option.key == key), None)


@dataclass(frozen=True)
class Section:
    """Questions that an applicant answers on one page."""

    key: str
    title: Words
    questions: tuple[Question, ...]
    help: Words = field(default_factory=dict)
    when: Condition | None = None

    def question(self, key: str) -> Question | None:
        """The question with this key, if it stands in the section."""
        return next((question for question in self.questions if question.key == key), None)


@dataclass(frozen=True)
class Questionnaire:
    """All that a call asks, in the order in which it is asked."""

    key: str
    sections: tuple[Section, ...]
    languages: tuple[str, ...] = ("en", "de")

    def questions(self) -> tuple[Question, ...]:
        """Every question in order, whatever its section."""
        return tuple(question for section in self.sections for question in section.questions)

    def section(self, key: str) -> Section | None:
        """The section with this key, if there is one."""
        return next((section for section in self.sections if section.key == key), None)

    def question(self, key: str) -> Question | None:
        """The question with this key, if it is asked anywhere."""
        return next((question for question in self.questions() if question.key == key), None)

    def section_of(self, question_key: str) -> Section | None:
        """The section in which a question stands."""
        return next((section for section in self.sections if section.question(question_key)), None)


@dataclass(frozen=True)
class FileFacts:
    """What the questionnaire knows of an uploaded file; its bytes are checked elsewhere."""

    id: str
    name: str
    media_type: str
    size: int
    pages: int | None = None
