"""The release gate and the pages on which a place is taken or left."""

import pytest

from portal.applications.models import Application
from portal.awards import queries
from portal.decisions.states import DecisionState
from portal.letters import queries as letter_queries
from tests.decisions.stage import Stage, content
from tests.pages import Pages


def gate(stage: Stage) -> str:
    return f"/desk/calls/{stage.call.slug}/release"


def public_states(stage: Stage, *cases: Application) -> list[str]:
    return stage.read(lambda: [stage.application(case).public_state for case in cases])


def offer_url(stage: Stage) -> str:
    return stage.read(lambda: f"/offers/{queries.list_for_call(stage.the_call())[0].public_id}")


def sign_in_applicant(stage: Stage, pages: Pages, case: Application) -> None:
    pages.sign_in(stage.read(lambda: stage.application(case).applicant))


def test_the_gate_tells_counts_sums_and_what_is_missing_in_letters(stage: Stage, pages: Pages) -> None:
    stage.decided("award", "reserve", "rejection")
    bad = stage.case("Suharti", person={"street": ""})
    stage.propose(bad, content("rejection"))
    stage.approve_all()
    pages.sign_in(stage.approver)
    page = pages.get(gate(stage))
    for told in (
        "1 award, 1 reserve, 2 rejections",
        "The recipient’s address has no street.",
        "4 people learn their outcome at the same instant",
    ):
        assert told in page.text
    assert "10,000.00\u00a0EUR of 10,000.00\u00a0EUR" in page.html


def test_the_gate_stays_shut_until_everything_is_approved(stage: Stage, pages: Pages) -> None:
    stage.decided("award")
    open_case = stage.case()
    pages.sign_in(stage.approver)
    page = pages.get(gate(stage))
    assert f"There is no decision yet for: {open_case.short_code}." in page.text
    assert pages.post(gate(stage), {"count": "1"}).status == 409


def test_the_number_must_be_typed_before_anything_leaves(stage: Stage, pages: Pages) -> None:
    cases = stage.decided("award", "reserve", "rejection")
    pages.sign_in(stage.approver)
    page = pages.get(gate(stage))
    wrong = pages.submit(page, count="2")
    assert (wrong.status, "Please type the number 3 to confirm." in wrong.text) == (422, True)
    assert public_states(stage, *cases) == ["pending"] * 3
    done = pages.submit(page, count="3")
    assert done.path.startswith("/jobs/")
    assert public_states(stage, *cases) == ["awarded", "reserve", "rejected"]


def test_releasing_twice_with_the_same_form_releases_once(stage: Stage, pages: Pages) -> None:
    stage.decided("rejection")
    pages.sign_in(stage.approver)
    page = pages.get(gate(stage))
    first, second = pages.submit(page, count="1"), pages.submit(page, count="1")
    assert first.path == second.path


@pytest.mark.parametrize("role", ["officer", "stranger"])
def test_only_an_approver_releases(stage: Stage, pages: Pages, role: str) -> None:
    cases = stage.decided("rejection")
    pages.sign_in(stage.officer if role == "officer" else stage.world.user())
    assert pages.post(gate(stage), {"count": "1"}).status == (403 if role == "officer" else 404)
    assert public_states(stage, *cases) == ["pending"]


def test_the_gate_asks_as_many_statements_for_one_case_as_for_three(stage: Stage, pages: Pages) -> None:
    stage.decided("rejection")
    pages.sign_in(stage.approver)
    pages.get(gate(stage))
    one = pages.get(gate(stage)).statements
    stage.decided("rejection", "rejection")
    assert pages.get(gate(stage)).statements == one


def test_an_award_letter_leads_to_its_offer_and_the_place_is_taken(stage: Stage, pages: Pages) -> None:
    case, *_ = stage.decided("award")
    stage.release()
    sign_in_applicant(stage, pages, case)
    letter = stage.read(lambda: letter_queries.list_for_call(stage.the_call())[0])
    page = pages.follow(pages.get(f"/letters/{letter.public_id}"), "Your answer about the place")
    assert page.h1 == "Your place"
    assert page.link(letter.number) == f"/letters/{letter.public_id}"  # read before it is answered
    done = pages.submit(page, action="/accept")
    assert "You have accepted." in done.text
    assert "Accept the place" not in done.text


def test_what_comes_after_accepting_is_said_where_it_was_accepted(stage: Stage, pages: Pages) -> None:
    case, *_ = stage.decided("award")
    stage.release()
    sign_in_applicant(stage, pages, case)
    page = pages.get(offer_url(stage))
    assert page.link("Your application") == f"/applications/{case.public_id}/"
    pages.submit(page, action="/accept")
    assert "The office will ask for your bank details" in pages.get(offer_url(stage)).text


def test_from_the_application_the_result_is_one_step_away(stage: Stage, pages: Pages) -> None:
    award, rejection = stage.decided("award", "rejection")
    stage.release()
    found = []
    for case in (award, rejection):
        sign_in_applicant(stage, pages, case)
        found.append(
            pages.follow(pages.get(f"/applications/{case.public_id}/receipt"), "Go to the result").h1
        )
    assert found == ["Your place", "Your letter"]


def test_declining_asks_once_more_and_then_frees_the_place(stage: Stage, pages: Pages) -> None:
    case, reserve = stage.decided("award", "reserve")
    stage.release()
    sign_in_applicant(stage, pages, case)
    page = pages.follow(pages.get(offer_url(stage)), "I can’t take the place")
    assert "The place goes to the next person on the reserve list." in page.text
    done = pages.submit(page, why="Another residency.")
    assert "You have declined." in done.text
    assert stage.read(lambda: stage.decision(reserve).state) == DecisionState.PROPOSED
    pages.sign_in(stage.officer)
    assert "Another residency." in pages.get(f"/desk/calls/{stage.call.slug}/awards").text


def test_declining_twice_promotes_one_reserve(stage: Stage, pages: Pages) -> None:
    case, *_ = stage.decided("award", "reserve")
    stage.release()
    sign_in_applicant(stage, pages, case)
    page = pages.get(f"{offer_url(stage)}/decline")
    assert pages.submit(page).path == pages.submit(page).path
    assert pages.post(f"{offer_url(stage)}/decline", {"why": "again"}).status == 409


def test_nobody_answers_for_somebody_else(stage: Stage, pages: Pages) -> None:
    _, reserve = stage.decided("award", "reserve")
    stage.release()
    url = offer_url(stage)
    sign_in_applicant(stage, pages, reserve)
    assert [pages.get(url).status, pages.post(f"{url}/accept").status] == [404, 404]
    pages.sign_in(stage.officer)
    assert [pages.get(url).status, pages.post(f"{url}/accept").status] == [200, 403]


def test_the_moved_up_reserve_is_released_from_its_own_page(stage: Stage, pages: Pages) -> None:
    case, reserve = stage.decided("award", "reserve")
    stage.release()
    sign_in_applicant(stage, pages, case)
    pages.post(f"{offer_url(stage)}/decline", {"why": ""})
    stage.approve(reserve)
    pages.sign_in(stage.approver)
    page = pages.get(stage.read(lambda: f"/desk/decisions/{stage.decision(reserve).public_id}"))
    done = pages.submit(page, action="/release")
    assert done.path.startswith("/jobs/")
    assert public_states(stage, reserve) == ["awarded"]


def test_the_award_of_who_moves_up_leads_the_approver_to_its_own_page(stage: Stage, pages: Pages) -> None:
    case, reserve = stage.decided("award", "reserve")
    stage.release()
    sign_in_applicant(stage, pages, case)
    pages.post(f"{offer_url(stage)}/decline", {"why": ""})
    own_page = stage.read(lambda: f"/desk/decisions/{stage.decision(reserve).public_id}")
    url = f"/desk/calls/{stage.call.slug}/approvals"
    pages.sign_in(stage.approver)
    page = pages.get(url)
    assert (page.link("Read and approve"), page.select("input[name=decisions]")) == (own_page, [])
    pages.sign_in(stage.officer)
    assert pages.get(url).texts("td[data-label=Approve]") == [
        "You prepared this decision yourself. A second person has to approve it."
    ]


def test_where_nothing_waits_for_a_release_the_page_says_so_and_leads_on(stage: Stage, pages: Pages) -> None:
    stage.decided("award")
    stage.release()
    pages.sign_in(stage.approver)
    page = pages.get(gate(stage))
    assert page.texts(".empty p") == ["There is nothing to release."]
    assert (page.select("[role=alert], .kern-alert"), page.select("[aria-disabled]")) == ([], [])


def test_the_office_sees_an_offer_as_the_office_and_finds_the_way_back(stage: Stage, pages: Pages) -> None:
    (case,) = stage.decided("award")
    stage.release()
    seen = []
    for sign_in in (lambda: pages.sign_in(stage.officer), lambda: sign_in_applicant(stage, pages, case)):
        sign_in()
        page = pages.get(offer_url(stage))
        seen.append((page.h1, page.texts(".back")))
    assert seen == [
        ("Offer of a place", ["Answers to the awards"]),
        ("Your place", ["Your application"]),
    ]
