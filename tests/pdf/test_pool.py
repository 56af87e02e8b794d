"""A document that hangs, dies or breaks ends nothing but itself."""

import os
import signal
from collections.abc import Iterator

import pytest

from portal.pdf.order import Order, RenderFailed
from portal.pdf.pool import LIFE, Pool, Worker
from tests.pdf.examples import receipt_facts

RECEIPT = Order("receipts/application.html", receipt_facts())
STOPPED = "The document took too long or too much memory to lay out and was stopped."


def endless() -> Order:
    answers = [{"question": "?", "paragraphs": ["word " * 50] * 400}]
    return Order(
        "receipts/application.html", receipt_facts(sections=[{"title": "x", "answers": answers * 200}])
    )


@pytest.fixture
def pool() -> Iterator[Pool]:
    pool = Pool(1)
    yield pool
    pool.end()


def the_worker(pool: Pool) -> Worker:
    worker = pool.places.get()
    pool.places.put(worker)
    assert worker is not None
    return worker


def test_a_process_prints_one_document_after_another(pool: Pool) -> None:
    first, second = pool.print(RECEIPT), pool.print(RECEIPT)
    assert first == second
    assert the_worker(pool).printed == 2


def test_a_document_that_takes_too_long_is_stopped_and_the_next_is_printed(pool: Pool) -> None:
    before = pool.print(RECEIPT)
    the_worker(pool).wall_seconds = 1
    with pytest.raises(RenderFailed) as refused:
        pool.print(endless())
    assert str(refused.value.sentence) == STOPPED
    assert pool.print(RECEIPT) == before


def test_a_process_that_was_killed_is_replaced(pool: Pool) -> None:
    before = pool.print(RECEIPT)
    killed = the_worker(pool).process
    os.kill(killed.pid or 0, signal.SIGKILL)
    killed.join()
    assert pool.print(RECEIPT) == before


def test_a_process_is_replaced_at_the_end_of_its_life(pool: Pool) -> None:
    pool.print(RECEIPT)
    old = the_worker(pool)
    old.printed = LIFE - 1
    pool.print(RECEIPT)
    pool.print(RECEIPT)
    assert not old.process.is_alive()
    assert the_worker(pool).printed == 1


def test_a_document_that_lacks_a_fact_is_refused_with_the_reason_for_the_log(pool: Pool) -> None:
    with pytest.raises(RenderFailed) as refused:
        pool.print(Order("receipts/application.html", {"language": "en"}))
    assert str(refused.value.sentence) == "The document could not be laid out."
    assert refused.value.detail == "UndefinedError: 'title' is undefined"


def test_a_document_that_wants_too_much_memory_is_refused_and_the_next_is_printed(pool: Pool) -> None:
    greedy = Order("receipts/application.html", receipt_facts(title="x" * 400_000_000))
    with pytest.raises(RenderFailed):
        pool.print(greedy)
    assert pool.print(RECEIPT).startswith(b"%PDF-1.7")
