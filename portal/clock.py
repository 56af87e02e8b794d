"""One time per act: the server's UTC when the last byte of the request was read."""

from contextvars import ContextVar
from datetime import UTC, datetime

_fixed: ContextVar[datetime | None] = ContextVar("fixed_time", default=None)


def now() -> datetime:
    """The server's time, aware, in UTC."""
    return datetime.now(UTC)


def fix() -> datetime:
    """Fix the time of the act that begins now and give it."""
    moment = now()
    _fixed.set(moment)
    return moment


def at() -> datetime:
    """The time of the act that is going on; outside any act it is now."""
    return _fixed.get() or now()
