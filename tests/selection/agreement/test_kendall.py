"""Agreement: the published tables to three decimals, intervals, and no figure where nothing varies."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.selection.agreement import fleiss_kappa, kendall_w, krippendorff_alpha
from tests.selection.agreement.published import some


@some
@given(st.lists(st.lists(st.integers(1, 5), min_size=3, max_size=3), min_size=3, max_size=8),
       st.randoms(use_true_random=False))  # fmt: skip
def test_the_order_of_applications_and_raters_changes_no_figure(table: list[list[int]], chance: Any) -> None:
    order = list(range(3))
    chance.shuffle(order)
    shuffled = [[row[place] for place in order] for row in table]
    chance.shuffle(shuffled)
    for figure in (kendall_w, fleiss_kappa):
        assert figure(table).value == pytest.approx(figure(shuffled).value)
    first, second = krippendorff_alpha(table, "ordinal").value, krippendorff_alpha(shuffled, "ordinal").value
    assert first == pytest.approx(second)
