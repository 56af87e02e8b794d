"""Records hold all that a re-run needs, and notice when their inputs were changed."""

import json
from typing import Any

import numpy as np
import pytest

from portal.selection.ranking import calibrate
from portal.selection.record import (
    METHODS,
    canonical,
    digest,
    make_record,
    packed,
    plain,
    rerun,
    same_result,
    unpacked,
)
from portal.selection.refusals import BadInput
from tests.selection.calls import drawn, panel, scores_of


def test_a_stored_ranking_runs_again_to_the_same_record() -> None:
    _, scores = drawn(1, applications=25, reviewers=8, each=3)
    weights = {scores[0][:2]: 0.5}
    groups = {one: f"G{int(one[1:]) % 2}" for one, _, _ in scores}
    first = calibrate(
        scores, groups=groups, weights=weights, scale=(1, 10), seed=11, reliability=True
    ).record()
    second = calibrate(scores_of(panel("p1")), scale=(1, 6), model="snsf", seed=2**63).record()
    stored: list[Any] = json.loads(json.dumps([first, second]))
    assert [rerun(one) for one in stored] == stored
    assert [same_result(one, rerun(one)) for one in stored] == [True, True]


def test_changed_inputs_are_noticed() -> None:
    record = calibrate([("A", "R", 3.0), ("B", "R", 4.0)], scale=(1, 6)).record()
    record["inputs"]["scores"][0][2] = 6.0
    with pytest.raises(BadInput):
        rerun(record)


def test_a_record_of_an_unknown_kind_is_refused() -> None:
    record = make_record("guess", inputs={}, parameters={}, seed=None, results={})
    with pytest.raises(BadInput):
        rerun(record)


def test_every_kind_of_record_has_its_way_back() -> None:
    assert sorted(METHODS) == [
        "agreement.cohen_kappa",
        "agreement.fleiss_kappa",
        "agreement.icc",
        "agreement.kendall_w",
        "agreement.krippendorff_alpha",
        "allocation.allocate",
        "assignment.assign",
        "assignment.repair",
        "budget.fund",
        "lottery.draw",
        "lottery.maximin",
        "lottery.systematic",
        "ranking.calibrate",
    ]


def test_inputs_are_kept_exactly_and_results_to_nine_decimals() -> None:
    record = make_record(
        "m", inputs={"x": 0.1234567890123}, parameters={}, seed=1, results={"y": 0.1234567890123}
    )
    assert (record["inputs"], record["results"]) == ({"x": 0.1234567890123}, {"y": 0.123456789})


def test_plain_values_have_one_text() -> None:
    assert canonical(plain({"b": (1, np.float64(0.5)), "a": -0.0, "c": float("inf")})) == (
        '{"a":0.0,"b":[1,0.5],"c":"inf"}'
    )
    assert digest([]) == "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"


def test_arrays_survive_the_record_bit_by_bit() -> None:
    array = np.random.default_rng(0).random((3, 4))
    assert np.array_equal(unpacked(json.loads(json.dumps(packed(array)))), array)
