from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.questionnaire.kinds import KINDS
from portal.questionnaire.text import one_line, tidy
from tests.questionnaire.examples import FILES, ask

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda parts: (
        st.lists(parts, max_size=3)
        | st.dictionaries(
            st.sampled_from(["typed", "cents", "currency", "title", "file", "x"]), parts, max_size=3
        )
    ),
    max_leaves=6,
)


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_says_what_is_missing_and_names_its_widget(name: str) -> None:
    kind = KINDS[name]
    assert (kind.name, kind.widget) == (name, name)
    assert str(kind.missing).startswith("Please ")


@pytest.mark.parametrize("name", KINDS)
@given(value=JSON)
def test_whatever_is_stored_is_judged_and_shown_or_recognised_as_unreadable(name: str, value: Any) -> None:
    kind, question = KINDS[name], ask(name)
    if kind.fits(value):
        kind.wrong(question, value, FILES)
        kind.write(question, value, "de")
        assert isinstance(kind.lines(question, value, "de", FILES), list)


@pytest.mark.parametrize(
    ("kind", "name", "owned"),
    [
        ("text", "q", True),
        ("text", "q-day", False),
        ("text", "q2", False),
        ("date", "q-day", True),
        ("date", "q-hour", False),
        ("work_samples", "q-0-title", True),
        ("work_samples", "q-99-link", True),
        ("work_samples", "q-100-link", False),
        ("work_samples", "q-00-title", False),
        ("work_samples", "q-0-price", False),
        ("work_samples", "q-٣-title", False),
        ("work_samples", "q-", False),
    ],
)
def test_a_form_field_belongs_to_a_question_by_its_name(kind: str, name: str, owned: bool) -> None:
    assert KINDS[kind].owns(ask(kind), name) is owned


LINES = st.text(max_size=40, alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": LINES.map(one_line).filter(bool),
    "long_text": LINES.map(tidy).filter(bool),
    "choice": st.sampled_from(["red", "green", "blue"]),
    "choices": st.sampled_from([["red"], ["red", "blue"], ["red", "green", "blue"]]),
    "date": st.dates().map(lambda day: day.isoformat()),
    "money": st.integers(-(10**14), 10**14).map(lambda cents: {"cents": cents, "currency": "EUR"}),
    "number": st.integers(-(10**12), 10**12),
    "file": st.sampled_from([["f1"], ["f2", "f1"]]),
    "work_samples": st.lists(
        st.dictionaries(
            st.sampled_from(["title", "year", "caption", "link"]),
            LINES.map(one_line).filter(bool),
            min_size=1,
        ),
        min_size=1,
        max_size=4,
    ),
    "declaration": st.just(True),
    "email": LINES.map(one_line).filter(bool),
    "url": LINES.map(one_line).filter(bool),
    "phone": LINES.map(one_line).filter(bool),
}
