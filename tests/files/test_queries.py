"""Files are found by the name that addresses know, in the order in which they are asked for."""

from datetime import UTC, datetime

from portal.files import queries
from portal.files.models import StoredFile
from tests.factories import World

AT = datetime(2026, 10, 13, 12, 0, tzinfo=UTC)


def stored(world: World, name: str) -> str:
    """The public id of a file."""
    file = StoredFile(sha256="0" * 64, size=1, media_type="application/pdf", name=name, created_at=AT)
    return world.add(file).public_id


def test_files_come_in_the_order_of_the_ids_and_unknown_ones_are_left_out(world: World) -> None:
    first, second, third = (stored(world, name) for name in ("a.pdf", "b.pdf", "c.pdf"))
    with world.read():
        found = queries.list_files([third, "unknown", first])
        assert [file.name for file in found] == ["c.pdf", "a.pdf"]
        assert (queries.list_files([]), second in [file.public_id for file in found]) == ([], False)


def test_a_file_is_known_by_its_public_id_and_not_by_its_hash(world: World) -> None:
    name = stored(world, "a.pdf")
    with world.read():
        found = queries.find_file(name)
        assert (found and found.name, queries.find_file("0" * 64)) == ("a.pdf", None)
