"""What can't be computed with is refused before any calculation, with a sentence and the ids."""

from typing import Any

import pytest

from portal.selection.ranking import calibrate
from portal.selection.refusals import BadInput
from tests.selection.ranking.refused import GOOD


@pytest.mark.parametrize(
    ("change", "ids"),
    [
        ({"scores": []}, ()),
        ({"scores": [*GOOD, ("C", "R", float("nan"))]}, (("C", "R"),)),
        ({"scores": [*GOOD, ("C", "R", float("inf"))]}, (("C", "R"),)),
        ({"scores": [*GOOD, ("C", "R", 6.5)]}, (("C", "R"),)),
        ({"scores": [*GOOD, ("A", "R", 5.0)]}, (("A", "R"),)),
        ({"scores": [*GOOD, ("", "R", 5.0)]}, (("", "R"),)),
        ({"groups": {"A": "x"}}, ("B",)),
        ({"groups": {"A": "x", "B": "x", "Z": "y"}}, ("Z",)),
        ({"weights": {("Z", "R"): 1.0}}, (("Z", "R"),)),
        ({"weights": {("A", "R"): 0.0}}, (("A", "R"),)),
        ({"weights": {("A", "R"): float("nan")}}, (("A", "R"),)),
        ({"scale": (6, 1)}, ()),
        ({"model": "median"}, ()),
        ({"seed": -1, "draw": True}, ()),
        ({"variances": {"application": -1.0, "residual": 1.0}}, ("application",)),
        ({"variances": {"application": 1.0}}, ()),
    ],
)
def test_bad_input_is_named(change: dict[str, Any], ids: tuple[object, ...]) -> None:
    arguments: dict[str, Any] = {"scores": GOOD, "scale": (1, 6)} | change
    arguments.pop("draw", None)
    with pytest.raises(BadInput) as refused:
        calibrate(arguments.pop("scores"), **arguments).interval(0.5)
    assert refused.value.ids == ids
