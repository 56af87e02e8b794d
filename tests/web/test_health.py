"""The portal says whether it lives, whether it is ready, and its figures to those who may know."""

from datetime import UTC, datetime

import pytest

from tests.pages import Pages


def test_the_process_lives_and_gives_its_figures_to_near_readers_only(visit: Pages) -> None:
    near = visit.get("/metrics")
    far = visit.get("/metrics", environ_base={"REMOTE_ADDR": "203.0.113.7"})
    assert (visit.get("/healthz").data, near.status, b"portal_answers_total" in near.data) == (
        b"ok\n",
        200,
        True,
    )
    assert far.status == 404


def test_the_portal_is_ready_when_database_and_clock_agree(pages: Pages) -> None:
    assert pages.get("/readyz").data == b"ready\n"


def test_the_portal_is_not_ready_when_the_clocks_differ(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.web.health.database_time", lambda: datetime(2020, 1, 1, tzinfo=UTC))
    assert pages.get("/readyz").status == 503
