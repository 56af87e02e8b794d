"""What happens to a review: one function a verb, each in the order rule, state, change, log."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm.attributes import flag_modified

from portal.access.verbs import Verb
from portal.accounts.models import User
from portal.applications.models import Application
from portal.audit import case_of, record
from portal.calls.models import Call
from portal.db import new_public_id, session
from portal.errors import Invalid, PortalError, Refused, Stale
from portal.lifecycle import advance
from portal.panels import actions as panels_actions
from portal.panels.models import PanelMember
from portal.reviews import queries, rules
from portal.reviews.models import DeputyDeclaration, Review, Score
from portal.reviews.rules import Criterion, criteria_of
from portal.reviews.states import NO_CONFLICT, OPEN, ReviewState
from portal.selection.spreading import Pair, spread_evenly
from portal.words import Sentence, say


class PointsRefused(Invalid):
    """Points that can't be kept, by criterion."""

    def __init__(self, problems: Mapping[str, Sentence]) -> None:
        super().__init__(say("Some points can’t be kept."))
        self.problems = dict(problems)


class Incomplete(Invalid):
    """A review that is sent must have points for every criterion."""

    def __init__(self, missing: Sequence[Criterion]) -> None:
        super().__init__(say("Some criteria have no points yet."))
        self.problems = {one.key: say("Please give points for this criterion.") for one in missing}


class ReviewConflict(Stale):
    """The review was changed in another window; both versions are kept."""

    def __init__(self) -> None:
        super().__init__(
            say("This review was changed in another window in the meantime. Both versions are kept.")
        )


# Giving and taking cases


def assign(application: Application, juror: User, *, by: User, at: datetime) -> Review:
    """Give a case to a juror; given again after it was taken away, the same review goes on."""
    refusal = rules.assignment_refused(
        applicant_id=application.applicant_id,
        juror_id=juror.id,
        application_state=application.state,
        call_state=application.call.state,
    )
    _refuse(refusal)
    review = queries.find_pair(application, juror)
    if review is not None and review.state != ReviewState.VOID:
        return review
    if review is None:
        review = _new_review(application, juror, at=at)
    else:
        advance(review, Verb.PANEL_MANAGE)
        review.assigned_at, review.conflict, review.conflict_at = at, "", None
    record(case_of(application), "review.assign", by=by, at=at, juror=juror.public_id)
    return review


def _new_review(application: Application, juror: User, *, at: datetime) -> Review:
    review = Review(
        public_id=new_public_id(),
        application=application,
        juror=juror,
        declarations=[],
        state=ReviewState.ASSIGNED,
        assigned_at=at,
    )
    session().add(review)
    return review


def take_away(review: Review, *, reason: str = "", by: User, at: datetime) -> None:
    """Void a review: it counts no more, and its juror sees the case no more; what it said is kept."""
    _refuse(rules.note_refused(reason), Invalid)
    advance(review, Verb.REVIEW_VOID)
    facts = {"juror": review.juror.public_id, "points": queries.points_of(review), "note": reason.strip()}
    record(case_of(review.application), Verb.REVIEW_VOID, by=by, at=at, **facts)


def settle(
    call: Call, ticked: Iterable[Pair], was: Iterable[Pair], *, by: User, at: datetime
) -> tuple[int, int]:
    """Give and take the cases whose boxes were ticked and unticked; gives how many of each."""
    held = queries.assignment_of(call)
    cases = {case.public_id: case for case in held.cases}
    people = {member.user.public_id: member.user for member in held.members}
    give, take = rules.changes(ticked, was, held.held)
    known = [pair for pair in give if pair[0] in cases and pair[1] in people]
    for case, juror in known:
        assign(cases[case], people[juror], by=by, at=at)
    for review in queries.list_reviews(call) if take else ():
        if (review.application.public_id, review.juror.public_id) in take:
            take_away(review, by=by, at=at)
    return len(known), len(take)


def assign_evenly(call: Call, *, each: int, by: User, at: datetime) -> int:
    """Give every case to so many jurors, those with the fewest cases first; gives how many were given."""
    held = queries.assignment_of(call)
    cases = {case.public_id: case for case in held.cases}
    people = {member.user.public_id: member.user for member in held.members}
    pairs = spread_evenly(list(cases), list(people), given=held.given, barred=held.barred, each=each)
    for case, juror in pairs:
        assign(cases[case], people[juror], by=by, at=at)
    return len(pairs)


def leave_panel(member: PanelMember, *, by: User, at: datetime) -> int:
    """Take a person off the panel and void what is not judged yet; gives how many reviews that were."""
    open_reviews = [
        review for review in queries.list_reviews(member.call, member.user) if review.state in OPEN
    ]
    for review in open_reviews:
        take_away(review, by=by, at=at)
    panels_actions.remove(member, by=by, at=at)
    return len(open_reviews)


# Conflicts of interest


def declare_no_conflict(review: Review, *, by: User, at: datetime) -> None:
    """Open the case to its juror or a deputy, who says that no conflict of interest exists."""
    _refuse(_closed(review))
    if review.is_cleared_for(by.id):
        return
    _refuse(rules.declaration_refused(review.state))
    _declare(review, NO_CONFLICT, "", by=by, at=at)
    record(case_of(review.application), Verb.CONFLICT_DECLARE, by=by, at=at, conflict=NO_CONFLICT)


def recuse(review: Review, *, reason: str, note: str, by: User, at: datetime) -> None:
    """Close the case to its juror for a reason; what was scored is kept and counts no more.

    A deputy who steps back closes the case to the deputy alone; the juror can still judge it.
    """
    _refuse(_closed(review))
    _refuse(rules.conflict_refused(reason, note), Invalid)
    facts = {"conflict": reason, "points": queries.points_of(review)}
    if by.id == review.juror_id:
        advance(review, Verb.REVIEW_RECUSE)
    elif review.given_by_id == by.id:
        _take_back(review)
    _declare(review, reason, note.strip(), by=by, at=at)
    record(case_of(review.application), Verb.REVIEW_RECUSE, by=by, at=at, **facts)


def _declare(review: Review, conflict: str, note: str, *, by: User, at: datetime) -> None:
    if by.id == review.juror_id:
        review.conflict, review.conflict_note, review.conflict_at = conflict, note, at
        return
    review.declarations = [one for one in review.declarations if one.user_id != by.id]
    session().flush()  # one declaration of a person stands for a review, so the old one goes first
    review.declarations.append(DeputyDeclaration(user_id=by.id, conflict=conflict, note=note, at=at))


def _take_back(review: Review) -> None:
    """What a deputy gave who has a conflict does not stay: the log keeps it, the juror begins anew."""
    if review.state == ReviewState.SUBMITTED:
        advance(review, Verb.REVIEW_RETURN)
        review.return_reason, review.submitted_at = "", None
    review.scores, review.comment, review.given_by_id = [], "", None


# Scoring


def record_scores(
    review: Review, points: Mapping[str, int], comment: str | None, *, base: int, by: User, at: datetime
) -> int:
    """Keep points and comment as a draft, complete or not; gives the version that it makes."""
    _change(review, points, comment, base=base, by=by)
    advance(review, Verb.REVIEW_SCORE)
    record(case_of(review.application), Verb.REVIEW_SCORE, by=by, at=at, points=queries.points_of(review))
    session().flush()  # the next save of the same window stands on the version that this one makes
    return review.version


def submit_review(
    review: Review, points: Mapping[str, int], comment: str | None, *, base: int, by: User, at: datetime
) -> Decimal | None:
    """Send a complete review; from now on it counts. Gives its total."""
    criteria = criteria_of(review.scope.rubric)
    missing = rules.open_criteria(criteria, queries.points_of(review) | dict(points))
    if missing:
        raise Incomplete(missing)
    _change(review, points, comment, base=base, by=by)
    given = queries.points_of(review)
    total = rules.weighted_total(criteria, given)
    advance(review, Verb.REVIEW_SUBMIT)
    review.submitted_at, review.return_reason = at, ""
    facts = {"points": given, "total": str(total)}
    record(case_of(review.application), Verb.REVIEW_SUBMIT, by=by, at=at, **facts)
    return total


def return_review(review: Review, *, reason: str, by: User, at: datetime) -> None:
    """Give a finished review back to its juror, who reads why; until it is sent again it does not count."""
    _refuse(_closed(review))
    _refuse(rules.return_refused(reason), Invalid)
    advance(review, Verb.REVIEW_RETURN)
    review.return_reason, review.submitted_at = reason.strip(), None
    facts = {"juror": review.juror.public_id, "note": reason.strip()}
    record(case_of(review.application), Verb.REVIEW_RETURN, by=by, at=at, **facts)


def _change(review: Review, points: Mapping[str, int], comment: str | None, *, base: int, by: User) -> None:
    if base != review.version:
        raise ReviewConflict()
    _refuse(_closed(review))
    problems = rules.points_refused(criteria_of(review.scope.rubric), points)
    if problems:
        raise PointsRefused(problems)
    _refuse(rules.comment_refused(comment or ""), Invalid)
    _give(review, points)
    review.given_by_id = None if by.id == review.juror_id else by.id
    if comment is not None:
        review.comment = comment
    # Points stand in a table of their own: without this the review's version would not move with them.
    flag_modified(review, "comment")


def _give(review: Review, points: Mapping[str, int]) -> None:
    known = {score.criterion: score for score in review.scores}
    for key, given in points.items():
        if key in known:
            known[key].points = given
        else:
            review.scores.append(Score(criterion=key, points=given))


def _closed(review: Review) -> Sentence | None:
    return rules.judging_refused(review.scope.state, review.application.state)


def _refuse(sentence: Sentence | None, error: type[PortalError] = Refused) -> None:
    if sentence is not None:
        raise error(sentence)
