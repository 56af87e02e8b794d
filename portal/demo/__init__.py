"""The demo world: people, calls, applications, a jury and letters that nobody really wrote."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from flask import Flask, current_app
from flask_security.utils import hash_password

from portal import clock
from portal.accounts.queries import find_user_of
from portal.accounts.routes import link_for
from portal.calls.actions import seed_programmes
from portal.cities.actions import seed_cities
from portal.config import Settings
from portal.db import transaction
from portal.demo import announced, calls, cities, crowd, people
from portal.demo.content import Figure, figures
from portal.demo.papers import Papers, papers_of
from portal.demo.people import Cast
from portal.words import Sentence, say

PASSWORD = "partner-cities"  # noqa: S105  # it is printed on the screen and opens nothing outside the demo
SIGN_INS: list[tuple[str, Sentence]] = [
    ("isil@demo.example", say("Işıl Şükran İnceöz, artist in Istanbul, applies")),
    ("tobias@demo.example", say("Tobias Krüger, programme officer, checks and prepares")),
    ("selin@demo.example", say("Selin Yıldırım, stands in for Tobias Krüger these days")),
    ("clara@demo.example", say("Prof. Clara Weiß, juror, scores")),
    ("chair@demo.example", say("Dr. Nilgün Arslan, chair of the juries")),
    ("approver@demo.example", say("Dr. Miriam Sander, approves and releases")),
    ("ingrid@demo.example", say("Dr. Ingrid Böhm, auditor, reads everything")),
    ("admin@demo.example", say("Adrian Keller, administrator, gives roles")),
    ("mehmet@demo.example", say("Mehmet Aksoy, youth leader in Kreuzberg")),
    ("lena@demo.example", say("Lena Nowak, student")),
]
IN_REVIEW = ("istanbul_2027_a", "istanbul_2027_b", "istanbul_2027_c")
SENT = 60
# With fewer, not every outcome would occur.
FEWEST_DECIDED = 8
HANDS = 3
LIFETIME = timedelta(days=170)
# Papers are older than every application that they belong to, and not older than calls allow.
GATHERED = timedelta(days=130)


def exists() -> bool:
    """Whether the demo world is there already."""
    return find_user_of(SIGN_INS[0][0]) is not None


def build(*, scale: int = 0, settings: Settings, most: int | None = None, tour_only: bool = False) -> None:
    """Make the demo world through the ordinary acts, at their times.

    `scale` adds that many applications, written in bulk; `most` makes each call that small; `tour_only`
    leaves out the calls that the tour does not enter.
    """
    from portal.pdf.seal import load_seal  # slow import: only a new demo world needs the seal

    now = clock.now().replace(second=0, microsecond=0)
    everybody = figures(*IN_REVIEW)
    sent = everybody[:SENT][:most]
    drafts, studio = everybody[SENT:][:most], figures("studio")[:most]
    old = figures("berlin_2026")[: most and FEWEST_DECIDED]
    if tour_only:
        sent, drafts, old = [], [], []
    papers = _prepare([*sent, *drafts, *studio], "Istanbul", now) | _prepare(old, "Berlin", now)
    seal = load_seal(settings.data.resolve() / "seal", organisation=settings.portal_name)
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy hides it
    # One transaction: a demo world that was stopped half-way is no demo world. Mails and receipts follow it.
    with app.test_request_context(base_url=settings.base_url), transaction():
        cast = _people(now, everybody)
        cities.furnish(cast)
        if not tour_only:
            calls.decided(cast, old, papers, now=now, base_url=settings.base_url, seal=seal)
            calls.in_review(cast, sent, drafts, papers, now=now)
        calls.studio(cast, studio, papers, now=now)
        announced.announce(cast, now=now)
        crowd.gather(cast, everybody, scale, now=now)


def _people(now: datetime, everybody: Sequence[Figure]) -> Cast:
    seed_cities()
    seed_programmes()
    cast = Cast(hash_password(PASSWORD), link_for("confirm"), now - LIFETIME)
    for person in (
        people.administrator,
        people.officer,
        people.approver,
        people.auditor,
        people.clara,
        people.chair,
        people.deniz,
        people.jasper,
        people.mehmet,
        people.lena,
    ):
        person(cast)
    people.stand_in(cast, now=now)
    people.isil(cast, next(one for one in everybody if one.key == "isil"))
    return cast


def _prepare(bringing: Sequence[Figure], home: str, now: datetime) -> dict[str, Papers]:
    """Draw, print and keep what everybody brings along; the same for all who share a life story."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy hides it

    def prepare(figure: Figure) -> Papers:
        with app.app_context():
            return papers_of(figure, home=home, today=(now - GATHERED).date())

    with ThreadPoolExecutor(HANDS) as hands:
        return dict(zip((one.key for one in bringing), hands.map(prepare, bringing), strict=True))
