"""Calls for the tests: the published panels, and calls drawn from known qualities."""

import json
from pathlib import Path
from typing import Any

import numpy as np

DATA = Path(__file__).parent / "data"
Score = tuple[str, str, float]


def panel(name: str) -> dict[str, Any]:
    """One of the three published mock panels."""
    panels: list[dict[str, Any]] = json.loads((DATA / "snsf_mock_panels.json").read_text())["panels"]
    return next(one for one in panels if one["panel"] == name)


def scores_of(one: dict[str, Any]) -> list[Score]:
    """The scores of a panel, one row a score."""
    return [
        (proposal, assessor, float(grade))
        for proposal, grades in zip(one["proposals"], one["num_grade"], strict=True)
        for assessor, grade in zip(one["assessors"], grades, strict=True)
    ]


def drawn(
    seed: int, *, applications: int, reviewers: int, each: int, severity: float = 0.5
) -> tuple[dict[str, float], list[Score]]:
    """True qualities and an incomplete call on a scale from 1 to 10."""
    chance = np.random.default_rng(seed)
    quality, offset = chance.normal(0, 1.1, applications), chance.normal(0, severity, reviewers)
    scores = [
        (
            f"A{one:04d}",
            f"R{who:03d}",
            float(np.clip(np.rint(5.5 + quality[one] + offset[who] + noise), 1, 10)),
        )
        for one in range(applications)
        for who, noise in zip(
            chance.choice(reviewers, each, replace=False), chance.normal(0, 1.1, each), strict=True
        )
    ]
    return {f"A{one:04d}": float(quality[one]) for one in range(applications)}, scores
