"""The commands set up, look after, save and bring back an installation, and say what is wrong."""

import json
import os
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from portal import cli, db
from portal.accounts.models import User
from portal.config import Mode
from portal.db import session, transaction
from portal.extensions import part
from portal.files import keep_made
from portal.files.storage import store
from portal.mail import queries
from portal.mail.models import Message
from tests.ground import ground_app, ground_settings

AT = datetime(2026, 10, 13, 12, 0, tzinfo=UTC)
SECRET = "a-signing-key-of-at-least-32-characters"


def installation(folder: Path, **changes: object) -> Flask:
    """An installation of its own, set up."""
    app = ground_app(ground_settings(folder, **changes), tables=False)
    assert run(app, "init").exit_code == 0
    with app.app_context():
        db.Base.metadata.create_all(db.engine())
    return app


def run(app: Flask, *words: str) -> Result:
    """The command as a person would call it."""
    return app.test_cli_runner().invoke(args=list(words))


def empty(folder: Path) -> Flask:
    """An installation whose database holds nothing at all."""
    return ground_app(ground_settings(folder), tables=False)


def filled(app: Flask) -> Flask:
    """The same application with a file and a mail that waits."""
    with app.app_context(), transaction():
        keep_made(b"a letter", name="letter.pdf", media_type="application/pdf", at=AT)
        session().add(Message(recipient="a@x.example", language="de", subject="s", body="b", created_at=AT))
    return app


def test_set_up_can_be_called_twice_and_keeps_the_seal(tmp_path: Path) -> None:
    app = installation(tmp_path)
    seal = {path.name: path.read_bytes() for path in (tmp_path / "seal").iterdir()}
    again = run(app, "init")
    assert (again.output, {path.name: path.read_bytes() for path in (tmp_path / "seal").iterdir()}) == (
        "The portal is set up.\n",
        seal,
    )


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


def test_the_demo_is_refused_where_real_people_are(tmp_path: Path) -> None:
    app = installation(tmp_path, mode=Mode.PRODUCTION, secret_key=SECRET)
    refused = run(app, "demo")
    assert (refused.exit_code, refused.output) == (
        1,
        "Error: Demo accounts exist only in the demo. Set PORTAL_MODE=demo to get them.\n",
    )


def test_what_was_saved_comes_back_whole_and_sends_no_mail(tmp_path: Path) -> None:
    saved = run(filled(installation(tmp_path / "old")), "backup", str(tmp_path / "all.tar"))
    new = empty(tmp_path / "new")
    back = run(new, "restore", str(tmp_path / "all.tar"))
    assert (saved.output, back.output) == (
        f"Saved the database and 1 files into {tmp_path / 'all.tar'}.\n",
        "Brought back the database and 1 files. Mails held back: 1.\n",
    )
    with new.app_context():
        (address,) = store().addresses()
        assert store().open_bytes(address) == b"a letter"
        assert [(mail.recipient, mail.state) for mail in queries.list_messages()] == [
            ("a@x.example", "failed")
        ]
    seals = [next((tmp_path / place / "seal").iterdir()).read_bytes() for place in ("old", "new")]
    assert seals[0] == seals[1]


def test_a_backup_is_for_its_owner_only(tmp_path: Path) -> None:
    run(installation(tmp_path / "old"), "backup", str(tmp_path / "all.tar"))
    assert [(path.name, path.stat().st_mode & 0o777) for path in tmp_path.glob("*all.tar*")] == [
        ("all.tar", 0o600)
    ]


def test_a_full_installation_is_not_overwritten(tmp_path: Path) -> None:
    app = filled(installation(tmp_path / "old"))
    run(app, "backup", str(tmp_path / "all.tar"))
    refused = run(app, "restore", str(tmp_path / "all.tar"))
    assert (refused.exit_code, refused.output) == (
        1,
        "Error: This installation is not empty. Please restore into a new data folder or database.\n",
    )


def changed(source: Path, target: Path, change: Callable[[str, bytes], tuple[str, bytes] | None]) -> Path:
    """The backup with its parts changed."""
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for member in old.getmembers():
            part_of_it = old.extractfile(member)
            assert part_of_it is not None
            made = change(member.name, part_of_it.read())
            if made is not None:
                (target.parent / "part").write_bytes(made[1])
                new.add(target.parent / "part", made[0])
    return target


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            lambda name, data: (name, b"another" if name.startswith("files/") else data),
            "is damaged in this backup",
        ),
        (
            lambda name, data: None if name.startswith("files/") else (name, data),
            "should hold 1 files and holds 0",
        ),
        (
            lambda name, data: None if name == "manifest.json" else (name, data),
            "This is no backup of the portal",
        ),
        (
            lambda name, data: ("keys/../../escaped" if name.startswith("keys/") else name, data),
            "does not belong into a backup",
        ),
    ],
    ids=["damaged", "lost", "foreign", "escaping"],
)
def test_a_backup_that_is_not_whole_is_refused(
    tmp_path: Path, change: Callable[[str, bytes], tuple[str, bytes] | None], sentence: str
) -> None:
    run(filled(installation(tmp_path / "old")), "backup", str(tmp_path / "all.tar"))
    broken = changed(tmp_path / "all.tar", tmp_path / "broken.tar", change)
    refused = run(empty(tmp_path / "new"), "restore", str(broken))
    assert (refused.exit_code, sentence in refused.output, (tmp_path / "escaped").exists()) == (
        1,
        True,
        False,
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
    assert run(app, "bench", "none").output == "Error: There is no bench of this name. Known: start.\n"


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
