"""The office's pages of calls, from the template to the review."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from portal.access import Role
from portal.accounts.models import RoleGrant, User
from portal.calls import actions, queries
from portal.calls.models import Call
from portal.calls.states import CallState
from portal.cities.actions import seed_cities
from tests.factories import World
from tests.pages import Page, Pages, text_of

NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
ENGLISH = {"headers": {"Accept-Language": "en"}}
MOMENTS = {
    "opens_on": "2026-09-15",
    "opens_time": "9:00",
    "deadline_on": "2026-12-31",
    "deadline_time": "18:00",
    "deadline_zone": "Europe/Berlin",
}
FROM_TEMPLATE = "/desk/calls/new?from=programme:residency-berlin&city=istanbul"
DRAFT = "/desk/calls/istanbul-berlin-2027"


@pytest.fixture
def officer(world: World) -> User:
    """A programme officer, with cities and programmes in place."""
    with world.act():
        seed_cities()
        actions.seed_programmes()
    return world.user(roles=(Role.OFFICER,))


@pytest.fixture
def office(pages: Pages, officer: User) -> Any:
    """The officer's browser on the first of September 2026."""
    with time_machine.travel(NOW, tick=False):
        pages.sign_in(officer)
        yield pages


def _draft(office: Pages) -> Page:
    return office.submit(office.get(FROM_TEMPLATE), **MOMENTS)


def _ready(office: Pages) -> None:
    """A draft with all that publishing asks for."""
    _draft(office)
    office.submit(office.get(f"{DRAFT}/edit"), start_0="2027-07-15", end_0="2027-12-15")
    office.submit(office.get(f"{DRAFT}/edit/dates"), results_on="2027-02-26")


def _call(world: World, slug: str = "istanbul-berlin-2027") -> Call:
    with world.read():
        found = queries.find_call(slug)
    assert found is not None
    return found


def test_a_call_begins_with_a_template_and_a_city(office: Pages) -> None:
    page = office.get("/desk/calls/new")
    cities = [one.get("value") for one in page.select("select[name=city] option")]
    assert [one.get("value") for one in page.select("input[name=from]")] == [
        "programme:residency-abroad",
        "programme:residency-berlin",
        "programme:study-abroad",
        "programme:youth-exchange",
    ]
    assert ("istanbul" in cities, "moscow" in cities, cities[0], len(cities)) == (True, False, "", 19)


def test_the_form_of_a_new_call_is_filled_from_the_template(office: Pages) -> None:
    page = office.get(FROM_TEMPLATE)
    values = {name: page.one(f"input[name={name}]").get("value") for name in ("title_en", "slug", "code")}
    assert values == {
        "title_en": "Studio residency in Berlin for artists from Istanbul",
        "slug": "istanbul-berlin-2027",
        "code": "IST",
    }


def test_a_draft_is_made_and_opened_for_editing(office: Pages, world: World) -> None:
    page = _draft(office)
    call = _call(world)
    assert page.path == f"{DRAFT}/edit"
    assert (call.state, call.deadline_at) == (CallState.DRAFT, datetime(2026, 12, 31, 17, 0, tzinfo=UTC))


WRONG = [
    ("deadline_time", "24:00", "24:00 is read in two ways."),
    ("deadline_time", "noon", "Please enter a time, like 14:00."),
    ("deadline_time", "14:\x0000", "Please enter a time, like 14:00."),
    ("title_en", "Studio\x00", "This text holds a character that can’t be stored."),
    ("deadline_on", "2026-02-30", "Please enter a date that is in the calendar"),
    ("slug", "Istanbul Berlin", "Please use only small letters"),
    ("code", "İST", "Please use two to six capital letters"),
    ("title_en", "", "Please fill in “Title in English”."),
    ("title_en", "x" * 151, "Too long by 1: there is room for 150 characters."),
    ("deadline_zone", "Mars/Olympus", "Please choose one of the options shown."),
    ("deadline_on", "2026-09-01", "The deadline must come after the opening."),
]


@pytest.mark.parametrize(("field", "typed", "sentence"), WRONG)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    field: str, typed: str, sentence: str, office: Pages
) -> None:
    page = office.submit(office.get(FROM_TEMPLATE), **(MOMENTS | {"title_de": "Mein Titel", field: typed}))
    assert page.status in (409, 422)
    assert sentence in page.text
    assert page.one("input[name=title_de]").get("value") == "Mein Titel"


SKIPPED = [
    ("2026-10-25", "2:30", "this time comes twice"),
    ("2027-03-28", "2:30", "this time does not exist"),
]


@pytest.mark.parametrize(("day", "clock", "sentence"), SKIPPED)
def test_a_deadline_that_the_clocks_skip_or_repeat_is_refused(
    day: str, clock: str, sentence: str, office: Pages
) -> None:
    page = office.submit(
        office.get(FROM_TEMPLATE), **(MOMENTS | {"deadline_on": day, "deadline_time": clock})
    )
    assert (page.status, sentence in page.text) == (422, True)


def test_a_taken_address_is_refused_at_its_field(office: Pages) -> None:
    _draft(office)
    page = _draft(office)
    assert page.status == 409
    assert "Another call already has this address." in page.texts("#slug-error")[0]


def test_the_same_form_sent_twice_makes_one_call(office: Pages, world: World) -> None:
    page = office.get(FROM_TEMPLATE)
    first, second = (office.submit(page, **MOMENTS) for _ in range(2))
    assert (first.path, second.path) == (f"{DRAFT}/edit", f"{DRAFT}/edit")
    with world.read():
        assert len(queries.list_all()) == 1


@pytest.mark.parametrize("source", ["programme:nothing", "call:nothing", "nothing", "call:%00"])
def test_an_unknown_source_is_not_found(source: str, office: Pages) -> None:
    assert office.get(f"/desk/calls/new?from={source}&city=istanbul").status == 404


@pytest.mark.parametrize("city", ["atlantis", "%00", ""])
def test_an_unknown_city_leads_back_to_the_choice(city: str, office: Pages) -> None:
    page = office.get(f"/desk/calls/new?from=programme:residency-berlin&city={city}")
    assert (page.status, len(page.select("select[name=city]"))) == (422, 1)


def test_a_call_asked_for_without_template_and_city_says_what_is_missing(office: Pages) -> None:
    page = office.get("/desk/calls/new?city=")
    assert (page.status, page.texts(".kern-alert--danger li")) == (
        422,
        ["Please choose: “Template”", "Please choose: “Partner city”"],
    )


def test_what_a_new_call_lacks_is_listed_in_the_order_of_the_page(office: Pages) -> None:
    page = office.get(FROM_TEMPLATE)
    empty = dict.fromkeys(("title_en", "title_de", "slug", "code", "opens_on", "deadline_on"), "")
    refused = office.submit(page, **MOMENTS | empty)
    asked = [one.get("name") for one in refused.select("main form.form input[name]")]
    listed = [one.get("href", "")[1:] for one in refused.select("[role=alert] li a")]
    assert listed == [name for name in asked if name in empty]


def test_a_dormant_city_gets_no_call_even_by_a_typed_address(office: Pages) -> None:
    page = office.submit(office.get(FROM_TEMPLATE.replace("istanbul", "moscow")), **MOMENTS)
    assert (page.status, "This partnership is dormant." in page.text) == (409, True)


def test_a_copy_shows_what_becomes_of_its_dates_before_anything_is_saved(office: Pages, world: World) -> None:
    _ready(office)
    office.submit(office.get(f"{DRAFT}/edit/dates"), deadline_on="2026-10-03", deadline_time="14:00")
    url = "/desk/calls/new?from=call:istanbul-berlin-2027"
    rows = {kept: _rows(office.get(f"{url}&keep={kept}")) for kept in ("date", "weekday")}
    assert rows["date"][1] == [
        "Deadline",
        "Sat 3 Oct 2026, 14:00 Berlin",
        "Sun 3 Oct 2027, 14:00 Berlin",
        "Tag der Deutschen Einheit, a public holiday in Berlin",
    ]
    assert rows["weekday"][1][2:] == ["Sat 2 Oct 2027, 14:00 Berlin", "a weekend"]
    assert [row[0] for row in rows["date"]] == [
        "Opens", "Deadline", "Results expected", "First day of the stay", "Last day of the stay",
    ]  # fmt: skip
    with world.read():
        assert len(queries.list_all()) == 1
    made = office.submit(office.get(f"{url}&keep=weekday"))
    assert "The deadline falls on a weekend, when nobody answers questions." in made.text
    assert _call(world, "istanbul-berlin-2028").results_on == date(2028, 2, 25)


def _rows(page: Page) -> list[list[str]]:
    return [[text_of(cell) for cell in row.iter("th", "td")] for row in page.select("main tbody tr")]


def test_a_copy_without_anything_to_note_has_no_column_for_notes(office: Pages) -> None:
    _ready(office)
    url = "/desk/calls/new?from=call:istanbul-berlin-2027&keep=weekday"
    office.submit(office.get(f"{DRAFT}/edit/dates"), deadline_on="2026-10-13")
    assert {len(row) for row in _rows(office.get(url))} == {3}
    office.submit(office.get(f"{DRAFT}/edit/dates"), deadline_on="2026-10-03")
    assert {len(row) for row in _rows(office.get(url))} == {4}


def test_a_copy_is_suggested_with_all_dates_a_year_later(office: Pages, world: World) -> None:
    _ready(office)
    page = office.get("/desk/calls/new?from=call:istanbul-berlin-2027")
    shown = {
        name: page.one(f"input[name={name}]").get("value") for name in ("slug", "opens_on", "deadline_on")
    }
    assert shown == {"slug": "istanbul-berlin-2028", "opens_on": "2027-09-15", "deadline_on": "2027-12-31"}
    office.submit(page)
    assert _call(world, "istanbul-berlin-2028").periods == [{"start": "2028-07-15", "end": "2028-12-15"}]


@pytest.mark.parametrize("part", ["frame", "dates", "money", "texts", "rubric"])
def test_every_part_keeps_the_call_as_it_is_when_nothing_is_changed(
    part: str, office: Pages, world: World
) -> None:
    _ready(office)
    before = _facts(_call(world))
    page = office.submit(office.get(f"{DRAFT}/edit/{part}"), "Save")
    assert page.status == 200
    assert _facts(_call(world)) == before


def _facts(call: Call) -> dict[str, Any]:
    return {name: getattr(call, name) for name in actions.EDITABLE}


def test_the_parts_are_saved_one_after_the_other_up_to_publishing(office: Pages) -> None:
    page = _draft(office)
    seen = []
    for _ in range(5):
        page = office.submit(page)
        seen.append(page.path.removeprefix(DRAFT))
    assert seen == ["/edit/dates", "/edit/money", "/edit/texts", "/edit/rubric", "/publish"]


def test_amounts_are_read_as_people_write_them(office: Pages, world: World) -> None:
    _draft(office)
    office.submit(
        office.get(f"{DRAFT}/edit/money"), monthly_rate_cents="2.345,67", budget_cents="99999.99", places="3"
    )
    call = _call(world)
    assert (call.monthly_rate_cents, call.budget_cents, call.places) == (234567, 9999999, 3)


@pytest.mark.parametrize("typed", ["-1", "1e9", "9" * 30, "zwei"])
def test_impossible_numbers_are_refused_at_the_field(typed: str, office: Pages) -> None:
    _draft(office)
    page = office.submit(office.get(f"{DRAFT}/edit/money"), places=typed)
    assert (page.status, len(page.select("#places-error"))) == (422, 1)


def test_a_criterion_is_added_changed_and_removed(office: Pages, world: World) -> None:
    _draft(office)
    office.submit(
        office.get(f"{DRAFT}/edit/rubric"),
        weight_0="30",
        title_en_4="",
        title_de_4="",
        title_en_5="Care for others",
        title_de_5="Sorge um andere",
        weight_5="20",
        anchors_en_5="10: Exemplary.",
        anchors_de_5="10: Vorbildlich.",
    )
    rubric = _call(world).rubric
    assert [(one["key"], one["weight"]) for one in rubric] == [
        ("artistic_quality", 30),
        ("project", 25),
        ("feasibility", 15),
        ("development", 10),
        ("care_for_others", 20),
    ]
    assert rubric[-1]["anchors"] == {"10": {"de": "Vorbildlich.", "en": "Exemplary."}}
    assert rubric[0]["anchors"]["10"]["en"] == "Outstanding; it will be remembered."


@pytest.mark.parametrize("part", ["", "/texts", "/rubric"])
def test_saving_a_part_keeps_what_is_said_in_turkish(part: str, office: Pages, world: World) -> None:
    _draft(office)
    before = _call(world)
    office.submit(office.get(f"{DRAFT}/edit{part}"))
    after = _call(world)
    assert before.title["tr"] == "Berlin’de atölye programı: İstanbul kentinden sanatçılar için"
    assert (after.title, after.summary) == (before.title, before.summary)
    assert (after.texts, after.provisions) == (before.texts, before.provisions)
    assert after.rubric == before.rubric


def test_half_a_period_is_refused_at_its_other_half(office: Pages) -> None:
    _draft(office)
    page = office.submit(office.get(f"{DRAFT}/edit"), start_0="2027-07-15")
    assert (page.status, len(page.select("#end_0-error"))) == (422, 1)


def test_two_officers_who_edit_at_once_do_not_overwrite_each_other(office: Pages, world: World) -> None:
    _draft(office)
    mine = office.get(f"{DRAFT}/edit/money")
    office.submit(office.get(f"{DRAFT}/edit/money"), places="1")
    page = office.submit(mine, places="9")
    assert (page.status, page.one("input[name=places]").get("value")) == (409, "9")
    assert _call(world).places == 1


def test_flaws_are_listed_before_publishing_and_the_button_says_why_not(office: Pages, world: World) -> None:
    _draft(office)
    page = office.get(f"{DRAFT}/publish")
    assert "The call names no period of stay." in page.text
    assert len(page.select("button[aria-disabled=true]")) == 1
    sent = office.post(f"{DRAFT}/publish")
    assert (sent.status, _call(world).state) == (409, CallState.DRAFT)


def test_publishing_shows_the_exact_consequence_and_then_the_call_stays_as_it_is(
    office: Pages, world: World
) -> None:
    _ready(office)
    page = office.get(f"{DRAFT}/publish")
    assert "20,000.00 EUR of a budget of 20,000.00 EUR" in page.text.replace("\xa0", " ")
    page = office.submit(page)
    assert _call(world).state == CallState.PUBLISHED
    assert (page.path, page.select("input[name=title_en]")) == (f"{DRAFT}/edit", [])
    sent = office.post(f"{DRAFT}/edit", {"title_en": "Other"})
    assert (sent.status, _call(world).title["en"]) == (
        409, "Studio residency in Berlin for artists from Istanbul",
    )  # fmt: skip


def test_in_the_demo_the_office_lets_the_deadline_pass_and_starts_the_review(
    office: Pages, world: World
) -> None:
    _ready(office)
    office.submit(office.get(f"{DRAFT}/publish"))
    page = office.follow(office.get(f"{DRAFT}/edit"), "Let the deadline pass")
    page = office.submit(page)
    assert _call(world).state == CallState.CLOSED
    office.submit(office.follow(page, "Start the review"))
    assert _call(world).state == CallState.IN_REVIEW


def test_outside_the_demo_a_call_is_closed_after_its_deadline_only(office: Pages, world: World) -> None:
    call = world.call(opens_at=NOW - timedelta(days=9), deadline_at=NOW + timedelta(days=1))
    settings = office.app.config["PORTAL_SETTINGS"]
    office.app.config["PORTAL_SETTINGS"] = settings.model_copy(update={"mode": "production"})
    try:
        page = office.get(f"/desk/calls/{call.slug}/close")
        sent = office.post(f"/desk/calls/{call.slug}/close")
    finally:
        office.app.config["PORTAL_SETTINGS"] = settings
    assert "The deadline has not passed yet." in page.text
    assert (sent.status, _call(world, call.slug).state) == (409, CallState.PUBLISHED)


POSTS = ["edit", "edit/money", "publish", "close", "start-review"]


@pytest.mark.parametrize("page", POSTS)
def test_others_may_not_act_and_do_not_see_the_pages(page: str, pages: Pages, world: World) -> None:
    call = world.call(state=CallState.DRAFT)
    pages.sign_in(world.user())
    url = f"/desk/calls/{call.slug}/{page}"
    assert (pages.get(url).status, pages.post(url).status) == (404, 404)


@pytest.mark.parametrize("page", POSTS)
def test_the_auditor_reads_and_does_not_act(page: str, pages: Pages, world: World) -> None:
    call = world.call(state=CallState.DRAFT)
    pages.sign_in(world.user(roles=(Role.AUDITOR,)))
    url = f"/desk/calls/{call.slug}/{page}"
    assert (pages.get(url).status, pages.post(url).status) == (200, 403)


def test_only_who_may_make_calls_is_offered_to_copy_one(pages: Pages, world: World) -> None:
    call = world.call(state=CallState.CLOSED)
    offered = {}
    for role in (Role.OFFICER, Role.APPROVER, Role.AUDITOR):
        pages.sign_in(world.user(roles=(role,)))
        offered[role] = len(pages.get(f"/desk/calls/{call.slug}/edit").select("main a[href*='/new']"))
    assert offered == {Role.OFFICER: 1, Role.APPROVER: 0, Role.AUDITOR: 0}


def test_an_officer_of_one_programme_sees_and_copies_its_calls_only(pages: Pages, world: World) -> None:
    own, other = world.call(), world.call()
    officer = world.user()
    with world.act():
        grant = RoleGrant(
            user_id=officer.id,
            role=Role.OFFICER.value,
            programme_id=own.programme_id,
            valid_from=NOW - timedelta(days=9),
        )
        queries.session().add(grant)
    with time_machine.travel(NOW, tick=False):
        pages.sign_in(officer)
        listed = [one.get("href") for one in pages.get("/desk/calls/").select("tbody a")]
        statuses = [pages.get(f"/desk/calls/new?from=call:{call.slug}").status for call in (own, other)]
    assert listed == [f"/desk/calls/{own.slug}/edit"]
    assert statuses == [200, 404]


def test_the_office_is_closed_to_visitors(pages: Pages) -> None:
    assert pages.get("/desk/calls/", follow=False).status == 302
    assert pages.get("/desk/calls/new", follow=False).status == 302


def test_an_unknown_part_is_not_found(office: Pages) -> None:
    _draft(office)
    assert office.get(f"{DRAFT}/edit/nothing").status == 404


@pytest.mark.parametrize(
    "url",
    ["/desk/calls/", "/desk/calls/new", "/desk/calls/call-1/edit", "/desk/calls/call-1/publish"],
)
def test_office_pages_need_few_statements_whatever_their_number_of_rows(
    url: str, pages: Pages, world: World
) -> None:
    city = world.city()
    world.call(city=city, slug="call-1", state=CallState.DRAFT)
    pages.sign_in(world.user(roles=(Role.OFFICER,)))
    one = pages.get(url).statements
    for _ in range(3):
        world.call(city=city)
    assert pages.get(url).statements == one
    assert one <= 8
