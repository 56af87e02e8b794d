"""Documents that many people ask for."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from portal.pdf.shelf import Shelf


def test_the_same_document_is_made_once() -> None:
    made: list[str] = []

    def make() -> bytes:
        made.append("once")
        return b"document"

    shelf = Shelf()
    assert [shelf.get("key", make) for _ in range(3)] == [b"document"] * 3
    assert made == ["once"]


def test_who_asks_while_it_is_being_made_gets_the_same() -> None:
    shelf, begun, go_on = Shelf(), Event(), Event()

    def make() -> bytes:
        begun.set()
        go_on.wait()
        return b"first"

    with ThreadPoolExecutor(2) as hands:
        first = hands.submit(shelf.get, "key", make)
        begun.wait()
        second = hands.submit(shelf.get, "key", lambda: b"second")
        go_on.set()
        assert (first.result(), second.result()) == (b"first", b"first")


def test_what_could_not_be_made_is_tried_again() -> None:
    shelf = Shelf()
    with pytest.raises(ZeroDivisionError):
        shelf.get("key", lambda: bytes(1 // 0))
    assert shelf.get("key", lambda: b"now") == b"now"


def test_the_document_asked_for_longest_ago_makes_room() -> None:
    shelf = Shelf(places=2)
    for key in ("a", "b", "a", "c"):
        shelf.get(key, lambda key=key: key.encode())  # type: ignore[misc]  # binds the key of this round
    assert list(shelf.kept) == ["a", "c"]
