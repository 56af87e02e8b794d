"""Reading reviews: a juror's queue and sheet, the office's matrix, and the scores of a call."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from portal.access import judges_as_deputy, keeps_away
from portal.accounts.models import User
from portal.applications.models import Application
from portal.applications.queries import questionnaire_of
from portal.applications.states import ApplicationState
from portal.calls.models import Call
from portal.calls.states import CallState
from portal.db import session
from portal.panels.models import PanelMember
from portal.panels.queries import list_members
from portal.questionnaire import shown
from portal.reviews import rules
from portal.reviews.models import DeputyDeclaration, Review, Score
from portal.reviews.rules import Criterion, QueueRow, Tally, criteria_of
from portal.reviews.states import OPEN, ReviewState
from portal.selection.spreading import Pair
from portal.selection.summary import Row, distribution, summarise
from portal.words import Sentence


def find_review(review_id: str) -> Review | None:
    """A review that its juror can work on: the case is admitted, the call in review, the review not void."""
    rows = _before_the_jury().where(Review.public_id == review_id)
    return session().scalars(rows.options(*_whole())).one_or_none()


def find_sheet(review_id: str) -> Review | None:
    """A review for the office, whatever its state, as long as its case is admitted."""
    rows = select(Review).join(Review.application).where(Application.state == ApplicationState.ADMITTED)
    others = selectinload(Review.reviews_of_case)
    bars = (others.selectinload(Review.declarations), others.joinedload(Review.application))
    found = rows.where(Review.public_id == review_id).options(*_whole(), *bars)
    return session().scalars(found).one_or_none()


def _before_the_jury() -> Select[Review]:
    """Reviews of withdrawn, excluded or decided cases vanish here, and nowhere else must know of it."""
    rows = select(Review).join(Review.application).join(Application.call)
    return rows.where(
        Review.state != ReviewState.VOID,
        Application.state == ApplicationState.ADMITTED,
        Call.state == CallState.IN_REVIEW,
    )


def _whole() -> tuple[ORMOption, ...]:
    called = joinedload(Review.application).joinedload(Application.call)
    return (
        called.joinedload(Call.city),
        called.joinedload(Call.programme),
        called.joinedload(Call.questionnaire),
        joinedload(Review.application).joinedload(Application.applicant),
        joinedload(Review.juror),
        joinedload(Review.given_by),
        selectinload(Review.declarations),
        selectinload(Review.scores),
    )


def find_pair(application: Application, juror: User) -> Review | None:
    """The review that a juror has of a case, in whatever state."""
    rows = select(Review).where(Review.application_id == application.id, Review.juror_id == juror.id)
    return session().scalars(rows.options(joinedload(Review.application))).one_or_none()


def points_of(review: Review) -> dict[str, int]:
    """The points that the review gives so far, by criterion."""
    return {score.criterion: score.points for score in review.scores}


def discipline_of(application: Application, language: str) -> str:
    """The discipline of a case in words, for who may not read its answers yet."""
    question = questionnaire_of(application.call).question("discipline")
    return "".join(map(str, shown(question, application.discipline or None, language))) if question else ""


@dataclass(frozen=True)
class Queue:
    """A juror's cases of one call, in the order of their codes."""

    call: Call
    rows: Sequence[QueueRow]

    @property
    def done(self) -> int:
        """How many are judged."""
        return sum(row.state == ReviewState.SUBMITTED for row in self.rows)

    @property
    def due(self) -> int:
        """How many are to be judged at all; recused cases are not."""
        return sum(row.can_open for row in self.rows)

    @property
    def next(self) -> QueueRow | None:
        """The case with which to go on."""
        return rules.next_open(self.rows)


def list_queues(juror: User, at: datetime) -> list[Queue]:
    """Everything that a juror has to judge, also for others as their deputy, call by call."""
    by_call: dict[Call, list[QueueRow]] = defaultdict(list)
    for review, judged in _to_judge(_before_the_jury(), juror, at):
        by_call[review.application.call].append(QueueRow.of(review, juror.id, judged))
    return [Queue(call, cases) for call, cases in by_call.items()]


def queue_of(juror: User, call: Call, at: datetime) -> Queue:
    """What a juror has to judge of one call, also for others as their deputy."""
    found = _to_judge(_before_the_jury().where(Call.id == call.id), juror, at)
    return Queue(call, [QueueRow.of(review, juror.id, judged) for review, judged in found])


def _to_judge(rows: Select[Review], juror: User, at: datetime) -> list[tuple[Review, int]]:
    principals = {grant.principal_id for grant in juror.grants if grant.principal_id is not None}
    found = rows.where(Review.juror_id.in_({juror.id, *principals})).add_columns(_judged())
    loaded = found.options(contains_eager(Review.application).contains_eager(Application.call))
    if principals:
        loaded = loaded.options(joinedload(Review.juror), selectinload(Review.declarations))
    return [
        (review, judged)
        for review, judged in session().execute(loaded.order_by(Call.id, Application.short_code))
        if review.juror_id == juror.id or judges_as_deputy(juror, review, at)
    ]


def _judged() -> ScalarSelect[int]:
    other = aliased(Review)
    counted = select(func.count()).where(
        other.application_id == Review.application_id, other.state == ReviewState.SUBMITTED
    )
    return counted.correlate(Review).scalar_subquery()


# The matrix of assignments


@dataclass(frozen=True)
class MatrixCell:
    """One case and one juror: a box to tick, or the mark of what can't be unticked."""

    name: str
    value: str
    state: str
    barred: bool

    @property
    def given(self) -> bool:
        """Whether the juror has the case and may still lose it."""
        return self.state in OPEN

    @property
    def fixed(self) -> bool:
        """Whether the juror has judged the case or was recused from it."""
        return self.state in (ReviewState.SUBMITTED, ReviewState.RECUSED)

    @property
    def mark(self) -> Sentence:
        """The state in words."""
        return rules.mark_of(self.state)


@dataclass(frozen=True)
class MatrixRow:
    """One case with its reviews counted and a cell for each juror of the panel."""

    case: Application
    tally: Tally
    cells: Sequence[MatrixCell]


@dataclass(frozen=True)
class Assignment:
    """Which juror has which case of a call, and how far everybody is."""

    cases: Sequence[Application]
    members: Sequence[PanelMember]
    held: Mapping[Pair, str]

    @property
    def names(self) -> list[str]:
        """The panel's names, in the order of the columns."""
        return [member.user.name for member in self.members]

    @property
    def progress(self) -> list[tuple[str, Tally]]:
        """How far everybody is."""
        found = self._tallies(1)
        return [(one.user.name, found(one.user.public_id)) for one in self.members]

    def rows_of(self, cases: Sequence[Application]) -> list[MatrixRow]:
        """Some of the cases with a cell for each juror, for one page."""
        found, people = self._tallies(0), self.members
        return [
            MatrixRow(one, found(one.public_id), [self._cell(one, who) for who in people]) for one in cases
        ]

    def _tallies(self, part: int) -> Callable[[str], Tally]:
        states = defaultdict[str, list[str]](list)
        for pair, state in self.held.items():
            states[pair[part]].append(state)
        return lambda id: Tally(tuple(states[id]))

    def _cell(self, case: Application, member: PanelMember) -> MatrixCell:
        pair = (case.public_id, member.user.public_id)
        own = case.applicant_id == member.user_id
        return MatrixCell(member.user.name, ":".join(pair), self.held.get(pair, ""), own)

    @property
    def given(self) -> set[Pair]:
        """Who judges which case."""
        return {pair for pair, state in self.held.items() if Tally((state,)).due}

    @property
    def barred(self) -> set[Pair]:
        """Pairs that can't be: nobody judges the own application, and a recusal stands."""
        recused = {pair for pair, state in self.held.items() if state == ReviewState.RECUSED}
        cells = ((case, member) for case in self.cases for member in self.members)
        own = {(c.public_id, m.user.public_id) for c, m in cells if c.applicant_id == m.user_id}
        return recused | own


def assignment_of(call: Call) -> Assignment:
    """The matrix of a call: admitted cases by their codes, the panel, and the state of each review."""
    rows = select(Application.public_id, User.public_id, Review.state).select_from(Review)
    of_call = (Application.call_id == call.id, Application.state == ApplicationState.ADMITTED)
    pairs = rows.join(Review.application).join(Review.juror).where(*of_call)
    return Assignment(
        session().scalars(_admitted(call)).all(),
        list_members(call),
        {(case, juror): state for case, juror, state in session().execute(pairs)},
    )


def _admitted(call: Call) -> Select[Application]:
    rows = select(Application).where(Application.call_id == call.id)
    admitted = rows.where(Application.state == ApplicationState.ADMITTED).order_by(Application.short_code)
    return admitted.options(joinedload(Application.applicant), joinedload(Application.call))


def tally_of_juror(call: Call, juror: User) -> Tally:
    """A juror's reviews of a call, counted."""
    rows = select(Review.state).join(Review.application).where(Application.call_id == call.id)
    return Tally(tuple(session().scalars(rows.where(Review.juror_id == juror.id))))


def list_reviews(call: Call, juror: User | None = None) -> Sequence[Review]:
    """The reviews of a call that are not void, of all jurors or of one, with their cases, to be changed."""
    rows = select(Review).join(Review.application).join(Review.juror)
    here = rows.where(Application.call_id == call.id, Review.state != ReviewState.VOID)
    loaded = (here.where(Review.juror_id == juror.id) if juror else here).options(
        contains_eager(Review.application).joinedload(Application.call),
        contains_eager(Review.juror),
        selectinload(Review.scores),
    )
    return session().scalars(loaded.order_by(Application.short_code, Review.id)).all()


# The scores of a call


@dataclass(frozen=True)
class JurorScore:
    """What one juror gives to one case; the total counts only when the review is submitted."""

    review_id: str
    juror: User
    state: str
    points: Mapping[str, int]
    total: Decimal | None
    given_by: User | None = None
    stepped_back: bool = False

    @property
    def mark(self) -> Sentence:
        """The state in words."""
        return rules.mark_of(self.state)


@dataclass(frozen=True)
class ScoredCase:
    """One case with everything that its jurors gave."""

    application: Application
    scores: Sequence[JurorScore]

    @property
    def totals(self) -> list[Decimal]:
        """The totals that count."""
        return [score.total for score in self.scores if score.total is not None]

    @property
    def tally(self) -> Tally:
        """Its reviews, counted."""
        return Tally(tuple(score.state for score in self.scores))


def score_matrix(call: Call) -> list[ScoredCase]:
    """All admitted cases of a call with their reviews, in three statements however many there are."""
    criteria = criteria_of(call.rubric)
    given, by_case = _points_by_review(call), defaultdict[int, list[JurorScore]](list)
    for review in session().scalars(_reviews_of(call)):
        by_case[review.application_id].append(_juror_score(review, given[review.id], criteria))
    return [ScoredCase(case, by_case[case.id]) for case in session().scalars(_admitted(call))]


def scores_of(application: Application) -> ScoredCase:
    """One case with everything that its jurors gave."""
    criteria = criteria_of(application.call.rubric)
    rows = _reviews_of(application.call).where(Review.application_id == application.id)
    reviews = session().scalars(rows.options(selectinload(Review.scores)))
    return ScoredCase(application, [_juror_score(one, points_of(one), criteria) for one in reviews])


def _points_by_review(call: Call) -> dict[int, dict[str, int]]:  # plain rows: objects take seconds
    rows = select(Score.review_id, Score.criterion, Score.points).join(Review).join(Review.application)
    given = defaultdict[int, dict[str, int]](dict)
    for review, criterion, points in session().execute(rows.where(Application.call_id == call.id)):
        given[review][criterion] = points
    return given


def _reviews_of(call: Call) -> Select[Review]:
    rows = select(Review).join(Review.application).join(Review.juror)
    here = rows.where(Application.call_id == call.id, Review.state != ReviewState.VOID)
    hands = here.options(contains_eager(Review.juror), joinedload(Review.given_by))
    return hands.order_by(User.search_name, Review.id)


def _juror_score(review: Review, points: Mapping[str, int], criteria: Sequence[Criterion]) -> JurorScore:
    counts = review.state == ReviewState.SUBMITTED
    total = rules.weighted_total(criteria, points) if counts else None
    given = (points if counts else {}, total, review.given_by, review.state == ReviewState.RECUSED)
    return JurorScore(review.public_id, review.juror, review.state, *given)


@dataclass(frozen=True)
class RankedCase:
    """One case with its figures and its place."""

    case: ScoredCase
    figures: Row[str]
    scale: tuple[int, int]

    @property
    def short_code(self) -> str:
        """The number for people."""
        return self.case.application.short_code

    @property
    def flags(self) -> list[tuple[Sentence, str]]:
        """What the jury should look at in this case, each with its tone."""
        return rules.flags_of(self.case.totals, self.case.tally)

    @property
    def low(self) -> int:
        """The lowest mark of the scale."""
        return self.scale[0]

    @property
    def distribution(self) -> list[int]:
        """How often each whole mark was given."""
        return distribution(self.case.totals, *self.scale)


def ranking_of(call: Call) -> list[RankedCase]:
    """All admitted cases of a call by their mean; ties share their place."""
    cases = {case.application.public_id: case for case in score_matrix(call)}
    rows = summarise({key: case.totals for key, case in cases.items()})
    scale = rules.scale_of(criteria_of(call.rubric))
    return [RankedCase(cases[row.key], row, scale) for row in rows]


def shown_to(reader: User, call: Call, ranked: Sequence[RankedCase], *, at: datetime) -> list[RankedCase]:
    """The cases whose scores are not closed to this reader: not the own, and none that a review closes."""
    closed, cases = closed_to(reader, call, at=at), ((row, row.case.application) for row in ranked)
    return [row for row, case in cases if case.id not in closed and case.applicant_id != reader.id]


def closed_to(reader: User, call: Call, *, at: datetime) -> set[int]:
    """The internal numbers of the cases whose scores a review closes to this reader, or a deputy's word."""
    people = {reader.id, *(grant.principal_id for grant in reader.grants if grant.principal_id is not None)}
    near = Review.juror_id.in_(people) | Review.declarations.any(DeputyDeclaration.user_id == reader.id)
    rows = select(Review).join(Review.application).where(Application.call_id == call.id, near)
    whole = contains_eager(Review.application).joinedload(Application.call)
    reviews = session().scalars(rows.options(whole, selectinload(Review.declarations)))
    return {review.application_id for review in reviews if keeps_away(reader, review, at)}
