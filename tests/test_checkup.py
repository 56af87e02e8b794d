"""A sound installation is said to be sound, and anything else is named."""

from datetime import UTC, datetime
from pathlib import Path

from portal.accounts.models import User
from portal.config import Mode
from portal.db import session, transaction
from tests.ground import installation, run

AT = datetime(2026, 10, 13, 12, 0, tzinfo=UTC)
SECRET = "a-signing-key-of-at-least-32-characters"


def test_check_says_ok_to_everything_in_a_sound_installation(tmp_path: Path) -> None:
    found = run(installation(tmp_path), "check")
    assert ([line[:2] for line in found.output.splitlines()], found.exit_code) == (["ok"] * 7, 0)


def test_check_names_what_is_wrong_and_fails(tmp_path: Path) -> None:
    app = installation(tmp_path)
    for path in (tmp_path / "seal").iterdir():
        path.unlink()
    (tmp_path / "seal").rmdir()
    found = run(app, "check")
    assert (found.output.splitlines()[-1], found.exit_code) == (
        "no  seal of letters: there is no seal yet; please call portal init",
        1,
    )


def test_demo_accounts_are_found_in_production(tmp_path: Path) -> None:
    app = installation(tmp_path, mode=Mode.PRODUCTION, secret_key=SECRET)
    with app.app_context(), transaction():
        session().add(User(email="d@demo.example", is_demo=True, fs_uniquifier="f", created_at=AT))
    assert (
        "no  no demo account in production: 1 accounts of the demo are in this database"
        in run(app, "check").output
    )
