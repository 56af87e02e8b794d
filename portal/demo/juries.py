"""Juries at work: who sits where, who judges what, how far everybody is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from portal.access import Role
from portal.accounts.models import User
from portal.applications.models import Application
from portal.calls.models import Call
from portal.db import session
from portal.demo.content import words
from portal.demo.people import Cast
from portal.panels import actions as panels
from portal.reviews import actions, queries
from portal.reviews.models import Review
from portal.reviews.states import ReviewState

# The quality of a work as everybody sees it, and how much one juror differs from the next.
MIDDLE, SPREAD, TASTE = 6.3, 1.5, 1.1
JURORS = ("clara", "chair", "deniz", "jasper")
# Cases in which Clara Weiß may not judge, with what she told the office.
CONFLICTS = {
    "tugce": ("bias_concern", "This applicant studied with me until last year and asked me for a reference."),
    "pinar": ("employer_or_board", "I am on the board of the association that employs this applicant."),
}


@dataclass(frozen=True)
class Pile:
    """One juror’s share of the work: how much of it is done, and how much is begun."""

    done: float
    begun: int = 0


def seat(call: Call, cast: Cast, people: Sequence[str], *, at: datetime) -> None:
    """Give people their seats; the chair is the chair."""
    for key in people:
        role = Role.CHAIR if key == "chair" else Role.JUROR
        panels.seat(call, cast[key], role=role.value, by=cast["tobias"], at=at)


def hand_out(cases: Mapping[str, Application], cast: Cast, *, each: int, at: datetime) -> None:
    """Give each case to so many jurors in turn."""
    for place, (key, case) in enumerate(cases.items()):
        turned = [JURORS[(place + step) % len(JURORS)] for step in range(len(JURORS))]
        judging = turned[:each]
        if key in CONFLICTS and "clara" not in judging:
            judging[-1] = "clara"
        for juror in judging:
            actions.assign(case, cast[juror], by=cast["tobias"], at=at)
    session().flush()  # the reviews are read again, with what belongs to them


def judge(
    call: Call,
    cases: Mapping[str, Application],
    cast: Cast,
    piles: Mapping[str, Pile],
    *,
    since: datetime,
    until: datetime,
) -> None:
    """Let each juror work through a part of the pile."""
    keys = {case.id: key for key, case in cases.items()}
    for juror, pile in piles.items():
        reviews = sorted(
            queries.list_reviews(call, cast[juror]),
            key=lambda one: list(cases).index(keys[one.application_id]),
        )
        done = round(len(reviews) * pile.done)
        for place, review in enumerate(reviews[: done + pile.begun]):
            at = since + (until - since) * ((place + 1) / (len(reviews) + 1))
            _judge(review, keys[review.application_id], cast[juror], finish=place < done, at=at)
        _declare(reviews, keys, juror, cast[juror], at=since + timedelta(hours=2))


def _judge(review: Review, key: str, juror: User, *, finish: bool, at: datetime) -> None:
    if key in CONFLICTS:
        return
    dice = Random(f"{juror.email}:{key}")
    actions.declare_no_conflict(review, by=juror, at=at)
    session().flush()  # the points stand on the version that the answer has made
    points = points_for(review.scope.rubric, quality_of(key), dice)
    if not finish:
        part = dict(list(points.items())[:3])
        actions.record_scores(review, part, "", base=review.version, by=juror, at=at)
        return
    comment = _comment(points, dice)
    actions.submit_review(
        review, points, comment, base=review.version, by=juror, at=at + timedelta(minutes=14)
    )


def quality_of(key: str) -> float:
    """How good a case is, as everybody sees it."""
    return Random(f"quality:{key}").gauss(MIDDLE, SPREAD)


def points_for(rubric: Sequence[Mapping[str, object]], quality: float, dice: Random) -> dict[str, int]:
    """What a juror gives: the case’s quality, seen with one’s own eyes, criterion by criterion."""
    seen = quality + dice.gauss(0, TASTE)
    return {str(one["key"]): min(10, max(1, round(seen + dice.gauss(0, 0.8)))) for one in rubric}


def _comment(points: Mapping[str, int], dice: Random) -> str:
    mean = sum(points.values()) / len(points)
    kind = "high" if mean >= 7.5 else "middle" if mean >= 5 else "low"
    return str(dice.choice(words("comments")[kind]))


def _declare(
    reviews: Sequence[Review], keys: Mapping[int, str], juror: str, person: User, *, at: datetime
) -> None:
    if juror != "clara":
        return
    for review in reviews:
        if keys[review.application_id] in CONFLICTS and review.state == ReviewState.ASSIGNED:
            reason, note = CONFLICTS[keys[review.application_id]]
            actions.recuse(review, reason=reason, note=note, by=person, at=at)
