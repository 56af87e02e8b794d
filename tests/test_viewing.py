"""Seeing the portal as an applicant does: with a reason, in sight, logged, and without changing anything."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from portal import db
from portal.access import FieldClass, Role, visible_fields
from portal.accounts.models import User
from portal.applications.models import Application
from portal.applications.states import ApplicationState
from portal.audit.models import Event, ReadEvent
from portal.mail.models import Message
from tests.factories import World
from tests.pages import Page, Pages

REASON = "She can’t find where to send it."


def begin(pages: Pages, person: User) -> Page:
    """Give the reason and look."""
    page = pages.get(f"/admin/users/{person.public_id}/view")
    return pages.submit(page, "See the portal as this person", reason=REASON)


@pytest.fixture
def applicant(world: World) -> User:
    return world.user("Işıl İnceöz")


@pytest.fixture
def draft(world: World, applicant: User) -> Application:
    return world.application(
        world.call(deadline_at=datetime.now(UTC) + timedelta(days=9)), applicant, state=ApplicationState.DRAFT
    )


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.OFFICER])
def test_the_pages_of_the_applicant_are_shown_with_a_banner_that_stops_it(
    world: World, pages: Pages, applicant: User, draft: Application, role: Role
) -> None:
    pages.sign_in(world.user("Adrian", roles=(role,)))
    seen = begin(pages, applicant)
    assert (seen.path, draft.short_code in seen.text) == ("/applications/", True)
    for url in ("/applications/", f"/applications/{draft.public_id}/", "/calls/", "/privacy", "/admin/users"):
        page = pages.get(url)
        assert page.texts(".viewing p")[0].startswith("You see the portal as Işıl İnceöz does, until")
        assert f"Reason: {REASON}" in page.text
    stopped = pages.submit(seen, action="/admin/view/end")
    assert stopped.select(".viewing") == []
    assert pages.get(f"/applications/{draft.public_id}/").status == 404


def test_the_pages_are_in_the_language_of_who_looks(world: World, pages: Pages) -> None:
    selin = world.user("Selin", roles=(Role.ADMINISTRATOR,), language="tr")
    pages.sign_in(selin)
    page = pages.get(f"/admin/users/{world.user('Jan', language='de').public_id}/view")
    seen = pages.submit(page, action="/view", reason=REASON)
    assert seen.one("html").get("lang") == "tr"
    read = pages.submit(seen, "English", action="/language")
    assert (read.path, read.one("html").get("lang")) == ("/applications/", "en")
    assert "You see the portal as Jan does" in read.text


def test_every_page_that_is_seen_is_logged_with_the_reason_and_the_person_is_told(
    world: World, pages: Pages, applicant: User, draft: Application
) -> None:
    admin = world.user("Adrian", roles=(Role.ADMINISTRATOR,))
    pages.sign_in(admin)
    begin(pages, applicant)
    pages.get(f"/applications/{draft.public_id}/")
    pages.get("/calls/")
    with world.read():
        rows = db.session().scalars(sa.select(ReadEvent).order_by(ReadEvent.id)).all()
        logged = [(row.case, row.actor_id, row.for_id, row.verb, row.reason) for row in rows]
        began = db.session().scalars(sa.select(Event).where(Event.verb == "account.view_begin")).one()
        mail = db.session().scalars(sa.select(Message)).one()
    whose = (admin.id, applicant.id)
    assert logged == [
        (f"user:{applicant.public_id}", *whose, "home.read", REASON),
        (f"application:{draft.public_id}", *whose, "application.read", REASON),
        (f"user:{applicant.public_id}", *whose, "public.read", REASON),
    ]
    assert (began.case, began.actor_id, began.facts) == (
        f"user:{applicant.public_id}",
        admin.id,
        {"reason": REASON},
    )
    assert (mail.recipient, REASON in mail.body, "Adrian" in mail.body) == (applicant.email, True, True)


def test_nothing_can_be_changed_meanwhile_by_any_form(
    world: World, pages: Pages, applicant: User, draft: Application
) -> None:
    pages.sign_in(world.user("Adrian", roles=(Role.ADMINISTRATOR,)))
    begin(pages, applicant)
    for url in (
        f"/applications/{draft.public_id}/withdraw",
        f"/applications/{draft.public_id}/sections/project",
        f"/applications/{draft.public_id}/check",
        f"/admin/users/{applicant.public_id}/close",
        "/profile",
    ):
        sent = pages.post(url, {"why": "x"})
        assert (sent.status, "Nothing can be changed meanwhile." in sent.text) == (403, True)
    with world.read():
        kept = db.session().get(Application, draft.id)
        assert kept is not None
        assert kept.state == ApplicationState.DRAFT


def test_pages_that_are_not_an_applicants_stay_closed_meanwhile(
    world: World, pages: Pages, applicant: User, draft: Application
) -> None:
    pages.sign_in(world.user("Adrian", roles=(Role.ADMINISTRATOR, Role.OFFICER)))
    begin(pages, applicant)
    for url in ("/profile", "/profile/sessions", "/admin/users", "/desk/"):
        page = pages.get(url)
        assert (page.status, "This page is not among those shown." in page.text) == (403, True)


def test_it_ends_by_itself_after_half_an_hour(
    world: World, pages: Pages, applicant: User, draft: Application
) -> None:
    pages.sign_in(world.user("Adrian", roles=(Role.ADMINISTRATOR,)))
    begin(pages, applicant)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=31)):
        assert pages.get(f"/applications/{draft.public_id}/").status == 404


def test_it_ends_with_the_right_to_do_it(
    world: World, pages: Pages, applicant: User, draft: Application
) -> None:
    pages.sign_in(world.user("Adrian", roles=(Role.ADMINISTRATOR,)))
    begin(pages, applicant)
    with world.act():
        db.session().execute(sa.text("update role_grant set role='auditor'"))
    assert pages.get(f"/applications/{draft.public_id}/").status == 404


@pytest.mark.parametrize("reason", ["", "x", "y" * 501])
def test_nobody_looks_without_a_reason(world: World, pages: Pages, applicant: User, reason: str) -> None:
    pages.sign_in(world.user("Adrian", roles=(Role.ADMINISTRATOR,)))
    page = pages.get(f"/admin/users/{applicant.public_id}/view")
    assert pages.submit(page, "See the portal as this person", reason=reason).status == 422


def test_nobody_gains_a_right_by_looking_through_the_eyes_of_one_who_holds_a_role(
    world: World, pages: Pages
) -> None:
    admin = world.user("Adrian", roles=(Role.ADMINISTRATOR,))
    pages.sign_in(admin)
    for person in (world.user(roles=(Role.OFFICER,)), world.juror(world.call()), admin):
        assert pages.get(f"/admin/users/{person.public_id}/view").status == 404


@pytest.mark.parametrize("role", [Role.APPROVER, Role.AUDITOR, Role.JUROR])
def test_other_roles_do_not_look(world: World, pages: Pages, applicant: User, role: Role) -> None:
    pages.sign_in(world.user(roles=(role,)))
    assert pages.get(f"/admin/users/{applicant.public_id}/view").status == 404


@pytest.mark.parametrize(
    ("role", "hidden"),
    [(Role.ADMINISTRATOR, {FieldClass.HEALTH, FieldClass.BANK}), (Role.OFFICER, set())],
)
def test_health_and_bank_stay_closed_unless_the_viewer_may_see_them_anyway(
    world: World, applicant: User, at: datetime, role: Role, hidden: set[FieldClass]
) -> None:
    case = world.application(world.call(), applicant)
    viewer = world.user(roles=(role,))
    with world.read():
        kept = db.session().get(Application, case.id, options=[sa.orm.joinedload(Application.call)])
        own = visible_fields(applicant, kept, at)
        applicant.viewer = viewer  # type: ignore[assignment]  # as the door does
        assert own - visible_fields(applicant, kept, at) == hidden
