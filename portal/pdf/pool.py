"""The limited pool of render processes: warm, replaced in good time, killed when they hang."""

import gc
import math
import os
import resource
from collections.abc import Callable
from functools import cache
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import LifoQueue

from portal.pdf.order import Order, RenderFailed
from portal.words import say

PROCESSES = min(2, os.cpu_count() or 1)
LIFE = 300
"""Documents after which a process is replaced, so that no leak can grow."""
CPU_SECONDS = 30
WALL_SECONDS = 60
MEMORY_BYTES = 2 * 1024**3


class Worker:
    """One render process and the pipe to it."""

    def __init__(self, wall_seconds: float = WALL_SECONDS) -> None:
        self.wall_seconds = wall_seconds
        context = get_context("forkserver")
        context.set_forkserver_preload(["portal.pdf.press"])
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()
        self.printed = 0

    def print(self, order: Order) -> bytes:
        """The printed document; a process that hangs or dies is ended and the order refused."""
        self.printed += 1
        try:
            self.pipe.send(order)
            answer = self.pipe.recv() if self.pipe.poll(self.wall_seconds) else None
        except (EOFError, OSError):
            answer = None
        if answer is None:
            self.end()
            raise RenderFailed(
                say("The document took too long or too much memory to lay out and was stopped.")
            )
        if isinstance(answer, RenderFailed):
            raise answer
        assert isinstance(answer, bytes)
        return answer

    @property
    def usable(self) -> bool:
        """Whether the process lives and has documents left in its life."""
        return self.printed < LIFE and self.process.is_alive()

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


class Pool:
    """As many render processes as there are places, each started when first needed."""

    def __init__(self, processes: int = PROCESSES, *, wall_seconds: float = WALL_SECONDS) -> None:
        self.wall_seconds = wall_seconds
        self.places: LifoQueue[Worker | None] = LifoQueue()
        self.size = processes
        for _ in range(processes):
            self.places.put(None)

    def print(self, order: Order) -> bytes:
        """The printed document, by the first process that is free."""
        worker = self.places.get()
        try:
            if worker is None or not worker.usable:
                worker = Worker(self.wall_seconds)
            return worker.print(order)
        finally:
            self.places.put(self._kept(worker))

    def _kept(self, worker: Worker | None) -> Worker | None:
        if worker is None or worker.usable:
            return worker
        if worker.process.is_alive():
            worker.end()
        return None

    def end(self) -> None:
        """End every process; a later order starts new ones."""
        for _ in range(self.size):
            worker = self.places.get()
            if worker and worker.process.is_alive():
                worker.end()
            self.places.put(None)


@cache
def pool() -> Pool:
    """The pool of this process."""
    return Pool()


def serve(pipe: Connection) -> None:
    """The life of a render process: print what comes, answer bytes or the reason, until the pipe closes."""
    from portal.pdf.press import Press  # only a render process carries WeasyPrint

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    press = Press()
    gc.freeze()
    while True:
        try:
            order: Order = pipe.recv()
        except EOFError:
            return
        allow_more_time()
        pipe.send(answer_to(press.print, order))


def allow_more_time() -> None:
    """Raise the soft limit of processor time so that the next document has its full share."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = math.ceil(usage.ru_utime + usage.ru_stime)
    resource.setrlimit(resource.RLIMIT_CPU, (used + CPU_SECONDS, resource.RLIM_INFINITY))


def answer_to(print_: Callable[[Order], bytes], order: Order) -> bytes | RenderFailed:
    """The printed document, or why it could not be printed: a poison document ends nothing but itself."""
    try:
        return print_(order)
    except RenderFailed as refused:
        return refused
    except Exception as problem:  # noqa: BLE001  # whatever a text does to the layout is that text's failure
        detail = f"{type(problem).__name__}: {problem}"[:500]
        return RenderFailed(say("The document could not be laid out."), detail)
