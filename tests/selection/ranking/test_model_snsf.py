"""The SNSF model is solved exactly: its published panel, its groups, and equal ranks for equals."""

import numpy as np
import pytest

from portal.selection.ranking import calibrate
from portal.selection.ranking.model_snsf import log_prior_of_residual
from tests.selection.calls import panel, scores_of


def test_the_published_panel_is_met_within_its_tolerances() -> None:
    one = panel("p1")
    result, published = calibrate(scores_of(one), scale=(1, 6), model="snsf"), one["published"]
    figures = (("er", result.expected_rank, 0.10), ("pcer", result.pcer, 0.5), ("sucra", result.sucra, 0.015))
    distances = {
        key: max(
            abs(ours[name] - theirs) for name, theirs in zip(one["proposals"], published[key], strict=True)
        )
        for key, ours, _ in figures
    }
    assert {key: distances[key] <= tolerance for key, _, tolerance in figures} == dict.fromkeys(
        distances, True
    )


@pytest.mark.parametrize("name", ["p1", "p2", "p3"])
def test_a_coarse_grid_gives_the_expected_ranks_and_deviations_of_a_fine_one(name: str) -> None:
    one = panel(name)
    result, exact = calibrate(scores_of(one), scale=(1, 6), model="snsf"), one["exact"]
    ranks = [result.expected_rank[proposal] for proposal in one["proposals"]]
    assert np.abs(np.array(ranks) - exact["expected_rank"]).max() < 0.002
    assert round(result.variances["application_sd"], 4) == pytest.approx(exact["mean_tau_proposal"], abs=2e-4)
    assert round(result.variances["residual_sd"], 4) == pytest.approx(exact["mean_resid_sd"], abs=2e-4)


@pytest.mark.parametrize("name", ["p1", "p2", "p3"])
def test_long_runs_of_the_sampler_agree_within_their_own_noise(name: str) -> None:
    one = panel(name)
    result = calibrate(scores_of(one), scale=(1, 6), model="snsf")
    ranks = [result.expected_rank[proposal] for proposal in one["proposals"]]
    assert np.abs(np.array(ranks) - one["jags_check_er"]).max() < 0.03


def test_a_panel_is_taken_out_so_that_ranks_are_within_it() -> None:
    rows = [
        (f"{name}-{one}", who, score) for name in ("p2", "p3") for one, who, score in scores_of(panel(name))
    ]
    groups = {one: one[:2] for one, _, _ in rows}
    result = calibrate(rows, groups=groups, scale=(1, 6), model="snsf")
    averages = {
        name: np.mean([rank for one, rank in result.expected_rank.items() if groups[one] == name])
        for name in ("p2", "p3")
    }
    assert abs(averages["p2"] - averages["p3"]) < 3
    assert sum(result.expected_rank.values()) == pytest.approx(30 * 31 / 2)


def test_the_prior_of_the_residual_is_that_of_two_uniform_sides() -> None:
    limit, middles = 2.0, (np.arange(40_000) + 0.5) * (2.0 * 2**0.5 / 40_000)
    density = np.exp([log_prior_of_residual(spread, limit) for spread in middles])
    share = float(density[middles <= 2.0].sum() / density.sum())
    assert share == pytest.approx(np.pi / 4, abs=1e-4)
