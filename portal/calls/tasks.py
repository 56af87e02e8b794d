"""Telling those who wait for a city that it calls again: after the publication, one mail each."""

from functools import partial
from typing import Any

from portal import clock
from portal.calls import queries
from portal.calls.actions import TELL_WATCHES
from portal.calls.models import Call
from portal.cities.actions import tell_watch
from portal.cities.queries import find_watch, list_confirmed_watches
from portal.jobs import Work, job


@job(TELL_WATCHES)
def tell_watches(work: Work) -> None:
    """Write to every address that waits; who ended it meanwhile gets nothing, and nobody gets it twice."""
    call = queries.find_call(work.subject)
    waiting = [] if call is None else list_confirmed_watches(call.city)
    work.expect(len(waiting))
    for watch_id in waiting:
        work.step(partial(_tell, watch_id, work.subject))


def _tell(watch_id: str, slug: str) -> None:
    watch, call = find_watch(watch_id), queries.find_call(slug)
    if watch is not None and call is not None:
        tell_watch(watch, key=call.public_id, at=clock.at(), **_facts(call))


def _facts(call: Call) -> dict[str, Any]:
    return {
        "call_title": call.title,
        "call_slug": call.slug,
        "opens_at": call.opens_at,
        "deadline_at": call.deadline_at,
        "deadline_zone": call.deadline_zone,
    }
