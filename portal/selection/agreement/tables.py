"""Tables of units (applications) by raters, with None where a rater did not judge."""

import math
from collections.abc import Sequence

import numpy as np

from portal.selection.arrays import Floats
from portal.selection.refusals import BadInput, is_finite, refuse_if
from portal.words import say

Entry = float | str | None
Table = Sequence[Sequence[Entry]]


def check_shape(table: Table) -> list[list[Entry]]:
    """The rows, if all have the same number of raters."""
    rows = [list(row) for row in table]
    if not rows or not rows[0]:
        raise BadInput(say("The table has no entries."))
    if uneven := [number for number, row in enumerate(rows) if len(row) != len(rows[0])]:
        raise BadInput(say("The rows of the table differ in length."), uneven)
    refuse_if(
        (
            place
            for place, row in enumerate(rows)
            for one in row
            if isinstance(one, float | np.floating) and not math.isfinite(one)
        ),
        say("Some entries of the table are not numbers."),
    )
    return rows


def numbers(table: Table) -> Floats:
    """The table as numbers, with NaN where an entry is missing."""
    rows = check_shape(table)
    refuse_if(
        (place for place, row in enumerate(rows) for one in row if one is not None and not is_finite(one)),
        say("Some entries of the table are not numbers."),
    )
    return np.array([[math.nan if one is None else float(one) for one in row] for row in rows])


def counts(table: Table) -> tuple[list[Entry], Floats]:
    """The values that occur, in order, and how often each unit got each of them."""
    rows = check_shape(table)
    values: list[Entry] = sorted(
        {one for row in rows for one in row if one is not None}, key=lambda one: (str(type(one)), one)
    )
    place = {value: number for number, value in enumerate(values)}
    found = np.zeros((len(rows), len(values)))
    for number, row in enumerate(rows):
        for one in row:
            if one is not None:
                found[number, place[one]] += 1
    return values, found
