"""Lotteries: frozen before, recomputable after, without bias, and with their price."""

import hashlib
import json
import subprocess
from fractions import Fraction
from itertools import combinations, permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.selection.lottery import (
    canonical_text,
    commitment,
    draw,
    grey_zone,
    maximin,
    price,
    sample,
    systematic,
)
from portal.selection.lottery.drawing import randomness_of
from portal.selection.lottery.maximin import worst_share
from portal.selection.lottery.unequal import number_of
from portal.selection.record import rerun
from portal.selection.refusals import BadInput
from tests.selection.calls import DATA

some = settings(max_examples=40, deadline=None)
IDS = ["A-0007", "A-0001", "B-Ö", "A-0003"]
FROZEN = commitment("Exchange", "2027", 2, IDS)
names = st.lists(st.text("abcdefghij-0123", min_size=1), min_size=1, max_size=8, unique=True)


def test_the_canonical_text_is_this() -> None:
    assert canonical_text("Exchange", "2027", 2, IDS) == (
        "draw-v1\nprogramme=Exchange\ncall=2027\nplaces=2\nA-0001\nA-0003\nA-0007\nB-Ö\n"
    )


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


def test_the_sampler_gives_the_published_numbers() -> None:
    cases = json.loads((DATA / "rivest_sampler_tests.json").read_text())["tests"]
    found = [
        sample(one["data"]["seed"], count=one["data"]["count"], total=one["data"]["total"]) for one in cases
    ]
    assert found == [one["expected"] for one in cases]


@some
@given(st.lists(st.integers(0, 12), min_size=2, max_size=7), st.fractions(0, 1).filter(lambda one: one < 1))
def test_systematic_sampling_takes_exactly_the_places(twelfths: list[int], number: Fraction) -> None:
    total = sum(twelfths)
    twelfths = [*twelfths, -total % 12]
    chances = {f"a{place}": Fraction(part, 12) for place, part in enumerate(twelfths)}
    found = systematic(chances, list(chances), number)
    assert len(found.winners) == sum(chances.values())


def test_systematic_sampling_gives_each_exactly_its_chance() -> None:
    chances = {"a": Fraction(1, 2), "b": Fraction(1, 3), "c": Fraction(2, 3), "d": Fraction(1, 2)}
    draws = [systematic(chances, ["c", "a", "d", "b"], Fraction(turn, 60)).winners for turn in range(60)]
    shares = {name: Fraction(sum(name in winners for winners in draws), 60) for name in chances}
    assert shares == chances


def test_a_number_from_a_hash_lies_between_nothing_and_one() -> None:
    assert (number_of("80"), number_of("00"), number_of("ff")) == (Fraction(1, 2), 0, Fraction(255, 256))


def possible_tops(intervals: dict[str, tuple[int, int]], places: int) -> list[set[str]]:
    """Every set that some order within the intervals puts on top, by looking at all sets and lines."""
    found = []
    for chosen in combinations(sorted(intervals), places):
        lowest = max(intervals[name][0] for name in chosen)
        rest = [high for name, (_, high) in intervals.items() if name not in chosen]
        if not rest or lowest <= min(rest):
            found.append(set(chosen))
    return found


@st.composite
def rank_intervals(draw: st.DrawFn) -> dict[str, tuple[int, int]]:
    """Intervals of ranks as a ranking gives them: around the place of each."""
    number = draw(st.integers(3, 6))
    return {
        f"a{place}": (max(1, place - draw(st.integers(0, 2))), min(number, place + draw(st.integers(0, 2))))
        for place in range(1, number + 1)
    }


@some
@given(rank_intervals(), st.integers(1, 2))
def test_the_worst_case_is_that_of_all_possible_tops(
    intervals: dict[str, tuple[int, int]], places: int
) -> None:
    found = maximin(intervals, places)
    worst = min(sum(found.chances[name] for name in top) for top in possible_tops(intervals, places)) / places
    assert found.worst_share == pytest.approx(worst, abs=1e-9)
    assert sum(found.chances.values()) == pytest.approx(places)


@some
@given(rank_intervals(), st.integers(1, 2))
def test_no_simple_rule_holds_up_better_in_the_worst_case(
    intervals: dict[str, tuple[int, int]], places: int
) -> None:
    found = maximin(intervals, places)
    number = len(intervals)
    strict = {name: float(name in sorted(intervals)[:places]) for name in intervals}
    rules = [strict, dict.fromkeys(intervals, places / number)]
    assert all(worst_share(rule, intervals, places) <= found.worst_share + 1e-6 for rule in rules)


def test_equal_evidence_gets_equal_chances() -> None:
    likely = {"a": 0.9, "b": 0.5, "c": 0.5, "d": 0.1}
    found = maximin({"a": (1, 2), "b": (1, 3), "c": (1, 3), "d": (3, 4)}, 2, likely=likely)
    assert found.chances["b"] == found.chances["c"]


def test_certain_ranks_need_no_lottery() -> None:
    found = maximin({"a": (1, 1), "b": (2, 2), "c": (3, 3)}, 2)
    assert (found.accepted, found.pool, round(found.worst_share, 9)) == (["a", "b"], [], 1.0)


def test_the_grey_zone_draws_for_the_places_that_are_left_and_has_a_price() -> None:
    likely = {"a": 0.9, "b": 0.55, "c": 0.45, "d": 0.1}
    chances = grey_zone(likely, 2)
    assert chances == {"a": 1.0, "b": 0.5, "c": 0.5, "d": 0.0}
    assert price(chances, likely, 2) == pytest.approx(
        {"expected_share": 0.7, "strict_share": 0.725, "price": 0.025}
    )


def test_a_zone_that_leaves_no_choice_is_the_plain_order() -> None:
    assert grey_zone({"a": 0.9, "b": 0.8, "c": 0.3}, 2) == {"a": 1.0, "b": 1.0, "c": 0.0}


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


@pytest.mark.parametrize(
    ("probabilities", "order", "number"),
    [
        ({"a": "0.5", "b": "0.6"}, ["a", "b"], 0),
        ({"a": "1.5", "b": "0.5"}, ["a", "b"], 0),
        ({"a": "0.5", "b": "0.5"}, ["a"], 0),
        ({"a": "0.5", "b": "0.5"}, ["a", "b"], 1),
        ({}, [], 0),
    ],
)
def test_a_systematic_sample_refuses_what_is_no_probability(
    probabilities: dict[str, str], order: list[str], number: int
) -> None:
    with pytest.raises(BadInput):
        systematic(probabilities, order, number)


@pytest.mark.parametrize(
    ("intervals", "places"),
    [({}, 0), ({"a": (1, 2)}, 2), ({"a": (2, 1), "b": (1, 2)}, 1), ({"a": (1, 1)}, -1)],
)
def test_maximin_refuses_impossible_intervals_and_places(
    intervals: dict[str, tuple[int, int]], places: int
) -> None:
    with pytest.raises(BadInput):
        maximin(intervals, places)
