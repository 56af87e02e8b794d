"""Finding files by the name that URLs know."""

from collections.abc import Sequence

from sqlalchemy import select

from portal.db import session
from portal.files.models import StoredFile


def find_file(file_id: str) -> StoredFile | None:
    """The file with this public id."""
    return session().scalars(select(StoredFile).where(StoredFile.public_id == file_id)).one_or_none()


def list_files(file_ids: Sequence[str]) -> list[StoredFile]:
    """The files with these public ids that exist, in the order of the ids."""
    found = session().scalars(select(StoredFile).where(StoredFile.public_id.in_(file_ids)))
    by_id = {file.public_id: file for file in found}
    return [by_id[file_id] for file_id in file_ids if file_id in by_id]
