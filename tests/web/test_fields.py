"""Every field reads what people type, keeps it, and says kindly what it could not read."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask, g, render_template_string
from werkzeug.datastructures import FileStorage, MultiDict

from portal.web.checks import AtMost, AtMostWords, Between, Equals, HasEnding, IsEmail, SameAs, required
from portal.web.fields import (
    ChoiceField,
    ChoicesField,
    DateField,
    DeclarationField,
    EmailField,
    FileField,
    LongTextField,
    MoneyField,
    NumberField,
    PasswordField,
    PortalForm,
    SelectField,
    TextField,
)
from portal.words import Sentence, say
from tests.pages import check_html, parse, select, text_of

PAGE = """<!doctype html><html lang="en"><head><title>T</title></head><body><h1>T</h1>
{% from "_macros/form.html" import form_wrapper %}
{% call form_wrapper(form, submit="Send", revision=3) %}FIELDS{% endcall %}</body></html>"""


class Everything(PortalForm):
    """One field of each kind."""

    name = TextField("Name", [required(), AtMost(5)], hint="As on the poster")
    text = LongTextField("Text", [AtMostWords(3)], words=3)
    pay = MoneyField("Amount", [Between(100, 100_000)])
    count = NumberField("Count", [Between(1, 10)])
    on = DateField("Since", [Between(high=date(2027, 1, 31))])
    period = ChoiceField("Period", [required()], choices=[("a", "First", "January"), ("b", "Second")])
    arts = ChoicesField("Arts", choices=[("v", "Visual"), ("m", "Music")])
    city = SelectField("City", choices=[("i", "İstanbul"), ("p", "Praha")])
    cv = FileField("CV", [HasEnding([".pdf"])], accept=(".pdf",), megabytes=10)
    true = DeclarationField("All this is true.", [required()])
    mail = EmailField("Mail", [IsEmail()])
    secret = PasswordField("Password")
    again = PasswordField("Password again", [SameAs("secret", say("The two passwords differ."))])
    number = NumberField("Letters", [Equals(14, say("Please enter the number of letters."))])


GIVEN = {
    "name": "Işıl",
    "text": "one two  three",
    "pay": "1.000,00",
    "count": "7",
    "on": "2026-10-14",
    "period": "b",
    "arts": ["", "v", "m"],
    "city": "p",
    "true": ["", "yes"],
    "mail": "a@example.org",
    "secret": " x ",
    "again": " x ",
    "number": "14",
}


def filled(**changes: Any) -> Everything:
    """The form with good entries, but for the changes."""
    return Everything(formdata=MultiDict(GIVEN | changes), meta={"csrf": False})


def complaints(**changes: Any) -> list[str]:
    """What the form says about these entries, in English."""
    form = filled(**changes)
    form.validate()
    return [str(sentence) for _, sentence in form.complaints]


def test_a_file_that_can_not_stay_when_the_language_changes_is_asked_for_again(in_english: Flask) -> None:
    class Asking(PortalForm):
        cv = FileField("Curriculum vitae")
        name = TextField("Name")

    g.typed = MultiDict({"cv": "cv.pdf", "name": "Işıl"})
    form = Asking()
    assert (form.name.data, [str(one) for _, one in form.complaints]) == (
        "Işıl",
        ["Please choose the file again: files don’t stay when the language changes."],
    )


def test_what_was_typed_before_a_change_of_language_fills_only_the_form_that_held_it(
    in_english: Flask,
) -> None:
    class Other(PortalForm):
        town = TextField("Town", default="Kars")

    g.typed = MultiDict({"name": "Işıl", "_key": "1"})
    assert Other().town.data == "Kars"


def test_good_entries_are_read_into_plain_values(in_english: Flask) -> None:
    form = filled()
    assert form.validate(), form.errors
    values = {field.short_name: field.data for field in form if field.short_name != "_key"}
    assert values == {
        "name": "Işıl",
        "text": "one two  three",
        "pay": 100_000,
        "count": 7,
        "on": date(2026, 10, 14),
        "period": "b",
        "arts": ["v", "m"],
        "city": "p",
        "cv": None,
        "true": True,
        "mail": "a@example.org",
        "secret": " x ",
        "again": " x ",
        "number": 14,
    }


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "  "}, "Please fill in “Name”."),
        ({"name": "abcdefgh"}, "Too long by 3: there is room for 5 characters."),
        ({"name": "a\x00b"}, "This text holds a character that can’t be stored. Please type it again here."),
        ({"name": "a\ud800"}, "This text holds a character that can’t be stored. Please type it again here."),
        ({"text": "one two three four"}, "Too long by 1: there is room for 3 words."),
        ({"pay": "much"}, "Please enter an amount, like 1,234.56."),
        ({"pay": "0,99"}, "The lowest that can be entered is 1.00\u00a0EUR."),
        ({"pay": "1000,01"}, "The highest that can be entered is 1,000.00\u00a0EUR."),
        ({"count": "1e400"}, "Please enter a whole number, like 12."),
        ({"count": "9" * 400}, "Please enter a whole number, like 12."),
        ({"count": "11"}, "The highest that can be entered is 10."),
        ({"on": "31.02.2026"}, "Please enter a date that is in the calendar, like 14.10.2026."),
        ({"on": "2027-02-01"}, "The highest that can be entered is 31 January 2027."),
        ({"period": ""}, "Please choose: “Period”"),
        ({"period": "z"}, "Please choose one of the options shown."),
        ({"arts": ["z"]}, "Please choose one of the options shown."),
        ({"city": "z"}, "Please choose one of the options shown."),
        ({"true": ""}, "Please confirm: “All this is true.”"),
        ({"mail": "a@b, c@d"}, "This is not an e-mail address. It looks like name@example.org."),
        ({"again": "y"}, "The two passwords differ."),
        ({"number": "13"}, "Please enter the number of letters."),
        (
            {"cv": FileStorage(BytesIO(b"x"), filename="cv.exe")},
            "“cv.exe” can not be taken here. Possible are: .pdf.",
        ),
    ],
)
def test_each_refusal_is_one_sentence(in_english: Flask, changes: dict[str, Any], sentence: str) -> None:
    assert complaints(**changes) == [sentence]


def draw(form: PortalForm, names: list[str]) -> str:
    """The form as a page."""
    return render_template_string(
        PAGE.replace("FIELDS", "{% for name in names %}{{ form[name]() }}{% endfor %}"),
        form=form,
        names=names,
    )


def test_the_whole_form_is_a_valid_page_before_and_after_a_refusal(in_english: Flask) -> None:
    names = [name for name in Everything(meta={"csrf": False})._fields if name not in ("key", "csrf_token")]
    empty, refused = Everything(formdata=None), filled(name="", period="", true="", pay="x", arts=["z"])
    refused.validate()
    assert (check_html(draw(empty, names)), check_html(draw(refused, names))) == ([], [])


def test_what_could_not_be_read_stays_in_its_field(in_english: Flask) -> None:
    form = filled(pay="12 euros", on="soon", count="many", name="abcdefgh")
    form.validate()
    tree = parse(draw(form, ["pay", "on", "count", "name"]))[0]
    shown = {one.get("name"): one.get("value") for one in select(tree, "input:not([type=hidden])")}
    assert shown == {"pay": "12 euros", "on": "soon", "count": "many", "name": "abcdefgh"}


def test_a_password_is_never_sent_back(in_english: Flask) -> None:
    assert "hidden treasure" not in draw(filled(secret="hidden treasure"), ["secret"])


def test_each_refusal_is_linked_to_its_field_and_described_there(in_english: Flask) -> None:
    form = filled(name="", period="")
    form.validate()
    tree = parse(draw(form, ["name", "period"]))[0]
    links = [(one.get("href"), text_of(one)) for one in select(tree, ".kern-alert a")]
    name = select(tree, "#name")[0]
    assert links == [("#name", "Please fill in “Name”."), ("#period-0", "Please choose: “Period”")]
    assert (name.get("aria-invalid"), name.get("aria-describedby")) == ("true", "name-hint name-error")


def test_a_field_that_may_stay_empty_says_so(in_english: Flask) -> None:
    tree = parse(draw(filled(), ["name", "mail"]))[0]
    assert [text_of(one) for one in select(tree, "label")] == ["Name", "Mail (optional)"]


def test_every_drawing_carries_a_new_key_and_the_base_revision(in_english: Flask) -> None:
    def hidden() -> dict[str, str]:
        tree = parse(draw(Everything(formdata=None), ["name"]))[0]
        return {one.get("name"): one.get("value") for one in select(tree, "input[type=hidden]")}

    first, second = hidden(), hidden()
    assert set(first) == {"csrf_token", "_key", "_revision"}
    assert len(first["_key"]) == 32
    assert first["_key"] != second["_key"]


def test_a_rule_can_refuse_a_field_or_the_whole_form(in_english: Flask) -> None:
    form = filled()
    form.validate()
    form.refuse("name", say("This name is taken."))
    form.refuse(None, say("The call has closed."))
    assert form.complaints == [(None, say("The call has closed.")), ("name", say("This name is taken."))]
    assert all(isinstance(sentence, Sentence) for _, sentence in form.complaints)


def test_a_hostile_value_is_text_wherever_it_is_drawn(in_english: Flask) -> None:
    html = draw(filled(name='"><script>x</script>', text="</textarea><b>"), ["name", "text"])
    assert "<script>" not in html
    assert "<b>" not in html


def test_a_row_says_that_it_may_stay_empty_only_where_it_may_and_where_that_tells_something(
    in_english: Flask,
) -> None:
    class Rows(PortalForm):
        name = TextField("Name", [required()])
        title = TextField("Title")
        code = TextField("Code", depends=True)
        zone = SelectField("Zone", choices=[("b", "Berlin"), ("i", "İstanbul")])
        country = SelectField("Country", choices=[("", "–"), ("tr", "Türkiye")])

    rows = [field for field in Rows(meta={"csrf": False}) if isinstance(field, TextField | SelectField)]
    assert [(row.short_name, "(optional)" in row()) for row in rows] == [
        ("name", False),
        ("title", True),
        ("code", False),
        ("zone", False),
        ("country", True),
    ]
