"""The render processes end with the tests that used them."""

from collections.abc import Iterator

import pytest

from portal import pdf


@pytest.fixture(autouse=True, scope="session")
def _render_processes() -> Iterator[None]:
    yield
    pdf.shut_down()
