"""Lotteries: frozen before, recomputable after, without bias, and with their price."""

import hashlib
import subprocess
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.selection.lottery import (
    canonical_text,
    commitment,
    draw,
    maximin,
    systematic,
)
from portal.selection.lottery.drawing import randomness_of
from portal.selection.record import rerun
from portal.selection.refusals import BadInput
from tests.selection.lottery.draws import IDS, some

FROZEN = commitment("Exchange", "2027", 2, IDS)


names = st.lists(st.text("abcdefghij-0123", min_size=1), min_size=1, max_size=8, unique=True)


def test_tickets_are_those_of_the_command_line() -> None:
    found = draw(IDS, 2, commitment=FROZEN, randomness="ab12", reveals=["heads", "tails"])
    seed = sha256sum(f"draw-v1|{FROZEN}|ab12|heads|tails")
    assert found.tickets == {name: sha256sum(f"{seed}|{name}") for name in found.tickets}
    assert sha256sum(canonical_text("Exchange", "2027", 2, IDS)) == FROZEN


def sha256sum(text: str) -> str:
    """What a person gets with printf and sha256sum."""
    command = ["bash", "-c", "printf '%s' \"$1\" | sha256sum", "by-hand", text]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[0]


@some
@given(names, st.data())
def test_a_withdrawn_id_reorders_nobody(ids: list[str], data: st.DataObject) -> None:
    found = draw(ids, 2, commitment=FROZEN, randomness="ab12")
    order = found.winners + found.waiting_list
    gone = data.draw(st.sampled_from(ids))
    if len(ids) > 1:
        again = draw([name for name in ids if name != gone], 2, commitment=FROZEN, randomness="ab12")
        assert again.winners + again.waiting_list == [name for name in order if name != gone]


@some
@given(names, st.randoms(use_true_random=False))
def test_the_order_of_the_ids_changes_nothing(ids: list[str], chance: Any) -> None:
    shuffled = list(ids)
    chance.shuffle(shuffled)
    records = [draw(one, 3, commitment=FROZEN, randomness="ab12").record() for one in (ids, shuffled)]
    assert records[0] == records[1]


def test_all_orders_are_equally_likely() -> None:
    counts = dict.fromkeys(permutations("abcd"), 0)
    for turn in range(4_800):
        found = draw("abcd", 1, commitment=FROZEN, randomness=str(turn))
        counts[tuple(found.winners + found.waiting_list)] += 1
    chi_squared = sum((count - 200) ** 2 / 200 for count in counts.values())
    assert (
        chi_squared < 49.7
    )  # one in a thousand would exceed it, with 23 degrees of freedom; the draws are fixed


def test_randomness_is_the_hash_of_the_signature() -> None:
    assert randomness_of("00ff") == hashlib.sha256(b"\x00\xff").hexdigest()


def test_more_places_than_people_leave_nobody_waiting() -> None:
    found = draw(IDS, 9, commitment=FROZEN, randomness="ab12")
    assert (sorted(found.winners), found.waiting_list) == (sorted(IDS), [])


def test_stored_lotteries_run_again_to_the_same_record() -> None:
    records = [
        draw(IDS, 2, commitment=FROZEN, randomness="ab12", reveals=["x"]).record(),
        systematic({"a": "0.5", "b": "1/2"}, ["b", "a"], "0.25").record(),
        maximin({"a": (1, 2), "b": (1, 2), "c": (2, 3)}, 1).record(),
    ]
    assert [rerun(record) for record in records] == records


@pytest.mark.parametrize(
    ("change", "ids"),
    [
        ({"ids": []}, ()),
        ({"ids": ["a", "b", "a"]}, ("a",)),
        ({"ids": ["a|b", "c"]}, ("a|b",)),
        ({"ids": ["a\nb", "c"]}, ("a\nb",)),
        ({"places": -1}, ()),
        ({"commitment": "abc"}, ()),
        ({"randomness": ""}, ()),
        ({"reveals": ["a|b"]}, ("a|b",)),
    ],
)
def test_a_draw_refuses_what_could_be_read_in_two_ways(change: dict[str, Any], ids: tuple[str, ...]) -> None:
    with pytest.raises(BadInput) as refused:
        draw(**{"ids": IDS, "places": 2, "commitment": FROZEN, "randomness": "ab12", **change})
    assert refused.value.ids == ids
