"""A long list is shown one page at a time."""

import pytest

from portal.web.paging import Page, page_of


def test_a_long_list_knows_its_neighbours() -> None:
    first, last, empty = Page([], 101, 1), Page([], 101, 3), Page([], 0)
    assert [(page.previous, page.next, page.pages) for page in (first, last, empty)] == [
        (None, 2, 3),
        (2, None, 3),
        (None, None, 1),
    ]


@pytest.mark.parametrize(
    ("asked", "rows", "number"),
    [
        (None, [1, 2], 1),
        ("2", [3, 4], 2),
        ("3", [5], 3),
        ("99", [5], 3),
        ("0", [1, 2], 1),
        ("-1", [1, 2], 1),
        ("x", [1, 2], 1),
        ("²", [1, 2], 1),
        ("9" * 5000, [5], 3),
    ],
)
def test_an_address_asks_for_a_page_and_nonsense_finds_the_nearest(
    asked: str | None, rows: list[int], number: int
) -> None:
    page = page_of([1, 2, 3, 4, 5], asked, per_page=2)
    assert (page.rows, page.number, page.pages, page.total) == (rows, number, 3, 5)
