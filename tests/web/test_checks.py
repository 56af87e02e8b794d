"""What a form asks of an entry is asked of nothing that may stay empty, and of every file that comes."""

from io import BytesIO

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage, MultiDict

from portal.web.checks import AtMost, AtMostWords, Between, HasEnding, IsEmail, required
from portal.web.fields import FileField, LongTextField, MoneyField, PortalForm, TextField
from portal.words import say


class Patient(PortalForm):
    """Nothing is required here."""

    name = TextField("Name", [AtMost(5)])
    text = LongTextField("Text", [AtMostWords(2)])
    pay = MoneyField("Amount", [Between(1, 2)])
    mail = TextField("Mail", [IsEmail()])
    files = FileField("Files", [HasEnding([".pdf", ".JPG"])], many=True)


class Strict(PortalForm):
    """A file and a word of its own for what is missing."""

    cv = FileField("CV", [required()])
    name = TextField("Name", [required(say("Please tell us your name."))])


def upload(name: str) -> FileStorage:
    """A file as a browser sends it."""
    return FileStorage(BytesIO(b"x"), filename=name)


def test_an_empty_entry_passes_every_check_but_the_one_for_being_there(in_english: Flask) -> None:
    form = Patient(
        formdata=MultiDict(dict.fromkeys(["name", "text", "pay", "mail"], "")), meta={"csrf": False}
    )
    assert form.validate(), form.errors


def test_each_missing_entry_is_asked_for_in_fitting_words(in_english: Flask) -> None:
    form = Strict(formdata=MultiDict({"name": ""}), meta={"csrf": False})
    form.validate()
    assert [str(sentence) for _, sentence in form.complaints] == [
        "Please add a file: “CV”.",
        "Please tell us your name.",
    ]


@pytest.mark.parametrize(
    ("names", "refused"),
    [
        (["a.pdf", "B.PDF", "c.jpg"], []),
        (["a.pdf", "b.pdf.exe"], ["“b.pdf.exe” can not be taken here. Possible are: .pdf, .jpg."]),
        (["Лодзь.pdf"], []),
        ([""], []),
    ],
)
def test_every_one_of_several_files_is_looked_at(
    in_english: Flask, names: list[str], refused: list[str]
) -> None:
    sent = MultiDict([("files", upload(name)) for name in names])
    form = Patient(formdata=sent, meta={"csrf": False})
    form.validate()
    assert [str(sentence) for _, sentence in form.complaints] == refused


def test_a_line_end_counts_as_one_character_however_the_browser_sends_it(in_english: Flask) -> None:
    form = Patient(formdata=MultiDict({"name": "ab\r\ncd"}), meta={"csrf": False})
    assert form.validate(), form.errors
