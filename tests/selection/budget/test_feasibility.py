"""Budgets: the line, what it passes over, guarantees, part offers, and what can't be."""

import pytest

from portal.selection.budget import fund
from portal.selection.refusals import Infeasible
from tests.selection.budget.applications import COST, ORDER, Case


def test_too_dear_a_guarantee_is_explained() -> None:
    limits: Case = {"groups": dict.fromkeys(ORDER, "east"), "minimum": {"east": 1}}
    with pytest.raises(Infeasible) as refused:
        fund(["b", "d"], {"b": 70, "d": 20}, 50, groups={"b": "east", "d": "east"}, minimum={"east": 1})
    assert refused.value.ids == ("east",)
    assert fund(ORDER, COST, 45, rule="skip", **limits).funded == ["a"]


def test_too_few_applications_are_named_with_their_group() -> None:
    with pytest.raises(Infeasible) as refused:
        fund(ORDER, COST, 500, groups=dict.fromkeys(ORDER, "east"), minimum={"east": 5})
    assert [(name, str(why)) for name, why in refused.value.reasons] == [("east", "has 4 of 5")]
