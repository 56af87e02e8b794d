"""Agreement: the published tables to three decimals, intervals, and no figure where nothing varies."""

from typing import Any

from portal.selection.agreement import cohen_kappa, fleiss_kappa, icc, kendall_w, krippendorff_alpha
from portal.selection.agreement.statistic import Statistic


def test_without_variation_nothing_is_computable() -> None:
    flat = [[3, 3, 3]] * 4
    found = {
        "alpha": krippendorff_alpha(flat, "interval"), "fleiss": fleiss_kappa(flat),
        "cohen": cohen_kappa([1, 1], [1, 1]), "w": kendall_w(flat), **icc(flat),
    }  # fmt: skip
    assert found == dict.fromkeys(found, Statistic(None))
    assert str(Statistic(None).sentence) == "not computable"


def test_without_two_reviews_of_anything_nothing_is_computable() -> None:
    single: list[list[Any]] = [[1, None], [None, 2], [3, None]]
    found = [krippendorff_alpha(single, "nominal"), fleiss_kappa(single), cohen_kappa([1, None], [None, 1]),
             icc(single)["mixed single"]]  # fmt: skip
    assert found == [Statistic(None)] * 4
