"""Whatever is wrong with an input, the answer is a refusal with a sentence, and never a crash or a figure."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.errors import PortalError
from portal.selection import agreement
from portal.selection.allocation import Reserve, allocate
from portal.selection.assignment import assign
from portal.selection.budget import fund
from portal.selection.lottery import commitment, draw, grey_zone, maximin, price, sample, systematic
from portal.selection.lottery.drawing import randomness_of
from portal.selection.ranking import calibrate
from portal.selection.refusals import BadInput

NO_NUMBERS: list[Any] = [math.nan, math.inf, -math.inf, None, "four", "4"]
NO_COUNTS: list[Any] = [*NO_NUMBERS, -1, 1.5, True]
HASH = "0" * 64
PAIR = {"a": 0.5, "b": 0.5}

REFUSED: dict[str, Callable[[Any], object]] = {
    "score": lambda bad: calibrate([("a", "r", bad), ("b", "r", 3.0)], scale=(1, 6)),
    "weight": lambda bad: calibrate([("a", "r", 2.0), ("b", "r", 3.0)], weights={("a", "r"): bad}),
    "end of the scale": lambda bad: calibrate([("a", "r", 2.0), ("b", "r", 3.0)], scale=(1, bad)),
    "variance": lambda bad: calibrate(
        [("a", "r", 2.0), ("b", "r", 3.0)], variances={"application": bad, "residual": 1.0}
    ),
    "affinity": lambda bad: assign([[bad, 1.0], [1.0, 1.0]], need=1, capacity=1),
    "share across": lambda bad: assign(
        np.ones((2, 2)), need=1, capacity=1, groups=(["x", "y"], ["x", "y"]), cross_share={"x": bad}
    ),
    "interval": lambda bad: maximin({"a": (1, bad), "b": (1, 2)}, 1),
    "probability of the top": lambda bad: maximin({"a": (1, 2), "b": (1, 2)}, 1, likely={"a": bad, "b": 0.5}),
    "chance": lambda bad: price({"a": bad, "b": 0.5}, PAIR, 1),
    "zone": lambda bad: grey_zone({"a": bad, "b": 0.5}, 1),
    "exact probability": lambda bad: systematic({"a": bad, "b": "1"}, ["a", "b"], 0),
    "entry": lambda bad: agreement.krippendorff_alpha([[1, 2], [bad or math.nan, 2]], "interval"),
    "vote": lambda bad: agreement.fleiss_kappa([[1, 2], [bad or math.nan, 2]]),
    "score for the knapsack": lambda bad: fund(["a"], {"a": 1}, 1, rule="knapsack", score={"a": bad}),
}
# What may be meant as it stands: a vote can be a word, and 4 can be written as a text in a table.
MEANT = {("vote", "four"), ("vote", "4"), ("affinity", "4"), ("capacity of a reviewer", True)}
COUNTED: dict[str, Callable[[Any], object]] = {
    "seed": lambda bad: calibrate([("a", "r", 2.0), ("b", "r", 3.0)], seed=bad),
    "seed of a figure": lambda bad: agreement.kendall_w([[1, 2], [2, 1], [3, 3]], seed=bad),
    "need": lambda bad: assign(np.ones((2, 2)), need=bad, capacity=2),
    "capacity of a reviewer": lambda bad: assign(np.ones((2, 2)), need=1, capacity=[2, bad]),
    "capacity of a host": lambda bad: allocate({"s": ["h"]}, ["s"], {"h": bad}),
    "reserved seats": lambda bad: allocate(
        {"s": ["h"]}, ["s"], {"h": 1}, reserves={"h": [Reserve("r", bad, frozenset("s"))]}
    ),
    "cost": lambda bad: fund(["a"], {"a": bad}, 1),
    "budget": lambda bad: fund(["a"], {"a": 1}, bad),
    "minimum": lambda bad: fund(["a"], {"a": 1}, 1, groups={"a": "g"}, minimum={"g": bad}),
    "places of a draw": lambda bad: draw(["a"], bad, commitment=HASH, randomness="x"),
    "frozen places": lambda bad: commitment("programme", "call", bad, ["a"]),
    "places of a zone": lambda bad: grey_zone(PAIR, bad),
    "places of maximin": lambda bad: maximin({"a": (1, 2), "b": (1, 2)}, bad),
    "cases": lambda bad: sample("seed", count=1, total=bad),
    "reviews of a mean": lambda bad: agreement.icc(
        [[1, 2], [2, 4]], reviews=math.nan if bad is None else bad
    ),
}


@pytest.mark.parametrize("what", REFUSED)
@pytest.mark.parametrize("bad", NO_NUMBERS, ids=repr)
def test_what_is_no_number_is_refused(what: str, bad: Any) -> None:
    with pytest.raises(BadInput):
        REFUSED[what](math.nan if (what, bad) in MEANT else bad)


@pytest.mark.parametrize("what", COUNTED)
@pytest.mark.parametrize("bad", NO_COUNTS, ids=repr)
def test_what_is_no_count_is_refused(what: str, bad: Any) -> None:
    with pytest.raises(BadInput):
        COUNTED[what](-1 if (what, bad) in MEANT else bad)


@pytest.mark.parametrize("signature", ["", "0", "xyz", "00 ff"])
def test_a_signature_is_hexadecimal(signature: str) -> None:
    with pytest.raises(BadInput):
        randomness_of(signature)


scores = st.lists(
    st.tuples(st.sampled_from(["", "a", "b", "c"]), st.sampled_from(["", "r", "s"]),
              st.sampled_from([*NO_NUMBERS, 0.0, 1.0, 3.5, 6.0, 7.0])),
    max_size=5,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(scores)
def test_a_ranking_is_whole_or_refused(rows: list[tuple[str, str, Any]]) -> None:
    try:
        result = calibrate(rows, scale=(1, 6), integrate=False)
    except PortalError:
        return
    assert all(map(math.isfinite, [*result.expected_rank.values(), *result.quality_sd.values()]))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from([0.0, 1.0, math.nan]), min_size=2, max_size=2), max_size=3),
    st.integers(-1, 3), st.integers(-1, 3),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), max_size=2),
)  # fmt: skip
def test_an_assignment_is_whole_or_refused(
    affinity: list[list[float]], need: int, capacity: int, locked: list[tuple[int, int]]
) -> None:
    try:
        found = assign(affinity, need=need, capacity=capacity, locked=locked)
    except PortalError:
        return
    assert len(found.pairs) == 2 * need
