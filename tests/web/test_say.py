"""Sentences are translated where they are shown, with all that they hold."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from flask_babel import force_locale

from portal.web.say import codes_whole, tell, translate
from portal.words import Money, Place, say

Draw = Callable[..., str]


def test_a_sentence_inside_a_sentence_is_translated_as_well(in_english: Flask) -> None:
    inner = say("in review")
    assert translate(say("The state is “{state}” since {day}.", state=inner, day="Monday")) == (
        "The state is “in review” since Monday."
    )


def test_the_number_of_a_case_is_never_torn_in_a_sentence_of_the_readers_language(in_german: Flask) -> None:
    sentence = say("There is no decision yet for: {codes}.", codes="BI-2EBWTA, C1-7 <b>… (+47)")
    assert codes_whole(sentence) == (
        'Eine Entscheidung fehlt noch für: <span class="whole">BI-2EBWTA</span>,'
        ' <span class="whole">C1-7</span> &lt;b&gt;… (+47).'
    )


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "1,234.50\u00a0EUR -0.05\u00a0EUR Istanbul 14 October 2026 1234.5"),
        ("de", "1.234,50\u00a0EUR -0,05\u00a0EUR Istanbul 14. Oktober 2026 1234,5"),
        ("tr", "1.234,50\u00a0EUR -0,05\u00a0EUR İstanbul 14 Ekim 2026 1234,5"),
    ],
)
def test_the_facts_of_a_sentence_are_written_as_the_readers_language_writes_them(
    in_english: Flask, language: str, told: str
) -> None:
    sentence = say(
        "{money} {debt} {place} {day} {figure}",
        money=Money(123450),
        debt=Money(-5),
        place=Place("Europe/Istanbul"),
        day=date(2026, 10, 14),
        figure=Decimal("1234.5"),
    )
    with force_locale(language):
        assert translate(sentence) == told
    assert str(sentence) == "1,234.50\u00a0EUR -0.05\u00a0EUR Istanbul 2026-10-14 1234.5"


def test_a_sentence_prints_itself_in_a_template_and_its_facts_are_only_text(drawn: Draw) -> None:
    assert drawn("{{ sentence }}", sentence=say("Hello {name}", name="<b>")) == "Hello &lt;b&gt;"


def test_a_message_has_one_of_four_tones(in_english: Flask) -> None:
    with pytest.raises(ValueError, match="a message is one of"):
        tell(say("Saved."), "pink")
