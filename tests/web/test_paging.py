"""A long list is shown one page at a time."""

from portal.web.paging import Page


def test_a_long_list_knows_its_neighbours() -> None:
    first, last, empty = Page([], 101, 1), Page([], 101, 3), Page([], 0)
    assert [(page.previous, page.next, page.pages) for page in (first, last, empty)] == [
        (None, 2, 3),
        (2, None, 3),
        (None, None, 1),
    ]
