"""A populated portal: a call at every stage, with as many cases as asked for, and a person of every kind."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from portal import db
from portal.access import Role, Verb
from portal.accounts.models import RoleGrant, User
from portal.applications.models import Application, ApplicationFile
from portal.applications.states import ApplicationState, PublicState
from portal.audit import case_of, record
from portal.awards.models import Offer
from portal.calls.models import Call
from portal.calls.states import CallState
from portal.cities.models import (
    BoroughPartnership,
    CityActivity,
    CityContact,
    CityMembership,
    CityNetwork,
    CityWatch,
)
from portal.decisions.models import Decision
from portal.decisions.states import DecisionKind, DecisionState
from portal.files.models import StoredFile
from portal.files.storage import store
from portal.jobs.models import Job
from portal.letters.models import Letter
from portal.letters.states import LetterState
from portal.mail.models import Message
from portal.reviews.states import ReviewState
from tests.factories import World

NOW = datetime.now(UTC)
POINTS = {"quality": 8, "relevance": 6}


@dataclass
class Town:
    """Who lives here, and what an address can name."""

    people: dict[str, User | None] = field(default_factory=dict)
    values: dict[str, list[str]] = field(default_factory=dict)

    def name(self, parameter: str, value: str) -> None:
        """Let an address's parameter have one more value."""
        self.values.setdefault(parameter, []).append(value)


def build(world: World, rows: int) -> Town:
    """The town with `rows` cases at every stage."""
    town = Town()
    with world.act():
        _settle(town, world)
        _open_call(town, world, rows)
        _call_in_review(town, world, rows)
        _decided_call(town, world, rows)
        _ground(town, world, rows)
    return town


def _settle(town: Town, world: World) -> None:
    # The office reads German, whose words are the longest.
    town.people = {
        "nobody": None,
        "applicant": world.user("Işıl Şükran İnceöz"),
        "stranger": world.user("Suharti"),
        "officer": world.user("Tobias Krüger", roles=(Role.OFFICER,), language="de"),
        "approver": world.user("Maria Öztürk", roles=(Role.APPROVER,), language="de"),
        "administrator": world.user("Alex Groß-Yılmaz", roles=(Role.ADMINISTRATOR,), language="de"),
        "auditor": world.user("Ingrid Böhm", roles=(Role.AUDITOR,), language="de"),
        "juror": world.user("Clara Weiß", language="de"),
        "chair": world.user("Noʿa Lewi"),
        "deputy": world.user("Ece Aydın"),
    }
    _stand_in(town, world, "deputy", "officer")


def _stand_in(town: Town, world: World, deputy: str, principal: str) -> None:
    lent_from = _someone(town, principal).grants[0]
    lent = RoleGrant(
        user=_someone(town, deputy), role=lent_from.role, principal=_someone(town, principal),
        lent_from=lent_from, valid_from=NOW - timedelta(days=1), valid_until=NOW + timedelta(days=7),
    )  # fmt: skip
    town.name("grant_id", world.add(lent).public_id)


def _someone(town: Town, who: str) -> User:
    person = town.people[who]
    assert person is not None
    return person


def _call(town: Town, world: World, slug: str, state: CallState, rows: int, **facts: Any) -> Call:
    call = world.call(
        state=state, slug=slug, places=rows, reserves=rows, budget_cents=rows * 1_000_000,
        opens_at=NOW - timedelta(days=60), **facts,
    )  # fmt: skip
    town.name("slug", slug)
    for who, role in (("juror", Role.JUROR), ("chair", Role.CHAIR)):
        town.name("member_id", world.seat(call, _someone(town, who), role=role).public_id)
    return call


def _open_call(town: Town, world: World, rows: int) -> None:
    _city(town, world, rows)
    logo = store().keep(PICTURE)
    town.name("authority_slug", world.authority(logo=logo, logo_text="Wappen", accent="#1a5276").slug)
    draft = world.call(
        state=CallState.DRAFT, slug="draft-call", opens_at=NOW, deadline_at=NOW + timedelta(days=30)
    )
    town.name("slug", draft.slug)
    call = _call(town, world, "open-call", CallState.PUBLISHED, rows, deadline_at=NOW + timedelta(days=20))
    own = world.application(call, _someone(town, "applicant"), state=ApplicationState.DRAFT)
    town.name("application_id", own.public_id)
    for _ in range(rows):
        world.application(call)


def _city(town: Town, world: World, rows: int) -> None:
    city = world.city("istanbul")
    town.name("city_slug", city.slug)
    network = world.add(CityNetwork(slug="network", name="Network"))
    world.add(CityMembership(network_id=network.id, city_id=city.id))
    for number in range(rows):
        contact = CityContact(city_id=city.id, name="Noʿa Lewi", role={"en": "Culture"}, is_public=True)
        activity = CityActivity(city_id=city.id, kind="event", title={"en": "A day"}, starts_on=NOW.date())
        watch = CityWatch(city_id=city.id, email=f"{number}@test.example", language="en", asked_at=NOW)
        world.add(BoroughPartnership(borough="Mitte", town=f"{number}", country_code="TR", city_id=city.id))
        town.name("contact_id", world.add(contact).public_id)
        town.name("activity_id", world.add(activity).public_id)
        town.name("watch_id", world.add(watch).public_id)
        record(
            case_of(city), Verb.CITY_EDIT, by=_someone(town, "officer"), at=NOW, what="contact", did="added"
        )


def _call_in_review(town: Town, world: World, rows: int) -> None:
    call = _call(
        town, world, "call-in-review", CallState.IN_REVIEW, rows, deadline_at=NOW - timedelta(days=5)
    )
    own = world.application(call, _someone(town, "applicant"), state=ApplicationState.ADMITTED)
    _cases(town, world, own)
    for _ in range(rows):
        _cases(town, world, world.application(call, state=ApplicationState.ADMITTED))


def _cases(town: Town, world: World, application: Application) -> None:
    town.name("application_id", application.public_id)
    _file(town, world, application)
    done = world.review(application, _someone(town, "juror"), state=ReviewState.SUBMITTED, points=POINTS)
    gate = world.review(application, _someone(town, "chair"), state=ReviewState.ASSIGNED, conflict="")
    decision = world.decision(application, DecisionKind.AWARD, proposed_by=_someone(town, "officer"))
    for name, thing in (("review_id", done), ("review_id", gate), ("decision_id", decision)):
        town.name(name, thing.public_id)


def _file(town: Town, world: World, application: Application) -> None:
    picture = store().keep(PICTURE)
    stored = StoredFile(
        sha256=picture, size=len(PICTURE), media_type="image/png", name="Ferry.png", width=1, height=1,
        preview_sha256=picture, owner_id=application.applicant_id, created_at=NOW,
    )  # fmt: skip
    world.add(stored)
    world.add(ApplicationFile(application_id=application.id, file_id=stored.id, question="cv"))
    town.name("file_id", stored.public_id)


def _decided_call(town: Town, world: World, rows: int) -> None:
    call = _call(town, world, "decided-call", CallState.DECIDED, rows, deadline_at=NOW - timedelta(days=30))
    for number in range(rows + 1):
        applicant = _someone(town, "applicant") if number == 0 else world.user()
        application = world.application(
            call, applicant, state=ApplicationState.ADMITTED, public_state=PublicState.AWARDED
        )
        town.name("application_id", application.public_id)
        decision = world.decision(
            application, DecisionKind.AWARD, proposed_by=_someone(town, "officer"),
            approved_by=_someone(town, "approver"), state=DecisionState.RELEASED,
        )  # fmt: skip
        town.name("decision_id", decision.public_id)
        _letter(town, world, decision, application)
        offer = Offer(decision_id=decision.id, call_id=call.id, answer_by=NOW + timedelta(days=14))
        town.name("offer_id", world.add(offer).public_id)


def _letter(town: Town, world: World, decision: Decision, application: Application) -> None:
    data = b"%PDF-1.7 the letter of " + application.short_code.encode()
    stored = StoredFile(
        sha256=store().keep(data),
        size=len(data),
        media_type="application/pdf",
        name="letter.pdf",
        created_at=NOW,
    )
    world.add(stored)
    letter = Letter(
        decision_id=decision.id, call_id=decision.call_id, state=LetterState.ISSUED, kind="award",
        number=f"IV B 12 – {application.short_code}/1", sha256=stored.sha256, file_id=stored.id,
        queued_at=NOW, issued_at=NOW,
    )  # fmt: skip
    world.add(letter)
    town.name("letter_id", letter.public_id)
    town.name("code", letter.code)


def _ground(town: Town, world: World, rows: int) -> None:
    applicant = _someone(town, "applicant")
    for number in range(rows):
        job = Job(
            kind="test", key=f"job-{number}", subject="x", owner_id=applicant.id, created_at=NOW, state="done"
        )
        mail = Message(
            recipient="isil@test.example", language="en", subject="Subject", body="Body", created_at=NOW
        )
        town.name("job_id", world.add(job).public_id)
        town.name("message_id", world.add(mail).public_id)
    for person in town.people.values():
        if person is not None:
            town.name("user_id", person.public_id)
    with db.session().no_autoflush:
        town.values |= {
            "key": ["you", "project"],
            "part": ["texts"],
            "token": ["x"],
            "moment": ["x"],
            "name": ["x"],
        }


PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)
