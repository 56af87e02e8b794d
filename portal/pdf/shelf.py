"""Documents that many people ask for: laid out once, then kept under the digest of all that they say."""

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock

PLACES = 64


class Shelf:
    """The documents last asked for; whoever asks while one is being made waits for it."""

    def __init__(self, places: int = PLACES) -> None:
        self.places = places
        self.lock = Lock()
        self.kept: OrderedDict[str, Future[bytes]] = OrderedDict()

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The document of this key; what could not be made is not kept, so that it is tried again."""
        with self.lock:
            found = self.kept.get(key)
            document = self.kept.setdefault(key, found or Future())
            self.kept.move_to_end(key)
            while len(self.kept) > self.places:
                self.kept.popitem(last=False)
        if found is not None:
            return document.result()
        try:
            document.set_result(make())
        except BaseException as failure:
            with self.lock:
                self.kept.pop(key, None)
            document.set_exception(failure)
            raise
        return document.result()
