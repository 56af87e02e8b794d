"""Makes things in the database; what they return is loaded and detached, with its public facts readable."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from flask import Flask, has_app_context
from flask_security.utils import hash_password

from portal import db
from portal.access import Role
from portal.accounts.models import RoleGrant, User
from portal.applications.models import AnswerRevision, Application
from portal.applications.states import ApplicationState
from portal.authorities.models import Authority
from portal.calls.models import Call, Programme, QuestionnaireRevision
from portal.calls.states import CallState
from portal.cities.models import City
from portal.decisions.models import Decision
from portal.decisions.states import DecisionKind, DecisionState
from portal.files.models import StoredFile
from portal.letters.models import Letter
from portal.letters.states import LETTER_OF, LetterState
from portal.panels.models import PanelMember
from portal.questionnaire import content_hash, dump_questionnaire, parse_questionnaire
from portal.reviews.models import NO_CONFLICT, Review, Score
from portal.reviews.states import ReviewState
from tests.factories.texts import ANSWERS, QUESTIONNAIRE, RUBRIC

Thing = TypeVar("Thing")
PASSWORD = "a long enough password"
OPENS = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
DEADLINE = datetime(2026, 10, 14, 12, 0, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


class World:
    """The makers of one test; without an act around them each maker is an act of its own."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._number = 0
        self._hash = ""

    @contextmanager
    def act(self) -> Iterator[None]:
        """One transaction, as the guard opens it."""
        if has_app_context():
            yield
            return
        with self.app.app_context(), db.transaction():
            yield

    @contextmanager
    def read(self) -> Iterator[None]:
        """A place to read the database."""
        with self.app.app_context():
            yield

    def next(self) -> int:
        """A number that was not used in this test."""
        self._number += 1
        return self._number

    def add(self, thing: Thing) -> Thing:
        """Keep anything that has no maker of its own."""
        with self.act():
            db.session().add(thing)
            db.session().flush()  # ids are needed by what is made next
        return thing

    def user(self, name: str = "", *, roles: tuple[Role, ...] = (), **facts: Any) -> User:
        """A confirmed person who signs in with PASSWORD, with roles for the whole portal."""
        number = self.next()
        name = name or f"Person {number}"
        values: dict[str, Any] = {
            "email": f"person{number}@test.example",
            "password": self._password(),
            "active": True,
            "fs_uniquifier": db.new_public_id(),
            "confirmed_at": LONG_AGO,
            "created_at": LONG_AGO,
            "language": "en",
            "display_name": name,
            "name_latin": name,
            "search_name": name.upper(),
            "street": "Example Street 1",
            "postal_code": "10178",
            "town": "Berlin",
            "country_code": "DE",
            "timezone": "Europe/Berlin",
        }
        user = User(**(values | facts))
        user.grants = [RoleGrant(role=role.value, valid_from=LONG_AGO) for role in roles]
        return self.add(user)

    def _password(self) -> str:
        if not self._hash:
            with self.app.test_request_context() if not has_app_context() else self.app.app_context():
                self._hash = hash_password(PASSWORD)
        return self._hash

    def city(self, slug: str = "istanbul", **facts: Any) -> City:
        """A partner city, Istanbul if nothing else is said."""
        values: dict[str, Any] = {
            "slug": slug,
            "name_en": "Istanbul",
            "name_de": "Istanbul",
            "name_tr": "İstanbul",
            "name_native": "İstanbul",
            "country_code": "TR",
            "partner_since": date(1989, 11, 17),
            "timezone": "Europe/Istanbul",
            "latitude": 41.0,
            "longitude": 28.9,
            "languages": ["tr-TR"],
            "currency": "TRY",
        }
        return self.add(City(**(values | facts)))

    def authority(self, **facts: Any) -> Authority:
        """The Senate Chancellery."""
        values: dict[str, Any] = {
            "slug": f"authority-{self.next()}",
            "name": "Der Regierende Bürgermeister von Berlin – Senatskanzlei –",
            "unit": "Referat IV B",
            "street": "Jüdenstr. 1",
            "postal_code": "10178",
            "town": "Berlin",
            "phone": "030 9026-2241",
            "email": "exchange@berlin.example",
            "return_line": "Senatskanzlei · Jüdenstr. 1 · 10178 Berlin",
            "file_prefix": "IV B 12",
            "signatory": "Krüger",
            "remedy_kind": "klage",
            "remedy_version": "2026-1",
            "remedy_text": {
                "de": "Gegen diesen Bescheid kann innerhalb eines Monats nach Bekanntgabe Klage beim "
                "Verwaltungsgericht Berlin, Kirchstraße 7, 10557 Berlin, erhoben werden.",
                "en": "An action against this decision may be brought before the Administrative Court of "
                "Berlin, Kirchstraße 7, 10557 Berlin, within one month of its notification.",
            },
        }
        return self.add(Authority(**(values | facts)))

    def programme(self, **facts: Any) -> Programme:
        """A residency programme of the Senate Chancellery."""
        with self.act():
            values: dict[str, Any] = {"slug": f"programme-{self.next()}", "kind": "residency"}
            values["title"] = {"en": "Studio residency", "de": "Atelierstipendium"}
            if "authority_id" not in facts:
                values["authority_id"] = self.authority().id
            return self.add(Programme(**(values | facts)))

    def call(self, *, state: CallState = CallState.PUBLISHED, city: City | None = None, **facts: Any) -> Call:
        """A call with one place and one reserve, open in the autumn of 2026."""
        with self.act():
            number = self.next()
            questions = parse_questionnaire(QUESTIONNAIRE)
            revision = self.add(
                QuestionnaireRevision(
                    content=dump_questionnaire(questions),
                    hash=content_hash(questions),
                    created_at=LONG_AGO,
                    frozen_at=None if state == CallState.DRAFT else OPENS,
                )
            )
            values: dict[str, Any] = {
                "slug": f"call-{number}",
                "code": "IST",
                "direction": "inbound",
                "state": state.value,
                "questionnaire_id": revision.id,
                "title": {"en": f"Studio residency {number}", "de": f"Atelierstipendium {number}"},
                "summary": {"en": "Five months in Berlin.", "de": "Fünf Monate in Berlin."},
                "texts": {},
                "periods": [{"start": "2027-01-15", "end": "2027-06-15"}],
                "places": 1,
                "reserves": 1,
                "months": 5,
                "monthly_rate_cents": 200000,
                "budget_cents": 1000000,
                "opens_at": OPENS,
                "deadline_at": DEADLINE,
                "rubric": RUBRIC,
                "results_on": date(2026, 11, 30),
                "provisions": {"de": ["Sie halten sich am Ort auf."], "en": ["You stay at the place."]},
            }
            if "programme_id" not in facts:
                values["programme_id"] = self.programme().id
            if "city_id" not in facts:
                values["city_id"] = (city or self.city(f"istanbul-{number}")).id
            return self.add(Call(**(values | facts)))

    def application(
        self,
        call: Call,
        applicant: User | None = None,
        *,
        state: ApplicationState = ApplicationState.SUBMITTED,
        answers: dict[str, Any] | None = None,
        **facts: Any,
    ) -> Application:
        """An application with complete answers, submitted an hour before the deadline."""
        with self.act():
            number = self.next()
            submitted = state not in (ApplicationState.DRAFT, ApplicationState.WITHDRAWN)
            applicant = applicant or self.user()
            values: dict[str, Any] = {
                "short_code": f"{call.code}-{number:06d}",
                "call_id": call.id,
                "applicant_id": applicant.id,
                "state": state.value,
                "language": "en",
                "title": f"Project {number}",
                "created_at": OPENS,
                "revision": 1,
                "submitted_at": call.deadline_at - timedelta(hours=1) if submitted else None,
            }
            application = self.add(Application(**(values | facts)))
            self.add(
                AnswerRevision(
                    application_id=application.id,
                    number=1,
                    answers=ANSWERS if answers is None else answers,
                    at=OPENS,
                    by_id=applicant.id,
                )
            )
            return application

    def juror(self, call: Call, name: str = "", *, role: Role = Role.JUROR) -> User:
        """A person with a seat on the call's panel and the right that goes with it."""
        with self.act():
            user = self.user(name)
            self.seat(call, user, role=role)
            return user

    def seat(self, call: Call, user: User, *, role: Role = Role.JUROR) -> PanelMember:
        """A seat on the call's panel for a person, and the right that goes with it."""
        with self.act():
            self.add(RoleGrant(user_id=user.id, role=role.value, call_id=call.id, valid_from=LONG_AGO))
            return self.add(PanelMember(call_id=call.id, user_id=user.id, role=role.value, added_at=OPENS))

    def review(
        self,
        application: Application,
        juror: User,
        *,
        state: ReviewState = ReviewState.ASSIGNED,
        points: dict[str, int] | None = None,
        conflict: str = NO_CONFLICT,
        **facts: Any,
    ) -> Review:
        """A review past the question for conflicts, with the points given."""
        values: dict[str, Any] = {
            "application_id": application.id,
            "juror_id": juror.id,
            "state": state.value,
            "conflict": conflict,
            "assigned_at": DEADLINE,
            "submitted_at": DEADLINE if state == ReviewState.SUBMITTED else None,
        }
        review = Review(**(values | facts))
        review.scores = [Score(criterion=key, points=given) for key, given in (points or {}).items()]
        return self.add(review)

    def decision(
        self,
        application: Application,
        kind: DecisionKind,
        *,
        proposed_by: User,
        approved_by: User | None = None,
        state: DecisionState = DecisionState.PROPOSED,
        **facts: Any,
    ) -> Decision:
        """A decision; approved on the same content if an approver is given."""
        award = kind in (DecisionKind.AWARD, DecisionKind.AWARD_PARTIAL)
        values: dict[str, Any] = {
            "application_id": application.id,
            "call_id": application.call_id,
            "kind": kind.value,
            "state": state.value,
            "amount_cents": 1000000 if award else 0,
            "months": 5 if award else 0,
            "period_start": date(2027, 1, 15) if award else None,
            "period_end": date(2027, 6, 15) if award else None,
            "reserve_rank": 1 if kind == DecisionKind.RESERVE else None,
            "reserve_until": date(2027, 1, 15) if kind == DecisionKind.RESERVE else None,
            "answer_by": date(2026, 12, 15) if award else None,
            "reason": "Die Jury hat überzeugt.",
            "reason_translation": "The jury was convinced.",
            "content_hash": "0" * 64,
            "proposed_by_id": proposed_by.id,
            "proposed_at": DEADLINE,
            "released_at": DEADLINE if state == DecisionState.RELEASED else None,
        }
        if approved_by:
            values |= {"approved_by_id": approved_by.id, "approved_at": DEADLINE, "approved_hash": "0" * 64}
        return self.add(Decision(**(values | facts)))

    def letter(self, decision: Decision, *, state: LetterState = LetterState.ISSUED, **facts: Any) -> Letter:
        """A letter of a decision; one that has left the house has its bytes."""
        with self.act():
            number = self.next()
            is_out = state not in (LetterState.QUEUED, LetterState.ATTENTION)
            values: dict[str, Any] = {
                "decision_id": decision.id,
                "call_id": decision.call_id,
                "state": state.value,
                "kind": LETTER_OF[decision.kind],
                "number": f"IV B 12 – {number:03d}",
                "queued_at": DEADLINE,
                "issued_at": DEADLINE if is_out else None,
                "file_id": self.file(f"{number}.pdf").id if is_out else None,
                "sha256": f"{number:064x}" if is_out else None,
            }
            return self.add(Letter(**(values | facts)))

    def file(self, name: str = "file.pdf", **facts: Any) -> StoredFile:
        """What is known of a file; the store has no bytes of it."""
        values: dict[str, Any] = {"sha256": f"{self.next():064x}", "size": 1, "created_at": OPENS}
        return self.add(StoredFile(**(values | {"name": name, "media_type": "application/pdf"} | facts)))
