"""Lotteries: frozen before, recomputable after, without bias, and with their price."""

import json

from portal.selection.lottery import (
    sample,
)
from tests.selection.calls import DATA


def test_the_sampler_gives_the_published_numbers() -> None:
    cases = json.loads((DATA / "rivest_sampler_tests.json").read_text())["tests"]
    found = [
        sample(one["data"]["seed"], count=one["data"]["count"], total=one["data"]["total"]) for one in cases
    ]
    assert found == [one["expected"] for one in cases]
