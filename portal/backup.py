"""One file that holds a whole installation: database, files, seal and signing key."""

import io
import json
import os
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import inspect

from portal import db
from portal.config import Settings
from portal.extensions import upgrade_tables
from portal.files.storage import store
from portal.mail.delivery import hold_back_waiting

DATABASE, FILES, KEYS, MANIFEST = "database", "files/", "keys/", "manifest.json"
KEY_FILES = ("seal/*", "secret")


class BackupRefused(Exception):
    """The backup can’t be made or brought back; the message says why."""


def save(settings: Settings, target: Path, *, at: datetime) -> int:
    """Write the backup beside its name and then give it its name; how many files it holds."""
    unfinished = target.with_name(f".{target.name}.unfinished")
    # The seal’s key is in it: nobody else on the machine may read it.
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as written, tarfile.open(fileobj=written, mode="w") as archive:
            kept = _fill(archive, settings, at)
        _sync(unfinished)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return kept


def restore(settings: Settings, source: Path) -> tuple[int, int]:
    """Bring everything back into an empty installation; how many files, and how many mails are held back."""
    if inspect(db.engine()).get_table_names():
        raise BackupRefused(
            "This installation is not empty. Please restore into a new data folder or database."
        )
    with tarfile.open(source) as archive:
        manifest = json.loads(_read(archive, MANIFEST))
        if manifest["database"] != db.engine().dialect.name:
            raise BackupRefused(
                f"This backup is of a {manifest['database']} database, and this is another kind."
            )
        kept = sum(_restore_member(archive, member, settings) for member in archive.getmembers())
    if kept != manifest["files"]:
        raise BackupRefused(f"The backup should hold {manifest['files']} files and holds {kept}.")
    upgrade_tables()
    with db.transaction():
        return kept, hold_back_waiting()


def _fill(archive: tarfile.TarFile, settings: Settings, at: datetime) -> int:
    # First the database, then the files: files are never taken away, so every row finds its bytes.
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / DATABASE
        _dump(dump)
        archive.add(dump, DATABASE)
    kept = list(store().addresses())
    for sha256 in kept:
        _add(archive, FILES + sha256, store().open_bytes(sha256))
    for path in _key_files(settings):
        archive.add(path, KEYS + str(path.relative_to(settings.data.resolve())))
    manifest = {"database": db.engine().dialect.name, "files": len(kept), "at": at.isoformat()}
    _add(archive, MANIFEST, json.dumps(manifest).encode())
    return len(kept)


def _key_files(settings: Settings) -> Iterator[Path]:
    for pattern in KEY_FILES:
        yield from sorted(path for path in settings.data.resolve().glob(pattern) if path.is_file())


def _restore_member(archive: tarfile.TarFile, member: tarfile.TarInfo, settings: Settings) -> int:
    """Bring one part back; 1 if it was a file of the store."""
    content = _read(archive, member.name)
    if member.name == DATABASE:
        _load(content)
    elif member.name.startswith(KEYS):
        _restore_key(settings.data.resolve() / Path(member.name.removeprefix(KEYS)), content, settings)
    elif member.name.startswith(FILES):
        if store().keep(content) != member.name.removeprefix(FILES):
            raise BackupRefused(f"{member.name} is damaged in this backup.")
        return 1
    return 0


def _restore_key(path: Path, content: bytes, settings: Settings) -> None:
    if not path.resolve().is_relative_to(settings.data.resolve()):
        raise BackupRefused(f"{path} does not belong into a backup.")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_bytes(content)
    path.chmod(0o600)


def _dump(target: Path) -> None:
    if db.engine().dialect.name == "sqlite":
        _copy_sqlite(target, back=False)
    else:
        _run("pg_dump", "--format=custom", "--no-owner", f"--file={target}")


def _load(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / DATABASE
        dump.write_bytes(content)
        if db.engine().dialect.name == "sqlite":
            _copy_sqlite(dump, back=True)
        else:
            _run(
                "pg_restore",
                "--no-owner",
                "--exit-on-error",
                "--single-transaction",
                "--dbname",
                "",
                str(dump),
            )


def _copy_sqlite(other: Path, *, back: bool) -> None:
    """Copy page by page while others work: SQLite’s own way to a whole copy."""
    ours = db.engine().raw_connection()
    theirs = sqlite3.connect(other)
    try:
        own: Any = ours.driver_connection
        source, target = (theirs, own) if back else (own, theirs)
        source.backup(target)
    finally:
        theirs.close()
        ours.close()


def _run(program: str, *words: str) -> None:
    url = db.engine().url
    # The password goes through the environment, where other users of the machine can’t see it.
    environment = {**os.environ, "PGPASSWORD": url.password or ""}
    where = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    command = [program, *(where if word == "" else word for word in words)]
    if program == "pg_dump":
        command.append(where)
    # A fixed program with our own settings; nothing of it comes from a visitor.
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  # see above
    except FileNotFoundError as missing:
        raise BackupRefused(f"{program} is needed; please install PostgreSQL's client programs.") from missing
    if done.returncode:
        raise BackupRefused(f"{program} did not work: {done.stderr.strip()}")


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    archive.addfile(member, io.BytesIO(content))


def _read(archive: tarfile.TarFile, name: str) -> bytes:
    try:
        part = archive.extractfile(name)
    except KeyError as missing:
        raise BackupRefused(f"This is no backup of the portal: {name} is missing.") from missing
    if part is None:
        raise BackupRefused(f"{name} does not belong into a backup.")
    return part.read()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
