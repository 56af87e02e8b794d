"""Sealing and verifying the log: changed, removed, reordered and cut-off events are found."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from portal.audit import queries
from portal.audit.log import ZEROS, hash_of
from portal.audit.models import Anchor
from portal.db import session

SETTLED = timedelta(minutes=1)


def seal(*, at: datetime, settled: timedelta = SETTLED) -> Anchor | None:
    """Set a seal over all settled events since the last one; nothing happened, nothing is sealed.

    An event gets its number before its transaction ends. Sealing waits until no transaction of that time
    can still be under way, since an event that arrived under a seal would look like a forged one.
    """
    last = queries.find_last_anchor()
    first, newest = (last.last_event_id if last else 0), queries.get_newest_event_id(at - settled)
    if newest <= first:
        return None
    count, heads = _digest(first, newest)
    previous, before = (last.hash, last.events) if last else (ZEROS, 0)
    anchor = Anchor(at=at, last_event_id=newest, events=before + count, heads=heads, previous=previous)
    anchor.hash = _anchor_hash(anchor)
    session().add(anchor)
    return anchor


def _digest(first: int, last: int) -> tuple[int, str]:
    digest, count = hashlib.sha256(), 0
    for hash in queries.iterate_hashes_between(first, last):
        digest.update(hash.encode())
        count += 1
    return count, digest.hexdigest()


def _anchor_hash(anchor: Anchor) -> str:
    text = f"{anchor.at.isoformat()}|{anchor.last_event_id}|{anchor.events}|{anchor.heads}|{anchor.previous}"
    return hashlib.sha256(text.encode()).hexdigest()


def verify() -> list[str]:
    """A line for each place where the log was changed; empty when it is whole."""
    return [*_wrong_chains(), *_wrong_seals()]


def _wrong_chains() -> Iterator[str]:
    case, number, previous = "", 0, ZEROS
    for event in queries.iterate_chains():
        if event.case != case:
            case, number, previous = event.case, 0, ZEROS
        if event.number != number + 1 or event.previous != previous:
            yield f"{event.case}: event {event.number} does not follow event {number}"
        if event.hash != hash_of(event):
            yield f"{event.case}: event {event.number} was changed"
        number, previous = event.number, event.hash


def _wrong_seals() -> Iterator[str]:
    first, events, previous = 0, 0, ZEROS
    for anchor in queries.list_anchors():
        count, heads = _digest(first, anchor.last_event_id)
        events += count
        if (heads, events) != (anchor.heads, anchor.events):
            yield f"seal {anchor.id}: events up to {anchor.last_event_id} are not those that were sealed"
        if anchor.previous != previous or anchor.hash != _anchor_hash(anchor):
            yield f"seal {anchor.id} was changed"
        first, previous = anchor.last_event_id, anchor.hash
