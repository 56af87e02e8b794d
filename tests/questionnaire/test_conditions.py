from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.questionnaire.conditions import Condition, asks_about, holds, is_answered, is_unread
from portal.questionnaire.wire import parse_condition

YES, NO, OPEN = True, False, None


@pytest.mark.parametrize(
    ("condition", "answers", "met"),
    [
        ({"question": "q", "is": "red"}, {"q": "red"}, YES),
        ({"question": "q", "is": "red"}, {"q": "blue"}, NO),
        ({"question": "q", "is": "red"}, {}, OPEN),
        ({"question": "q", "is": 3}, {"q": 3}, YES),
        ({"question": "q", "is": True}, {"q": True}, YES),
        ({"question": "q", "is": 1}, {"q": True}, NO),
        ({"question": "q", "is": 500}, {"q": {"cents": 500, "currency": "EUR"}}, YES),
        ({"question": "q", "includes": "red"}, {"q": ["blue", "red"]}, YES),
        ({"question": "q", "includes": "red"}, {"q": ["blue"]}, NO),
        ({"question": "q", "includes": "red"}, {"q": "red"}, NO),
        ({"question": "q", "includes": "red"}, {"q": []}, OPEN),
        ({"question": "q", "answered": True}, {"q": "x"}, YES),
        ({"question": "q", "answered": True}, {}, NO),
        ({"question": "q", "greater": 10}, {"q": 11}, YES),
        ({"question": "q", "greater": 10}, {"q": 10}, NO),
        ({"question": "q", "greater": 1}, {"q": "1.5"}, YES),
        ({"question": "q", "greater": 100}, {"q": {"cents": 101, "currency": "EUR"}}, YES),
        ({"question": "q", "greater": "2026-12-31"}, {"q": "2027-01-01"}, YES),
        ({"question": "q", "greater": "2026-12-31"}, {"q": "2026-12-31"}, NO),
        ({"question": "q", "greater": 10}, {"q": "2027-01-01"}, NO),
        ({"question": "q", "greater": 10}, {"q": {"typed": "many"}}, OPEN),
        ({"question": "q", "is": 10}, {"q": {"typed": "many"}}, OPEN),
        ({"question": "q", "greater": 10}, {"q": "NaN"}, NO),
        ({"not": {"question": "q", "is": "red"}}, {"q": "blue"}, YES),
        ({"not": {"question": "q", "is": "red"}}, {}, OPEN),
    ],
)
def test_a_condition_is_true_false_or_not_yet_known(
    condition: dict[str, Any], answers: dict[str, Any], met: bool | None
) -> None:
    assert holds(parse_condition(condition), answers) is met


JOINED = [
    ("all", [YES, YES], YES),
    ("all", [YES, OPEN], OPEN),
    ("all", [NO, OPEN], NO),
    ("all", [], YES),
    ("any", [NO, NO], NO),
    ("any", [NO, OPEN], OPEN),
    ("any", [YES, OPEN], YES),
    ("any", [], NO),
]


@pytest.mark.parametrize(("join", "parts", "met"), JOINED)
def test_joined_conditions_wait_only_when_a_missing_answer_matters(
    join: str, parts: list[bool | None], met: bool | None
) -> None:
    answers = {f"k{index}": "red" if part else "blue" for index, part in enumerate(parts) if part is not None}
    joined = Condition(join, parts=tuple(Condition("is", f"k{index}", "red") for index in range(len(parts))))
    assert holds(joined, answers) is met


@pytest.mark.parametrize(("test", "met"), [("is", NO), ("includes", NO), ("greater", NO), ("answered", NO)])
def test_a_question_that_is_not_asked_keeps_nobody_waiting(test: str, met: bool) -> None:
    assert holds(Condition(test, "q", "red"), {}, silent={"q"}) is met


TESTS = st.builds(
    Condition,
    test=st.sampled_from(["is", "includes", "greater"]),
    question=st.sampled_from("abc"),
    value=st.sampled_from(["red", "blue", 1, 2]),
)
CONDITIONS = st.recursive(
    TESTS,
    lambda parts: st.builds(
        lambda join, some: Condition(join, parts=tuple(some[:1] if join == "not" else some)),
        st.sampled_from(["all", "any", "not"]),
        st.lists(parts, min_size=1, max_size=3),
    ),
    max_leaves=8,
)
ANSWERS = st.dictionaries(
    st.sampled_from("abc"), st.sampled_from(["red", "blue", 1, 2, 3, ["red"], ["blue"]])
)


@given(CONDITIONS, ANSWERS, ANSWERS)
def test_what_is_known_stays_known_when_more_is_answered(
    condition: Condition, some: dict[str, Any], others: dict[str, Any]
) -> None:
    before, after = holds(condition, some), holds(condition, {**others, **some})
    assert before in (None, after)


@given(CONDITIONS, ANSWERS)
def test_a_condition_is_known_once_everything_that_it_asks_about_is_answered(
    condition: Condition, answers: dict[str, Any]
) -> None:
    complete = {"a": "red", "b": 1, "c": ["blue"], **answers}
    assert holds(condition, complete) in (True, False)


def test_a_condition_names_every_question_that_it_needs() -> None:
    condition = {"any": [{"question": "a", "is": "x"}, {"not": {"question": "b", "greater": 1}}]}
    assert asks_about(parse_condition(condition)) == ("a", "b")


@pytest.mark.parametrize(
    ("value", "answered"),
    [(None, False), ("", False), ([], False), ({}, False), (0, True), (True, True), ("x", True)],
)
def test_nothing_and_emptiness_are_no_answer(value: object, answered: bool) -> None:
    assert is_answered(value) is answered


def test_only_kept_typing_counts_as_unread() -> None:
    assert [is_unread(value) for value in ({"typed": "x"}, {"cents": 1}, "typed", None)] == [
        True,
        False,
        False,
        False,
    ]
