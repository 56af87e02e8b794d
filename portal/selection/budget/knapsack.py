"""The greatest sum of scores that the budget can buy: a what-if, never the default.

    max Σ score_i x_i  subject to  Σ cost_i x_i ≤ budget,  min_g ≤ Σ_{i in g} x_i ≤ max_g,  x_i ∈ {0, 1}
solved to proved optimality by HiGHS (Q. Huangfu and J. A. J. Hall, Mathematical Programming Computation 10,
2018).
"""

from collections.abc import Mapping

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from portal.selection.budget.conditions import Conditions


def best_selection(conditions: Conditions, score: Mapping[str, float]) -> list[str]:
    """The selection with the greatest sum of scores, in order; nobody whose score lowers the sum."""
    names = sorted(conditions.order)
    values = np.array([score[name] for name in names])
    costs = np.array([conditions.cost[name] for name in names], dtype=float)
    rows, low, high = [costs / max(conditions.budget, 1)], [0.0], [min(conditions.budget, 1.0)]
    for group in sorted({*conditions.minimum, *conditions.maximum}):
        rows.append(np.array([conditions.groups.get(name) == group for name in names], dtype=float))
        low.append(float(conditions.minimum.get(group, 0)))
        high.append(float(conditions.maximum.get(group, len(names))))
    found = milp(
        -values, integrality=np.ones(len(names)), bounds=Bounds(0, 1),
        constraints=LinearConstraint(np.array(rows), low, high), options={"mip_rel_gap": 0.0},
    )  # fmt: skip
    chosen = {name for name, taken in zip(names, found.x, strict=True) if taken > 0.5}
    return [name for name in conditions.order if name in chosen]
