"""Deputies: named for some days, acting in the name of others, never on both sides of an act."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from portal import db
from portal.access import Role
from portal.accounts import actions as accounts
from portal.accounts.models import RoleGrant, User
from portal.accounts.queries import find_grant
from portal.applications.models import Application
from portal.applications.states import ApplicationState
from portal.audit import case_of, record
from portal.audit.models import Event
from portal.calls.models import Call
from portal.calls.states import CallState
from portal.cities.models import City
from portal.decisions.models import Decision
from portal.decisions.states import DecisionKind, DecisionState
from portal.deputies import actions
from portal.deputies.queries import find_own
from portal.mail.models import Message
from portal.reviews.models import Review
from portal.reviews.states import ReviewState
from tests.factories import World
from tests.pages import Pages

NOW = datetime.now(UTC)
TODAY = NOW.astimezone().date()
LATER = TODAY + timedelta(days=7)
TYPED = "It came in time, by post."
POINTS = {"points-quality": "8", "points-relevance": "6"}


@dataclass
class Office:
    """A call in review with an officer, an approver, a juror, and somebody who can stand in."""

    call: Call
    officer: User
    approver: User
    juror: User
    deputy: User
    case: Application


@pytest.fixture
def office(world: World) -> Office:
    call = world.call(state=CallState.IN_REVIEW)
    return Office(
        call,
        officer=world.user("Tobias Krüger", roles=(Role.OFFICER,)),
        approver=world.user("Maria Öztürk", roles=(Role.APPROVER,)),
        juror=world.juror(call, "Clara Weiß"),
        deputy=world.user("Ece Aydın"),
        case=world.application(call, state=ApplicationState.ADMITTED),
    )


def lend(world: World, principal: User, deputy: User, *, first: date = TODAY, last: date = LATER) -> None:
    """Name a deputy for a person's only role, as the page does."""
    with world.act():
        grant = find_own(principal, _own_of(principal))
        assert grant is not None
        person = db.session().get(User, deputy.id)
        actions.name(grant, person, first=first, last=last, by=grant.user, at=datetime.now(UTC))


def _own_of(person: User) -> str:
    rows = sa.select(RoleGrant.public_id).where(RoleGrant.user_id == person.id)
    return db.session().scalars(rows).one()


def last_event(world: World, verb: str) -> tuple[int | None, int | None]:
    """Who did it, and for whom."""
    with world.read():
        event = db.session().scalars(sa.select(Event).where(Event.verb == verb)).one()
        return event.actor_id, event.for_id


def test_an_officer_names_a_deputy_who_then_acts_and_both_stand_in_the_log(
    world: World, pages: Pages, office: Office
) -> None:
    pages.sign_in(office.officer)
    named = pages.submit(
        pages.get("/deputies/"),
        "Name this deputy",
        action="/deputies/",
        email=office.deputy.email,
        first=TODAY.isoformat(),
        last=LATER.isoformat(),
    )
    assert "The deputy is named, and was told by mail." in named.text
    assert named.texts("tbody th") == ["Ece Aydın"]
    with world.read():
        assert [
            (mail.recipient, mail.subject) for mail in db.session().scalars(sa.select(Message)).all()
        ] == [(office.deputy.email, "You stand in for Tobias Krüger")]
    deputy = Pages(pages.app)
    deputy.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    deputy.sign_in(office.deputy)
    assert deputy.get("/desk/").status == 200
    case = f"/desk/applications/{office.case.public_id}"
    deputy.submit(deputy.get(f"{case}?view=check"), action="/reopen", why="It was in time.")
    assert last_event(world, "application.reopen_check") == (office.deputy.id, office.officer.id)
    assert "Ece Aydın for Tobias Krüger" in deputy.get(f"{case}?view=history").text


def test_what_a_deputy_did_to_a_letter_or_a_city_is_told_with_both_names(
    world: World, pages: Pages, office: Office
) -> None:
    decision = world.decision(
        office.case, DecisionKind.REJECTION, proposed_by=office.officer, approved_by=office.approver,
        state=DecisionState.RELEASED,
    )  # fmt: skip
    letter = world.letter(decision)
    lend(world, office.officer, office.deputy)
    pages.sign_in(office.deputy)
    url = f"/desk/letters/{letter.public_id}"
    taken = pages.submit(pages.get(f"{url}/withdraw"), why="It went to somebody else.", action="/withdraw")
    lines = taken.texts("#history ~ .timeline > li")
    assert (len(lines), lines[0].startswith("Letter withdrawn")) == (1, True)
    assert "Ece Aydın for Tobias Krüger" in lines[0]
    assert "It went to somebody else." in lines[0]
    city = office.call.city_id
    with world.act():
        found = db.session().get(City, city)
        assert found is not None
        who = db.session().get(User, office.deputy.id)
        assert who is not None
        who.acts_for_id = office.officer.id
        record(case_of(found), "city.edit", by=who, at=NOW, what="contact", did="added", name="Noʿa")
        slug = found.slug
    assert (
        "Ece Aydın for Tobias Krüger"
        in pages.get(f"/desk/cities/{slug}").texts("#history ~ .timeline > li")[0]
    )


def test_a_deputy_acts_only_on_the_days_that_were_chosen(world: World, pages: Pages, office: Office) -> None:
    lend(world, office.officer, office.deputy, first=LATER, last=LATER)
    pages.sign_in(office.deputy)
    assert pages.get("/desk/").status == 404


def test_a_deputy_who_prepared_a_decision_does_not_approve_it(
    world: World, pages: Pages, office: Office
) -> None:
    decision = world.decision(office.case, DecisionKind.REJECTION, proposed_by=office.officer)
    lend(world, office.approver, office.officer)
    pages.sign_in(office.officer)
    page = pages.get(f"/desk/decisions/{decision.public_id}")
    assert "You prepared this decision yourself." in page.text
    sent = pages.post(f"/desk/decisions/{decision.public_id}/approve", {"seen": decision.content_hash})
    assert (sent.status, approved(world, decision)) == (403, None)


def test_a_deputy_does_not_approve_what_the_person_prepared_for_whom_he_acts(
    world: World, pages: Pages, office: Office
) -> None:
    decision = world.decision(office.case, DecisionKind.REJECTION, proposed_by=office.approver)
    lend(world, office.approver, office.deputy)
    pages.sign_in(office.deputy)
    page = pages.get(f"/desk/decisions/{decision.public_id}")
    assert "The person for whom you act prepared this decision." in page.text
    sent = pages.post(f"/desk/decisions/{decision.public_id}/approve", {"seen": decision.content_hash})
    assert (sent.status, approved(world, decision)) == (403, None)


def test_an_approver_who_proposed_as_the_officers_deputy_does_not_approve_it(
    world: World, pages: Pages, office: Office
) -> None:
    lend(world, office.officer, office.approver)
    decision = world.decision(
        office.case,
        DecisionKind.REJECTION,
        proposed_by=office.approver,
        proposed_for_id=office.officer.id,
    )
    pages.sign_in(office.approver)
    assert "You prepared this decision yourself." in pages.get(f"/desk/decisions/{decision.public_id}").text
    sent = pages.post(f"/desk/decisions/{decision.public_id}/approve", {"seen": decision.content_hash})
    assert (sent.status, approved(world, decision)) == (403, None)


@pytest.mark.parametrize("lender", ["officer", "approver", "juror"])
def test_a_lent_role_that_ends_while_its_page_is_open_is_told_at_the_act_and_nothing_typed_is_lost(
    world: World, pages: Pages, office: Office, lender: str
) -> None:
    decision = world.decision(office.case, DecisionKind.REJECTION, proposed_by=office.officer)
    review = world.review(office.case, office.juror)
    lend(world, getattr(office, lender), office.deputy)
    pages.sign_in(office.deputy)
    if lender == "juror":
        pages.submit(pages.get(f"/reviews/{review.public_id}/conflict"), "Continue", reason="none")
    url, action, typed = {
        "officer": (f"/desk/applications/{office.case.public_id}?view=check", "/reopen", {"why": TYPED}),
        "approver": (f"/desk/decisions/{decision.public_id}", "/send-back", {"why": TYPED}),
        "juror": (f"/reviews/{review.public_id}", None, {"comment": TYPED, **POINTS}),
    }[lender]
    page = pages.get(url)
    with world.act():
        ended = db.session().scalars(sa.select(RoleGrant).where(RoleGrant.lent_from_id.is_not(None))).one()
        ended.valid_until = datetime.now(UTC)
    refused = pages.submit(page, action=action, **typed)
    assert (refused.status, "Your role for this has ended" in refused.text) == (403, True)
    assert TYPED in refused.text
    with world.read():
        verbs = {"application.reopen_check", "decision.send_back", "review.submit", "review.score"}
        assert db.session().scalars(sa.select(Event).where(Event.verb.in_(verbs))).all() == []


def approved(world: World, decision: Decision) -> tuple[int | None, int | None] | None:
    """Who approved a decision and for whom, or nothing."""
    with world.read():
        kept = db.session().get(Decision, decision.id)
        assert kept is not None
        return (kept.approved_by_id, kept.approved_for_id) if kept.approved_by_id else None


def test_no_pair_of_hands_stands_on_both_sides_of_a_decision_in_the_database_either(
    world: World, office: Office
) -> None:
    for facts in (
        {"proposed_for_id": office.approver.id},
        {"approved_for_id": office.officer.id},
        {"approved_for_id": office.deputy.id, "proposed_for_id": office.deputy.id},
    ):
        with pytest.raises(sa.exc.IntegrityError):
            world.decision(
                office.case,
                DecisionKind.REJECTION,
                proposed_by=office.officer,
                approved_by=office.approver,
                **facts,
            )


def test_a_jurors_deputy_answers_for_himself_scores_and_is_named_beside_the_juror(
    world: World, pages: Pages, office: Office
) -> None:
    review = world.review(office.case, office.juror)
    lend(world, office.juror, office.deputy)
    pages.sign_in(office.deputy)
    queue = pages.get("/reviews/")
    assert "for Clara Weiß" in queue.text
    assert pages.get(f"/reviews/{review.public_id}").status == 404
    gate = pages.get(f"/reviews/{review.public_id}/conflict")
    sheet = pages.submit(gate, "Continue", reason="none")
    assert "You judge this case for Clara Weiß." in sheet.text
    pages.submit(sheet, "Submit and next", **POINTS)
    assert last_event(world, "review.submit") == (office.deputy.id, office.juror.id)
    desk = Pages(pages.app)
    desk.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    desk.sign_in(office.officer)
    assert "Ece Aydın for Clara Weiß" in desk.get(f"/desk/calls/{office.call.slug}/ranking").text
    with world.read():
        kept = db.session().get(Review, review.id)
        assert kept is not None
        assert (kept.state, kept.juror_id, kept.given_by_id) == (
            ReviewState.SUBMITTED,
            office.juror.id,
            office.deputy.id,
        )


def test_a_conflict_of_the_deputy_closes_the_case_to_the_deputy_alone(
    world: World, pages: Pages, office: Office
) -> None:
    review = world.review(office.case, office.juror)
    lend(world, office.juror, office.deputy)
    pages.sign_in(office.deputy)
    gate = pages.get(f"/reviews/{review.public_id}/conflict")
    pages.submit(gate, "Continue", reason="other", note="A friend of mine.")
    assert pages.get(f"/reviews/{review.public_id}/conflict").status == 404
    assert "Nothing is waiting for you" in pages.get("/reviews/").text
    juror = Pages(pages.app)
    juror.sign_in(office.juror)
    assert juror.get(f"/reviews/{review.public_id}").status == 200


def test_what_a_deputy_gave_who_steps_back_later_goes_back_to_the_juror(
    world: World, pages: Pages, office: Office
) -> None:
    review = world.review(office.case, office.juror)
    lend(world, office.juror, office.deputy)
    pages.sign_in(office.deputy)
    pages.submit(pages.get(f"/reviews/{review.public_id}/conflict"), "Continue", reason="none")
    pages.submit(pages.get(f"/reviews/{review.public_id}"), "Submit and next", **POINTS)
    pages.submit(
        pages.get(f"/reviews/{review.public_id}/recuse"), "Step back", reason="other", note="A cousin."
    )
    juror = Pages(pages.app)
    juror.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    juror.sign_in(office.juror)
    page = juror.get(f"/reviews/{review.public_id}")
    assert "The deputy who judged this case has stepped back from it." in page.text
    assert page.select("input[type=radio][checked]") == []


def test_a_deputy_never_judges_the_own_application(world: World, pages: Pages, office: Office) -> None:
    review = world.review(office.case, office.juror)
    applicant = world.user()
    lend(world, office.juror, applicant)
    with world.act():
        db.session().execute(sa.update(Application).values(applicant_id=applicant.id))
    pages.sign_in(applicant)
    assert pages.get(f"/reviews/{review.public_id}/conflict").status == 404


@pytest.mark.parametrize(
    ("sent", "wanted"),
    [
        ({"email": "nobody@test.example"}, "Nobody with this address has an account."),
        ({"last": (TODAY - timedelta(days=1)).isoformat()}, "The last day lies before the first."),
        ({"first": "2020-01-01"}, "This day is over."),
    ],
)
def test_a_deputy_who_can_not_be_is_refused_at_the_field_and_nothing_typed_is_lost(
    world: World, pages: Pages, office: Office, sent: dict[str, str], wanted: str
) -> None:
    pages.sign_in(office.officer)
    typed = {"email": office.deputy.email, "first": TODAY.isoformat(), "last": LATER.isoformat()} | sent
    page = pages.submit(pages.get("/deputies/"), "Name this deputy", **typed)
    assert (page.status, wanted in page.text) == (422, True)
    assert page.one("input[name=email]").get("value") == typed["email"]


def test_two_deputies_for_one_role_do_not_overlap(world: World, pages: Pages, office: Office) -> None:
    lend(world, office.officer, office.deputy)
    pages.sign_in(office.officer)
    other = world.user("Ada")
    page = pages.submit(
        pages.get("/deputies/"),
        "Name this deputy",
        action="/deputies/",
        email=other.email,
        first=LATER.isoformat(),
        last=LATER.isoformat(),
    )
    assert (page.status, "On some of these days Ece Aydın stands in" in page.text) == (422, True)


def test_a_lent_role_is_not_lent_further(world: World, pages: Pages, office: Office) -> None:
    lend(world, office.officer, office.deputy)
    pages.sign_in(office.deputy)
    assert "You hold no role of your own that somebody could take over." in pages.get("/deputies/").text


@pytest.mark.parametrize("who", ["officer", "deputy"])
def test_both_can_end_it_and_the_deputy_acts_no_more(
    world: World, pages: Pages, office: Office, who: str
) -> None:
    lend(world, office.officer, office.deputy)
    pages.sign_in(getattr(office, who))
    ended = pages.submit(pages.get("/deputies/"), "End now", action="/end")
    assert "From now on Ece Aydın acts no more as a deputy." in ended.text
    deputy = Pages(pages.app)
    deputy.sign_in(office.deputy)
    assert deputy.get("/desk/").status != 200


def test_a_stranger_can_not_end_a_deputy(world: World, pages: Pages, office: Office) -> None:
    lend(world, office.officer, office.deputy)
    with world.read():
        lent = db.session().scalars(sa.select(RoleGrant).where(RoleGrant.principal_id.is_not(None))).one()
    pages.sign_in(office.approver)
    assert pages.post(f"/deputies/{lent.public_id}/end").status == 404


def test_a_deputy_goes_with_the_role_and_with_the_account_of_who_lent_it(
    world: World, pages: Pages, office: Office
) -> None:
    lend(world, office.officer, office.deputy)
    lend(world, office.approver, office.deputy)
    with world.act():
        own = find_grant(office.officer.grants[0].public_id)
        assert own is not None
        accounts.revoke_grant(own, by=None, at=datetime.now(UTC))
        approver = db.session().get(User, office.approver.id, options=[sa.orm.selectinload(User.grants)])
        assert approver is not None
        accounts.close(approver, by=None, at=datetime.now(UTC))
    pages.sign_in(office.deputy)
    assert pages.get("/desk/").status != 200


def test_the_administration_names_a_deputy_and_the_person_is_told(
    world: World, pages: Pages, office: Office
) -> None:
    pages.sign_in(world.user("Adrian", roles=(Role.ADMINISTRATOR,)))
    page = pages.get(f"/admin/users/{office.approver.public_id}/deputies")
    named = pages.submit(
        page,
        "Name this deputy",
        email=office.deputy.email,
        first=TODAY.isoformat(),
        last=LATER.isoformat(),
    )
    assert "The deputy is named" in named.text
    with world.read():
        told = {(mail.recipient, mail.subject) for mail in db.session().scalars(sa.select(Message))}
    assert told == {
        (office.deputy.email, "You stand in for Maria Öztürk"),
        (office.approver.email, "Ece Aydın stands in for you"),
    }
    person = pages.get(f"/admin/users/{office.deputy.public_id}")
    assert "Approver for Maria Öztürk" in person.text
