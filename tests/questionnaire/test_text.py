import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.questionnaire.text import count_characters, count_words, is_storable, one_line, tidy

# The browser’s counter splits at what Unicode calls white space: written out as an independent model.
WHITE_SPACE = "[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Işıl  ", "Işıl"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("soft\x0bbreak\x0cpage\u2028line", "soft\nbreak\npage\nline"),
        ("Kater\u030cina", "Kate\u0159ina"),
        ("in\x02visible\x7f", "invisible"),
        ("\u200eנועה לוי\u200e", "\u200eנועה לוי\u200e"),
        ("\u3000大谷優子\u3000", "大谷優子"),
        ("", ""),
    ],
)
def test_text_is_stored_tidy_and_whole(typed: str, stored: str) -> None:
    assert tidy(typed) == stored


def test_a_title_stays_on_one_line() -> None:
    assert one_line(" Between \r\n two shores ") == "Between two shores"


@pytest.mark.parametrize(
    ("text", "words", "characters"),
    [
        ("", 0, 0),
        (" \r\n ", 0, 0),
        ("Boğaz’da bir gün", 3, 16),
        ("one\r\ntwo", 2, 7),
        ("a\u00a0b\u3000c", 3, 5),
        ("well-known d’Hérouville", 2, 23),
        ("👩‍🎨", 1, 3),
        ("ǃNaruseb", 1, 8),
    ],
)
def test_words_and_characters_are_counted(text: str, words: int, characters: int) -> None:
    assert (count_words(text), count_characters(text)) == (words, characters)


@given(st.text())
def test_words_are_what_stands_between_white_space(text: str) -> None:
    visible = re.sub("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]", "", text)
    assert count_words(text) == len([word for word in re.split(WHITE_SPACE, visible) if word])


@given(st.text())
def test_tidy_text_stays_as_it_is(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize(
    ("text", "storable"), [("plain", True), ("a\x00b", False), ("\ud83d", False), ("👩‍🎨", True)]
)
def test_only_nul_and_broken_characters_can_not_be_stored(text: str, storable: bool) -> None:
    assert is_storable(text) is storable
