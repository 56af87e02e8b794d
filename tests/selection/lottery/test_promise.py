"""A draw is promised once and drawn once; a change is a new promise, and the old one stays to be seen."""

import hashlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.selection.lottery import Book, Promise, draw
from portal.selection.refusals import BadInput

IDS = ("A-0001", "A-0003", "A-0007", "B-Ö")
FIRST = Promise("Exchange", "2027", 2, IDS, "quicknet round 9000000")
SECOND = replace(FIRST, ids=IDS[1:], source="quicknet round 9001200")
BOOK = Book().publish(FIRST)


def test_a_promise_is_kept_once() -> None:
    kept, outcome = BOOK.keep(FIRST.commitment, randomness="ab12", reveals=["heads"])
    assert outcome == draw(IDS, 2, commitment=FIRST.commitment, randomness="ab12", reveals=["heads"])
    assert kept.promises == (replace(FIRST, state="drawn"),)
    with pytest.raises(BadInput) as refused:
        kept.keep(FIRST.commitment, randomness="cd34")
    assert refused.value.ids == (FIRST.commitment,)


def test_a_change_of_those_who_take_part_is_a_new_promise_and_the_old_one_stays_with_its_reason() -> None:
    book = BOOK.withdraw(FIRST.commitment, reason="One was counted twice.").publish(SECOND)
    assert book.promises == (replace(FIRST, state="void", reason="One was counted twice."), SECOND)
    with pytest.raises(BadInput):
        book.keep(FIRST.commitment, randomness="ab12")
    with pytest.raises(BadInput):
        book.publish(replace(FIRST, source="quicknet round 9002400"))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(["keep", "withdraw", "publish"]), max_size=6))
def test_whatever_is_tried_a_promise_is_drawn_at_most_once(steps: list[str]) -> None:
    book, outcomes = BOOK, []
    for turn, step in enumerate(steps):
        try:
            if step == "keep":
                book, outcome = book.keep(FIRST.commitment, randomness=f"{turn}")
                outcomes.append(outcome)
            elif step == "withdraw":
                book = book.withdraw(FIRST.commitment, reason="why")
            else:
                book = book.publish(replace(FIRST, source=f"round {turn}"))
        except BadInput:
            continue
    spent = [one for one in steps if one != "publish"][:1]
    state = {"keep": "drawn", "withdraw": "void"}.get(spent[0] if spent else "", "open")
    assert (len(outcomes), [one.state for one in book.promises]) == (int(spent == ["keep"]), [state])


def test_those_who_withdrew_are_left_out_and_reorder_nobody() -> None:
    _, whole = BOOK.keep(FIRST.commitment, randomness="ab12")
    _, part = BOOK.keep(FIRST.commitment, randomness="ab12", withdrawn=["A-0003"])
    order = [name for name in whole.winners + whole.waiting_list if name != "A-0003"]
    assert (part.winners + part.waiting_list, part.seed) == (order, whole.seed)


def test_randomness_with_a_signature_must_be_its_hash() -> None:
    right = hashlib.sha256(bytes.fromhex("00ff")).hexdigest()
    assert BOOK.keep(FIRST.commitment, randomness=right, signature="00ff")[1].inputs["randomness"] == right
    with pytest.raises(BadInput) as refused:
        BOOK.keep(FIRST.commitment, randomness="ab12", signature="00ff")
    assert refused.value.ids == (FIRST.source,)


@pytest.mark.parametrize(
    ("act", "ids"),
    [
        (lambda: Book().publish(replace(FIRST, source=" ")), ()),
        (lambda: Book().publish(replace(FIRST, state="drawn")), ()),
        (lambda: BOOK.publish(replace(SECOND, source=FIRST.source)), (FIRST.source,)),
        (lambda: BOOK.withdraw(FIRST.commitment, reason=""), ()),
        (lambda: BOOK.keep("0" * 64, randomness="ab12"), ("0" * 64,)),
        (lambda: BOOK.keep(FIRST.commitment, randomness="ab12", withdrawn=["Z"]), ("Z",)),
    ],
)
def test_what_would_leave_a_choice_is_refused(act: Any, ids: tuple[str, ...]) -> None:
    with pytest.raises(BadInput) as refused:
        act()
    assert refused.value.ids == ids
