"""What may be decided: content, places and money, the second person, and what a release needs."""

import hashlib
import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Generic, TypeVar

from portal.decisions.states import FINDINGS, GRANTING, REASONS, DecisionKind, DecisionState
from portal.words import Money, Sentence, say

LONGEST_REASON = 2_000
MOST_RANKS = 999
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, kw_only=True)
class Content:
    """Everything that is decided about one application; the approval is bound to exactly this."""

    kind: str
    amount_cents: int = 0
    currency: str = "EUR"
    months: int = 0
    period_start: date | None = None
    period_end: date | None = None
    reserve_rank: int | None = None
    reserve_until: date | None = None
    answer_by: date | None = None
    reason: str = ""
    reason_translation: str = ""
    reason_turkish: str = ""

    @property
    def grants(self) -> bool:
        """Whether it gives a place."""
        return self.kind in GRANTING


def content_hash(content: Content, case: str) -> str:
    """SHA-256 over what is decided and about which case; without a Turkish text as before there was one."""
    facts = {name: value for name, value in asdict(content).items() if value or name != "reason_turkish"}
    text = json.dumps([case, facts], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


# What a call has to give


@dataclass(frozen=True, kw_only=True)
class Pool:
    """What a call has to give: places, reserves, money, and how long and how dear a place is."""

    places: int
    reserves: int
    budget_cents: int
    months: int
    monthly_rate_cents: int
    currency: str
    periods: tuple[tuple[date, date], ...]
    answer_days: int
    results_on: date | None

    @property
    def full_cents(self) -> int:
        """What a whole place gives."""
        return self.months * self.monthly_rate_cents


@dataclass(frozen=True, kw_only=True)
class Totals:
    """What the living decisions of a call give together."""

    awards: int = 0
    partial_awards: int = 0
    reserves: int = 0
    rejections: int = 0
    amount_cents: int = 0

    @property
    def places(self) -> int:
        """The places that are taken."""
        return self.awards + self.partial_awards


def totals_of(contents: Iterable[Content]) -> Totals:
    """The sums over several decisions."""
    given = list(contents)
    count = {kind: sum(one.kind == kind for one in given) for kind in DecisionKind}
    return Totals(
        awards=count[DecisionKind.AWARD],
        partial_awards=count[DecisionKind.AWARD_PARTIAL],
        reserves=count[DecisionKind.RESERVE],
        rejections=count[DecisionKind.REJECTION],
        amount_cents=sum(one.amount_cents for one in given),
    )


def pool_refused(totals: Totals, pool: Pool) -> Sentence | None:
    """Why these decisions can't stand together: more than the call has to give."""
    if totals.places > pool.places:
        return say(
            "These would be {given} awards, but the call has {places} places.",
            given=totals.places,
            places=pool.places,
        )
    if totals.amount_cents > pool.budget_cents:
        return say(
            "The awards would cost {cost} together, but the budget is {budget}.",
            cost=Money(totals.amount_cents, pool.currency),
            budget=Money(pool.budget_cents, pool.currency),
        )
    if totals.reserves > pool.reserves:
        return say(
            "These would be {given} on the reserve list, but the call has {places} reserve places.",
            given=totals.reserves,
            places=pool.reserves,
        )
    return None


def ranks_refused(ranks: Iterable[int]) -> Sentence | None:
    """Why the ranks of the reserve list can't stand: two share one, or one is left out."""
    taken = sorted(ranks)
    if taken != list(range(1, len(taken) + 1)):
        told = ", ".join(map(str, taken))
        return say(
            "The reserve list must count 1, 2, 3 without a gap or a double; now it is {ranks}.", ranks=told
        )
    return None


# One decision


Problem = tuple[str, Sentence]


def content_problems(content: Content, pool: Pool) -> list[Problem]:
    """What is wrong with the content of one decision, each with the field to mend."""
    checks = (*_award_checks(content, pool), *_other_checks(content))
    return [(field, sentence) for wrong, field, sentence in checks if wrong]


Check = tuple[bool, str, Sentence]


def _award_checks(content: Content, pool: Pool) -> tuple[Check, ...]:
    grants, partial = content.grants, content.kind == DecisionKind.AWARD_PARTIAL
    start, end, full = content.period_start, content.period_end, pool.full_cents
    return (
        (grants and content.amount_cents <= 0, "amount", say("An award needs an amount.")),
        (
            partial and content.amount_cents >= full,
            "amount",
            say("A partial award must be lower than {full}, a whole place.", full=Money(full, pool.currency)),
        ),
        (
            content.kind == DecisionKind.AWARD and content.amount_cents > full,
            "amount",
            say("An award can’t be higher than {full}, a whole place.", full=Money(full, pool.currency)),
        ),
        (grants and not (start and end and start < end), "period", say("An award needs its period.")),
        (grants and content.answer_by is None, "answer_by", say("An award needs a last day to accept.")),
        (
            bool(grants and content.answer_by and start and content.answer_by > start),
            "answer_by",
            say("The last day to accept lies after the beginning of the stay."),
        ),
        (
            not grants and content.amount_cents != 0,
            "amount",
            say("Only an award has an amount."),
        ),
    )


def _other_checks(content: Content) -> tuple[Check, ...]:
    reserve, rank = content.kind == DecisionKind.RESERVE, content.reserve_rank
    reasoned = content.kind in (DecisionKind.REJECTION, DecisionKind.AWARD_PARTIAL)
    return (
        (content.kind not in set(DecisionKind), "kind", say("Please choose what is decided.")),
        (
            reserve and not 1 <= (rank or 0) <= MOST_RANKS,
            "reserve_rank",
            say("A reserve needs its rank, from 1 on."),
        ),
        (
            reserve and content.reserve_until is None,
            "reserve_until",
            say("The reserve list needs a last day."),
        ),
        (
            reasoned and not content.reason.strip(),
            "reason",
            say("This decision needs its reasons in German; they stand in the letter."),
        ),
        (
            max(len(getattr(content, name)) for name in REASONS) > LONGEST_REASON,
            "reason",
            say("These reasons are too long. The most is {most} characters.", most=LONGEST_REASON),
        ),
    )


def proposal_refused(
    *, applicant_id: int, hands: frozenset[int], application_state: str, public_state: str
) -> Sentence | None:
    """Why these hands, a person and for whom he or she acts, can’t prepare a decision here now."""
    if applicant_id in hands:
        return say("This is your own application. Somebody else has to prepare its decision.")
    if application_state not in ("admitted", "excluded"):
        return say("Only an application whose formal check is done can be decided.")
    if public_state != "pending":
        return say("The result of this application is out.")
    return None


def approval_refused(
    *, preparers: frozenset[int], by_id: int, for_ids: frozenset[int], applicant_id: int, is_as_seen: bool
) -> Sentence | None:
    """Why this person can’t approve, alone or for others: four eyes on the very same content."""
    if by_id in preparers:
        return say("You prepared this decision yourself. A second person has to approve it.")
    if preparers & for_ids:
        return say("The person for whom you act prepared this decision. Somebody else has to approve it.")
    if applicant_id in for_ids | {by_id}:
        return say("This is your own application. Somebody else has to approve its decision.")
    if not is_as_seen:
        return say("This decision was changed after the page was opened. Please look at it again.")
    return None


def send_back_refused(why: str) -> Sentence | None:
    """Why a decision can’t be sent back like this."""
    if not why.strip():
        return say("Please write what should be changed.")
    if len(why) > LONGEST_REASON:
        return say("These reasons are too long. The most is {most} characters.", most=LONGEST_REASON)
    return None


# The release


@dataclass(frozen=True)
class Standing:
    """How one case stands before a release."""

    code: str
    application_state: str
    decision_state: str | None
    content: Content | None


def release_problems(cases: Sequence[Standing], totals: Totals, pool: Pool, *, on: date) -> list[Sentence]:
    """What keeps the outcomes of a call from being released, each as a sentence."""
    unchecked = [case.code for case in cases if case.application_state == "submitted"]
    decided = [case for case in cases if case.application_state != "submitted"]
    undecided = [case.code for case in decided if case.decision_state is None]
    unapproved = [case.code for case in decided if case.decision_state == DecisionState.PROPOSED]
    contents = [case.content for case in decided if case.content is not None]
    found = [
        (not decided, say("There is nothing to release.")),
        (bool(unchecked), say("The formal check is not done for: {codes}.", codes=_listed(unchecked))),
        (bool(undecided), say("There is no decision yet for: {codes}.", codes=_listed(undecided))),
        (bool(unapproved), say("The second person has not approved: {codes}.", codes=_listed(unapproved))),
    ]
    sums = [pool_refused(totals, pool), ranks_refused(_ranks(contents))]
    late = [case.code for case in decided if case.content and answer_too_short(case.content, on)]
    found.append(
        (bool(late), say("The last day to accept is over or today for: {codes}.", codes=_listed(late)))
    )
    return [sentence for wrong, sentence in found if wrong] + [no for no in sums if no]


def answer_too_short(content: Content, on: date) -> bool:
    """Whether nobody could answer the award if it were released that day."""
    return content.grants and content.answer_by is not None and content.answer_by <= on


def _ranks(contents: Iterable[Content]) -> list[int]:
    return [one.reserve_rank or 0 for one in contents if one.kind == DecisionKind.RESERVE]


def _listed(codes: Sequence[str]) -> str:
    more = f" … (+{len(codes) - 12})" if len(codes) > 12 else ""
    return ", ".join(codes[:12]) + more


# Proposing from the ranking


@dataclass(frozen=True)
class Ranked(Generic[Key]):
    """A case with the figures that order it: mean, mean of the first criterion, median."""

    key: Key
    mean: Decimal | None
    first: Decimal | None = None
    median: Decimal | None = None

    @property
    def order(self) -> tuple[Decimal, ...]:
        """The figures in the order in which they part a tie; the time of submission never does."""
        return tuple(
            figure if figure is not None else Decimal(-1) for figure in (self.mean, self.first, self.median)
        )


@dataclass(frozen=True)
class Draft(Generic[Key]):
    """What the ranking proposes: kind and the n-th of it; what it can’t tell apart; what nobody scored."""

    kinds: Mapping[Key, tuple[str, int]]
    tied: tuple[Key, ...]
    unscored: tuple[Key, ...]


def by_ranking(cases: Sequence[Ranked[Key]], pool: Pool) -> Draft[Key]:
    """Places to the first, reserves to the next, rejections to the rest; a tie over an edge stays open."""
    scored = sorted(
        (case for case in cases if case.mean is not None), key=lambda case: case.order, reverse=True
    )
    awards = min(pool.places, pool.budget_cents // pool.full_cents if pool.full_cents else 0)
    # Ranks of the reserve list are outcomes too, so a tie within the list stays open as well.
    edges = range(awards, awards + pool.reserves + 1)
    tied = dict.fromkeys(case.key for edge in edges for case in _over_edge(scored, edge))
    kinds = {
        case.key: _kind_at(place, awards, pool.reserves)
        for place, case in enumerate(scored, 1)
        if case.key not in tied
    }
    unscored = tuple(case.key for case in cases if case.mean is None)
    return Draft(kinds, tuple(tied), unscored)


def _over_edge(scored: Sequence[Ranked[Key]], edge: int) -> list[Ranked[Key]]:
    if edge == 0 or edge >= len(scored) or scored[edge - 1].order != scored[edge].order:
        return []
    return [case for case in scored if case.order == scored[edge].order]


def _kind_at(place: int, awards: int, reserves: int) -> tuple[str, int]:
    if place <= awards:
        return DecisionKind.AWARD, place
    if place <= awards + reserves:
        return DecisionKind.RESERVE, place - awards
    return DecisionKind.REJECTION, place - awards - reserves


# What a decision says before anybody writes more


def usual_content(kind: str, pool: Pool, *, number: int, on: date, exclusion: str = "") -> Content:
    """The usual content of a kind: the n-th award takes the n-th period, the n-th reserve the n-th rank."""
    if kind in GRANTING:
        start, end = pool.periods[(number - 1) % len(pool.periods)]
        reasons = _reasons("partial") if kind == DecisionKind.AWARD_PARTIAL else {}
        return Content(
            kind=kind,
            amount_cents=pool.full_cents,
            currency=pool.currency,
            months=pool.months,
            period_start=start,
            period_end=end,
            answer_by=answer_day(pool, on=on),
            **reasons,
        )
    if kind == DecisionKind.RESERVE:
        until = min(start for start, _ in pool.periods) - timedelta(days=1)
        return Content(kind=kind, currency=pool.currency, reserve_rank=number, reserve_until=until)
    return Content(kind=kind, currency=pool.currency, **_reasons(exclusion or "jury"))


def _reasons(finding: str) -> dict[str, Any]:
    return dict(zip(REASONS, FINDINGS.get(finding, FINDINGS["other"]), strict=True))


def answer_day(pool: Pool, *, on: date) -> date:
    """The last day to accept: counted from the announced day of the results, or from that day on if later."""
    return max(pool.results_on or on, on) + timedelta(days=pool.answer_days)


def typed_count_refused(typed: int | None, count: int) -> Sentence | None:
    """Why an outward act does not happen: the number typed is not the number of cases."""
    if typed != count:
        return say("Please type the number {count} to confirm.", count=count)
    return None


def pool_of(call: Any) -> Pool:
    """The pool of a call, from its own facts."""
    periods = tuple(
        (date.fromisoformat(period["start"]), date.fromisoformat(period["end"])) for period in call.periods
    )
    names = "places reserves budget_cents months monthly_rate_cents currency answer_days results_on".split()
    return Pool(periods=periods, **{name: getattr(call, name) for name in names})
