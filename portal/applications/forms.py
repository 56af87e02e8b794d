"""The forms of applications: a section’s questions as fields, and the small forms around them."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import Field

from portal.applications.rules import LONGEST_REASON
from portal.countries import countries
from portal.errors import Invalid
from portal.questionnaire import (
    PARTS,
    FileFacts,
    Part,
    Problem,
    Question,
    Section,
    fill_section,
    shown,
)
from portal.questionnaire.uploads import accepted
from portal.web.checks import AtMost, required
from portal.web.fields import (
    ChoiceField,
    ChoicesField,
    DateField,
    DeclarationField,
    EmailField,
    FileField,
    HiddenField,
    LongTextField,
    MoneyField,
    PortalForm,
    SelectField,
    TextField,
)
from portal.web.filters import in_language, text_in_language
from portal.web.language import current_language
from portal.web.say import translate
from portal.words import say

# Names that steer the form and are no answers begin like this; the questionnaire leaves them alone.
BASE, REMOVE, STAY, CHOOSE = "_revision", "_remove", "_stay", "_choose-"
DEFAULT_MEGABYTES, DEFAULT_WORKS = 10, 8
Raw = dict[str, list[str]]


class SectionForm(PortalForm):
    """The questions of one section, on top of the revision that the page showed."""

    base = HiddenField(name=BASE)

    @property
    def complaints(self) -> list[tuple[str | None, Any]]:
        """Every problem with the place to mend it, each beginning with the question that it is about."""
        titles = {getattr(field, "anchor", field.id): _title_of(field) for field in self}
        return [
            (anchor, f"{titles[anchor]}: {translate(text)}" if titles.get(anchor) else text)
            for anchor, text in super().complaints
        ]

    def show(self, problems: Sequence[Problem]) -> None:
        """Put each problem at its field, or above the form where there is none."""
        for problem in problems:
            own, question = _attribute(problem.field), _attribute(problem.question)
            self.refuse(own if own in self._fields else question, problem.sentence)


def _title_of(field: Field) -> str:
    of_work = re.fullmatch(r".+-(\d{1,2})-[a-z]+", field.name, re.ASCII)
    label = str(field.label.text).removesuffix(".")
    return f"{_('Work %(number)s', number=int(of_work[1]) + 1)}, {label}" if of_work else label


@dataclass(frozen=True)
class WorkRow:
    """The fields of one work sample, and the file that it has."""

    number: int
    facts: list[Field]
    upload: Field
    file_name: str
    held: FileFacts | None

    @property
    def is_open(self) -> bool:
        """Whether something has to be mended in it; a finished work is closed, so the page stays short."""
        return any(field.errors for field in (*self.facts, self.upload))

    @property
    def is_empty(self) -> bool:
        """Whether nobody wrote into it yet."""
        return self.held is None and not any(field.data for field in self.facts)


@dataclass(frozen=True)
class QuestionRow:
    """One question as the page shows it."""

    question: Question
    field: Field | None
    held: list[FileFacts]
    works: list[WorkRow]

    @property
    def takes_files(self) -> bool:
        """Whether files can be added here, which only a full save sends."""
        return self.question.kind in ("file", "work_samples")

    @property
    def most_works(self) -> int:
        """How many work samples the call allows."""
        return self.question.limits.max_items or DEFAULT_WORKS


def section_form(section: Section, visible: frozenset[str], raw: Raw, *, base: int) -> SectionForm:
    """The section as a form that shows what was typed or stored; only the questions that are asked."""
    fields: dict[str, Any] = {}
    for question in section.questions:
        if question.key in visible:
            fields |= _fields_of(question, raw)
    made: type[SectionForm] = type("AskedSection", (SectionForm,), fields)
    given = {name: [text.replace("\x00", "") for text in texts if text] for name, texts in raw.items()}
    form = made(formdata=MultiDict({name: texts for name, texts in given.items() if texts}))
    form.base.data = str(base)
    return form


def filled(section: Section, answers: Mapping[str, Any]) -> Raw:
    """The stored answers of a section as its form sends them."""
    return fill_section(section, answers, current_language())


def rows_of(
    form: SectionForm, section: Section, visible: frozenset[str], raw: Raw, files: Mapping[str, FileFacts]
) -> list[QuestionRow]:
    """The questions of the section in order, each with its fields and the files that it holds."""
    questions = [question for question in section.questions if question.key in visible]
    return [_row_of(form, question, raw, files) for question in questions]


def _row_of(form: SectionForm, question: Question, raw: Raw, files: Mapping[str, FileFacts]) -> QuestionRow:
    held = [files[id] for id in raw.get(question.key, ()) if id in files]
    works: list[WorkRow] = []
    if question.kind == "work_samples":
        works = [_work_of(form, question, index, raw, files) for index in range(_count_works(question, raw))]
    return QuestionRow(question, form._fields.get(_attribute(question.key)), held, works)


def _work_of(
    form: SectionForm, question: Question, index: int, raw: Raw, files: Mapping[str, FileFacts]
) -> WorkRow:
    names = {part.name: f"{question.key}-{index}-{part.name}" for part in PARTS}
    ids = raw.get(names["file"]) or [""]
    return WorkRow(
        number=index + 1,
        facts=[form[_attribute(name)] for part, name in names.items() if part != "file"],
        upload=form[_attribute(names["file"])],
        file_name=names["file"],
        held=files.get(ids[-1]),
    )


def _count_works(question: Question, raw: Raw) -> int:
    row = re.compile(rf"{re.escape(question.key)}-(\d{{1,2}})-", re.ASCII)
    found = [match for match in map(row.match, (name for name, texts in raw.items() if any(texts))) if match]
    written = max((int(match[1]) for match in found), default=-1) + 1
    # One empty row more, as long as another work is allowed.
    return max(written, min(written + 1, question.limits.max_items or DEFAULT_WORKS))


def _attribute(name: str) -> str:
    # Question keys are the call's own words and must not meet the names that a form already has.
    return f"q_{name}"


def _fields_of(question: Question, raw: Raw) -> dict[str, Any]:
    if question.kind == "work_samples":
        fields = (_work_fields(question, index) for index in range(_count_works(question, raw)))
        return {name: field for row in fields for name, field in row.items()}
    return {_attribute(question.key): _field_of(question)}


def _field_of(question: Question) -> Any:
    common: dict[str, Any] = {
        "validators": [required()] if question.required else [],
        "hint": in_language(question.help),
        "name": question.key,
        "id": question.key,
    }
    placeholder = text_in_language(question.placeholder)
    common["attributes"] = _TYPED.get(question.kind, {}) | (
        {"placeholder": placeholder} if placeholder else {}
    )
    if question.kind == "file":
        common["hint"] = Markup("{} {}").format(common["hint"], _file_hint(question)).strip()
    field, own = _KINDS[question.kind](question)
    return field(in_language(question.title), **common, **own)


def _choices_of(question: Question) -> list[tuple[str, Any, Any]]:
    return [(option.key, in_language(option.label), in_language(option.help)) for option in question.options]


# What is typed with other keys than letters: a telephone shows the right ones.
_TYPED = {"number": {"inputmode": "decimal"}, "phone": {"inputmode": "tel"}, "url": {"inputmode": "url"}}


def _limits_of_texts(question: Question) -> dict[str, Any]:
    return {"words": question.limits.max_words, "characters": question.limits.max_characters}


def _limits_of_files(question: Question) -> dict[str, Any]:
    limits = question.limits
    return {"accept": limits.accept, "megabytes": limits.max_mb or DEFAULT_MEGABYTES}


_KINDS: dict[str, Any] = {
    "text": lambda question: (TextField, {}),
    "long_text": lambda question: (LongTextField, _limits_of_texts(question)),
    "choice": lambda question: (ChoiceField, {"choices": _choices_of(question)}),
    "choices": lambda question: (ChoicesField, {"choices": _choices_of(question)}),
    "date": lambda question: (DateField, {}),
    "money": lambda question: (MoneyField, {"currency": question.limits.currency or "EUR"}),
    "number": lambda question: (TextField, {}),
    "file": lambda question: (
        FileField,
        _limits_of_files(question) | {"many": (question.limits.max_files or 1) > 1},
    ),
    "declaration": lambda question: (DeclarationField, {}),
    "email": lambda question: (EmailField, {}),
    "url": lambda question: (TextField, {}),
    "phone": lambda question: (TextField, {}),
}


def _work_fields(question: Question, index: int) -> dict[str, Any]:
    names = [f"{question.key}-{index}-{part.name}" for part in PARTS]
    parts = zip(PARTS, names, strict=True)
    return {_attribute(name): _part_field(question, part, name) for part, name in parts}


def _part_field(question: Question, part: Part, name: str) -> Any:
    common: dict[str, Any] = {
        "validators": [required()] if part.required or part.name == "file" else [],
        "name": name,
        "id": name,
    }
    label = translate(part.label)
    if part.name == "file":
        return FileField(label, hint=_work_hint(question), **common, **_limits_of_files(question))
    return TextField(label, **common)


def _file_hint(question: Question) -> str:
    megabytes = question.limits.max_mb or DEFAULT_MEGABYTES
    facts = {"types": accepted(question), "megabytes": megabytes}
    if (question.limits.max_files or 1) > 1:
        return str(_("%(types)s, at most %(megabytes)s MB each.", **facts))
    return str(_("%(types)s, at most %(megabytes)s MB.", **facts))


def _work_hint(question: Question) -> str:
    megabytes = question.limits.max_mb or DEFAULT_MEGABYTES
    return str(_("A file of at most %(megabytes)s MB, or a link below.", megabytes=megabytes))


# What steers the form


def sent_answers(sent: Mapping[str, Sequence[str]]) -> Raw:
    """The answers of a sent form, without files that were taken off and versions that were not chosen."""
    removed = set(sent.get(REMOVE, ()))
    chosen = {name: texts for name, texts in sent.items() if name.startswith(CHOOSE)}
    left = {name.removeprefix(CHOOSE) for name, texts in chosen.items() if "theirs" in texts}
    return {
        name: [text for text in texts if text not in removed]
        for name, texts in sent.items()
        if not name.startswith("_") and name != "csrf_token" and name.partition("-")[0] not in left
    }


def base_of(text: str | None) -> int:
    """The revision that the sent page showed; without it nobody could tell what it would overwrite."""
    if not re.fullmatch(r"\d{1,9}", text or "", re.ASCII):
        raise Invalid(say("This page was not sent completely. Please open it again."))
    return int(text or "0")


def sent_by_script(body: bytes) -> tuple[int, Raw]:
    """The revision and the answers of an automatic save."""
    try:
        sent = json.loads(body)
        revision, answers = sent["revision"], sent["answers"]
        if type(revision) is not int or not all(map(_is_texts, answers.values())):
            raise TypeError(sent)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Invalid(say("This page was not sent completely. Please open it again.")) from None
    return base_of(str(revision)), answers


def _is_texts(texts: object) -> bool:
    return isinstance(texts, list) and all(isinstance(text, str) for text in texts)


@dataclass(frozen=True)
class Version:
    """An answer that two windows wrote differently: its fields as they were sent, its lines to compare."""

    question: Question
    fields: Raw
    mine: list[Any]
    theirs: list[Any]


def versions(
    section: Section, keys: Sequence[str], raw: Raw, mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> list[Version]:
    """The answers in which two windows differ, side by side."""
    language = current_language()
    return [
        Version(
            question=question,
            fields={name: texts for name, texts in raw.items() if name.partition("-")[0] == question.key},
            mine=shown(question, mine.get(question.key), language),
            theirs=shown(question, theirs.get(question.key), language),
        )
        for question in section.questions
        if question.key in keys
    ]


# The small forms


DETAILS = ("display_name", "name_latin", "street", "address_extra", "postal_code", "town", "country_code")


class DetailsForm(PortalForm):
    """How the person is named and where letters reach him or her."""

    display_name = TextField(
        _l("Your name"),
        [required(), AtMost(200)],
        hint=_l("As you write it, in your own letters. It stands like this in every letter to you."),
        attributes={"autocomplete": "name"},
    )
    name_latin = TextField(
        _l("Your name in Latin letters"),
        [AtMost(200)],
        hint=_l("Only if you write it in other letters above: as in your passport."),
    )
    street = TextField(
        _l("Street and number"), [required(), AtMost(160)], attributes={"autocomplete": "street-address"}
    )
    address_extra = TextField(_l("Addition, for example c/o or flat"), [AtMost(120)])
    postal_code = TextField(_l("Postal code"), [AtMost(20)], attributes={"autocomplete": "postal-code"})
    town = TextField(_l("Town"), [required(), AtMost(120)], attributes={"autocomplete": "address-level2"})
    country_code = SelectField(_l("Country"), [required()], attributes={"autocomplete": "country"})

    def offer(self, language: str) -> None:
        """Show all countries in the reader’s language."""
        self.country_code.choices = [("", _("Please choose")), *countries(language)]


class SubmitForm(PortalForm):
    """The one button that sends an application in."""


class WithdrawForm(PortalForm):
    """Taking an application back."""

    why = LongTextField(
        _l("Why do you withdraw?"),
        [AtMost(LONGEST_REASON)],
        characters=LONGEST_REASON,
        rows=4,
        hint=_l("You need not give a reason. If you do, only the office reads it."),
    )
