"""What happens to a decision: proposed, changed, approved by a second person, released with all others."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from portal.access import Verb
from portal.accounts.models import User
from portal.applications import actions as application_actions
from portal.applications.models import Application
from portal.applications.states import ApplicationState, PublicState
from portal.audit import case_of, record
from portal.calls import actions as call_actions
from portal.calls.models import Call
from portal.calls.queries import lock_call
from portal.calls.states import CallState
from portal.db import new_public_id, session
from portal.decisions import queries, rules
from portal.decisions.models import CONTENT, Decision
from portal.decisions.queries import Case
from portal.decisions.rules import Content, Draft
from portal.decisions.states import REASONS, DecisionKind, DecisionState
from portal.errors import Invalid, PortalError, Refused
from portal.lifecycle import advance
from portal.words import Sentence, say

BERLIN = ZoneInfo("Europe/Berlin")
OUTCOME = {
    DecisionKind.AWARD: PublicState.AWARDED,
    DecisionKind.AWARD_PARTIAL: PublicState.AWARDED,
    DecisionKind.RESERVE: PublicState.RESERVE,
    DecisionKind.REJECTION: PublicState.REJECTED,
}


class ContentRefused(Invalid):
    """The content of a decision can't stand; each problem names its field."""

    def __init__(self, problems: Sequence[rules.Problem]) -> None:
        super().__init__(problems[0][1])
        self.problems = list(problems)


class NotReleasable(Refused):
    """Something must be done before the outcomes may be released."""

    def __init__(self, problems: Sequence[Sentence]) -> None:
        super().__init__(problems[0])
        self.problems = list(problems)


def propose(application: Application, content: Content, *, by: User, at: datetime) -> Decision:
    """Prepare what shall be decided about an application; nobody outside the office sees it."""
    return propose_many(application.call, {application: content}, by=by, at=at)[0]


def propose_many(
    call: Call, contents: Mapping[Application, Content], *, by: User, at: datetime
) -> list[Decision]:
    """Prepare or change several decisions of a call in one act; places and money are counted at the end."""
    _lock_pool(call)
    made = [_propose(application, content, by=by, at=at) for application, content in contents.items()]
    _ask_pool(call)
    return made


def _propose(application: Application, content: Content, *, by: User, at: datetime) -> Decision:
    living = queries.find_living(application)
    if living is not None:
        return _change(living, content, by=by, at=at)
    _ask_proposal(application, by=by, public_state=application.public_state)
    _ask_content(application.call, content)
    decision = _new(application, content, by=by, at=at)
    _note(decision, Verb.DECISION_PROPOSE, by=by, at=at, **_told(content))
    return decision


def _new(application: Application, content: Content, *, by: User, at: datetime, **facts: Any) -> Decision:
    decision = Decision(
        public_id=new_public_id(),
        application=application,
        application_id=application.id,
        call=application.call,
        call_id=application.call_id,
        state=DecisionState.PROPOSED,
        content_hash=rules.content_hash(content, application.public_id),
        proposed_by_id=by.id,
        proposed_for_id=by.acts_for_id,
        proposed_at=at,
        **asdict(content),
        **facts,
    )
    session().add(decision)
    session().flush()  # the sums over the call are asked right after
    return decision


def change(decision: Decision, content: Content, *, by: User, at: datetime) -> None:
    """Change a proposed decision; whoever changes it has prepared it from now on."""
    _lock_pool(decision.call)
    _change(decision, content, by=by, at=at)
    _ask_pool(decision.call)


def _change(decision: Decision, content: Content, *, by: User, at: datetime) -> Decision:
    if content == decision.content:
        return decision
    queries.lock_decision(decision)
    # The outcome of a reserve who moves up is out already, and its award may still be changed.
    _ask_proposal(decision.application, by=by, public_state=PublicState.PENDING)
    _ask_content(decision.call, content)
    before = decision.content_hash
    advance(decision, Verb.DECISION_CHANGE)
    for name in CONTENT:
        setattr(decision, name, getattr(content, name))
    decision.content_hash = rules.content_hash(content, decision.application.public_id)
    decision.sent_back_why = ""
    decision.proposed_by_id, decision.proposed_for_id, decision.proposed_at = by.id, by.acts_for_id, at
    session().expire(decision, ["proposed_by", "proposed_for"])  # others may have been loaded there
    _note(decision, Verb.DECISION_CHANGE, by=by, at=at, before=before, **_told(content))
    session().flush()  # the sums over the call are asked right after
    return decision


def propose_by_ranking(call: Call, *, by: User, at: datetime) -> Draft[int]:
    """Prepare decisions for all cases of a call that have none: places, reserves, rejections by rank."""
    _lock_pool(call)
    cases = [case for case in queries.list_cases(call) if not case.is_out]
    ranked = [case.ranked for case in cases if case.application.state == ApplicationState.ADMITTED]
    draft = rules.by_ranking(ranked, rules.pool_of(call))
    for case in cases:
        content = _drafted(case, draft, on=_day(at))
        if content is not None and case.application.applicant_id not in _hands(by):
            _propose(case.application, content, by=by, at=at)
    _ask_pool(call)
    return draft


def _drafted(case: Case, draft: Draft[int], *, on: date) -> Content | None:
    """What is proposed for a case without a decision; a tie and a case without scores stay open."""
    if case.decision is not None:
        return None
    application, pool = case.application, rules.pool_of(case.application.call)
    if application.state == ApplicationState.EXCLUDED:
        code = application.exclusion_code or "other"
        return rules.usual_content(DecisionKind.REJECTION, pool, number=1, on=on, exclusion=code)
    if case.ranked.key not in draft.kinds:
        return None
    kind, number = draft.kinds[case.ranked.key]
    return rules.usual_content(kind, pool, number=number, on=on)


def approve(decision: Decision, *, seen: str, by: User, at: datetime) -> None:
    """Approve as the second person exactly what was seen."""
    _lock_pool(decision.call)
    queries.lock_decision(decision)
    _refuse(
        rules.approval_refused(
            preparers=decision.preparers,
            by_id=by.id,
            for_ids=_hands(by) - {by.id},
            applicant_id=decision.applicant_id,
            is_as_seen=decision.content_hash == seen,
        )
    )
    _refuse(_tampered(decision))
    _ask_pool(decision.call)
    advance(decision, Verb.DECISION_APPROVE)
    decision.approved_by_id, decision.approved_for_id, decision.approved_at = by.id, by.acts_for_id, at
    session().expire(decision, ["approved_by", "approved_for"])  # nobody was loaded there before
    decision.approved_hash, decision.sent_back_why = decision.content_hash, ""
    _note(decision, Verb.DECISION_APPROVE, by=by, at=at, hash=decision.content_hash)


def _tampered(decision: Decision) -> Sentence | None:
    if rules.content_hash(decision.content, decision.application.public_id) == decision.content_hash:
        return None
    return say("What is decided does not fit its check sum. Please have it prepared anew.")


def send_back(decision: Decision, *, why: str, by: User, at: datetime) -> None:
    """Give a decision back to be changed, with what should be changed; an approval ends with it."""
    _refuse(rules.send_back_refused(why), Invalid)
    queries.lock_decision(decision)
    advance(decision, Verb.DECISION_SEND_BACK)
    decision.approved_by_id = decision.approved_for_id = None
    decision.approved_at = decision.approved_hash = None
    session().expire(decision, ["approved_by", "approved_for"])  # the approval ends with it
    decision.sent_back_why = why.strip()
    _note(decision, Verb.DECISION_SEND_BACK, by=by, at=at, why=why.strip())


def release_all(call: Call, *, by: User, at: datetime) -> Sequence[Decision]:
    """Let all outcomes of a call be known at one instant, and the call be decided.

    Letters and offers follow in the same act: see awards.actions.release_call, which calls this.
    """
    _lock_pool(call)
    problems = release_problems(call, at=at)
    if problems:
        raise NotReleasable(problems)
    _refuse(release_closed_to(by, queries.list_in_state(call, DecisionState.APPROVED)))
    released = [
        decision for decision in queries.list_in_state(call, DecisionState.APPROVED) if not _is_out(decision)
    ]
    for decision in released:
        _release(decision, by=by, at=at)
    call_actions.decide(call, by=by, at=at)
    return released


def release_closed_to(person: User, decisions: Sequence[Decision]) -> Sentence | None:
    """Why this person, alone or for others, neither sees nor does the release: it holds the own outcome."""
    if _hands(person).isdisjoint(one.applicant_id for one in decisions):
        return None
    return say("Your own application is among these outcomes. Somebody else has to release them.")


def release_problems(call: Call, *, at: datetime) -> list[Sentence]:
    """What keeps the outcomes of a call from being released now."""
    return rules.release_problems(
        queries.list_standings(call), queries.totals(call), rules.pool_of(call), on=_day(at)
    )


def release_one(decision: Decision, *, by: User, at: datetime) -> Decision:
    """Let one later outcome be known, for example of a reserve who moves up; the call was decided before."""
    _lock_pool(decision.call)
    queries.lock_decision(decision)
    _refuse(release_one_refused(decision, at=at))
    _release(decision, by=by, at=at)
    return decision


def release_one_refused(decision: Decision, *, at: datetime) -> Sentence | None:
    """Why this decision can't be released alone now."""
    if decision.call.state != CallState.DECIDED:
        return say("The outcomes of this call are not out yet. They are all released together.")
    if decision.state != DecisionState.APPROVED:
        return say("The second person has not approved this decision yet.")
    if rules.answer_too_short(decision.content, _day(at)):
        return say("The last day to accept is over or today. Please send the decision back and change it.")
    return rules.pool_refused(queries.totals(decision.call), rules.pool_of(decision.call))


def _release(decision: Decision, *, by: User, at: datetime) -> None:
    _refuse(_tampered(decision))
    advance(decision, Verb.DECISION_RELEASE)
    decision.released_at = at
    outcome = OUTCOME[DecisionKind(decision.kind)]
    application_actions.publish_outcome(decision.application, outcome, by=by, at=at)
    _note(decision, Verb.DECISION_RELEASE, by=by, at=at, hash=decision.content_hash)


def _is_out(decision: Decision) -> bool:
    return decision.application.public_state != PublicState.PENDING


def give_up(decision: Decision, *, by: User | None, at: datetime) -> Decision | None:
    """End an award that was declined or not answered, and prepare the award of the first reserve, if any."""
    _lock_pool(decision.call)
    queries.lock_decision(decision)
    advance(decision, Verb.DECISION_SUPERSEDE)
    _note(decision, Verb.DECISION_SUPERSEDE, by=by, at=at, why="given up")
    session().flush()  # the freed place counts for who comes next
    return _promote(decision, at=at)


def _promote(freed: Decision, *, at: datetime) -> Decision | None:
    on = _day(at)
    for reserve in queries.list_reserves(freed.call, on):
        content = _moved_up(freed, at=at)
        if rules.content_problems(content, rules.pool_of(freed.call)):
            continue
        advance(reserve, Verb.DECISION_SUPERSEDE)
        session().flush()  # one decision stands for an application, so the old one goes first
        award = _new(reserve.application, content, by=reserve.proposed_by, at=at, supersedes_id=reserve.id)
        award.proposed_for_id = reserve.proposed_for_id
        _note(reserve, Verb.DECISION_SUPERSEDE, by=None, at=at, why="moves up")
        _note(award, Verb.DECISION_PROPOSE, by=None, at=at, **_told(content))
        return award
    record(case_of(freed.call), "decision.nobody_moves_up", by=None, at=at)
    return None


def _moved_up(freed: Decision, *, at: datetime) -> Content:
    pool = rules.pool_of(freed.call)
    last_day = rules.answer_day(replace(pool, results_on=None), on=_day(at))
    unsaid: dict[str, Any] = dict.fromkeys(REASONS, "") if freed.kind == DecisionKind.AWARD else {}
    return replace(
        freed.content,
        kind=DecisionKind.AWARD.value if freed.amount_cents == pool.full_cents else freed.kind,
        answer_by=last_day,
        **unsaid,
    )


def _lock_pool(call: Call) -> None:
    # The pool is locked before any decision in it, so that two hands can't give the last place twice.
    lock_call(call)


def _ask_proposal(application: Application, *, by: User, public_state: str) -> None:
    _refuse(
        rules.proposal_refused(
            applicant_id=application.applicant_id,
            hands=_hands(by),
            application_state=application.state,
            public_state=public_state,
        )
    )


def _hands(by: User) -> frozenset[int]:
    """The person who acts, and for whom, if as a deputy."""
    return frozenset(filter(None, (by.id, by.acts_for_id)))


def _ask_content(call: Call, content: Content) -> None:
    problems = rules.content_problems(content, rules.pool_of(call))
    if problems:
        raise ContentRefused(problems)


def _ask_pool(call: Call) -> None:
    _refuse(rules.pool_refused(queries.totals(call), rules.pool_of(call)))


def _note(decision: Decision, verb: Verb, *, by: User | None, at: datetime, **facts: Any) -> None:
    record(case_of(decision.application), verb, by=by, at=at, decision=decision.public_id, **facts)


def _told(content: Content) -> Mapping[str, Any]:
    return {name: value for name, value in asdict(content).items() if value not in (None, "", 0)}


def _day(at: datetime) -> date:
    return at.astimezone(BERLIN).date()


def _refuse(sentence: Sentence | None, error: type[PortalError] = Refused) -> None:
    if sentence is not None:
        raise error(sentence)
