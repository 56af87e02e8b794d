"""Signs that nobody sees: a page that shows them again is still a page."""

import pytest

from tests.pages import Pages


@pytest.mark.parametrize(
    ("path", "status"),
    [("/calls/%00", 404), ("/calls/?from=%00", 200), ("/cities/?q=%00", 422), ("/verify/%00", 404)],
)
def test_an_address_with_a_null_is_answered_by_a_valid_page(pages: Pages, path: str, status: int) -> None:
    assert pages.get(path).status == status
