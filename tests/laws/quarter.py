"""A quarter full of secrets: cases in every state, and a person of every kind beside each of them."""

import copy
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from portal.access import Role
from portal.accounts.models import RoleGrant, User
from portal.addresses.models import AddressChange
from portal.applications.models import Application, ApplicationFile
from portal.applications.states import ApplicationState, PublicState
from portal.audit import case_of, record
from portal.awards.models import Offer
from portal.calls.models import Call, QuestionnaireRevision
from portal.calls.states import CallState
from portal.cities.models import CityContact, CityWatch
from portal.decisions.models import Decision
from portal.decisions.states import DecisionKind, DecisionState
from portal.files.models import StoredFile
from portal.jobs.models import Job
from portal.keys.models import Passkey
from portal.letters.models import Letter
from portal.letters.states import LetterState
from portal.mail.models import Message
from portal.questionnaire import content_hash, dump_questionnaire, parse_questionnaire
from portal.reviews.models import NO_CONFLICT, DeputyDeclaration
from portal.reviews.states import ReviewState
from tests.factories import World
from tests.factories.texts import ANSWERS, QUESTIONNAIRE
from tests.factories.world import LONG_AGO, OPENS
from tests.laws.town import NOW

POINTS = {"quality": 8, "relevance": 6}
CASE = {ApplicationState.ADMITTED, ApplicationState.EXCLUDED, ApplicationState.SUBMITTED}


def _question(key: str, field_class: str, kind: str = "long_text", **facts: Any) -> dict[str, Any]:
    limits = {"accept": ["application/pdf"], "max_pages": 2, "max_mb": 1, "max_files": 1}
    return {
        "key": key, "kind": kind, "field_class": field_class, "title": {"en": key, "de": key},
        **({"limits": limits} if kind == "file" else {}), **facts,
    }  # fmt: skip


SENSITIVE: dict[str, Any] = {
    "key": "sensitive",
    "title": {"en": "Sensitive", "de": "Heikles"},
    "questions": [
        _question("telephone", "contact"),
        _question("account", "bank"),
        _question("guardian", "identity", jurors_see=False),
        _question("referee", "content", jurors_see=False),
        _question("certificate", "health", "file", jurors_see=False),
    ],
}


@dataclass
class Quarter:
    """Who lives here, by names that tell what they are."""

    people: dict[str, User] = field(default_factory=dict)
    calls: dict[str, Call] = field(default_factory=dict)


def build(world: World) -> Quarter:
    """The quarter: a call under review, a decided one, one of another programme, and a draft."""
    quarter = Quarter()
    with world.act():
        _settle(quarter, world)
        _under_review(quarter, world)
        _decided(quarter, world)
        _elsewhere(quarter, world)
        _ground(quarter, world)
    return quarter


def _settle(quarter: Quarter, world: World) -> None:
    calls, people = quarter.calls, quarter.people
    calls["review"] = _call(world, "review", CallState.IN_REVIEW)
    calls["decided"] = _call(world, "decided", CallState.DECIDED, programme_id=calls["review"].programme_id)
    calls["elsewhere"] = _call(world, "elsewhere", CallState.IN_REVIEW)
    calls["draft"] = _call(world, "draft", CallState.DRAFT)
    for name in ("applicant", "drafter", "excluded applicant", "stranger"):
        people[name] = world.user()
    for role in (Role.OFFICER, Role.APPROVER, Role.ADMINISTRATOR, Role.AUDITOR):
        people[role] = world.user(roles=(role,))
    people["officer who applied"] = world.user(roles=(Role.OFFICER,))
    scopes = {"programme_id": calls["elsewhere"].programme_id}, {"call_id": calls["review"].id}
    for name, scope in zip(("officer of elsewhere", "officer of the call"), scopes, strict=True):
        people[name] = world.user()
        world.add(RoleGrant(user_id=people[name].id, role=Role.OFFICER, valid_from=LONG_AGO, **scope))
    for name in ("juror", "recused juror", "asked juror"):
        people[name] = world.juror(calls["review"])
    people["juror of elsewhere"] = world.juror(calls["elsewhere"])
    people["chair"] = world.juror(calls["review"], role=Role.CHAIR)
    people["deputy of the juror"] = world.user()
    _lend(world, people["juror"], people["deputy of the juror"])


def _lend(world: World, principal: User, deputy: User) -> None:
    lent = RoleGrant(role=Role.JUROR, user_id=deputy.id, principal_id=principal.id, valid_from=LONG_AGO)
    seat = world.add(RoleGrant(role=Role.JUROR, user_id=principal.id, valid_from=LONG_AGO))
    lent.lent_from_id, lent.valid_until = seat.id, NOW + timedelta(days=7)
    world.add(lent)


def _call(world: World, slug: str, state: CallState, **facts: Any) -> Call:
    content = copy.deepcopy(QUESTIONNAIRE)
    content["sections"].append(SENSITIVE)
    asked = parse_questionnaire(content)
    revision = QuestionnaireRevision(
        content=dump_questionnaire(asked), hash=content_hash(asked), created_at=LONG_AGO, frozen_at=OPENS
    )
    return world.call(slug=slug, state=state, questionnaire_id=world.add(revision).id, **facts)


def _case(quarter: Quarter, world: World, call: str, who: str, state: ApplicationState, **facts: Any) -> Any:
    files = {question: _file(quarter, world, who) for question in ("cv", "certificate")}
    more = {question["key"]: question["key"] for question in SENSITIVE["questions"]}
    answers = ANSWERS | more | {question: [stored.public_id] for question, stored in files.items()}
    person = _someone(quarter, world, who)
    case = world.application(quarter.calls[call], person, state=state, answers=answers, **facts)
    for question, stored in files.items():
        world.add(ApplicationFile(application_id=case.id, file_id=stored.id, question=question))
    if case.submitted_at is not None:
        case.receipt_file_id = _file(quarter, world, who).id
    record(case_of(case), "application.save", by=person, at=NOW)
    return case


def _someone(quarter: Quarter, world: World, who: str) -> User:
    if who not in quarter.people:
        quarter.people[who] = world.user()
    return quarter.people[who]


def _file(quarter: Quarter, world: World, who: str) -> StoredFile:
    owner = _someone(quarter, world, who)
    return world.add(
        StoredFile(
            sha256="0" * 64, size=1, media_type="application/pdf", name="x.pdf", pages=1,
            owner_id=owner.id, created_at=NOW,
        )
    )  # fmt: skip


def _under_review(quarter: Quarter, world: World) -> None:
    people, officer = quarter.people, quarter.people["officer"]
    _case(quarter, world, "review", "drafter", ApplicationState.DRAFT)
    _case(
        quarter, world, "review", "leaver", ApplicationState.WITHDRAWN,
        submitted_at=OPENS, withdrawn_at=NOW, withdrawn_why="x",
    )  # fmt: skip
    _case(quarter, world, "review", "newcomer", ApplicationState.SUBMITTED)
    refused = _case(
        quarter,
        world,
        "review",
        "excluded applicant",
        ApplicationState.EXCLUDED,
        exclusion_note="x",
        exclusion_code="x",
    )
    case = _case(quarter, world, "review", "applicant", ApplicationState.ADMITTED)
    own = _case(quarter, world, "review", "officer who applied", ApplicationState.ADMITTED)
    world.decision(refused, DecisionKind.REJECTION, proposed_by=officer)
    world.decision(case, DecisionKind.AWARD, proposed_by=officer, sent_back_why="x")
    world.decision(
        own, DecisionKind.RESERVE, proposed_by=officer, approved_by=people["approver"],
        state=DecisionState.APPROVED,
    )  # fmt: skip
    for one in (case, own):
        world.review(one, people["juror"], state=ReviewState.SUBMITTED, points=POINTS, comment="x")
        _asked(world, one, people)
    world.review(own, people["chair"], state=ReviewState.SUBMITTED, points=POINTS, comment="x")


def _asked(world: World, case: Application, people: dict[str, User]) -> None:
    """A juror who stepped back, one not asked yet, one whose points came back, with a deputy's word."""
    world.review(
        case, people["recused juror"], state=ReviewState.RECUSED, conflict="family", conflict_note="x"
    )
    world.review(case, people["asked juror"], conflict="")
    back = world.review(
        case, people["juror of elsewhere"], state=ReviewState.RETURNED, points=POINTS, comment="x",
        return_reason="x",
    )  # fmt: skip
    world.add(
        DeputyDeclaration(
            review_id=back.id, user_id=people["deputy of the juror"].id, conflict="family", at=NOW
        )
    )


def _decided(quarter: Quarter, world: World) -> None:
    people, call = quarter.people, quarter.calls["decided"]
    for who, letter, kind, out in (
        ("applicant", LetterState.ISSUED, DecisionKind.AWARD, PublicState.AWARDED),
        ("drafter", LetterState.ATTENTION, DecisionKind.RESERVE, PublicState.RESERVE),
    ):
        case = _case(quarter, world, "decided", who, ApplicationState.ADMITTED, public_state=out)
        world.review(case, people["juror"], state=ReviewState.SUBMITTED, points=POINTS, comment="x")
        decision = world.decision(
            case, kind, proposed_by=people["officer"], approved_by=people["approver"],
            state=DecisionState.RELEASED,
        )  # fmt: skip
        _letter(quarter, world, decision, letter, who)
        if kind == DecisionKind.AWARD:
            world.add(
                Offer(decision_id=decision.id, call_id=call.id, state="declined", answer_by=NOW, reason="x")
            )


def _letter(quarter: Quarter, world: World, decision: Decision, state: LetterState, who: str) -> None:
    stored = _file(quarter, world, who) if state == LetterState.ISSUED else None
    world.add(
        Letter(
            decision_id=decision.id, call_id=decision.call_id, state=state, number=f"{world.next()}",
            kind="award" if stored else "reserve_notice", queued_at=NOW,
            **({"sha256": "0" * 64, "file_id": stored.id, "issued_at": NOW} if stored else {}),
        )
    )  # fmt: skip


def _elsewhere(quarter: Quarter, world: World) -> None:
    case = _case(quarter, world, "elsewhere", "applicant of elsewhere", ApplicationState.ADMITTED)
    juror = quarter.people["juror of elsewhere"]
    world.review(case, juror, state=ReviewState.SUBMITTED, points=POINTS, comment="x", conflict=NO_CONFLICT)
    world.decision(case, DecisionKind.AWARD, proposed_by=quarter.people["officer"])


def _ground(quarter: Quarter, world: World) -> None:
    person, city = quarter.people["applicant"].id, quarter.calls["review"].city_id
    world.add(CityContact(city_id=city, name="x", is_public=False))
    world.add(CityWatch(city_id=city, email="x@test.example", language="en", asked_at=NOW))
    world.add(AddressChange(user_id=person, old_email="x", new_email="y", asked_at=NOW))
    world.add(
        Passkey(user_id=person, credential_id="AAAA", public_key="x", sign_count=0, name="x", created_at=NOW)
    )
    world.add(Message(recipient="x", language="en", subject="x", body="x", created_at=NOW))
    world.add(Job(kind="test", key="x", subject="x", owner_id=person, created_at=NOW, state="failed"))
