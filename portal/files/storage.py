"""Bytes under the SHA-256 of their content: written once, synced first, checked at each reading."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from fsspec.core import url_to_fs

from portal.errors import PortalError
from portal.extensions import part
from portal.words import say


class StoreDamaged(PortalError):
    """The store gave back other bytes than were kept, or none; nothing is shown then."""

    status = 503


class FileStore:
    """A folder or a bucket in which each content has the address that its hash gives it."""

    def __init__(self, files: Any, root: str) -> None:
        self._files = files
        self._root = root.rstrip("/")

    def keep(self, data: bytes) -> str:
        """Keep the bytes and give their SHA-256; they outlive a power cut once this returns."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._path(sha256)
        if self._files.exists(path):
            return sha256
        if self._is_folder:
            _keep_synced(Path(path), data)
        else:
            self._files.pipe_file(path, data)
        return sha256

    def open_bytes(self, sha256: str) -> bytes:
        """The bytes with this SHA-256, exactly as they were kept."""
        try:
            data = cast(bytes, self._files.cat_file(self._path(sha256)))
        except FileNotFoundError as gone:
            raise StoreDamaged(
                say("This file can’t be read at the moment. Please tell the office.")
            ) from gone
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StoreDamaged(say("This file was damaged in the store. Please tell the office."))
        return data

    def exists(self, sha256: str) -> bool:
        """Whether there are bytes under this SHA-256."""
        return bool(self._files.exists(self._path(sha256)))

    def addresses(self) -> Iterator[str]:
        """The SHA-256 of everything that is kept, in order."""
        if self._files.exists(self._root):
            names = (found.rsplit("/", 1)[-1] for found in self._files.find(self._root))
            yield from sorted(name for name in names if len(name) == 64)

    @property
    def _is_folder(self) -> bool:
        return "file" in self._files.protocol

    def _path(self, sha256: str) -> str:
        return f"{self._root}/{sha256[:2]}/{sha256}"


def open_store(url: str) -> FileStore:
    """The store at an fsspec address; a plain path is a local folder."""
    return FileStore(*url_to_fs(url))


def store() -> FileStore:
    """The store of the application that is running."""
    return cast(FileStore, part("file_store"))


def _keep_synced(path: Path, data: bytes) -> None:
    # First the bytes, then the name, then the folder that holds the name: a cut at any moment leaves
    # either the whole file or none.
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as written:
            written.write(data)
            written.flush()
            os.fsync(written.fileno())
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)
    _sync_folder(path.parent.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
