"""Lotteries: frozen before, recomputable after, without bias, and with their price."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.selection.lottery import (
    systematic,
)
from portal.selection.lottery.unequal import number_of
from portal.selection.refusals import BadInput
from tests.selection.lottery.draws import some


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
