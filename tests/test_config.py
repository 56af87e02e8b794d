"""Wrong settings stop the start with a sentence; right ones need nothing else."""

from pathlib import Path
from typing import Any

import pytest

from portal.config import Mode, Settings, SettingsRefused, load_settings

SECRET = "s" * 32
REAL: dict[str, Any] = {
    "mode": Mode.PRODUCTION,
    "secret_key": SECRET,
    "base_url": "https://exchange.example",
}
NO_KEY = "PORTAL_SECRET_KEY needs at least 32 characters outside the demo"
NO_HTTPS = "PORTAL_BASE_URL must begin with https:// outside the demo"
NOT_SHARED = "PORTAL_LIMITS_URL must be shared (redis://…) when there are several web processes"


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"PORTAL_{name.upper()}", raising=False)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"secret_key": ""}, NO_KEY),
        ({"secret_key": "s" * 31}, NO_KEY),
        ({"base_url": "http://exchange.example"}, NO_HTTPS),
        ({"web_processes": 2}, NOT_SHARED),
        ({"mode": Mode.DEMO, "web_processes": 2}, NOT_SHARED),
        ({"web_processes": 0}, "Input should be greater than or equal to 1"),
        ({"proof_minutes": 61}, "Input should be less than or equal to 60"),
        ({"mode": "rehearsal"}, "Input should be 'demo' or 'production'"),
    ],
)
def test_what_contradicts_itself_stops_the_start_and_says_why(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(SettingsRefused) as refused:
        load_settings(**(REAL | changes))
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"mode": Mode.DEMO, "secret_key": "", "base_url": "http://localhost:8000"},
        {"web_processes": 8, "limits_url": "redis://localhost/1"},
        {"web_processes": 1, "limits_url": "memory://"},
        {"base_url": "http://localhost", "testing": True},
    ],
)
def test_what_fits_together_is_taken(changes: dict[str, Any]) -> None:
    given = REAL | changes
    assert {name: getattr(load_settings(**given), name) for name in given} == given


def test_two_wrong_settings_are_told_at_once() -> None:
    with pytest.raises(SettingsRefused) as refused:
        load_settings(**REAL, web_processes=65, proxies=5)
    assert str(refused.value).count("; ") == 1


def test_a_setting_is_an_environment_variable_with_the_name_of_the_portal_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PORTAL_MODE", "demo")
    monkeypatch.setenv("PORTAL_BASE_URL", "http://localhost:9000/")
    monkeypatch.setenv("BASE_URL", "http://elsewhere.example")
    settings = load_settings()
    assert (settings.is_demo, settings.base_url) == (True, "http://localhost:9000")


def test_without_a_database_address_it_is_one_file_in_the_data_folder(tmp_path: Path) -> None:
    assert Settings(**REAL, data=tmp_path).database == f"sqlite:///{tmp_path / 'portal.sqlite'}"
    assert Settings(**REAL, database_url="postgresql+psycopg://x/y").database == "postgresql+psycopg://x/y"


def test_the_demo_keeps_a_key_of_its_own_for_later_starts_and_nobody_else_reads_it(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    first, again = (Settings(mode=Mode.DEMO, data=folder).key for _ in range(2))
    assert (first == again, len(first) >= 32) == (True, True)
    assert oct((folder / "secret").stat().st_mode & 0o777) == "0o600"
    assert Settings(mode=Mode.DEMO, data=folder, secret_key=SECRET).key == SECRET
