"""One file holds a whole installation and brings it back, or is refused."""

import tarfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from portal.db import session, transaction
from portal.files import keep_made
from portal.files.storage import store
from portal.mail import queries
from portal.mail.models import Message
from tests.ground import empty, installation, run

AT = datetime(2026, 10, 13, 12, 0, tzinfo=UTC)


def filled(app: Flask) -> Flask:
    """The same application with a file and a mail that waits."""
    with app.app_context(), transaction():
        keep_made(b"a letter", name="letter.pdf", media_type="application/pdf", at=AT)
        session().add(Message(recipient="a@x.example", language="de", subject="s", body="b", created_at=AT))
    return app


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
