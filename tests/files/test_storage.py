"""Bytes have the address of their content, outlive a power cut, and never come back changed."""

import hashlib
import os
from pathlib import Path

import pytest

from portal.files.storage import FileStore, StoreDamaged, open_store

WORDS = b"a work sample"
ADDRESS = hashlib.sha256(WORDS).hexdigest()


@pytest.fixture
def kept(tmp_path: Path) -> FileStore:
    return open_store(str(tmp_path / "files"))


def place_of(folder: Path) -> Path:
    return folder / "files" / ADDRESS[:2] / ADDRESS


def test_bytes_come_back_under_their_hash(kept: FileStore) -> None:
    assert (kept.exists(ADDRESS), kept.keep(WORDS), kept.open_bytes(ADDRESS), kept.exists(ADDRESS)) == (
        False,
        ADDRESS,
        WORDS,
        True,
    )


def test_the_same_bytes_are_kept_once(kept: FileStore, tmp_path: Path) -> None:
    kept.keep(WORDS)
    first = place_of(tmp_path).stat()
    kept.keep(WORDS)
    assert place_of(tmp_path).stat() == first
    assert list(kept.addresses()) == [ADDRESS]


def test_the_file_is_synced_then_named_then_its_folder_is_synced(
    kept: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[tuple[bool, bool]] = []
    sync = os.fsync

    def watch(handle: int) -> None:
        steps.append((Path(f"/proc/self/fd/{handle}").resolve().is_dir(), place_of(tmp_path).exists()))
        sync(handle)

    monkeypatch.setattr(os, "fsync", watch)
    kept.keep(WORDS)
    assert steps == [(False, False), (True, True), (True, True)]


def test_a_full_disk_leaves_nothing_behind(
    kept: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        kept.keep(WORDS)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_changed_bytes_are_not_given_out(kept: FileStore, tmp_path: Path) -> None:
    kept.keep(WORDS)
    place_of(tmp_path).chmod(0o600)
    place_of(tmp_path).write_bytes(b"another work sample")
    with pytest.raises(StoreDamaged):
        kept.open_bytes(ADDRESS)


def test_lost_bytes_are_said_to_be_lost(kept: FileStore) -> None:
    with pytest.raises(StoreDamaged):
        kept.open_bytes(ADDRESS)


def test_a_store_that_is_no_folder_keeps_the_same_promise() -> None:
    kept = open_store("memory://work-samples")
    assert (kept.keep(WORDS), kept.open_bytes(ADDRESS), list(kept.addresses())) == (ADDRESS, WORDS, [ADDRESS])
