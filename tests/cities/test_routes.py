"""The pages of cities."""

import pytest

from portal.cities import actions
from tests.factories import World
from tests.pages import Pages


@pytest.fixture
def cities(world: World) -> None:
    """The partner cities of the portal."""
    with world.act():
        actions.seed_cities()


@pytest.mark.usefixtures("cities")
def test_every_city_stands_on_a_tile_in_its_own_script(pages: Pages) -> None:
    page = pages.get("/cities/")
    natives = {(one.text, one.get("lang")) for one in page.select(".tile__native bdi")}
    assert len(page.select(".tile")) == 19
    assert {("Москва", "ru-RU"), ("北京", "zh-Hans-CN"), ("תל אביב-יפו", "he-IL")} <= natives


@pytest.mark.usefixtures("cities")
@pytest.mark.parametrize(
    ("query", "tiles"),
    [("Prag", ["Praha"]), ("cdmx", ["Ciudad de México"]), ("kiev", ["Київ"]), ("İSTANBUL", ["İstanbul"])],
)
def test_the_search_leads_to_the_city(pages: Pages, query: str, tiles: list[str]) -> None:
    page = pages.get("/cities/", data={"q": query})
    assert page.texts(".tile__native") == tiles


def test_nothing_found_says_what_to_do(pages: Pages) -> None:
    page = pages.get("/cities/", data={"q": "Atlantis"})
    assert page.status == 200
    assert page.one(".empty a").get("href") == "/cities/"


@pytest.mark.usefixtures("cities")
@pytest.mark.parametrize("query", ["%00", "'; drop table city; --", "🦊" * 300, "\u202etxt"])
def test_odd_searches_find_nothing_and_break_nothing(pages: Pages, query: str) -> None:
    page = pages.get("/cities/", data={"q": query})
    assert (page.status, len(page.select(".tile"))) == (200, 0)


@pytest.mark.usefixtures("cities")
def test_a_search_that_no_database_can_hold_is_refused_at_the_field(pages: Pages) -> None:
    page = pages.get("/cities/", data={"q": "Pra\x00ha"})
    assert (page.status, len(page.select(".kern-error")), page.select(".tile")) == (422, 1, [])


@pytest.mark.usefixtures("cities")
def test_the_page_of_a_city_tells_its_names_clock_and_distance(pages: Pages) -> None:
    page = pages.get("/cities/windhoek/", headers={"Accept-Language": "de"})
    assert page.h1 == "Windhuk"
    assert "8.357 km" in page.text
    assert {one.text for one in page.select("bdi[lang]")} >= {"ǀAiǁGams", "Otjomuise"}


@pytest.mark.usefixtures("cities")
@pytest.mark.parametrize("query", ["Stamboul", "Stambul", "Konstantinopel", "İSTANBUL", "istanbul"])
def test_a_name_of_the_past_leads_to_the_city_and_is_not_shown_there(pages: Pages, query: str) -> None:
    assert len(pages.get("/cities/", data={"q": query}).select(".tile")) == 1
    assert "Konstantinopel" not in pages.get("/cities/istanbul/").text


@pytest.mark.usefixtures("cities")
def test_a_dormant_partnership_is_marked_on_tile_and_page(pages: Pages) -> None:
    tile = pages.get("/cities/").texts(".tile--dormant")
    page = pages.get("/cities/moscow/")
    assert [text.split()[0] for text in tile] == ["Москва"]
    assert len(page.select(".kern-alert--warning")) == 1


def test_an_unknown_city_is_not_found(pages: Pages) -> None:
    assert pages.get("/cities/atlantis/").status == 404


@pytest.mark.usefixtures("cities")
def test_the_list_needs_the_same_few_statements_for_any_number_of_cities(pages: Pages, world: World) -> None:
    many = pages.get("/cities/").statements
    one = pages.get("/cities/", data={"q": "Praha"}).statements
    assert many == one
    assert many <= 8
