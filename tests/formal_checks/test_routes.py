"""The office's table, the case and the formal check, as an officer and as people who may not."""

import csv
import io
from datetime import datetime

import pytest
from sqlalchemy import select

from portal import db
from portal.access import Role
from portal.accounts.models import User
from portal.applications.models import Application
from portal.applications.queries import find_application
from portal.applications.states import ApplicationState
from portal.audit import case_of, record
from portal.audit.models import Event, ReadEvent
from portal.calls.models import Call
from portal.calls.states import CallState
from tests.applications.making import problems, stored
from tests.factories import World
from tests.pages import Pages

S = ApplicationState


def named(world: World, call: Call, name: str, search: str, **facts: object) -> Application:
    """An application whose applicant and search text are given."""
    person = world.user(name)
    return world.application(call, person, search=search, **facts)  # type: ignore[arg-type]  # facts of the model


def test_the_table_shows_what_was_submitted_and_only_counts_drafts(
    office: Pages, world: World, call: Call
) -> None:
    first = world.application(call, world.user("Işıl"))
    world.application(call, world.user("Secret Draft"), state=S.DRAFT)
    page = office.get(f"/desk/calls/{call.slug}/applications")
    assert page.texts("tbody th") == [first.short_code]
    assert "Secret Draft" not in page.text
    assert page.texts(".stat__number") == ["1", "0", "0", "1"]


def test_the_filters_are_in_the_address(office: Pages, world: World, call: Call) -> None:
    visual = world.application(call, discipline="visual")
    dance = world.application(call, discipline="dance", state=S.ADMITTED)
    table = f"/desk/calls/{call.slug}/applications"
    found = {
        query: office.get(f"{table}?{query}").texts("tbody th")
        for query in ("state=submitted", "state=admitted", "discipline=dance", "state=excluded", "state=%00")
    }
    assert found == {
        "state=submitted": [visual.short_code],
        "state=admitted": [dance.short_code],
        "discipline=dance": [dance.short_code],
        "state=excluded": [],
        "state=%00": [],
    }


@pytest.mark.parametrize(
    "typed", ["isil", "ışıl", "IŞIL", "ist 7f3k2a", "IST-7F3K2A", "ferry", "inceöz isil"]
)
def test_a_case_is_found_by_every_spelling(office: Pages, world: World, call: Call, typed: str) -> None:
    search = "IST 7F3K2A FERRY DRAWINGS ISIL SUEKRAN INCEOEZ"
    case = named(world, call, "Işıl Şükran İnceöz", search)
    named(world, call, "Zoé d’Hérouville", "IST AAAAAA RIVERS ZOE DHEROUVILLE")
    page = office.get(f"/desk/calls/{call.slug}/applications", query_string={"text": typed})
    assert page.texts("tbody th") == [case.short_code]


def test_a_long_table_goes_on_forwards_and_back(office: Pages, world: World, call: Call) -> None:
    codes = [world.application(call).short_code for _ in range(60)]
    first = office.get(f"/desk/calls/{call.slug}/applications")
    second = office.follow(first, "Later ones")
    back = office.follow(second, "Earlier ones")
    assert first.texts("tbody th") == codes[:50]
    assert second.texts("tbody th") == codes[50:]
    assert back.texts("tbody th") == codes[:50]


def test_the_table_needs_the_same_statements_for_one_and_for_three(
    office: Pages, world: World, call: Call
) -> None:
    counts = []
    for number in (1, 2):
        for _ in range(number):
            world.application(call)
        counts.append(office.get(f"/desk/calls/{call.slug}/applications").statements)
    assert counts[0] == counts[1] <= 8


@pytest.mark.parametrize("view", ["answers", "check", "history", "nonsense"])
def test_a_case_shows_its_parts_in_few_statements(office: Pages, world: World, call: Call, view: str) -> None:
    case = world.application(call, world.user("Işıl Şükran İnceöz"))
    page = office.get(f"/desk/applications/{case.public_id}?view={view}")
    assert page.status == 200
    assert page.title.startswith(f"{case.short_code} – Işıl Şükran İnceöz")
    # The history also leads to the portal as the applicant sees it, and asks first whether it may.
    assert page.statements <= (12 if view == "history" else 10)


def test_the_case_leads_to_its_neighbours_in_the_filtered_table(
    office: Pages, world: World, call: Call
) -> None:
    first, _other, third = (world.application(call, discipline=one) for one in ("dance", "visual", "dance"))
    page = office.get(f"/desk/applications/{first.public_id}?discipline=dance")
    assert page.link("Next case").startswith(f"/desk/applications/{third.public_id}?")


def test_admitting_leads_to_the_next_case_that_waits(office: Pages, world: World, call: Call) -> None:
    first, second = world.application(call), world.application(call)
    page = office.get(f"/desk/applications/{first.public_id}?view=check")
    after = office.submit(page, "Admit and go on", action="/admit")
    assert after.path == f"/desk/applications/{second.public_id}?view=check"
    assert stored(world, first.public_id).state == S.ADMITTED


def test_an_exclusion_needs_a_reason_and_words(office: Pages, world: World, call: Call) -> None:
    case = world.application(call)
    page = office.get(f"/desk/applications/{case.public_id}?view=check")
    bare = office.submit(page, action="/exclude")
    assert bare.status == 422
    assert problems(bare) == ["Please choose: “Reason”", "Please fill in “What exactly was wrong?”."]
    office.submit(page, action="/exclude", code="pages_exceeded", note="The portfolio has 14 pages.")
    found = stored(world, case.public_id)
    assert (found.state, found.exclusion_code, found.exclusion_note) == (
        S.EXCLUDED,
        "pages_exceeded",
        "The portfolio has 14 pages.",
    )


def test_a_finding_can_be_taken_back_with_its_reason(office: Pages, world: World, call: Call) -> None:
    case = world.application(call, state=S.EXCLUDED, exclusion_code="late", exclusion_note="x")
    page = office.get(f"/desk/applications/{case.public_id}?view=check")
    assert office.submit(page, action="/reopen").status == 422
    office.submit(page, action="/reopen", why="It was in time.")
    found = stored(world, case.public_id)
    assert (found.state, found.exclusion_code) == (S.SUBMITTED, "")


def test_the_history_tells_who_did_what_when(office: Pages, world: World, call: Call) -> None:
    case = world.application(call)
    page = office.get(f"/desk/applications/{case.public_id}?view=check")
    office.submit(page, action="/exclude", code="other", note="Two letters instead of one.")
    history = office.get(f"/desk/applications/{case.public_id}?view=history")
    (told,) = history.texts(".timeline__item")
    assert told == (
        "Excluded in the formal check: Another reason, see the note "
        "Thu 15 Oct 2026, 14:00 Berlin · Tobias Krüger Two letters instead of one."
    )


def test_of_saves_in_a_row_the_history_tells_the_last_under_the_sections_title(
    office: Pages, world: World, call: Call, officer: User, at: datetime
) -> None:
    case, other = world.application(call), world.user()
    with world.act():
        found = find_application(case.public_id)
        for section, by in [("project", other), ("you", other), ("project", officer)]:
            record(case_of(found), "application.save", by=by, at=at, section=section)
    page = office.get(f"/desk/applications/{case.public_id}?view=history")
    assert page.texts(".timeline__item strong") == [
        "Answers saved: Project",
        "Answers saved: About you",
    ]


def test_all_complete_cases_are_admitted_in_one_act(office: Pages, world: World, call: Call) -> None:
    complete = [world.application(call) for _ in range(3)]
    poor = world.application(call, answers={"artist_name": "Işıl"})
    table = office.get(f"/desk/calls/{call.slug}/applications")
    page = office.submit(table, action="/admit-complete")
    assert page.h1 == "3 applications admitted"
    lists = [text.split(" ")[0] for text in page.texts("main li")]
    assert lists == [*(one.short_code for one in complete), poor.short_code]
    assert stored(world, poor.public_id).state == S.SUBMITTED


@pytest.mark.parametrize(
    "moment", ["x", "20261015T120000000000", "99999999T999999999999Z", "20261015T120000000000Z"]
)
def test_a_result_page_of_nothing_is_no_error(office: Pages, call: Call, moment: str) -> None:
    page = office.get(f"/desk/calls/{call.slug}/applications/admitted/{moment}")
    assert page.status == (200 if moment == "20261015T120000000000Z" else 404)


def test_who_is_not_of_the_office_finds_no_desk(pages: Pages, world: World, call: Call) -> None:
    case = world.application(call)
    pages.sign_in(world.user(roles=(Role.JUROR,)))
    addresses = (f"/desk/calls/{call.slug}/applications", f"/desk/applications/{case.public_id}")
    assert [pages.get(address).status for address in addresses] == [404, 404]
    acts = ("admit", "exclude", "reopen")
    posted = [pages.post(f"/desk/applications/{case.public_id}/formal-check/{act}").status for act in acts]
    assert posted == [404, 404, 404]


def test_an_auditor_reads_and_changes_nothing(pages: Pages, world: World, call: Call) -> None:
    case = world.application(call)
    pages.sign_in(world.user(roles=(Role.AUDITOR,)))
    page = pages.get(f"/desk/applications/{case.public_id}")
    assert page.status == 200
    assert "A ground-floor studio." not in page.text
    assert pages.post(f"/desk/applications/{case.public_id}/formal-check/admit").status == 403
    assert pages.post(f"/desk/calls/{call.slug}/applications/admit-complete").status == 403


def test_the_office_finds_no_draft(office: Pages, world: World, call: Call) -> None:
    draft = world.application(call, state=S.DRAFT)
    assert office.get(f"/desk/applications/{draft.public_id}").status == 404
    assert office.get(f"/applications/{draft.public_id}/").status == 404


def test_an_officer_who_applies_sees_the_own_case_as_an_applicant(
    office: Pages, world: World, call: Call, officer: User
) -> None:
    own = world.application(call, officer)
    page = office.get(f"/desk/applications/{own.public_id}")
    assert page.path == f"/applications/{own.public_id}/receipt"
    refused = office.post(f"/desk/applications/{own.public_id}/formal-check/admit")
    assert (refused.status, "This is your own application." in refused.text) == (409, True)


def test_nothing_is_checked_any_more_when_results_are_out(pages: Pages, world: World, officer: User) -> None:
    case = world.application(world.call(state=CallState.DECIDED), state=S.ADMITTED)
    pages.sign_in(officer)
    page = pages.post(f"/desk/applications/{case.public_id}/formal-check/reopen", {"why": "x"})
    assert page.status == 409


def test_opening_a_case_is_kept(office: Pages, world: World, call: Call, officer: User) -> None:
    case = world.application(call)
    office.get(f"/desk/applications/{case.public_id}")
    with world.read():
        rows = select(ReadEvent.actor_id).where(ReadEvent.case == f"application:{case.public_id}")
        assert db.session().scalars(rows).all() == [officer.id]


def test_the_table_is_taken_away_as_it_is_filtered_and_the_log_keeps_it(
    office: Pages, world: World, call: Call, officer: User
) -> None:
    shown = world.application(
        call, world.user("Işıl Öğüt"), state=S.ADMITTED, title="=1+1", discipline="dance"
    )
    world.application(call, world.user("Secret Draft"), state=S.DRAFT)
    world.application(call, world.user("Filtered Away"))
    own = world.application(call, officer, state=S.ADMITTED)
    page = office.get(f"/desk/calls/{call.slug}/applications?state=admitted")
    answer = office.submit(page, "Save as a table (CSV)", action="/export")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{call.slug}.csv"'
    head, *rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    assert head == [
        "Number", "Name", "Name in Latin letters", "E-mail address", "Town", "Country", "Title", "Discipline",
        "Submitted", "State",
    ]  # fmt: skip
    facts = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert set(facts) == {shown.short_code, own.short_code}
    assert (facts[shown.short_code]["Name"], facts[shown.short_code]["Title"]) == ("Işıl Öğüt", "'=1+1")
    assert facts[shown.short_code]["State"] == "Admitted"
    assert facts[own.short_code]["State"] == ""  # an officer who applies sees the own case as an applicant
    with office.app.app_context():
        events = db.session().scalars(select(Event).where(Event.verb == "call.export")).all()
        assert [(event.case, event.facts) for event in events] == [
            (case_of(call), {"cases": 2, "filters": {"state": "admitted"}})
        ]


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.OFFICER, 200), (Role.APPROVER, 200), (Role.AUDITOR, 200), (Role.JUROR, 404), (None, 404)],
)
def test_who_reads_the_table_may_take_it_away(
    pages: Pages, world: World, call: Call, role: Role | None, status: int
) -> None:
    pages.sign_in(world.user("Somebody", roles=(role,) if role else ()))
    assert pages.post(f"/desk/calls/{call.slug}/applications/export").status == status
