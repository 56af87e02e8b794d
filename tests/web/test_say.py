"""Sentences are translated where they are shown, with all that they hold."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.web.say import tell, translate
from portal.words import say

Draw = Callable[..., str]


def test_a_sentence_inside_a_sentence_is_translated_as_well(in_english: Flask) -> None:
    inner = say("in review")
    assert translate(say("The state is “{state}” since {day}.", state=inner, day="Monday")) == (
        "The state is “in review” since Monday."
    )


def test_a_sentence_prints_itself_in_a_template_and_its_facts_are_only_text(drawn: Draw) -> None:
    assert drawn("{{ sentence }}", sentence=say("Hello {name}", name="<b>")) == "Hello &lt;b&gt;"


def test_a_message_has_one_of_four_tones(in_english: Flask) -> None:
    with pytest.raises(ValueError, match="a message is one of"):
        tell(say("Saved."), "pink")
