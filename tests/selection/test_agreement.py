"""Agreement: the published tables to three decimals, intervals, and no figure where nothing varies."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.selection.agreement import cohen_kappa, fleiss_kappa, icc, kendall_w, krippendorff_alpha
from portal.selection.agreement.alpha import Level
from portal.selection.agreement.intraclass import reliability_of_mean
from portal.selection.agreement.statistic import Statistic
from portal.selection.record import rerun
from portal.selection.refusals import BadInput

some = settings(max_examples=5, deadline=None)


def by_rater(*lines: str) -> list[list[Any]]:
    """A table of units × raters from one line a rater; a dot is a missing review."""
    rows = [
        [None if mark == "." else int(mark) if mark.isdigit() else mark for mark in line.split()]
        for line in lines
    ]
    return [list(unit) for unit in zip(*rows, strict=True)]


FOUR = by_rater(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
BINARY = by_rater("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
LETTERS = by_rater("a a b b d c c c e d d a", "b a b b b c c c e d d d")
THREE = by_rater(
    ". . . . . 3 4 1 2 1 1 3 3 . 3",
    "1 . 2 1 3 3 4 3 . . . . . . .",
    ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
)
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
WINE = by_rater("1 1 3 6 6 7 8 9", "2 3 8 4 5 5 7 9", "0 3 1 3 5 6 7 9", "1 2 4 3 6 2 9 8")
PSYCHIATRISTS = [
    [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
]  # fmt: skip
EXECUTIVES = by_rater("1 6 3 2 5 4", "1 5 6 4 2 3", "6 3 2 5 4 1")


@pytest.mark.parametrize(
    ("table", "level", "published"),
    [(FOUR, "nominal", 0.743), (FOUR, "ordinal", 0.815), (FOUR, "interval", 0.849), (FOUR, "ratio", 0.797),
     (BINARY, "nominal", 0.095), (LETTERS, "nominal", 0.692), (THREE, "nominal", 0.691),
     (THREE, "interval", 0.811)],
)  # fmt: skip
def test_alpha_is_the_published_one(table: list[list[Any]], level: Level, published: float) -> None:
    found = krippendorff_alpha(table, level)
    assert (round(found.value or 0, 3), (found.low or 9) < published < (found.high or 0)) == (published, True)


def test_the_six_correlations_are_the_published_ones() -> None:
    found = icc(SHROUT_FLEISS)
    names = ("ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)")
    assert [round(found[name].value or 0, 2) for name in names] == [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]


def test_the_intervals_of_the_correlations_are_those_of_the_tables() -> None:
    found = icc(SHROUT_FLEISS)
    ends = {name: (round(found[name].low or 0, 2), round(found[name].high or 0, 2)) for name in sorted(found)
            if name.startswith("ICC")}  # fmt: skip
    assert ends == {
        "ICC(1,1)": (-0.13, 0.72), "ICC(1,k)": (-0.88, 0.91), "ICC(2,1)": (0.02, 0.76),
        "ICC(2,k)": (0.07, 0.93), "ICC(3,1)": (0.34, 0.95), "ICC(3,k)": (0.68, 0.99),
    }  # fmt: skip


def test_the_correlations_of_the_wine_tasters_are_the_published_ones() -> None:
    found = icc(WINE)
    values = [round(found[f"ICC({kind},1)"].value or 0, 3) for kind in (1, 2, 3)]
    assert values == [0.728, 0.728, 0.729]


def test_the_mixed_model_gives_the_same_correlations_on_a_complete_table() -> None:
    found = icc(SHROUT_FLEISS)
    pairs = {
        "mixed single": "ICC(2,1)", "mixed single, severity removed": "ICC(3,1)",
        "mixed mean": "ICC(2,k)", "mixed mean, severity removed": "ICC(3,k)",
    }  # fmt: skip
    assert {name: found[name].value for name in pairs} == pytest.approx(
        {name: found[other].value for name, other in pairs.items()}, abs=1e-5
    )
    assert found["mixed single"].value == pytest.approx(0.28976, abs=1e-5)
    assert found["mixed single, severity removed"].value == pytest.approx(0.71484, abs=1e-5)


def test_incomplete_tables_have_the_mixed_correlations_only() -> None:
    holes: list[list[Any]] = [list(row) for row in SHROUT_FLEISS]
    holes[0][1] = holes[3][2] = None
    found = icc(holes)
    assert all(name.startswith("mixed") for name in found)
    assert 0 < (found["mixed single"].value or 0) < (found["mixed single, severity removed"].value or 0) < 1


def test_kappas_and_concordance_are_the_published_ones() -> None:
    votes = [[kind for kind, times in enumerate(row) for _ in range(times)] for row in PSYCHIATRISTS]
    yes_no = ["yes"] * 25 + ["no"] * 25, ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    found = (fleiss_kappa(votes), cohen_kappa(*yes_no), kendall_w(EXECUTIVES))
    assert [round(one.value or 0, 3) for one in found] == [0.21, 0.4, 0.162]
    assert all((one.low or 0) < (one.value or 0) < (one.high or 1) for one in found)


def test_reliability_grows_with_reviews_as_in_the_nips_experiment() -> None:
    variances = {"application": 1.278, "reviewer": 0.240, "residual": 1.268}
    raw = [reliability_of_mean(variances, k, severity_removed=False) for k in (2, 3, 4, 5)]
    corrected = [reliability_of_mean(variances, k, severity_removed=True) for k in (2, 3, 4, 5)]
    assert [round(one or 0, 2) for one in raw] == [0.63, 0.72, 0.77, 0.81]
    assert [round(one or 0, 2) for one in corrected] == [0.67, 0.75, 0.8, 0.83]


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


@some
@given(st.lists(st.integers(1, 6), min_size=3, max_size=8).filter(lambda row: len(set(row)) > 1))
def test_complete_agreement_is_one(row: list[int]) -> None:
    table = [[one] * 3 for one in row]
    found = [krippendorff_alpha(table, "interval"), fleiss_kappa(table), kendall_w(table)]
    assert [round(one.value or 0, 9) for one in found] == [1.0] * 3


def test_complete_agreement_of_scores_is_a_correlation_of_one() -> None:
    found = icc([[one] * 3 for one in (1, 4, 2, 5)])
    assert [round(found[f"ICC({kind},1)"].value or 0, 9) for kind in (1, 2, 3)] == [1.0] * 3


def test_stored_figures_run_again_to_the_same_record() -> None:
    holes: list[list[Any]] = [[1, None, 2], [3, 4, 4], [2, 2, None], [5, 4, 5]]
    found = [
        krippendorff_alpha(FOUR, "interval", seed=7), krippendorff_alpha([[1, 1]], "nominal"),
        fleiss_kappa(LETTERS, seed=1), cohen_kappa(["yes", None, "no"], ["yes", "no", "no"], seed=3),
        kendall_w(EXECUTIVES, seed=2), *icc(holes, reviews=3, seed=4).values(),
    ]  # fmt: skip
    records: list[Any] = json.loads(json.dumps([one.record() for one in found]))
    assert [rerun(record) for record in records] == records


@pytest.mark.parametrize(
    ("act", "ids"),
    [
        (lambda: krippendorff_alpha([], "nominal"), ()),
        (lambda: krippendorff_alpha([[1, 2], [1]], "nominal"), (1,)),
        (lambda: krippendorff_alpha([["a", "b"]], "interval"), (0,)),
        (lambda: krippendorff_alpha([[1, np.nan]], "interval"), (0,)),
        (lambda: krippendorff_alpha([[1, -1]], "ratio"), ()),
        (lambda: krippendorff_alpha([[1, 2]], "cardinal"), ()),  # type: ignore[arg-type]  # what is tested
        (lambda: kendall_w([[1, 2], [None, 1]]), (1,)),
        (lambda: cohen_kappa([1], [1, 2]), ()),
    ],
)
def test_bad_tables_are_named(act: Any, ids: tuple[object, ...]) -> None:
    with pytest.raises(BadInput) as refused:
        act()
    assert refused.value.ids == ids
