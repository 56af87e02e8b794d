import pytest

from portal.questionnaire import picks
from portal.questionnaire.answers import Refused
from portal.words import say
from tests.questionnaire.examples import ask, sent, sentences


def test_one_option_is_chosen() -> None:
    assert picks.read_choice(ask("choice"), sent(q=["green"])) == "green"


def test_several_options_are_kept_in_the_order_of_the_question() -> None:
    assert picks.read_choices(ask("choices"), sent(q=["", "blue", "red"])) == ["red", "blue"]


def test_unticking_everything_empties_the_answer() -> None:
    assert picks.read_choices(ask("choices"), sent(q=[""])) is None


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("choice", ["violet"]),
        ("choice", ["red", "blue"]),
        ("choices", ["red", "violet"]),
        ("declaration", ["perhaps"]),
    ],
)
def test_an_answer_that_is_not_offered_is_refused(kind: str, values: list[str]) -> None:
    read = {
        "choice": picks.read_choice,
        "choices": picks.read_choices,
        "declaration": picks.read_declaration,
    }[kind]
    with pytest.raises(Refused):
        read(ask(kind), sent(q=values))


@pytest.mark.parametrize(("values", "ticked"), [(["", "yes"], True), ([""], None), ([], None)])
def test_a_declaration_is_ticked_or_not(values: list[str], ticked: bool | None) -> None:
    assert picks.read_declaration(ask("declaration"), sent(q=values)) is ticked


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        (["red"], ["Please choose at least 2. Chosen: 1."]),
        (["red", "blue"], []),
        (["red", "green", "blue"], ["The most you can choose is 2. Chosen: 3."]),
        (["violet"], ["This answer is not one of those offered. Please choose again."]),
    ],
)
def test_picks_are_counted(value: list[str], wrong: list[str]) -> None:
    assert sentences(picks.wrong_choices(ask("choices", min_picks=2, max_picks=2), value, {})) == wrong


def test_an_option_that_was_taken_away_has_to_be_chosen_again() -> None:
    assert sentences(picks.wrong_choice(ask("choice"), "violet", {})) == [str(picks.NOT_OFFERED)]


def test_choices_are_shown_by_their_labels_in_the_reader_s_language() -> None:
    question = ask("choices")
    assert picks.lines_choices(question, ["red", "violet"], "de", {}) == ["Rot", "violet"]
    assert picks.lines_choice(question, "blue", "tr", {}) == ["Blau"]
    assert picks.lines_declaration(question, True, "de", {}) == [say("Confirmed")]
