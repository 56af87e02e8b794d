"""Agreement: the published tables to three decimals, intervals, and no figure where nothing varies."""

from typing import Any

from hypothesis import settings

some = settings(max_examples=5, deadline=None)


def by_rater(*lines: str) -> list[list[Any]]:
    """A table of units × raters from one line a rater; a dot is a missing review."""
    rows = [
        [None if mark == "." else int(mark) if mark.isdigit() else mark for mark in line.split()]
        for line in lines
    ]
    return [list(unit) for unit in zip(*rows, strict=True)]


FOUR = by_rater(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)


LETTERS = by_rater("a a b b d c c c e d d a", "b a b b b c c c e d d d")


EXECUTIVES = by_rater("1 6 3 2 5 4", "1 5 6 4 2 3", "6 3 2 5 4 1")
