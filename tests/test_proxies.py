"""Behind a proxy, the portal knows who asks by as many proxies as it was told of, and believes no more."""

from pathlib import Path

import pytest

from portal import create_app
from portal.config import Mode, Settings

NEAR, FAR = "127.0.0.1", "203.0.113.7"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "status"),
    [
        (0, "", 200),
        (0, FAR, 200),
        (1, FAR, 404),
        (1, f"{NEAR}, {FAR}", 404),
        (1, f"{FAR}, {NEAR}", 200),
        (2, f"{FAR}, {NEAR}", 404),
    ],
)
def test_figures_are_for_near_readers_whatever_they_claim(
    tmp_path: Path, proxies: int, forwarded: str, status: int
) -> None:
    settings = Settings(mode=Mode.DEMO, data=tmp_path, testing=True, secret_key="s" * 32, proxies=proxies)
    asked = (
        create_app(settings)
        .test_client()
        .get("/metrics", environ_base={"REMOTE_ADDR": NEAR}, headers={"X-Forwarded-For": forwarded})
    )
    assert asked.status_code == status
