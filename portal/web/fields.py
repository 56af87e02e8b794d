"""The fields of all forms: each reads one entry and draws its whole row, label to error, as KERN has it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

import wtforms
from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.form import _Auto
from markupsafe import Markup
from werkzeug.datastructures import FileStorage
from wtforms.validators import ValidationError
from wtforms.widgets import HiddenInput

from portal.questionnaire.text import is_storable, one_line, tidy
from portal.web import filters
from portal.web.chrome import new_key
from portal.web.language import typed
from portal.web.reading import cents_of, date_of, number_of
from portal.words import Sentence, say

SENTENCES = {
    "The CSRF token is missing.": _l("This page was open for too long. Please send it once more."),
}


class Sentences:
    """The portal's own sentences in place of those of WTForms."""

    def gettext(self, text: str) -> str:
        """Our sentence for one of theirs."""
        return str(SENTENCES[text]) if text in SENTENCES else gettext(text)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Theirs with a number: none of them is in use."""
        return one if count == 1 else many


class Row:
    """Draws a field by the macro that it names."""

    def __call__(self, field: Any, **attributes: Any) -> Markup:
        """The field's whole row."""
        macros: Any = current_app.jinja_env.get_template("_macros/fields.html").module
        return Markup(getattr(macros, field.drawn_as)(field, attributes))  # noqa: S704  # the macro escapes


class Drawn(wtforms.Field):
    """A field with a hint, attributes and a language of its own that draws itself."""

    drawn_as: ClassVar[str] = "line"
    widget = Row()

    def __init__(
        self,
        label: Any = None,
        validators: Sequence[Any] | None = None,
        *,
        hint: Any = "",
        attributes: Mapping[str, Any] | None = None,
        lang: str = "",
        depends: bool = False,
        **rest: Any,
    ) -> None:
        self.lang, self.depends = lang, depends
        super().__init__(
            label, list(validators or ()), description=hint, render_kw=dict(attributes or {}), **rest
        )

    @property
    def is_optional(self) -> bool:
        """Whether it may stay empty; the row says so unless that depends on another answer."""
        return not self.flags.required

    @property
    def anchor(self) -> str:
        """The id to which a link in the error summary leads."""
        return self.id

    def described_by(self, *more: str) -> str | None:
        """The ids of what explains the field: hint, counter, error."""
        parts = (
            [f"{self.id}-hint"] * bool(self.description)
            + list(more)
            + [f"{self.id}-error"] * bool(self.errors)
        )
        return " ".join(parts) or None

    @property
    def missing(self) -> Sentence:
        """What to say where nothing was entered."""
        return say("Please fill in “{label}”.", label=self.label.text)

    def shown(self, value: Any) -> str:
        """A limit of this field as its reader writes it."""
        return filters.number(value)


class TextField(Drawn, wtforms.StringField):
    """One line of text, tidied: composed letters, no control characters, no space around."""

    kind: ClassVar[str] = "text"

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Keep the text as tidied."""
        if valuelist:
            self.data = one_line(_storable(valuelist[0]))


class EmailField(TextField):
    """An e-mail address."""

    kind = "email"


class SearchField(TextField):
    """What somebody looks for."""

    kind = "search"


class PasswordField(Drawn, wtforms.StringField):
    """A password: kept exactly as typed, and never sent back."""

    kind: ClassVar[str] = "password"

    def _value(self) -> str:
        return ""


class LongTextField(Drawn, wtforms.StringField):
    """A text of several lines with the limit it must keep; nothing that is pasted is cut."""

    drawn_as = "text_box"

    def __init__(
        self, *args: Any, words: int | None = None, characters: int | None = None, rows: int = 8, **rest: Any
    ) -> None:
        self.words, self.characters, self.rows = words, characters, rows
        super().__init__(*args, **rest)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Keep the text as tidied."""
        if valuelist:
            self.data = tidy(_storable(valuelist[0]))


def _typed(raw: Sequence[Any]) -> str:
    """What was typed, to be shown again; a sign that no page can carry is replaced."""
    return str(raw[0]).replace("\x00", "\ufffd")


class NumberField(Drawn):
    """A whole number."""

    kind: ClassVar[str] = "text"
    data: int | None

    def _value(self) -> str:
        return _typed(self.raw_data) if self.raw_data else "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read digits, with a sign or without."""
        text = str(valuelist[0]).strip() if valuelist else ""
        self.data = number_of(text) if text else None
        if text and self.data is None:
            raise _unreadable(say("Please enter a whole number, like 12."))


class MoneyField(Drawn):
    """An amount in cents, read as people write it: 1.234,56 or 1234.56."""

    drawn_as = "amount"
    data: int | None

    def __init__(self, *args: Any, currency: str = "EUR", **rest: Any) -> None:
        self.currency = currency
        super().__init__(*args, **rest)

    def _value(self) -> str:
        if self.raw_data:
            return _typed(self.raw_data)
        return "" if self.data is None else filters.money(self.data, "").strip()

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the amount to the cent."""
        text = str(valuelist[0]).strip() if valuelist else ""
        self.data = cents_of(text) if text else None
        if text and self.data is None:
            raise _unreadable(say("Please enter an amount, like 1,234.56."))

    def shown(self, value: Any) -> str:
        """A limit with its currency."""
        return filters.money(value, self.currency)


class DateField(Drawn):
    """A day of the calendar."""

    kind: ClassVar[str] = "date"
    data: date | None

    def _value(self) -> str:
        return _typed(self.raw_data) if self.raw_data else self.data.isoformat() if self.data else ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the day as browsers send it or as people write it."""
        text = str(valuelist[0]).strip() if valuelist else ""
        self.data = date_of(text) if text else None
        if text and self.data is None:
            raise _unreadable(say("Please enter a date that is in the calendar, like 14.10.2026."))

    def shown(self, value: Any) -> str:
        """A limit in words."""
        return filters.day(value)


class Choosing(Drawn):
    """A field with options: value, label, and a hint where there is one; they may be given late."""

    def __init__(self, *args: Any, choices: Iterable[Sequence[Any]] = (), **rest: Any) -> None:
        self.choices: Iterable[Sequence[Any]] = tuple(choices)
        super().__init__(*args, **rest)

    @property
    def anchor(self) -> str:
        """The first option."""
        return f"{self.id}-0"

    @property
    def missing(self) -> Sentence:
        """What to say where nothing was chosen."""
        return say("Please choose: “{label}”", label=self.label.text)

    @property
    def chosen(self) -> list[str]:
        """The values that are chosen."""
        return [] if self.data is None else [str(self.data)]

    @property
    def options(self) -> list[dict[str, Any]]:
        """The options as the page shows them."""
        return [self._option(place, *choice) for place, choice in enumerate(self.choices)]

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not among the options; nothing chosen is a matter of being required."""
        if not set(self.chosen) <= {str(choice[0]) for choice in self.choices}:
            raise _unreadable(say("Please choose one of the options shown."))

    def _option(self, place: int, value: Any, label: Any, hint: Any = "") -> dict[str, Any]:
        chosen = str(value) in self.chosen
        return {"id": f"{self.id}-{place}", "value": value, "label": label, "hint": hint, "chosen": chosen}


class ChoiceField(Choosing):
    """One of a few options, all in sight."""

    drawn_as = "radios"

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Keep what was chosen."""
        self.data = str(valuelist[0]) if valuelist and valuelist[0] != "" else None


class SelectField(ChoiceField):
    """One of many options, in a menu."""

    drawn_as = "menu"

    @property
    def anchor(self) -> str:
        """The menu itself."""
        return self.id


class ChoicesField(Choosing):
    """Any number of a few options."""

    drawn_as = "ticks"

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Keep what is ticked; the empty value only says that the question was on the page."""
        self.data = [str(value) for value in valuelist if value != ""]

    @property
    def chosen(self) -> list[str]:
        """The values that are ticked."""
        return [str(value) for value in self.data or ()]


class DeclarationField(Drawn, wtforms.BooleanField):
    """A statement that a person makes by ticking it."""

    drawn_as = "declaration"

    @property
    def missing(self) -> Sentence:
        """What to say where it was not ticked."""
        return say("Please confirm: “{label}”", label=self.label.text)

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Keep whether it was ticked; the empty value only says that the statement was on the page."""
        self.data = any(value not in ("", "false") for value in valuelist)


class FileField(Drawn, wtforms.MultipleFileField):
    """One file, or several where many are taken."""

    drawn_as = "upload"

    @property
    def missing(self) -> Sentence:
        """What to say where no file was chosen."""
        return say("Please add a file: “{label}”.", label=self.label.text)

    def __init__(
        self, *args: Any, accept: Sequence[str] = (), megabytes: int = 10, many: bool = False, **rest: Any
    ) -> None:
        self.accept, self.megabytes, self.many = tuple(accept), megabytes, many
        super().__init__(*args, **rest)

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Keep the files that were chosen; browsers send an empty one where none was."""
        if typed() is not None and any("." in str(name) for name in valuelist):
            again = say("Please choose the file again: files don’t stay when the language changes.")
            self.errors = [again]  # type: ignore[list-item]  # sentences stay sentences until they are shown
        sent = [upload for upload in valuelist if isinstance(upload, FileStorage) and upload.filename]
        self.data: Any = sent if self.many else (sent[0] if sent else None)


class HiddenField(wtforms.HiddenField):
    """A value that goes along unseen."""


class HiddenKey(wtforms.HiddenField):
    """The key of the act: made anew at every drawing, so that each page can act once."""

    widget = HiddenInput()

    def _value(self) -> str:
        return new_key()


class PortalForm(FlaskForm):
    """A form of the portal: sends the key of its act along and speaks our sentences."""

    key = HiddenKey(name="_key")
    form_errors: list[Any]

    class Meta(FlaskForm.Meta):
        """Where the words of the validators come from."""

        def get_translations(self, form: Any) -> Sentences:
            """Our sentences."""
            return Sentences()

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What the form holds: what was sent, or what was typed before the language changed."""
            carried = typed() if formdata is _Auto else None
            seen = {name for name, field in form._fields.items() if not isinstance(field.widget, HiddenInput)}
            return carried if carried and seen & set(carried) else super().wrap_formdata(form, formdata)

    def refuse(self, name: str | None, sentence: Sentence) -> None:
        """Show a rule's no at its field, or over the whole form where it has none."""
        if name is None or name not in self._fields:
            self.form_errors = [*self.form_errors, sentence]
        else:
            self[name].errors = [*self[name].errors, sentence]

    @property
    def sends_files(self) -> bool:
        """Whether the form must be sent in parts."""
        return any(isinstance(field, FileField) for field in self)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What goes along unseen; the proof of origin is drawn by the page itself."""
        unseen = [field for field in self if isinstance(field.widget, HiddenInput)]
        return [(field.name, field._value()) for field in unseen if field.short_name != "csrf_token"]

    @property
    def complaints(self) -> list[tuple[str | None, Any]]:
        """Every problem with the place to mend it, in the order of the page."""
        general: list[tuple[str | None, Any]] = [(None, sentence) for sentence in self.form_errors]
        return general + [
            (getattr(field, "anchor", field.id), error) for field in self for error in field.errors
        ]


def _storable(text: Any) -> str:
    if not is_storable(str(text)):
        raise _unreadable(say("This text holds a character that can’t be stored. Please type it again here."))
    return str(text)


def _unreadable(sentence: Sentence) -> ValidationError:
    return ValidationError(sentence)  # type: ignore[arg-type]  # sentences stay sentences until they are shown
