"""The demo world: it builds, it is true to its promises, and it is built once."""

from collections import Counter
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock, db, demo, pdf
from portal.accounts.queries import find_user_of
from portal.applications.models import Application
from portal.applications.queries import find_application, questionnaire_of
from portal.audit import verify
from portal.awards.models import Offer
from portal.calls.queries import find_call, list_running
from portal.config import Settings
from portal.decisions.models import Decision
from portal.demo.content import craft, figures
from portal.letters.models import Letter
from portal.questionnaire import count_words, load
from portal.reviews.models import Review
from tests.conftest import empty
from tests.pages import Pages

CROWD = figures(*demo.IN_REVIEW)
EVERYBODY = [*CROWD, *figures("berlin_2026", "studio")]
DIFFICULT = [
    "María José O’Neill-García",
    "Zoé d’Hérouville",
    "Íñigo Núñez de la Peña",
    "Işıl Şükran İnceöz",
    "Łucja Żółć-Wiśniewska",
    "Artëm Ščerbakov",
    "Őrsi Ágnes",
    "Anne-Sophie Van den Bossche",
    "Suharti",
    "Gʻulnora Oʻktamova",
    "Xóchitl Hernández y Cruz",
    "Lǚ Xiùyīng",
    "Ōtani Yūko",
    "Agustina Etchegaray",
    "Kateřina Dvořáková",
    "ǃNaruseb Gawases",
    "Siân Ó Briain",
    "Noʿa Lewi",
    "Alex Groß-Yılmaz",
]


@pytest.fixture(scope="module")
def built(one_app: Flask, settings: Settings) -> Iterator[Flask]:
    """The demo world with few applications in each call, made once for all that look at it."""
    with one_app.app_context():
        demo.build(settings=settings, most=2)
        pdf.shut_down()
    yield one_app
    empty(one_app)


@pytest.fixture
def visitor(built: Flask) -> Pages:
    """A browser in the demo world."""
    with built.app_context():
        browser = Pages(built, engine=db.engine())
    browser.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"  # tests quote the English sentences
    return browser


def test_the_nineteen_difficult_names_come_first() -> None:
    assert [one.name for one in CROWD[:19]] == DIFFICULT


def test_everybody_has_a_project_of_their_own() -> None:
    assert len({one.title for one in EVERYBODY}) == len({one.text for one in EVERYBODY}) == len(EVERYBODY)
    lengths = [count_words(one.text) for one in CROWD]
    assert all(60 <= length <= 120 for length in lengths)


def test_every_discipline_of_the_questionnaire_is_there() -> None:
    question = load("residency").question("discipline")
    assert question is not None
    keys = {option.key for option in question.options}
    assert {one.discipline for one in CROWD} == keys
    assert all(craft(key)["relation"]["en"] and craft(key)["relation"]["de"] for key in keys)


def test_the_three_calls_stand_where_the_tour_needs_them(built: Flask) -> None:
    with built.app_context():
        states = {
            slug: getattr(find_call(slug), "state", None)
            for slug in ("istanbul-berlin-studio", "istanbul-berlin-2027", "berlin-istanbul-2026")
        }
        rows = db.session().execute(select(Application.call_id, Application.state)).all()
    assert states == {
        "istanbul-berlin-studio": "published",
        "istanbul-berlin-2027": "in_review",
        "berlin-istanbul-2026": "decided",
    }
    assert Counter(state for _, state in rows) == {"admitted": 9, "excluded": 1, "submitted": 2, "draft": 2}


def test_isil_has_not_applied_for_the_studio(built: Flask) -> None:
    with built.app_context():
        isil, call = find_user_of("isil@demo.example"), find_call("istanbul-berlin-studio")
        assert isil is not None
        assert call is not None
        rows = select(Application.id).where(
            Application.applicant_id == isil.id, Application.call_id == call.id
        )
        assert db.session().scalar(rows) is None


def test_the_decided_call_shows_every_outcome(built: Flask) -> None:
    with built.app_context():
        decisions = Counter(db.session().execute(select(Decision.kind, Decision.state)).all())
        letters = Counter(db.session().scalars(select(Letter.state)))
        offers = Counter(db.session().scalars(select(Offer.state)))
    assert decisions[("award", "released")] == 2
    assert decisions[("award", "proposed")] == 1, "a reserve has moved up and waits for the second person"
    assert decisions[("reserve", "superseded")] == 1
    assert letters == {"issued": 7, "attention": 1}
    assert offers == {"accepted": 1, "declined": 1, "open": 1}


def test_dossiers_are_complete_and_reviews_partly_done(built: Flask) -> None:
    with built.app_context():
        states = Counter(db.session().scalars(select(Review.state)))
        case = db.session().scalars(
            select(Application.public_id).where(Application.state == "submitted").limit(1)
        )
        application = find_application(case.one())
        assert application is not None
        assert questionnaire_of(application.call).question("preferred_period") is None, "there is one period"
        assert application.receipt_hash
    assert set(states) >= {"submitted", "assigned"}


FOUND = [
    ("mehmet@demo.example", "/calls/youth-berlin-istanbul/"),
    ("lena@demo.example", "/calls/semester-warsaw/"),
]


@pytest.mark.parametrize(("who", "address"), FOUND)
def test_the_youth_leader_and_the_student_find_an_open_call_at_home(
    who: str, address: str, built: Flask, visitor: Pages
) -> None:
    visitor.post("/demo/sign-in", {"who": who})
    assert address in [one.get("href") for one in visitor.get("/").select(".card__link")]
    assert visitor.get(address).form(f"{address}apply") is not None


def test_two_calls_of_next_year_are_announced_and_not_open_yet(built: Flask) -> None:
    now = clock.now()
    with built.app_context():
        running = list_running(now)
    assert [(call.slug, call.is_open(now)) for call in running] == [
        ("istanbul-berlin-studio", True),
        ("youth-berlin-istanbul", True),
        ("semester-warsaw", True),
        ("berlin-tokyo", False),
        ("berlin-istanbul-2027", False),
    ]


def test_everybody_signs_in_with_the_password_on_the_screen(built: Flask, visitor: Pages) -> None:
    for address, _ in demo.SIGN_INS:
        with built.app_context():
            user = find_user_of(address)
        assert user is not None
        visitor.sign_in(user, demo.PASSWORD)
        assert visitor.get("/").status == 200
        visitor.post("/sign-out")


def test_the_pages_of_the_demo_world_are_sound(built: Flask, visitor: Pages) -> None:
    visitor.post("/demo/sign-in", {"who": "tobias@demo.example"})
    call = "/desk/calls/istanbul-berlin-2027"
    urls = [
        "/desk/",
        "/desk/search?q=isil",
        *(f"{call}/{tab}" for tab in ("applications", "jury", "ranking")),
    ]
    urls += [f"/desk/calls/berlin-istanbul-2026/{tab}" for tab in ("decisions", "letters", "awards")]
    assert [visitor.get(url).status for url in urls] == [200] * len(urls)


def test_the_log_of_the_demo_world_is_whole(built: Flask) -> None:
    with built.app_context():
        assert verify() == []


def test_the_world_is_found_once_it_is_built(built: Flask) -> None:
    with built.app_context():
        assert demo.exists()
