"""Files are found by the name that addresses know, in the order in which they are asked for."""

from portal.files import queries
from tests.factories import World


def test_files_come_in_the_order_of_the_ids_and_unknown_ones_are_left_out(world: World) -> None:
    first, second, third = (world.file(name).public_id for name in ("a.pdf", "b.pdf", "c.pdf"))
    with world.read():
        found = queries.list_files([third, "unknown", first])
        assert [file.name for file in found] == ["c.pdf", "a.pdf"]
        assert (queries.list_files([]), second in [file.public_id for file in found]) == ([], False)


def test_a_file_is_known_by_its_public_id_and_not_by_its_hash(world: World) -> None:
    name = world.file("a.pdf", sha256="0" * 64).public_id
    with world.read():
        found = queries.find_file(name)
        assert (found and found.name, queries.find_file("0" * 64)) == ("a.pdf", None)
