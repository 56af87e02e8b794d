"""Whether the portal lives, whether it may take visitors, and its figures for the machines that watch it."""

import time
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network

from flask import Flask, Response, current_app, g, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest

from portal import clock
from portal.db import engine
from portal.errors import NotFound

CLOCK_TOLERANCE = timedelta(seconds=2)
CLOCKS = {
    "sqlite": "SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')",
    "postgresql": "SELECT clock_timestamp()",
}
answers = Counter("portal_answers", "Answers by page and status", ("endpoint", "method", "status"))
seconds = Histogram("portal_answer_seconds", "Seconds until the answer was ready", ("endpoint",))


def init(app: Flask) -> None:
    """Count every answer of this application."""
    app.before_request(_start)
    app.after_request(_count)


def alive() -> ResponseReturnValue:
    """The process answers; it says nothing about the database."""
    return _plain("ok")


def ready() -> ResponseReturnValue:
    """The database answers, and its clock agrees with ours: deadlines are compared with both."""
    difference = abs(clock.now() - database_time())
    if difference > CLOCK_TOLERANCE:
        return _plain(f"the clocks differ by {difference.total_seconds():.1f} s", 503)
    return _plain("ready")


def metrics() -> ResponseReturnValue:
    """The figures of this process, for readers in the networks that the settings name."""
    if not _may_read(request.remote_addr):
        raise NotFound
    return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def database_time() -> datetime:
    """The time by the clock of the database."""
    current = engine()
    with current.connect() as connection:
        told = connection.exec_driver_sql(CLOCKS[current.dialect.name]).scalar_one()
    moment = datetime.fromisoformat(told) if isinstance(told, str) else told
    return moment.astimezone(UTC)


def _may_read(address: str | None) -> bool:
    networks = current_app.extensions["settings"].metrics_from.split()
    return address is not None and any(ip_address(address) in ip_network(network) for network in networks)


def _plain(text: str, status: int = 200) -> Response:
    return Response(text + "\n", status, content_type="text/plain; charset=utf-8")


def _start() -> None:
    g.begun = time.perf_counter()


def _count(response: Response) -> Response:
    endpoint = request.endpoint or "none"
    answers.labels(endpoint, request.method, response.status_code).inc()
    seconds.labels(endpoint).observe(time.perf_counter() - g.get("begun", time.perf_counter()))
    return response
