"""Agreement: the published tables to three decimals, intervals, and no figure where nothing varies."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.selection.agreement import fleiss_kappa, kendall_w, krippendorff_alpha
from portal.selection.agreement.alpha import Level
from tests.selection.agreement.published import FOUR, LETTERS, by_rater, some

BINARY = by_rater("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")


THREE = by_rater(
    ". . . . . 3 4 1 2 1 1 3 3 . 3",
    "1 . 2 1 3 3 4 3 . . . . . . .",
    ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
)


@pytest.mark.parametrize(
    ("table", "level", "published"),
    [(FOUR, "nominal", 0.743), (FOUR, "ordinal", 0.815), (FOUR, "interval", 0.849), (FOUR, "ratio", 0.797),
     (BINARY, "nominal", 0.095), (LETTERS, "nominal", 0.692), (THREE, "nominal", 0.691),
     (THREE, "interval", 0.811)],
)  # fmt: skip
def test_alpha_is_the_published_one(table: list[list[Any]], level: Level, published: float) -> None:
    found = krippendorff_alpha(table, level)
    assert (round(found.value or 0, 3), (found.low or 9) < published < (found.high or 0)) == (published, True)


@some
@given(st.lists(st.integers(1, 6), min_size=3, max_size=8).filter(lambda row: len(set(row)) > 1))
def test_complete_agreement_is_one(row: list[int]) -> None:
    table = [[one] * 3 for one in row]
    found = [krippendorff_alpha(table, "interval"), fleiss_kappa(table), kendall_w(table)]
    assert [round(one.value or 0, 9) for one in found] == [1.0] * 3
