"""Agreement: the published tables to three decimals, intervals, and no figure where nothing varies."""

import json
from typing import Any

import pytest

from portal.selection.agreement import cohen_kappa, fleiss_kappa, icc, kendall_w, krippendorff_alpha
from portal.selection.agreement.intraclass import reliability_of_mean
from portal.selection.record import rerun
from tests.selection.agreement.published import EXECUTIVES, FOUR, LETTERS, by_rater

SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


WINE = by_rater("1 1 3 6 6 7 8 9", "2 3 8 4 5 5 7 9", "0 3 1 3 5 6 7 9", "1 2 4 3 6 2 9 8")


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


def test_reliability_grows_with_reviews_as_in_the_nips_experiment() -> None:
    variances = {"application": 1.278, "reviewer": 0.240, "residual": 1.268}
    raw = [reliability_of_mean(variances, k, severity_removed=False) for k in (2, 3, 4, 5)]
    corrected = [reliability_of_mean(variances, k, severity_removed=True) for k in (2, 3, 4, 5)]
    assert [round(one or 0, 2) for one in raw] == [0.63, 0.72, 0.77, 0.81]
    assert [round(one or 0, 2) for one in corrected] == [0.67, 0.75, 0.8, 0.83]


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
