"""A call in review with its office, ready to be decided; each step is an act as the guard opens it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from portal import db
from portal.access import Role
from portal.accounts.models import User
from portal.accounts.queries import find_user
from portal.applications.models import Application
from portal.applications.queries import find_application
from portal.applications.states import ApplicationState
from portal.awards import actions as award_actions
from portal.calls.models import Call
from portal.calls.queries import find_call
from portal.calls.states import CallState
from portal.decisions import actions, queries, rules
from portal.decisions.models import Decision
from portal.decisions.rules import Content
from portal.decisions.states import DecisionKind, DecisionState
from tests.factories import World

Made = TypeVar("Made")
START, END = date(2027, 1, 15), date(2027, 6, 15)


def content(kind: str = DecisionKind.REJECTION, **facts: Any) -> Content:
    """A complete content of a kind, for the call of the factories."""
    usual: dict[str, dict[str, Any]] = {
        "award": {"amount_cents": 1_000_000, "months": 5, "period_start": START, "period_end": END},
        "award_partial": {
            "amount_cents": 600_000,
            "months": 5,
            "period_start": START,
            "period_end": END,
            "reason": "Die Mittel reichen nicht für die volle Höhe.",
            "reason_translation": "The funds are not sufficient.",
        },
        "reserve": {"reserve_rank": 1, "reserve_until": date(2027, 1, 14)},
        "rejection": {
            "reason": "Andere Anträge erfüllten die Kriterien stärker.",
            "reason_translation": "Other applications met the criteria more strongly.",
        },
    }
    known = {} if kind not in usual else dict(usual[kind])
    if kind.startswith("award"):
        known["answer_by"] = date(2026, 12, 15)
    return Content(**({"kind": str(kind)} | known | facts))


class Stage:
    """One call with an officer, an approver and as many cases as a test wants."""

    def __init__(self, world: World, at: datetime, **facts: Any) -> None:
        self.world, self.at = world, at
        self.officer = world.user("Tobias Krüger", roles=(Role.OFFICER,))
        self.approver = world.user("Dr. Meike Albrecht", roles=(Role.APPROVER,))
        self.call = world.call(state=CallState.IN_REVIEW, **facts)

    def case(
        self, name: str = "", *, state: ApplicationState = ApplicationState.ADMITTED, **facts: Any
    ) -> Application:
        """One more application to the call."""
        applicant = facts.pop("applicant", None) or self.world.user(name, **facts.pop("person", {}))
        return self.world.application(self.call, applicant, state=state, **facts)

    def act(self, doing: Callable[[], Made]) -> Made:
        """One transaction."""
        with self.world.act():
            return doing()

    def person(self, user: User) -> User:
        found = find_user(user.public_id)
        assert found is not None
        return found

    def application(self, application: Application) -> Application:
        found = find_application(application.public_id)
        assert found is not None
        return found

    def decision(self, application: Application) -> Decision:
        found = queries.find_living(self.application(application))
        assert found is not None
        return found

    def the_call(self) -> Call:
        found = find_call(self.call.slug)
        assert found is not None
        return found

    def propose(self, application: Application, wanted: Content, *, by: User | None = None) -> str:
        """Prepare a decision; gives its public id."""

        def doing() -> str:
            made = actions.propose(
                self.application(application), wanted, by=self.person(by or self.officer), at=self.at
            )
            return made.public_id

        return self.act(doing)

    def approve(self, application: Application, *, by: User | None = None, seen: str | None = None) -> None:
        """Approve what stands."""

        def doing() -> None:
            decision = self.decision(application)
            shown = decision.content_hash if seen is None else seen
            actions.approve(decision, seen=shown, by=self.person(by or self.approver), at=self.at)

        self.act(doing)

    def approve_all(self) -> None:
        """Approve everything that is proposed."""

        def doing() -> None:
            for decision in queries.list_in_state(self.the_call(), DecisionState.PROPOSED):
                person = self.person(self.approver)
                actions.approve(decision, seen=decision.content_hash, by=person, at=self.at)

        self.act(doing)

    def release(self, at: datetime | None = None) -> None:
        """Release all outcomes with their letters and offers."""
        moment = at or self.at
        self.act(
            lambda: award_actions.release_call(self.the_call(), by=self.person(self.approver), at=moment)
        )

    def release_one(self, application: Application, at: datetime | None = None) -> None:
        """Release one later outcome."""
        moment = at or self.at
        self.act(
            lambda: award_actions.release_one(
                self.decision(application), by=self.person(self.approver), at=moment
            )
        )

    def decided(self, *kinds: str) -> list[Application]:
        """Cases with approved decisions of these kinds; reserves are ranked in their order."""
        cases, rank = [], 0
        for kind in kinds:
            rank += kind == DecisionKind.RESERVE
            case = self.case()
            facts = {"reserve_rank": rank} if kind == DecisionKind.RESERVE else {}
            self.propose(case, content(kind, **facts))
            cases.append(case)
        self.approve_all()
        return cases

    def read(self, asking: Callable[[], Made]) -> Made:
        """Look into the database, with nothing remembered."""
        with self.world.read():
            db.session().rollback()
            return asking()


def pool(**facts: Any) -> rules.Pool:
    """One place and one reserve, as in the call of the factories."""
    known: dict[str, Any] = {
        "places": 1,
        "reserves": 1,
        "budget_cents": 1_000_000,
        "months": 5,
        "monthly_rate_cents": 200_000,
        "currency": "EUR",
        "periods": ((START, END),),
        "answer_days": 14,
        "results_on": date(2026, 11, 30),
    }
    return rules.Pool(**(known | facts))
