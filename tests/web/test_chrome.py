"""What stands around a page: the ways that this reader may go, and addresses that keep their query."""

import pytest
from flask import Flask, render_template

from portal.web.chrome import NavigationRow, members, navigation_of, url_with, visitors
from tests.pages import Pages


@pytest.fixture
def ways(house: Flask) -> Pages:
    """A visitor of a house with a few ways, one of which leads nowhere."""
    for path, endpoint in (("/calls/", "calls"), ("/sign-in", "sign_in"), ("/profile", "profile")):
        house.add_url_rule(path, endpoint, lambda: "")
    house.add_url_rule("/sign-out", "sign_out", lambda: "", methods=["POST"])
    navigation_of(house).extend(
        [
            NavigationRow("calls", "Calls"),
            NavigationRow("not_built", "Nowhere"),
            NavigationRow("sign_in", "Sign in", visitors, "account"),
            NavigationRow("profile", "Profile", members, "account"),
            NavigationRow("sign_out", "Sign out", members, "account", posts=True),
        ]
    )
    return Pages(house)


def test_a_visitor_sees_the_public_ways_and_where_to_sign_in(ways: Pages) -> None:
    page = ways.get("/imprint")
    assert (page.texts(".ways a"), page.texts("ul.account a")) == (["Calls"], ["Sign in"])


def test_a_member_sees_the_own_name_and_ways_and_signs_out_by_a_form(ways: Pages) -> None:
    page = ways.get("/imprint", headers={"X-Person": "1"})
    assert page.texts(".account bdi") == ["Işıl Şükran İnceöz"]
    assert page.texts(".account__link") == ["Profile", "Sign out"]
    assert page.form("/sign-out").get("method") == "post"


def test_the_present_page_is_marked(house: Flask, ways: Pages) -> None:
    navigation_of(house).append(NavigationRow("web.imprint", "Imprint"))
    assert ways.get("/imprint").texts(".ways a[aria-current=page]") == ["Imprint"]


def test_of_ways_within_each_other_only_the_nearest_is_marked(house: Flask, ways: Pages) -> None:
    house.add_url_rule("/imprint/names", "names", lambda: render_template("web/imprint.html"))
    navigation_of(house).extend([NavigationRow("web.imprint", "Imprint"), NavigationRow("names", "Names")])
    marked = [ways.get(path).texts(".ways a[aria-current=page]") for path in ("/imprint", "/imprint/names")]
    assert marked == [["Imprint"], ["Names"]]


def test_a_changed_address_keeps_the_rest_of_its_query(house: Flask) -> None:
    with house.test_request_context("/imprint?city=praha&city=tokyo&page=2"):
        assert url_with(page=3) == "/imprint?city=praha&city=tokyo&page=3"
        assert url_with(page=None) == "/imprint?city=praha&city=tokyo"


def test_every_asset_of_the_layout_exists(house: Flask, visit: Pages) -> None:
    page = visit.get("/imprint")
    addresses = [one.get("href") or one.get("src") for one in page.select("head link, head script")]
    found = {}
    for address in addresses:
        with house.test_client().get(address) as answer:
            found[address] = answer.status_code
    assert found == dict.fromkeys(addresses, 200)


@pytest.mark.parametrize("path", ["/privacy", "/imprint", "/accessibility"])
def test_the_pages_of_no_feature_are_there_in_both_languages(visit: Pages, path: str) -> None:
    told = [visit.get(path, headers={"Accept-Language": code}) for code in ("en", "de")]
    assert [page.status for page in told] == [200, 200]


def test_a_barrier_can_be_told_and_who_watches_over_the_answer_is_named(visit: Pages) -> None:
    page = visit.get("/accessibility", headers={"Accept-Language": "en"})
    assert page.link("portal@exchange.example") == "mailto:portal@exchange.example"
    assert "Berlin State Commissioner for Digital Accessibility" in page.text


def test_the_privacy_page_tells_what_the_portal_deletes_by_itself_and_what_people_delete(
    visit: Pages,
) -> None:
    page = visit.get("/privacy", headers={"Accept-Language": "en"})
    kept = page.text.partition("How long it is kept")[2]
    by_itself, _between, by_people = kept.partition("the operator named above keeps these periods")
    assert "after seven days if you never confirmed it" in by_itself
    assert "A draft that is never submitted" in by_people
