"""A juror's evening, page by page."""

import json

import pytest

from portal.accounts.models import User
from portal.applications.models import Application
from portal.applications.states import ApplicationState
from portal.audit.models import ReadEvent
from portal.calls.models import Call
from portal.calls.states import CallState
from portal.reviews import routes
from portal.reviews.states import ReviewState
from tests.factories import World
from tests.pages import Page, Pages, form_data
from tests.reviews.making import FULL, admitted, case_with_file, points, stored, verbs

SHEET = {"points-quality": "8", "points-relevance": "6"}


def sheet(page: Page) -> dict[str, list[str]]:
    """The marks that are chosen on a score page."""
    return {
        one.get("name"): [one.get("value")]
        for one in page.select("input[type=radio]")
        if one.get("checked") is not None
    }


def autosave(pages: Pages, url: str, revision: int, answers: dict[str, list[str]]) -> Page:
    """What the script sends while somebody is scoring."""
    body = json.dumps({"revision": revision, "answers": answers})
    return pages.post(url, data=body, content_type="application/json")


def problems(page: Page) -> list[str]:
    """What the page asks to be mended."""
    return page.texts("[role=alert] li")


# The gate


def test_before_the_question_is_answered_the_case_its_files_and_its_sheet_are_closed(
    pages: Pages, world: World, call: Call, clara: User
) -> None:
    case, cv = case_with_file(world, call)
    review = world.review(case, clara, conflict="")
    pages.sign_in(clara)
    base = f"/reviews/{review.public_id}"
    addresses = [base, f"{base}/files/{cv.public_id}", f"{base}/files/{cv.public_id}/preview"]
    assert [pages.get(url).status for url in addresses] == [404, 404, 404]
    assert pages.post(base, SHEET).status == 404
    assert autosave(pages, f"{base}/draft", 1, {}).status == 404
    assert points(world, review) == {}


def test_another_jurors_review_is_a_page_that_does_not_exist(
    pages: Pages, world: World, call: Call, clara: User, bruno: User
) -> None:
    case, cv = case_with_file(world, call)
    foreign = world.review(case, bruno)
    world.review(case, clara)
    pages.sign_in(clara)
    base = f"/reviews/{foreign.public_id}"
    addresses = [base, f"{base}/conflict", f"{base}/recuse", f"{base}/files/{cv.public_id}"]
    assert [pages.get(url).status for url in addresses] == [404, 404, 404, 404]
    assert pages.post(base, SHEET).status == 404


def test_the_gate_shows_who_and_what_but_nothing_of_the_work(
    pages: Pages, world: World, case: Application, clara: User
) -> None:
    review = world.review(case, clara, conflict="")
    pages.sign_in(clara)
    gate = pages.get(f"/reviews/{review.public_id}/conflict")
    assert gate.h1 == "Conflict of interest"
    for known in ("Işıl Şükran İnceöz", "Ferry drawings", "IST-7F3K2A", "Istanbul"):
        assert known in gate.text
    assert "Drawings made on ferries" not in gate.text
    assert len(gate.select("input[type=radio]")) == 9


def test_saying_that_there_is_no_conflict_opens_the_case(
    pages: Pages, world: World, case: Application, clara: User
) -> None:
    review = world.review(case, clara, conflict="")
    pages.sign_in(clara)
    opened = pages.submit(pages.get(f"/reviews/{review.public_id}/conflict"), reason="none")
    assert opened.path == f"/reviews/{review.public_id}"
    assert "Drawings made on ferries between two shores." in opened.text
    assert verbs(world, case) == ["conflict.declare"]
    assert pages.get(f"/reviews/{review.public_id}/conflict").path == opened.path


def test_a_gate_without_an_answer_or_a_known_reason_stays_closed(
    pages: Pages, world: World, case: Application, clara: User
) -> None:
    review = world.review(case, clara, conflict="")
    pages.sign_in(clara)
    gate = pages.get(f"/reviews/{review.public_id}/conflict")
    assert problems(pages.submit(gate)) == ["Please choose the answer that applies."]
    assert problems(pages.submit(gate, reason="friendship")) != []
    unclear = pages.submit(gate, reason="bias_concern", note="")
    assert problems(unclear) == ["Please add a few words, so that the chair can understand the reason."]
    assert unclear.status == 422
    assert stored(world, review).conflict == ""


def test_a_reason_closes_the_case_for_good(
    pages: Pages, world: World, call: Call, case: Application, clara: User
) -> None:
    other = world.review(admitted(world, call), clara, conflict="")
    review = world.review(case, clara, conflict="")
    pages.sign_in(clara)
    following = pages.submit(
        pages.get(f"/reviews/{review.public_id}/conflict"), reason="bias_concern", note="My former student."
    )
    assert following.path == f"/reviews/{other.public_id}/conflict"
    base = f"/reviews/{review.public_id}"
    assert [pages.get(url).status for url in (base, f"{base}/conflict")] == [404, 409]
    kept = stored(world, review)
    assert (kept.state, kept.conflict, kept.conflict_note) == (
        "recused",
        "bias_concern",
        "My former student.",
    )
    queue = pages.get("/reviews/")
    assert "Recused" in queue.text
    assert queue.select(f"a[href^='{base}']") == []


def test_health_and_other_answers_that_are_not_for_jurors_stay_away(
    pages: Pages, world: World, case: Application, clara: User
) -> None:
    review = world.review(case, clara)
    pages.sign_in(clara)
    page = pages.get(f"/reviews/{review.public_id}")
    assert "A ground-floor studio." not in page.html
    assert "Access needs" not in page.html


def test_a_withdrawn_case_or_a_decided_call_vanishes(
    pages: Pages, world: World, call: Call, clara: User
) -> None:
    gone = world.review(world.application(call, state=ApplicationState.EXCLUDED), clara)
    decided = world.call(state=CallState.DECIDED)
    over = world.review(admitted(world, decided), clara)
    pages.sign_in(clara)
    assert [pages.get(f"/reviews/{one.public_id}").status for one in (gone, over)] == [404, 404]
    assert "Nothing is waiting for you." in pages.get("/reviews/").text


# The sheet


def test_the_tab_begins_with_the_case(pages: Pages, world: World, case: Application, clara: User) -> None:
    review = world.review(case, clara)
    pages.sign_in(clara)
    assert pages.get(f"/reviews/{review.public_id}").title.startswith("IST-7F3K2A · Işıl Ş. – Score")


def test_the_sheet_shows_weights_and_a_total_that_the_rules_compute(
    pages: Pages, world: World, case: Application, clara: User
) -> None:
    review = world.review(case, clara, state=ReviewState.DRAFT, points=FULL)
    pages.sign_in(clara)
    page = pages.get(f"/reviews/{review.public_id}")
    assert [one.get("data-weight") for one in page.select("[data-weight]")] == ["60", "40"]
    assert sheet(page) == {"points-quality": ["8"], "points-relevance": ["6"]}
    assert page.texts("output[data-total]") == ["7.20"]


def test_a_draft_keeps_an_incomplete_sheet(
    pages: Pages, world: World, case: Application, clara: User
) -> None:
    review = world.review(case, clara)
    pages.sign_in(clara)
    page = pages.get(f"/reviews/{review.public_id}")
    saved = pages.submit(page, "Save draft", **{"points-quality": "9", "comment": "Strong lines."})
    assert "Your draft is saved." in saved.text
    assert sheet(saved) == {"points-quality": ["9"]}
    assert (stored(world, review).state, stored(world, review).comment) == ("draft", "Strong lines.")


def test_a_sheet_with_open_criteria_is_not_sent_and_nothing_typed_is_lost(
    pages: Pages, world: World, case: Application, clara: User
) -> None:
    review = world.review(case, clara)
    pages.sign_in(clara)
    page = pages.get(f"/reviews/{review.public_id}")
    refused = pages.submit(page, "Submit and next", **{"points-quality": "9", "comment": "Strong lines."})
    assert refused.status == 422
    assert problems(refused) == ["Please give points for this criterion."]
    assert sheet(refused) == {"points-quality": ["9"]}
    assert refused.one("textarea").text.strip() == "Strong lines."
    assert stored(world, review).state == "assigned"


def test_another_language_shows_the_half_filled_sheet_again_and_keeps_nothing_of_it(
    pages: Pages, world: World, case: Application, clara: User
) -> None:
    review = world.review(case, clara)
    pages.sign_in(clara)
    page = pages.get(f"/reviews/{review.public_id}")
    german = pages.submit(page, "Deutsch", **{"points-quality": "8", "comment": "Über die Şehir Hatları."})
    assert (german.status, german.path, german.one("html").get("lang")) == (200, page.path, "de")
    typed = form_data(german.form())
    assert (sheet(german), typed["comment"]) == ({"points-quality": ["8"]}, ["Über die Şehir Hatları."])
    kept = stored(world, review)
    assert (points(world, review), kept.state, kept.comment) == ({}, ReviewState.ASSIGNED, "")


@pytest.mark.parametrize("mark", ["11", "-1", "7.5", "٧", "x\x00", "9" * 400])
def test_a_mark_that_is_not_on_the_scale_is_refused_in_words(
    pages: Pages, world: World, case: Application, clara: User, mark: str
) -> None:
    review = world.review(case, clara)
    pages.sign_in(clara)
    page = pages.get(f"/reviews/{review.public_id}")
    refused = pages.submit(page, "Submit and next", **SHEET | {"points-quality": mark})
    assert refused.status == 422
    assert problems(refused) == ["Please choose one of the options shown."]
    assert points(world, review) == {}


def test_submit_and_next_leads_to_the_case_that_the_fewest_have_judged(
    pages: Pages, world: World, call: Call, case: Application, clara: User, bruno: User
) -> None:
    often, seldom = admitted(world, call), admitted(world, call)
    world.review(often, bruno, state=ReviewState.SUBMITTED, points=FULL)
    world.review(often, clara)
    following = world.review(seldom, clara)
    review = world.review(case, clara)
    pages.sign_in(clara)
    page = pages.get(f"/reviews/{review.public_id}")
    then = pages.submit(page, "Submit and next", **SHEET)
    assert then.path == f"/reviews/{following.public_id}"
    assert "The review of IST-7F3K2A is submitted." in then.text
    assert "1 of 3" in then.text
    assert (stored(world, review).state, points(world, review)) == ("submitted", FULL)
    assert verbs(world, case) == ["review.submit"]


def test_a_skipped_case_comes_back_when_the_others_are_done(
    pages: Pages, world: World, call: Call, clara: User
) -> None:
    first, second = world.review(admitted(world, call), clara), world.review(admitted(world, call), clara)
    pages.sign_in(clara)
    page = pages.follow(pages.get(f"/reviews/{first.public_id}"), "Skip for now")
    assert page.path.startswith(f"/reviews/{second.public_id}?skip={first.public_id}")
    back = pages.submit(page, "Submit and next", **SHEET)
    assert back.path.startswith(f"/reviews/{first.public_id}")
    end = pages.submit(back, "Submit and next", **SHEET)
    assert end.path == "/reviews/"
    assert "All done, nothing left to send." in end.text


def test_a_submitted_review_is_read_only(pages: Pages, world: World, case: Application, clara: User) -> None:
    review = world.review(case, clara, state=ReviewState.SUBMITTED, points=FULL)
    pages.sign_in(clara)
    page = pages.get(f"/reviews/{review.public_id}")
    assert page.select("input[type=radio]") == []
    assert page.texts(".total__number") == ["7.20"]
    assert pages.post(page.path, SHEET | {"_revision": "1"}).status == 409


def test_sent_twice_the_review_is_submitted_once(
    pages: Pages, world: World, case: Application, clara: User
) -> None:
    review = world.review(case, clara)
    pages.sign_in(clara)
    page = pages.get(f"/reviews/{review.public_id}")
    assert pages.submit(page, "Submit and next", **SHEET).path == "/reviews/"
    assert pages.submit(page, "Submit and next", **SHEET).path == "/reviews/"
    assert verbs(world, case) == ["review.submit"]


def test_two_windows_meet_and_both_versions_are_shown(
    pages: Pages, world: World, case: Application, clara: User
) -> None:
    review = world.review(case, clara)
    pages.sign_in(clara)
    page = pages.get(f"/reviews/{review.public_id}")
    pages.submit(page, "Save draft", **{"points-quality": "9", "comment": "First window."})
    page = Page(page.status, page.path, page.html.replace('name="_key"', 'name="_other"'), page.headers)
    met = pages.submit(page, "Save draft", **{"points-quality": "4", "comment": "Second window."})
    assert (met.status, met.h1) == (409, "Two versions of your review")
    assert "First window." in met.text
    assert "Second window." in met.text
    assert points(world, review) == {"quality": 9}
    kept = pages.submit(met, "Keep the version from here")
    assert kept.path == f"/reviews/{review.public_id}"
    assert (points(world, review), stored(world, review).comment) == ({"quality": 4}, "Second window.")


def test_autosave_keeps_the_draft_and_says_when(
    pages: Pages, world: World, case: Application, clara: User
) -> None:
    review = world.review(case, clara)
    pages.sign_in(clara)
    url = f"/reviews/{review.public_id}/draft"
    first = autosave(pages, url, 1, {"points-quality": ["7"]})
    assert first.json == {"revision": 2, "saved_at": "10:00", "problems": {}}
    second = autosave(pages, url, 2, {"comment": ["Good."]})
    assert second.json == {"revision": 3, "saved_at": "10:00", "problems": {}}
    assert (points(world, review), stored(world, review).comment) == ({"quality": 7}, "Good.")


def test_autosave_never_overwrites_another_window(
    pages: Pages, world: World, case: Application, clara: User
) -> None:
    review = world.review(case, clara)
    pages.sign_in(clara)
    url = f"/reviews/{review.public_id}/draft"
    autosave(pages, url, 1, {"points-quality": ["7"]})
    late = autosave(pages, url, 1, {"points-quality": ["2"]})
    assert (late.status, late.json["conflict"]) == (409, "#save")
    assert points(world, review) == {"quality": 7}


def test_autosave_keeps_what_is_right_and_names_what_is_not(
    pages: Pages, world: World, case: Application, clara: User
) -> None:
    review = world.review(case, clara)
    pages.sign_in(clara)
    answers = {"points-quality": ["7"], "points-relevance": ["70"], "comment": ["x" * 4001], "beauty": ["3"]}
    told = autosave(pages, f"/reviews/{review.public_id}/draft", 1, answers)
    assert told.json["problems"] == {
        "points-relevance": "Please choose one of the options shown.",
        "comment": "Too long by 1: there is room for 4000 characters.",
    }
    assert (points(world, review), stored(world, review).comment) == ({"quality": 7}, "")


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"revision": "x", "answers": {}}', b'{"revision": 1, "answers": 5}', b"\xff"]
)
def test_autosave_refuses_what_it_can_not_read(
    pages: Pages, world: World, case: Application, clara: User, body: bytes
) -> None:
    review = world.review(case, clara)
    pages.sign_in(clara)
    answer = pages.post(f"/reviews/{review.public_id}/draft", data=body, content_type="application/json")
    assert answer.status == 422
    assert points(world, review) == {}


def test_stepping_back_later_closes_the_case_and_the_scores_count_no_more(
    pages: Pages, world: World, call: Call, case: Application, clara: User, officer: User
) -> None:
    review = world.review(case, clara, state=ReviewState.SUBMITTED, points=FULL)
    pages.sign_in(clara)
    form = pages.follow(pages.get(f"/reviews/{review.public_id}"), "I have found a conflict of interest")
    pages.submit(form, reason="employer_or_board", note="Her gallery.")
    assert pages.get(f"/reviews/{review.public_id}").status == 404
    assert case.title not in pages.get("/reviews/").text
    assert (stored(world, review).state, points(world, review)) == ("recused", FULL)
    pages.sign_in(officer)
    row = pages.get(f"/desk/calls/{call.slug}/ranking")
    assert "0 of 0" in row.text
    assert "Her gallery." not in row.text


# Files and the log


def test_a_juror_opens_a_file_of_the_case_and_the_log_remembers(
    pages: Pages, world: World, call: Call, clara: User
) -> None:
    case, _cv = case_with_file(world, call)
    _case, other_cv = case_with_file(world, call)
    review = world.review(case, clara)
    pages.sign_in(clara)
    page = pages.get(f"/reviews/{review.public_id}")
    assert pages.get(page.link("cv.pdf")).data == b"%PDF-1.7 cv"
    assert pages.get(f"/reviews/{review.public_id}/files/{other_cv.public_id}").status == 404
    from portal import db

    with world.read():
        read = db.session().query(ReadEvent).filter_by(actor_id=clara.id).all()
        assert [(one.case, one.verb) for one in read] == [(f"review:{review.public_id}", "review.read")] * 2


# The queue


def test_the_queue_counts_what_is_done_and_leads_on(
    pages: Pages, world: World, call: Call, clara: User, bruno: User
) -> None:
    judged, fresh, begun, closed = (admitted(world, call) for _ in range(4))
    world.review(judged, clara, state=ReviewState.SUBMITTED, points=FULL)
    new = world.review(fresh, clara, conflict="")
    world.review(begun, clara, state=ReviewState.DRAFT)
    world.review(begun, bruno, state=ReviewState.SUBMITTED, points=FULL)
    world.review(closed, clara, state=ReviewState.RECUSED, conflict="relative")
    pages.sign_in(clara)
    page = pages.get("/reviews/")
    assert "1 of 3" in page.text
    assert page.texts("td[data-label='Your review']") == ["Done", "To do", "Draft", "Recused"]
    assert page.link("Continue with the next") == f"/reviews/{new.public_id}/conflict"


def test_who_is_no_juror_has_no_queue(pages: Pages, world: World) -> None:
    pages.sign_in(world.user())
    assert pages.get("/reviews/").status == 404


def test_a_visitor_is_sent_to_sign_in(pages: Pages, world: World, case: Application, clara: User) -> None:
    review = world.review(case, clara)
    for url in ("/reviews/", f"/reviews/{review.public_id}"):
        assert pages.get(url, follow=False).headers["Location"].startswith("/sign-in?next=/reviews/")


@pytest.mark.parametrize("others", [1, 12])
def test_the_score_page_asks_the_database_the_same_few_questions_at_any_size(
    pages: Pages, world: World, call: Call, clara: User, bruno: User, others: int
) -> None:
    case, _cv = case_with_file(world, call)
    review = world.review(case, clara, state=ReviewState.DRAFT, points=FULL)
    for _number in range(others):
        other = admitted(world, call)
        world.review(other, clara)
        world.review(other, bruno, state=ReviewState.SUBMITTED, points=FULL)
    pages.sign_in(clara)
    page = pages.get(f"/reviews/{review.public_id}")
    asked = [sql for sql in page.sql if not sql.startswith(("BEGIN", "PRAGMA"))]
    assert len(asked) <= 8, asked


# A juror with many cases


@pytest.fixture
def pile(world: World, call: Call, clara: User, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Three cases of one call and two of another, of which two fit on a page; the first is done."""
    monkeypatch.setattr(routes, "CASES_A_PAGE", 2)
    second = world.call(state=CallState.IN_REVIEW)
    world.seat(second, clara)
    states = [ReviewState.SUBMITTED, *[ReviewState.ASSIGNED] * 4]
    for number, state in enumerate(states, 1):
        case = admitted(world, call if number < 4 else second, short_code=f"IST-00000{number}")
        world.review(case, clara, state=state)
    return second


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", "12"),
        ("?call={first}&page=2", "3"),
        ("?call={first}&show=open", "23"),
        ("?call={second}", "45"),
        ("?call=nonsense&page=x", "12"),
    ],
)
def test_a_long_pile_is_shown_a_page_of_one_call_at_a_time(
    pages: Pages, call: Call, pile: Call, clara: User, asked: str, shown: str
) -> None:
    pages.sign_in(clara)
    queue = pages.get("/reviews/" + asked.format(first=call.slug, second=pile.slug))
    assert "".join(text[-1] for text in queue.texts("tbody .code")) == shown
    assert queue.texts(".kern-progress p") == ["1 of 3", "0 of 2"]


def test_the_other_calls_of_a_long_pile_are_one_link_away(pages: Pages, pile: Call, clara: User) -> None:
    pages.sign_in(clara)
    queue = pages.follow(pages.get("/reviews/"), f"Show these cases {pile.title['en']}")
    assert [text[-1] for text in queue.texts("tbody .code")] == ["4", "5"]
