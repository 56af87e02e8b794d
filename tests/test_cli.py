"""The commands set up, look after, save and bring back an installation, and say what is wrong."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from portal import cli
from portal.accounts.models import User
from portal.accounts.queries import find_user, find_user_of
from portal.calls.queries import list_programmes
from portal.cities.queries import list_partner_cities
from portal.config import Mode
from portal.db import session, transaction
from portal.extensions import part
from tests.ground import installation, run

AT = datetime(2026, 10, 13, 12, 0, tzinfo=UTC)
SECRET = "a-signing-key-of-at-least-32-characters"


def test_set_up_can_be_called_twice_and_keeps_the_seal(tmp_path: Path) -> None:
    app = installation(tmp_path)
    seal = {path.name: path.read_bytes() for path in (tmp_path / "seal").iterdir()}
    again = run(app, "init")
    assert (again.output, {path.name: path.read_bytes() for path in (tmp_path / "seal").iterdir()}) == (
        "The portal is set up.\n",
        seal,
    )


def test_set_up_brings_the_cities_and_programmes_once(tmp_path: Path) -> None:
    app = installation(tmp_path)
    run(app, "init")
    with app.app_context():
        found = len(list_partner_cities()), [one.slug for one in list_programmes()]
    run(app, "init")
    with app.app_context():
        assert (len(list_partner_cities()), [one.slug for one in list_programmes()]) == found
    assert (found[0], "residency-berlin" in found[1]) == (19, True)


def test_the_first_administrator_is_made_by_command(tmp_path: Path) -> None:
    app = installation(tmp_path)
    with app.app_context(), transaction():
        user = User(email="ada@office.example", fs_uniquifier="f", confirmed_at=AT, created_at=AT)
        session().add(user)
    made = run(app, "administrator", "ada@office.example")
    with app.app_context():
        found = find_user_of("ada@office.example")
        roles = [grant.role for grant in find_user(found.public_id).grants] if found else []
    assert (made.output, roles) == ("ada@office.example is an administrator now.\n", ["administrator"])


@pytest.mark.parametrize("asked", ["bo@office.example", "nobody@office.example"])
def test_nobody_unconfirmed_or_unknown_becomes_administrator(tmp_path: Path, asked: str) -> None:
    app = installation(tmp_path)
    with app.app_context(), transaction():
        session().add(User(email="bo@office.example", fs_uniquifier="f", created_at=AT))
    refused = run(app, "administrator", asked)
    assert (refused.exit_code, refused.output) == (
        1,
        "Error: Nobody has confirmed an account with this address. Please register in the portal first.\n",
    )


def test_lost_keys_are_taken_away_by_command(tmp_path: Path) -> None:
    app = installation(tmp_path)
    with app.app_context(), transaction():
        user = User(email="ada@office.example", fs_uniquifier="f", confirmed_at=AT, created_at=AT)
        user.totp_secret = "of a telephone that fell into the Spree"
        session().add(user)
    done = run(app, "reset-keys", "ada@office.example")
    with app.app_context():
        found = find_user_of("ada@office.example")
        assert (found.totp_secret if found else "", done.output) == (
            None,
            "ada@office.example signs in with the password alone now, and is told so by mail.\n",
        )
    refused = run(app, "reset-keys", "nobody@office.example")
    assert (refused.exit_code, refused.output) == (1, "Error: Nobody has an account with this address.\n")


def test_the_demo_is_refused_where_real_people_are(tmp_path: Path) -> None:
    app = installation(tmp_path, mode=Mode.PRODUCTION, secret_key=SECRET)
    refused = run(app, "demo")
    assert (refused.exit_code, refused.output) == (
        1,
        "Error: Demo accounts exist only in the demo. Set PORTAL_MODE=demo to get them.\n",
    )


def test_the_log_is_sealed_and_found_whole(tmp_path: Path) -> None:
    app = installation(tmp_path)
    assert run(app, "audit", "seal").output == "Nothing happened since the last seal.\n"
    assert run(app, "audit", "verify").output == "The log is whole.\n"


def test_a_bench_prints_its_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cli.BENCHES, "start", lambda: {"seconds": 2.5})
    app = installation(tmp_path)
    assert json.loads(run(app, "bench", "start", "--json").output) == {"seconds": 2.5}
    assert run(app, "bench", "start").output.split() == ["seconds", "2.5"]
    assert (
        run(app, "bench", "none").output
        == "Error: There is no bench of this name. Known: letters, selection, start.\n"
    )


def test_wrong_settings_end_the_start_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in os.environ if name.startswith("PORTAL_")]:
        monkeypatch.delenv(name)
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert (end.value.code, capsys.readouterr().err) == (
        2,
        "The portal does not start: PORTAL_SECRET_KEY needs at least 32 characters outside the demo.\n",
    )


def test_commands_find_the_settings_of_their_application(tmp_path: Path) -> None:
    app = installation(tmp_path)
    with app.app_context():
        assert cli.settings() is part("settings")
