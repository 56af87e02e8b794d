"""The recommended model: its variances, effects and ranks are those of the dense formulas of textbooks."""

import pytest

from portal.selection.ranking import calibrate
from portal.selection.ranking.mixed_equations import solve
from portal.selection.ranking.reml import criterion
from tests.selection.calls import panel, scores_of

NAMES = {"var_app": "application", "var_reviewer": "reviewer", "var_resid": "residual"}


@pytest.mark.parametrize("name", ["p1", "p2", "p3"])
def test_variances_effects_and_criterion_agree_with_lme4(name: str) -> None:
    one = panel(name)
    published = one["lme4_reml"]
    result = calibrate(scores_of(one), scale=(1, 6), integrate=False)
    assert {key: result.variances[ours] for key, ours in NAMES.items()} == pytest.approx(
        {key: published[key] for key in NAMES}, abs=1e-6
    )
    assert result.mean == pytest.approx(published["mu"], abs=1e-6)
    quality = [result.quality[proposal] for proposal in one["proposals"]]
    assert quality == pytest.approx(published["blup"], abs=1e-6)
    at = solve(result.belief.equations, result.belief.points[0][1])
    assert criterion(at) == pytest.approx(published["reml_crit"], abs=1e-5)


def test_severity_agrees_with_lme4() -> None:
    one = panel("p1")
    severity = calibrate(scores_of(one), scale=(1, 6), integrate=False).severity
    found = [severity[assessor][0] for assessor in one["assessors"]]
    assert found == pytest.approx(one["lme4_reml"]["reviewer_effect"], abs=1e-5)
