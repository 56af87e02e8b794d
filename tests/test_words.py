"""A sentence is kept apart from its facts until it is shown in a language."""

import pytest

from portal.words import Sentence, say


@pytest.mark.parametrize(
    ("sentence", "german", "english", "in_german"),
    [
        (say("Saved."), "Gespeichert.", "Saved.", "Gespeichert."),
        (
            say("{many} of {total} are done.", many=2, total=5),
            "Von {total} sind {many} erledigt.",
            "2 of 5 are done.",
            "Von 5 sind 2 erledigt.",
        ),
        (say("Write {name} in braces."), "{name}", "Write {name} in braces.", "{name}"),
        (
            say("{title} is closed.", title="{x} 100 %"),
            "{title} zu.",
            "{x} 100 % is closed.",
            "{x} 100 % zu.",
        ),
    ],
)
def test_facts_are_put_into_the_words_of_whichever_language(
    sentence: Sentence, german: str, english: str, in_german: str
) -> None:
    assert (str(sentence), sentence.filled(german)) == (english, in_german)


def test_a_sentence_inside_a_sentence_reads_as_english_in_a_log() -> None:
    assert str(say("The state is “{state}”.", state=say("open until {day}", day="Monday"))) == (
        "The state is “open until Monday”."
    )


def test_two_sentences_are_the_same_if_their_words_and_facts_are() -> None:
    one, same, other = (
        say("{day} is over.", day=1),
        say("{day} is over.", day=1),
        say("{day} is over.", day=2),
    )
    assert (one == same, one == other, len({one, same, other})) == (True, False, 2)
