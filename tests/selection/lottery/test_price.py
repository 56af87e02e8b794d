"""Lotteries: frozen before, recomputable after, without bias, and with their price."""

import pytest

from portal.selection.lottery import (
    grey_zone,
    price,
)


def test_the_grey_zone_draws_for_the_places_that_are_left_and_has_a_price() -> None:
    likely = {"a": 0.9, "b": 0.55, "c": 0.45, "d": 0.1}
    chances = grey_zone(likely, 2)
    assert chances == {"a": 1.0, "b": 0.5, "c": 0.5, "d": 0.0}
    assert price(chances, likely, 2) == pytest.approx(
        {"expected_share": 0.7, "strict_share": 0.725, "price": 0.025}
    )


def test_a_zone_that_leaves_no_choice_is_the_plain_order() -> None:
    assert grey_zone({"a": 0.9, "b": 0.8, "c": 0.3}, 2) == {"a": 1.0, "b": 1.0, "c": 0.0}
