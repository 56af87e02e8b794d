"""Agreement: the published tables to three decimals, intervals, and no figure where nothing varies."""

from portal.selection.agreement import cohen_kappa, fleiss_kappa, kendall_w
from tests.selection.agreement.published import EXECUTIVES

PSYCHIATRISTS = [
    [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
]  # fmt: skip


def test_kappas_and_concordance_are_the_published_ones() -> None:
    votes = [[kind for kind, times in enumerate(row) for _ in range(times)] for row in PSYCHIATRISTS]
    yes_no = ["yes"] * 25 + ["no"] * 25, ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    found = (fleiss_kappa(votes), cohen_kappa(*yes_no), kendall_w(EXECUTIVES))
    assert [round(one.value or 0, 3) for one in found] == [0.21, 0.4, 0.162]
    assert all((one.low or 0) < (one.value or 0) < (one.high or 1) for one in found)
