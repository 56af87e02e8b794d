"""A long list, one page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")
PER_PAGE = 50
MOST_DIGITS = 6


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows of a longer list, and where in it they stand."""

    rows: Sequence[Row]
    total: int
    number: int = 1
    per_page: int = PER_PAGE

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.per_page))

    @property
    def previous(self) -> int | None:
        """The page before this one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """The page after this one."""
        return self.number + 1 if self.number < self.pages else None


def page_of(rows: Sequence[Row], asked: str | None, *, per_page: int = PER_PAGE) -> Page[Row]:
    """The page that an address asks for of a list at hand; a senseless number means the nearest."""
    text = (asked or "")[:MOST_DIGITS]
    wanted = int(text) if text.isascii() and text.isdigit() else 1
    whole = Page(rows, len(rows), per_page=per_page)
    number = min(max(1, wanted), whole.pages)
    return Page(rows[(number - 1) * per_page : number * per_page], len(rows), number, per_page)
