"""Agreement: the published tables to three decimals, intervals, and no figure where nothing varies."""

from typing import Any

import numpy as np
import pytest

from portal.selection.agreement import cohen_kappa, kendall_w, krippendorff_alpha
from portal.selection.refusals import BadInput


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
