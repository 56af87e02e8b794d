"""The office and the chair: giving cases, reading the ranking, returning a review."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from portal import db
from portal.access import Role
from portal.accounts.models import RoleGrant, User
from portal.applications.models import Application
from portal.applications.states import ApplicationState
from portal.calls.models import Call
from portal.calls.states import CallState
from portal.deputies import actions as deputies
from portal.deputies.queries import find_own
from portal.reviews import routes
from portal.reviews.states import ReviewState
from tests.factories import World
from tests.pages import Element, Page, Pages, form_data
from tests.reviews.making import FULL, admitted, points, review_of, stored, verbs

S = ReviewState.SUBMITTED


def marks(quality: int, relevance: int) -> dict[str, int]:
    return {"quality": quality, "relevance": relevance}


def rows(page: Page) -> list[Element]:
    return page.select("tr[id^='case-']")


def codes(page: Page) -> list[str]:
    return [row.get("id").removeprefix("case-") for row in rows(page)]


def cells(page: Page, label: str) -> list[str]:
    return page.texts(f"td[data-label='{label}']")


def boxes(page: Page, *, ticked: bool) -> int:
    chosen = page.select("input[name=pair]")
    return sum((box.get("checked") is not None) == ticked for box in chosen)


# Assignment


def test_the_officer_ticks_who_judges_what_and_unticks_it_again(
    pages: Pages, world: World, call: Call, case: Application, clara: User, bruno: User, officer: User
) -> None:
    pages.sign_in(officer)
    url = f"/desk/calls/{call.slug}/jury/assignment"
    page = pages.get(url)
    assert (boxes(page, ticked=True), boxes(page, ticked=False)) == (0, 2)
    pair = f"{case.public_id}:{clara.public_id}"
    saved = pages.submit(page, action="/jury/assignment", pair=[pair])
    assert "Saved: 1 given, 0 taken away." in saved.text
    assert (boxes(saved, ticked=True), boxes(saved, ticked=False)) == (1, 1)
    given = review_of(world, case, clara)
    assert given is not None
    assert (given.state, given.conflict) == ("assigned", "")
    taken = pages.submit(saved, action="/jury/assignment", pair=[None])
    assert "Saved: 0 given, 1 taken away." in taken.text
    again = pages.submit(taken, action="/jury/assignment", pair=[pair])
    assert boxes(again, ticked=True) == 1
    assert verbs(world, case) == ["review.assign", "review.void", "review.assign"]


def test_many_cases_are_given_a_page_at_a_time_and_no_page_undoes_another(
    pages: Pages,
    world: World,
    call: Call,
    clara: User,
    officer: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(routes, "CASES_A_PAGE", 2)
    cases = [admitted(world, call, short_code=f"IST-{letter}") for letter in "ABC"]
    pages.sign_in(officer)
    url = f"/desk/calls/{call.slug}/jury/assignment"
    first = pages.get(url)
    assert first.texts("#matrix .code") == ["IST-A", "IST-B"]
    pair = f"{cases[0].public_id}:{clara.public_id}"
    second = pages.submit(first, "Save and go on to the next page", action="/jury/assignment", pair=[pair])
    assert ("Saved: 1 given, 0 taken away." in second.text, second.texts("#matrix .code")) == (
        True,
        ["IST-C"],
    )
    assert [len(page.texts("#evenly")) for page in (first, second)] == [1, 0]
    last = f"{cases[2].public_id}:{clara.public_id}"
    kept = pages.submit(second, "Save this page", action="/jury/assignment?page=2", pair=[last])
    assert ("Saved: 1 given, 0 taken away." in kept.text, kept.texts("#matrix .code")) == (True, ["IST-C"])
    assert [review_of(world, case, clara) is not None for case in cases] == [True, False, True]


def test_every_case_is_given_to_everybody_in_one_step(
    pages: Pages, world: World, call: Call, clara: User, bruno: User, chair: User, officer: User
) -> None:
    for _number in range(4):
        admitted(world, call)
    world.application(call, state=ApplicationState.EXCLUDED)
    pages.sign_in(officer)
    page = pages.get(f"/desk/calls/{call.slug}/jury/assignment")
    everybody = page.one("form#everybody")
    saved = pages.post(everybody.get("action"), form_data(everybody))
    assert "Saved: 12 given." in saved.text
    assert boxes(saved, ticked=True) == 12


def test_cases_are_given_evenly_and_never_to_their_own_applicant(
    pages: Pages, world: World, call: Call, clara: User, bruno: User, chair: User, officer: User
) -> None:
    own = admitted(world, call, clara)
    for _number in range(2):
        admitted(world, call)
    pages.sign_in(officer)
    page = pages.get(f"/desk/calls/{call.slug}/jury/assignment")
    assert "own application" in page.text
    assert page.one("#even input[name=each]").get("value") == "3"
    saved = pages.submit(page, "Give evenly", action="/evenly", each="2")
    assert "Saved: 6 given." in saved.text
    assert review_of(world, own, clara) is None


@pytest.mark.parametrize("each", ["", "0", "-1", "two", "9" * 30])
def test_a_number_of_jurors_that_makes_no_sense_is_refused(
    pages: Pages, world: World, call: Call, case: Application, clara: User, officer: User, each: str
) -> None:
    pages.sign_in(officer)
    page = pages.get(f"/desk/calls/{call.slug}/jury/assignment")
    refused = pages.submit(page, action="/evenly", each=each)
    assert refused.status == 422
    assert review_of(world, case, clara) is None


def test_foreign_and_broken_boxes_give_nothing(
    pages: Pages, world: World, call: Call, case: Application, clara: User, officer: User
) -> None:
    elsewhere = admitted(world, world.call(state=CallState.IN_REVIEW))
    pages.sign_in(officer)
    sent = [
        f"{elsewhere.public_id}:{clara.public_id}",
        f"{case.public_id}:{officer.public_id}",
        "x",
        ":",
        "a:b",
    ]
    page = pages.post(f"/desk/calls/{call.slug}/jury/assignment", {"pair": sent})
    assert "Saved: 0 given, 0 taken away." in page.text


def test_the_matrix_asks_as_much_at_sixty_by_five_as_at_one_by_one(
    pages: Pages, world: World, call: Call, officer: User
) -> None:
    url = f"/desk/calls/{call.slug}/jury/assignment"
    with world.act():
        jurors, cases = [world.juror(call)], [admitted(world, call)]
    pages.sign_in(officer)
    small = pages.get(url)
    with world.act():
        jurors += [world.juror(call) for _number in range(4)]
        cases += [admitted(world, call) for _number in range(59)]
        for case in cases[:10]:
            world.review(case, jurors[0], state=S, points=FULL)
    large = pages.get(url)
    assert (large.statements, boxes(large, ticked=False)) == (small.statements, 290)
    assert large.statements <= 8
    assert "10 of 10" in large.text


def test_others_may_see_the_assignment_but_not_change_it(
    pages: Pages, world: World, call: Call, case: Application, clara: User
) -> None:
    pages.sign_in(world.user(roles=(Role.AUDITOR,)))
    url = f"/desk/calls/{call.slug}/jury/assignment"
    assert pages.get(url).select("input[name=pair]") == []
    assert pages.post(url, {"pair": f"{case.public_id}:{clara.public_id}"}).status == 403
    pages.sign_in(clara)
    assert pages.get(url).status == 404


# Leaving the panel


def test_who_leaves_loses_open_reviews_and_keeps_the_submitted_ones(
    pages: Pages, world: World, call: Call, clara: User, officer: User
) -> None:
    done = world.review(admitted(world, call), clara, state=S, points=FULL)
    begun = world.review(admitted(world, call), clara, state=ReviewState.DRAFT)
    pages.sign_in(officer)
    page = pages.follow(pages.get(f"/desk/calls/{call.slug}/jury"), "Remove")
    assert "Open reviews that become void: 1" in page.text
    assert "Submitted reviews that still count: 1" in page.text
    left = pages.submit(page, "Remove from the jury")
    assert "Clara Weiß is no longer on the jury." in left.text
    assert left.select("td[data-label='Seat']") == []
    assert [stored(world, one).state for one in (done, begun)] == ["submitted", "void"]
    pages.sign_in(clara)
    assert pages.get("/reviews/").status == 404
    assert pages.get(f"/reviews/{begun.public_id}").status == 404


@pytest.mark.parametrize(("role", "told"), [(Role.OFFICER, True), (Role.AUDITOR, True), (Role.CHAIR, False)])
def test_why_a_juror_stepped_back_is_told_to_the_office_and_not_to_the_jury(
    pages: Pages, world: World, call: Call, clara: User, role: Role, told: bool
) -> None:
    review = world.review(
        admitted(world, call), clara, state=ReviewState.RECUSED, conflict="party", conflict_note="My studio."
    )
    pages.sign_in(world.user("Somebody", roles=(role,)))
    ranking = pages.get(f"/desk/calls/{call.slug}/ranking")
    page = pages.get(ranking.link(clara.name))
    assert page.path == f"/desk/reviews/{review.public_id}"
    assert ("I am part of this application" in page.text, "My studio." in page.text) == (told, told)


# The ranking


def test_cases_stand_by_their_mean_and_recused_reviews_are_no_zeros(
    pages: Pages, world: World, call: Call, clara: User, bruno: User, chair: User, officer: User
) -> None:
    low, high, open_case = (
        admitted(world, call, short_code=code) for code in ("IST-LOW", "IST-HIGH", "IST-OPEN")
    )
    world.review(high, clara, state=S, points=marks(8, 8))
    world.review(high, bruno, state=ReviewState.RECUSED, conflict="party", points=marks(0, 0))
    world.review(high, chair, state=S, points=marks(9, 9))
    world.review(low, clara, state=S, points=marks(9, 9))
    world.review(low, bruno, state=S, points=marks(3, 3))
    world.review(low, chair, state=S, points=marks(6, 6))
    world.review(open_case, clara, state=ReviewState.DRAFT, points=marks(10, 10))
    pages.sign_in(officer)
    page = pages.get(f"/desk/calls/{call.slug}/ranking")
    assert codes(page) == ["IST-HIGH", "IST-LOW", "IST-OPEN"]
    assert cells(page, "Rank") == ["1", "2", "–"]
    assert cells(page, "Mean") == ["8.50", "6.00", "–"]
    assert cells(page, "Median") == ["8.50", "6.00", "–"]
    assert cells(page, "Spread") == ["1.00", "6.00", "–"]
    assert cells(page, "Reviews") == ["2 of 2", "3 of 3", "0 of 1"]
    assert cells(page, "To look at") == ["Too few jurors", "Jurors disagree", "Too few jurors"]
    assert len(page.select(".chart--bars")) == 2


def test_a_tie_is_shown_as_a_tie(pages: Pages, world: World, call: Call, clara: User, officer: User) -> None:
    for code in ("IST-A", "IST-B"):
        world.review(admitted(world, call, short_code=code), clara, state=S, points=marks(7, 7))
    world.review(admitted(world, call, short_code="IST-C"), clara, state=S, points=marks(5, 5))
    pages.sign_in(officer)
    page = pages.get(f"/desk/calls/{call.slug}/ranking")
    assert cells(page, "Rank") == ["1= shared", "1= shared", "3"]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("place", ["IST-A", "IST-B", "IST-C"]),
        ("spread", ["IST-B", "IST-A", "IST-C"]),
        ("reviews", ["IST-C", "IST-A", "IST-B"]),
        ("code", ["IST-A", "IST-B", "IST-C"]),
        ("median", ["IST-A", "IST-B", "IST-C"]),
        ("nonsense", ["IST-A", "IST-B", "IST-C"]),
    ],
)
def test_the_address_names_the_order(
    pages: Pages,
    world: World,
    call: Call,
    clara: User,
    bruno: User,
    officer: User,
    sort: str,
    order: list[str],
) -> None:
    a, b, _c = (admitted(world, call, short_code=code) for code in ("IST-A", "IST-B", "IST-C"))
    world.review(a, clara, state=S, points=marks(9, 9))
    world.review(a, bruno, state=S, points=marks(8, 8))
    world.review(b, clara, state=S, points=marks(9, 9))
    world.review(b, bruno, state=S, points=marks(4, 4))
    pages.sign_in(officer)
    assert codes(pages.get(f"/desk/calls/{call.slug}/ranking?sort={sort}")) == order


def test_a_returned_review_counts_no_more_until_it_is_sent_again(
    pages: Pages, world: World, call: Call, case: Application, clara: User, officer: User
) -> None:
    review = world.review(case, clara, state=S, points=FULL)
    pages.sign_in(officer)
    ranking = pages.get(f"/desk/calls/{call.slug}/ranking")
    sheet = pages.follow(ranking, "Clara Weiß")
    assert "7.20" in sheet.text
    assert pages.submit(sheet, "Return to the juror").status == 422
    back = pages.submit(sheet, "Return to the juror", reason="Relevance lacks a word.")
    assert cells(back, "Reviews") == ["0 of 1"]
    pages.sign_in(clara)
    page = pages.get(f"/reviews/{review.public_id}")
    assert "Relevance lacks a word." in page.text
    pages.submit(page, "Submit and next", **{"points-relevance": "7"})
    assert (points(world, review), stored(world, review).return_reason) == (marks(8, 7), "")
    assert verbs(world, case) == ["review.return", "review.submit"]


def test_a_void_review_counts_no_more_and_its_juror_sees_the_case_no_more(
    pages: Pages, world: World, call: Call, case: Application, clara: User, officer: User
) -> None:
    review = world.review(case, clara, state=S, points=FULL)
    pages.sign_in(officer)
    voided = pages.post(f"/desk/reviews/{review.public_id}/void", {"reason": "Voted with a conflict."})
    assert cells(voided, "Reviews") == ["0 of 0"]
    assert (stored(world, review).state, points(world, review)) == ("void", FULL)
    pages.sign_in(clara)
    assert pages.get(f"/reviews/{review.public_id}").status == 404


def test_the_chair_reads_the_ranking_but_no_case_that_is_closed_to_her(
    pages: Pages, world: World, call: Call, clara: User, chair: User
) -> None:
    judged, recused, open_case, own = (
        admitted(world, call, applicant, short_code=code)
        for code, applicant in (("IST-1", None), ("IST-2", None), ("IST-3", None), ("IST-4", chair))
    )
    reviews = [world.review(one, clara, state=S, points=FULL) for one in (judged, recused, open_case, own)]
    world.review(judged, chair, state=S, points=FULL)
    world.review(recused, chair, state=ReviewState.RECUSED, conflict="relative")
    world.review(open_case, chair)
    pages.sign_in(chair)
    page = pages.get(f"/desk/calls/{call.slug}/ranking")
    assert codes(page) == ["IST-1"]
    assert "3 cases are not shown" in page.text
    assert [pages.get(f"/desk/reviews/{one.public_id}").status for one in reviews] == [200, 404, 404, 404]
    assert pages.post(f"/desk/reviews/{reviews[0].public_id}", {"reason": "x"}).status == 403
    assert page.select("nav.tabs") == []


def test_a_chairs_deputy_sees_no_case_from_which_she_stepped_back_or_which_she_is_yet_to_judge(
    pages: Pages, world: World, call: Call, clara: User, chair: User, at: datetime
) -> None:
    judged, recused, open_case = (admitted(world, call, short_code=f"IST-{one}") for one in (1, 2, 3))
    reviews = [world.review(one, clara, state=S, points=FULL) for one in (judged, recused, open_case)]
    given = [world.review(one, chair) for one in (recused, open_case)]
    deputy = world.user("Ece Aydın")
    with world.act():
        held = sa.select(RoleGrant.public_id).where(RoleGrant.user_id == chair.id)
        own = find_own(chair, db.session().scalars(held).one())
        assert own is not None
        deputies.name(own, deputy, first=at.date(), last=at.date() + timedelta(1), by=own.user, at=at)
    pages.sign_in(deputy)
    gate = pages.get(f"/reviews/{given[0].public_id}/conflict")
    pages.submit(gate, "Continue", reason="other", note="My cousin’s work.")
    page = pages.get(f"/desk/calls/{call.slug}/ranking")
    assert codes(page) == ["IST-1"]
    assert [pages.get(f"/desk/reviews/{one.public_id}").status for one in reviews] == [200, 404, 404]
    pages.sign_in(chair)
    assert codes(pages.get(f"/desk/calls/{call.slug}/ranking")) == ["IST-1"]


def test_an_officer_who_applied_takes_no_review_of_the_own_case_out_of_the_count(
    pages: Pages, world: World, call: Call, clara: User
) -> None:
    officer = world.user(roles=(Role.OFFICER,))
    review = world.review(admitted(world, call, officer), clara, state=S, points=FULL)
    pages.sign_in(officer)
    voided = pages.post(f"/desk/reviews/{review.public_id}/void", {"reason": "I like it not."})
    assert (voided.status, stored(world, review).state) == (404, S)


def test_jurors_and_applicants_see_no_ranking(
    pages: Pages, world: World, call: Call, case: Application, clara: User
) -> None:
    review = world.review(case, clara, state=S, points=FULL)
    for person in (clara, world.user()):
        pages.sign_in(person)
        assert pages.get(f"/desk/calls/{call.slug}/ranking").status == 404
        assert pages.get(f"/desk/reviews/{review.public_id}").status == 404


def test_the_ranking_asks_as_much_for_sixty_cases_as_for_one(
    pages: Pages, world: World, call: Call, clara: User, officer: User
) -> None:
    url = f"/desk/calls/{call.slug}/ranking"
    with world.act():
        world.review(admitted(world, call), clara, state=S, points=FULL)
    pages.sign_in(officer)
    small = pages.get(url)
    with world.act():
        for _number in range(59):
            world.review(admitted(world, call), clara, state=S, points=FULL)
    large = pages.get(url)
    assert (len(rows(large)), large.statements) == (60, small.statements)
    assert large.statements <= 8


def test_a_call_without_cases_says_so(pages: Pages, world: World, call: Call, officer: User) -> None:
    pages.sign_in(officer)
    assert "No case of this call can be ranked yet." in pages.get(f"/desk/calls/{call.slug}/ranking").text
    assert "Nobody sits on this jury yet." in pages.get(f"/desk/calls/{call.slug}/jury/assignment").text


@pytest.mark.parametrize("state", [CallState.DRAFT, CallState.PUBLISHED])
def test_the_ranking_of_a_call_that_nobody_judged_yet_is_an_empty_page_and_no_refusal(
    pages: Pages, world: World, officer: User, state: CallState
) -> None:
    pages.sign_in(officer)
    page = pages.get(f"/desk/calls/{world.call(state=state).slug}/ranking")
    assert (page.status, page.texts(".empty p")) == (200, ["No case of this call can be ranked yet."])


def test_a_seat_is_not_a_right_to_other_calls(pages: Pages, world: World, chair: User) -> None:
    other = world.call(state=CallState.IN_REVIEW)
    pages.sign_in(chair)
    assert pages.get(f"/desk/calls/{other.slug}/ranking").status == 404
