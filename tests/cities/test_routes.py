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


@pytest.mark.usefixtures("cities")
def test_the_map_names_all_twenty_cities_each_a_way_to_its_page(pages: Pages) -> None:
    page = pages.get("/cities/")
    ways = {one.get("href") for one in page.select(".map [href^='/cities/']")}
    assert len(ways) == 20
    assert {"/cities/berlin/", "/cities/kyiv/"} <= ways
    assert {one.get("href") for one in page.select(".tile a")} == ways - {"/cities/berlin/"}
    tokyo = page.one(".map [href='/cities/tokyo/']")
    assert (tokyo.get("aria-label"), [text.get("lang") for text in tokyo.iter("{*}text")]) == (
        "東京 (Tokyo)",
        ["ja-JP"],
    )


def test_a_city_without_coordinates_is_listed_and_named_beside_the_map(pages: Pages, world: World) -> None:
    world.city("istanbul")
    world.city("nowhere", name_en="Nowhere", name_native="Nowhere", latitude=None, longitude=None)
    page = pages.get("/cities/")
    assert len(page.select(".tile")) == 2
    assert [one.get("href") for one in page.select(".map [href^='/cities/']")] == ["/cities/istanbul/"]
    assert page.texts(".maps ~ p bdi") == ["Nowhere"]
    assert pages.get("/cities/nowhere/").status == 200


@pytest.mark.usefixtures("cities")
@pytest.mark.parametrize(
    ("sought", "tiles"),
    [
        ({"focus": "migration"}, ["İstanbul"]),
        ({"network": "c40", "focus": "culture"}, ["Los Angeles", "Paris", "İstanbul", "東京"]),
        ({"network": "c40", "q": "kyiv"}, []),
    ],
)
def test_cities_are_found_by_focus_and_network(
    pages: Pages, sought: dict[str, str], tiles: list[str]
) -> None:
    assert pages.get("/cities/", data=sought).texts(".tile__native") == tiles


@pytest.mark.usefixtures("cities")
def test_a_mistyped_name_leads_to_the_city_that_was_meant(pages: Pages) -> None:
    page = pages.get("/cities/", data={"q": "Prauge"})
    assert page.link("Praha (Prague)") == "/cities/prague/"
    assert page.select(".tile") == []


@pytest.mark.usefixtures("cities")
def test_berlins_page_tells_its_networks_and_the_partnerships_of_its_boroughs(pages: Pages) -> None:
    page = pages.get("/cities/berlin/", headers={"Accept-Language": "de"})
    assert len(page.select("#networks ~ ul > li")) == 6
    assert [one.get("href") for one in page.select("#networks ~ ul a")] == ["/cities/?network=c40"]
    assert len(page.select("#boroughs ~ ul > li")) == 14
    assert "Treptow-Köpenick – Köln (Deutschland), seit 3. September 1990" in page.text
    assert page.link("+49 30 9026-2241") == "tel:+49309026-2241"
    assert page.select("#calls") == []


@pytest.mark.usefixtures("cities")
def test_the_page_of_istanbul_tells_what_is_and_was_done_together(pages: Pages) -> None:
    page = pages.get("/cities/istanbul/")
    assert page.texts("#current ~ .timeline h3")[0] == "Cultural exchange programme"
    assert page.texts("#past ~ .timeline h3") == ["35 years of partnership: cities of freedom"]
    assert page.texts(".tag") == ["Culture", "Digital city", "Integration and migration"]
    assert "Mitte – Beyoğlu (Türkiye), since 2009" in page.text
    assert page.statements <= 8
