from typing import Any, cast

import pytest

from portal.questionnaire.answers import MOST_CHARACTERS, Problem, Refused, Sent, problem
from portal.words import say
from tests.questionnaire.examples import ask, sent


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (["a\x00b"], "This text contains a character that can’t be stored. Please remove it and try again."),
        (["\udc80"], "This text contains a character that can’t be stored. Please remove it and try again."),
        (
            ["x" * (MOST_CHARACTERS + 1)],
            "This text is too long to be saved. The most is 50000 characters.",
        ),
        (["a", "b"], "This answer arrived more than once. Please enter it again."),
        ("text", "This answer can’t be read. Please enter it again."),
        ([5], "This answer can’t be read. Please enter it again."),
        (None, "This answer can’t be read. Please enter it again."),
    ],
)
def test_a_field_that_can_not_be_kept_is_refused_with_a_sentence(values: object, reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        Sent({"q": cast("Any", values)}, {}).one("q")
    assert (str(refusal.value.sentence), refusal.value.field) == (reason, "q")


def test_the_hidden_empty_field_beside_boxes_counts_for_nothing() -> None:
    assert sent(q=["", "red"]).one("q") == "red"


def test_a_field_that_was_not_sent_is_empty() -> None:
    assert sent().one("q") == ""


def test_a_problem_leads_to_the_field_of_its_question() -> None:
    assert problem(ask("text"), say("No.")) == Problem("q", say("No."), field="q")
