"""The calls of the demo world that people have applied for: one is open, one in review, one decided."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from portal import files, pdf
from portal.access import Verb
from portal.applications import actions as applications
from portal.applications.models import Application
from portal.audit import case_of
from portal.audit.models import ReadEvent
from portal.awards import actions as awards
from portal.awards.models import Offer
from portal.awards.queries import find_offer_of
from portal.calls import actions as calls
from portal.calls.models import Call
from portal.db import session
from portal.decisions import actions as decisions
from portal.decisions import queries as decision_queries
from portal.decisions.models import Decision
from portal.decisions.rules import pool_of, usual_content
from portal.decisions.states import DecisionKind, DecisionState
from portal.demo import dossiers, juries
from portal.demo.announced import BERLIN, at_hour, period_of, published, tuesday
from portal.demo.content import Figure
from portal.demo.juries import Pile
from portal.demo.papers import Papers
from portal.demo.people import Cast, applicant
from portal.formal_checks import actions as checks
from portal.letters import actions as letters
from portal.letters import queries as letter_queries
from portal.letters.rules import missing_facts
from portal.letters.tasks import set_letter

if TYPE_CHECKING:
    from portal.pdf.seal import Seal

STUDIO, IN_REVIEW, DECIDED = "istanbul-berlin-studio", "istanbul-berlin-2027", "berlin-istanbul-2026"
Cases = dict[str, Application]

EXCLUDED = {
    "alex": ("not_eligible_residence", "The certificate names Berlin as the main residence, not Istanbul."),
    "mert": (
        "document_illegible",
        "The photograph of the proof of residence shows neither date nor address.",
    ),
    "defne": (
        "enrolled",
        "Enrolled for a degree at the time of the deadline, as a letter of the applicant says.",
    ),
    "rosa": ("enrolled", "Enrolled for a degree at the time of the deadline."),
}


def studio(cast: Cast, figures: Sequence[Figure], papers: Mapping[str, Papers], *, now: datetime) -> Call:
    """The call of the tour: open for three weeks, one place and one reserve, three applications sent."""
    opens, deadline = at_hour(now, -11, 9), tuesday(now, 21)
    call = published(
        cast,
        "residency-berlin",
        STUDIO,
        "IST",
        opens=opens,
        deadline=deadline,
        periods=[period_of(deadline.date(), 90, 5)],
        results_on=deadline.date() + timedelta(days=42),
        places=1,
        reserves=1,
        budget_cents=5 * 200_000,
    )
    juries.seat(call, cast, ("chair", "clara", "deniz"), at=opens + timedelta(days=1))
    _apply(call, cast, figures, papers, home="Istanbul", first=opens, last=now - timedelta(hours=5))
    return call


def in_review(
    cast: Cast,
    figures: Sequence[Figure],
    drafts: Sequence[Figure],
    papers: Mapping[str, Papers],
    *,
    now: datetime,
) -> Call:
    """The call in review: sixty applications, four jurors, everybody at another point of the pile."""
    opens, deadline, reviewed = at_hour(now, -78, 9), tuesday(now, -31), at_hour(now, -17, 10)
    first = period_of(now.date(), 115, 5)
    year = first["start"][:4]
    call = published(
        cast,
        "residency-berlin",
        IN_REVIEW,
        "IB",
        opens=opens,
        deadline=deadline,
        periods=[first, period_of(date.fromisoformat(first["end"]), 30, 5)],
        results_on=tuesday(now, 25).date(),
        places=4,
        reserves=4,
        budget_cents=4 * 5 * 200_000,
        year=year,
    )
    juries.seat(call, cast, ("chair", "clara", "deniz", "jasper"), at=opens + timedelta(days=9))
    for draft in drafts:
        person = applicant(cast, draft, home="Istanbul", at=opens + timedelta(days=20))
        dossiers.write(
            call, draft, person, papers[draft.key], home="Istanbul", at=opens + timedelta(days=20, hours=3)
        )
    cases = _apply(call, cast, figures, papers, home="Istanbul", first=opens, last=deadline)
    if "ilker" in cases:
        applications.withdraw(
            cases.pop("ilker"),
            why="I have been offered a post.",
            by=cast["ilker"],
            at=deadline + timedelta(days=2),
        )
    cases = _check(call, cases, cast, at=deadline + timedelta(hours=20))
    _hand_over(call, cases, cast, each=3, at=reviewed)
    piles = {"clara": Pile(0.28, 2), "chair": Pile(0.7), "deniz": Pile(0.5, 3), "jasper": Pile(0.86, 1)}
    juries.judge(call, cases, cast, piles, since=reviewed + timedelta(days=1), until=now - timedelta(hours=3))
    return call


def decided(
    cast: Cast,
    figures: Sequence[Figure],
    papers: Mapping[str, Papers],
    *,
    now: datetime,
    base_url: str,
    seal: "Seal",
) -> Call:
    """The decided call: letters sent, one place taken, one declined, one still to be answered."""
    opens, deadline, released = at_hour(now, -122, 9), tuesday(now, -73), tuesday(now, -12).replace(hour=10)
    call = published(
        cast,
        "residency-abroad",
        DECIDED,
        "BI",
        opens=opens,
        deadline=deadline,
        periods=[period_of(now.date(), 42, 3)],
        results_on=released.date(),
        places=3,
        reserves=3,
        budget_cents=3 * 3 * 250_000,
        year=str(deadline.year),
    )
    juries.seat(call, cast, ("chair", "clara", "deniz", "jasper"), at=opens + timedelta(days=9))
    cases = _apply(call, cast, figures, papers, home="Berlin", first=opens, last=deadline)
    admitted = _check(call, cases, cast, at=deadline + timedelta(hours=20))
    _hand_over(call, admitted, cast, each=3, at=deadline + timedelta(days=9))
    everything = dict.fromkeys(juries.JURORS, Pile(1))
    judged = deadline + timedelta(days=10)
    juries.judge(call, admitted, cast, everything, since=judged, until=released - timedelta(days=9))
    _decide(call, cast, at=released - timedelta(days=5))
    awards.release_call(call, by=cast["approver"], at=released)
    session().flush()  # the letters are read again, each with its case
    _issue(call, at=released + timedelta(minutes=2), base_url=base_url, seal=seal)
    _answer(call, released=released, now=now)
    return call


# A call, step by step


def _apply(
    call: Call,
    cast: Cast,
    figures: Sequence[Figure],
    papers: Mapping[str, Papers],
    *,
    home: str,
    first: datetime,
    last: datetime,
) -> Cases:
    """Everybody applies in time, most of them on the last days."""
    cases: Cases = {}
    for figure in figures:
        dice = figure.dice(f"time:{call.slug}")
        sent = last - (last - first) * min(0.85, dice.expovariate(9)) - timedelta(minutes=dice.randint(3, 50))
        begun = max(first + timedelta(hours=1), sent - timedelta(days=dice.randint(2, 12)))
        person = applicant(cast, figure, home=home, at=begun - timedelta(minutes=40))
        case = dossiers.write(call, figure, person, papers[figure.key], home=home, at=begun)
        dossiers.send(case, by=person, at=max(sent, begun + timedelta(hours=30)) if sent < last else sent)
        cases[figure.key] = case
    return cases


def _check(call: Call, cases: Cases, cast: Cast, *, at: datetime) -> Cases:
    """Close the call and check every case; gives those that are admitted."""
    calls.close(call, by=cast["tobias"], at=at)
    admitted: Cases = {}
    for place, (key, case) in enumerate(cases.items()):
        moment = at + timedelta(minutes=6 * place + 5)
        if key in EXCLUDED:
            code, note = EXCLUDED[key]
            checks.exclude(case, code=code, note=note, by=cast["tobias"], at=moment)
        else:
            checks.admit(case, by=cast["tobias"], at=moment)
            admitted[key] = case
    return admitted


def _hand_over(call: Call, cases: Cases, cast: Cast, *, each: int, at: datetime) -> None:
    calls.start_review(call, by=cast["tobias"], at=at)
    juries.hand_out(cases, cast, each=each, at=at + timedelta(minutes=30))


def _decide(call: Call, cast: Cast, *, at: datetime) -> None:
    """Tobias prepares by the ranking, settles what a tie left open, and the second person approves."""
    decisions.propose_by_ranking(call, by=cast["tobias"], at=at)
    for case in decision_queries.list_cases(call):
        if case.decision is None:
            content = usual_content(DecisionKind.REJECTION, pool_of(call), number=1, on=at.date())
            decisions.propose(case.application, content, by=cast["tobias"], at=at + timedelta(hours=1))
    approved = at + timedelta(days=1, hours=3)
    for decision in decision_queries.list_in_state(call, DecisionState.PROPOSED):
        decisions.approve(decision, seen=decision.content_hash, by=cast["approver"], at=approved)


def _issue(call: Call, *, at: datetime, base_url: str, seal: "Seal") -> None:
    """Make the letters as the worker does, only in their own time and not now."""
    from portal.pdf.seal import sign  # slow import: only a new demo world needs the seal

    on = at.astimezone(BERLIN).date()
    for letter_id in letter_queries.list_queued(call.public_id):
        letter = letter_queries.find_letter(letter_id)
        assert letter is not None  # it was listed a moment ago, in the same transaction
        facts = letter_queries.facts_of(letter, base_url=base_url, on=on)
        problems = missing_facts(facts)
        if problems:
            letters.fail(letter, problems, at=at)
            continue
        sealed = sign(set_letter(facts), seal)
        kept = files.store().keep(sealed)
        letters.issue(letter, facts, sealed, template_version=pdf.template_version(), sha256=kept, at=at)


def _answer(call: Call, *, released: datetime, now: datetime) -> None:
    """The first takes the place, the second leaves it to a reserve, the third has not answered yet."""
    outcomes = decision_queries.list_in_state(call, DecisionState.RELEASED)
    first, second = [one for one in outcomes if one.content.grants][:2]
    for place, decision in enumerate(outcomes):
        if decision in (first, second) or place % 3 == 0:
            _read(decision, at=released + timedelta(hours=3 + 7 * place))
    awards.accept(_offer(first), by=first.application.applicant, at=released + timedelta(days=2))
    why = "I have accepted another residency for the same months."
    declined = now - timedelta(days=2)
    awards.decline(_offer(second), why=why, by=second.application.applicant, at=declined)


def _offer(decision: Decision) -> Offer:
    offer = find_offer_of(decision)
    assert offer is not None  # every award opened its offer at the release
    return offer


def _read(decision: Decision, *, at: datetime) -> None:
    """Note that the person opened the letter, as the door does; reading is no act of any feature."""
    letter, person = letter_queries.find_issued_of(decision.application), decision.application.applicant_id
    if letter is not None:
        verb = Verb.LETTER_READ.value
        session().add(ReadEvent(case=case_of(letter), at=at, actor_id=person, verb=verb))
