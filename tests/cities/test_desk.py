"""The office’s pages of cities."""

import pytest

from portal.access import Role
from portal.accounts.models import User
from portal.cities import actions, queries
from portal.cities.models import City
from tests.factories import World
from tests.pages import Pages

KEPT = {"name": "Оксана Бондар", "office": "Kyiv City State Administration", "email": "old@kyiv.example"}


@pytest.fixture
def officer(world: World) -> User:
    """Who looks after the cities."""
    return world.user("Tobias Krüger", roles=(Role.OFFICER,))


@pytest.fixture
def kyiv(world: World, officer: User, at: object) -> City:
    """Kyiv with one public contact."""
    with world.act():
        actions.seed_cities()
        city = queries.find_known_city("kyiv")
        assert city is not None
        actions.add_contact(city, by=officer, at=at, is_public=True, **KEPT)  # type: ignore[arg-type]  # a moment
    return city


@pytest.mark.usefixtures("kyiv")
def test_an_officer_corrects_kyivs_contact_sees_who_changed_what_and_the_public_page_shows_it(
    pages: Pages, officer: User
) -> None:
    pages.sign_in(officer)
    office = pages.get("/desk/cities/kyiv/")
    form = pages.get(office.link("Оксана Бондар"))
    after = pages.submit(form, "Save", email="new@kyiv.example", phone="+380 44 000 00 00")
    assert after.path == "/desk/cities/kyiv/"
    assert after.texts("#history ~ .timeline > li")[0].startswith("Contact changed: Оксана Бондар")
    assert "Tobias Krüger" in after.texts("#history ~ .timeline > li")[0]
    assert after.texts("#history ~ .timeline > li:first-child li") == [
        "E-mail: old@kyiv.example → new@kyiv.example",
        "Telephone: – → +380 44 000 00 00",
    ]
    public = pages.get("/cities/kyiv/")
    assert public.link("new@kyiv.example") == "mailto:new@kyiv.example"
    assert "old@kyiv.example" not in public.text


def test_an_internal_contact_is_named_in_the_office_only_and_its_values_stay_out_of_the_log(
    pages: Pages, world: World, officer: User, kyiv: City
) -> None:
    pages.sign_in(officer)
    form = pages.get("/desk/cities/kyiv/contacts/new")
    after = pages.submit(form, "Save", name="Wer intern bleibt", email="intern@berlin.example")
    assert "Wer intern bleibt" in after.text
    assert after.texts("#history ~ .timeline > li:first-child li") == ["Person", "E-mail"]
    assert "intern@berlin.example" not in pages.get("/cities/kyiv/").text
    with world.read():
        told = [(line.what.facts, line.changes) for line in queries.history(kyiv)]
    assert "intern@berlin.example" not in str(told)
    assert "Wer intern bleibt" not in str(told)


@pytest.mark.usefixtures("kyiv")
def test_what_is_entered_for_the_first_time_is_told_without_a_before(pages: Pages, officer: User) -> None:
    pages.sign_in(officer)
    form = pages.get("/desk/cities/kyiv/contacts/new")
    after = pages.submit(form, "Save", name="Марія", role_en="Culture", is_public="y")
    assert after.texts("#history ~ .timeline > li:first-child li") == [
        "Person: Марія",
        "Their role (en): Culture",
        "Shown to everybody: yes",
    ]


@pytest.mark.parametrize(
    ("entered", "sentence"),
    [
        ({"name": "", "office": ""}, "Enter a person or an institution, or both."),
        (
            {"valid_from": "2026-05-01", "valid_until": "2026-04-30"},
            "The last day lies before the first one.",
        ),
        ({"email": "kyiv"}, "This is not an e-mail address. It looks like name@example.org."),
    ],
)
@pytest.mark.usefixtures("kyiv")
def test_what_does_not_fit_is_refused_and_what_was_typed_stays(
    pages: Pages, officer: User, entered: dict[str, str], sentence: str
) -> None:
    pages.sign_in(officer)
    form = pages.get(pages.get("/desk/cities/kyiv/").link("Оксана Бондар"))
    again = pages.submit(form, "Save", phone="+380 1", **entered)
    assert (again.status, sentence in again.text) == (422, True)
    assert [one.get("href", "")[1:] in entered for one in again.select("[role=alert] li a")] == [True]
    assert again.one("input[name=phone]").get("value") == "+380 1"
    assert "old@kyiv.example" in pages.get("/cities/kyiv/").text


@pytest.mark.usefixtures("kyiv")
def test_two_officers_do_not_overwrite_each_other(pages: Pages, officer: User) -> None:
    pages.sign_in(officer)
    first = pages.get(pages.get("/desk/cities/kyiv/").link("Оксана Бондар"))
    second = pages.get(first.path)
    pages.submit(first, "Save", phone="+380 1")
    late = pages.submit(second, "Save", phone="+380 2")
    assert (late.status, late.one("input[name=phone]").get("value")) == (409, "+380 2")
    assert "+380 1" in pages.get("/cities/kyiv/").text


@pytest.mark.usefixtures("kyiv")
def test_a_contact_that_asks_to_be_forgotten_is_removed(pages: Pages, officer: User) -> None:
    pages.sign_in(officer)
    form = pages.get(pages.get("/desk/cities/kyiv/").link("Оксана Бондар"))
    pages.submit(form, "Remove for good", action=f"{form.path}/remove")
    assert "Оксана Бондар" not in pages.get("/cities/kyiv/").text


@pytest.mark.usefixtures("kyiv")
def test_an_activity_moves_to_the_past_by_its_last_day_alone(pages: Pages, officer: User) -> None:
    pages.sign_in(officer)
    form = pages.get("/desk/cities/kyiv/activities/new")
    entered = {
        "kind": "project",
        "title_de": "Bibliotheken",
        "title_en": "Libraries",
        "starts_on": "2024-01-01",
    }
    office = pages.submit(form, "Save", **entered)
    city = pages.get("/cities/kyiv/")
    assert city.texts("#current ~ .timeline h3") == ["Libraries"]
    pages.submit(pages.get(office.link("Libraries")), "Save", ends_on="2024-12-31")
    city = pages.get("/cities/kyiv/")
    assert city.select("#current") == []
    assert city.texts("#past ~ .timeline h3") == ["Libraries", "The partnership begins"]


@pytest.mark.usefixtures("kyiv")
def test_an_activity_leads_to_its_call_as_long_as_that_is_public(
    pages: Pages, world: World, officer: User, kyiv: City
) -> None:
    world.call(city=kyiv, slug="kyiv-2027")
    pages.sign_in(officer)
    form = pages.get("/desk/cities/kyiv/activities/new")
    entered = {
        "kind": "exchange",
        "title_de": "Residenz",
        "call_slug": "https://portal.example/calls/kyiv-2027/",
    }
    pages.submit(form, "Save", **entered)
    linked = pages.get("/cities/kyiv/").select("#current ~ .timeline a")
    assert [one.get("href") for one in linked] == ["/calls/kyiv-2027/"]
    pages.submit(pages.get("/desk/cities/kyiv/activities/new"), "Save", **(entered | {"call_slug": "gone"}))
    assert len(pages.get("/cities/kyiv/").select("#current ~ .timeline a")) == 1


@pytest.mark.usefixtures("kyiv")
def test_focus_and_partnership_are_changed_and_told(pages: Pages, officer: User) -> None:
    pages.sign_in(officer)
    form = pages.get("/desk/cities/kyiv/edit")
    after = pages.submit(
        form, "Save", focus_areas=["culture", "youth"], status="dormant", status_since="2026-11-01"
    )
    assert after.texts("#history ~ .timeline > li:first-child li") == [
        "Focus areas: – → Culture, Youth exchange",
        "Partnership: Active partnership → Dormant partnership",
        "Partnership in this state since: – → 1 November 2026",
    ]
    assert pages.get("/cities/", data={"focus": "youth"}).texts(".tile__native") == ["Київ"]


@pytest.mark.usefixtures("kyiv")
def test_an_approver_reads_and_changes_nothing(pages: Pages, world: World) -> None:
    pages.sign_in(world.user(roles=(Role.APPROVER,)))
    page = pages.get("/desk/cities/kyiv/")
    assert (page.status, pages.get("/desk/cities/kyiv/edit").status) == (200, 404)
    assert page.select("main a[href*='/contacts/']") == []


def test_the_pages_of_a_city_cost_the_same_few_statements_at_one_and_at_three_rows(
    pages: Pages, world: World, officer: User, kyiv: City, at: object
) -> None:
    pages.sign_in(officer)
    urls = ("/cities/kyiv/", "/desk/cities/", "/desk/cities/kyiv/")
    at_one = [pages.get(url).statements for url in urls]
    with world.act():
        city = queries.find_known_city("kyiv")
        assert city is not None
        for number in range(2):
            facts = {"name": f"Contact {number}", "is_public": True}
            actions.add_contact(city, by=officer, at=at, **facts)  # type: ignore[arg-type]  # a moment
            actions.add_activity(city, by=officer, at=at, kind="event", title={"de": "x"})  # type: ignore[arg-type]  # a moment
    assert [pages.get(url).statements for url in urls] == at_one
    assert max(at_one) <= 8
