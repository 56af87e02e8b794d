"""What a form asks of an entry, each with its sentence for the person who typed it."""

from collections.abc import Sequence
from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms import Field, Form
from wtforms.validators import StopValidation, ValidationError

from portal.questionnaire.text import count_characters, count_words
from portal.words import Sentence, say


class Required:
    """Something must be entered or chosen."""

    field_flags = {"required": True}

    def __init__(self, message: Sentence | None = None) -> None:
        self.message = message

    def __call__(self, form: Form, field: Field) -> None:
        """Stop at an empty entry."""
        if field.errors:
            return
        if not _filled(field.data):
            raise StopValidation(self.message or field.missing)  # type: ignore[arg-type, attr-defined]  # our fields carry sentences


def required(message: Sentence | None = None) -> Required:
    """Something must be entered or chosen."""
    return Required(message)


class AtMost:
    """A text of at most so many characters."""

    def __init__(self, characters: int) -> None:
        self.characters = characters

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse a text that is too long, and say by how much."""
        excess = count_characters(field.data or "") - self.characters
        if excess > 0:
            raise _no(
                say(
                    "Too long by {excess}: there is room for {limit} characters.",
                    excess=excess,
                    limit=self.characters,
                )
            )


class AtMostWords:
    """A text of at most so many words."""

    def __init__(self, words: int) -> None:
        self.words = words

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse a text that is too long, and say by how much."""
        excess = count_words(field.data or "") - self.words
        if excess > 0:
            raise _no(
                say(
                    "Too long by {excess}: there is room for {limit} words.",
                    excess=excess,
                    limit=self.words,
                )
            )


class Between:
    """A number or date from the lowest to the highest allowed."""

    def __init__(self, low: Any = None, high: Any = None) -> None:
        self.low, self.high = low, high

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse what lies outside."""
        if field.data is None:
            return
        if self.low is not None and field.data < self.low:
            raise _no(say("The lowest that can be entered is {limit}.", limit=_shown(field, self.low)))
        if self.high is not None and field.data > self.high:
            raise _no(say("The highest that can be entered is {limit}.", limit=_shown(field, self.high)))


class Equals:
    """Exactly the entry that is asked for, for acts that must not happen by mistake."""

    def __init__(self, value: Any, message: Sentence) -> None:
        self.value, self.message = value, message

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse any other entry."""
        if field.data != self.value:
            raise _no(self.message)


class SameAs:
    """The same entry as in another field."""

    def __init__(self, other: str, message: Sentence) -> None:
        self.other, self.message = other, message

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse an entry that differs."""
        if field.data != form[self.other].data:
            raise _no(self.message)


class IsEmail:
    """An address to which mail can be sent."""

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse what is no address."""
        if not field.data:
            return
        try:
            validate_email(field.data, check_deliverability=False)
        except EmailNotValidError:
            raise _no(say("This is not an e-mail address. It looks like name@example.org.")) from None


class HasEnding:
    """Only files whose names end as asked; what they hold is examined when they are taken."""

    def __init__(self, endings: Sequence[str]) -> None:
        self.endings = tuple(ending.lower() for ending in endings)

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse a file of another kind."""
        for upload in field.data if isinstance(field.data, list) else [field.data]:
            if upload and not (upload.filename or "").lower().endswith(self.endings):
                raise _no(
                    say(
                        "“{name}” can not be taken here. Possible are: {endings}.",
                        name=upload.filename,
                        endings=", ".join(self.endings),
                    )
                )


def _no(sentence: Sentence) -> ValidationError:
    return ValidationError(sentence)  # type: ignore[arg-type]  # sentences stay sentences until they are shown


def _filled(data: Any) -> bool:
    return bool(data.strip()) if isinstance(data, str) else data not in (None, False, [], ())


def _shown(field: Any, limit: Any) -> str:
    return str(field.shown(limit))
