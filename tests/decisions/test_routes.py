"""The office’s pages of decisions, and that nobody outside sees anything of them before the release."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from portal.access import Role
from portal.accounts.models import RoleGrant
from portal.applications.models import Application
from portal.applications.states import ApplicationState
from portal.decisions import routes
from portal.decisions.states import DecisionState
from portal.reviews.states import ReviewState
from tests.decisions.stage import Stage, content
from tests.factories.world import LONG_AGO
from tests.pages import Page, Pages


@pytest.fixture(autouse=True)
def clock(at: Any) -> Iterator[time_machine.Traveller]:
    """The clock of the portal stands still."""
    with time_machine.travel(at, tick=False) as moved:
        yield moved


def url_of(stage: Stage, application: Application, page: str = "") -> str:
    return stage.read(lambda: f"/desk/decisions/{stage.decision(application).public_id}{page}")


def state_of(stage: Stage, application: Application) -> str:
    return stage.read(lambda: stage.decision(application).state)


def desk_of(stage: Stage) -> str:
    return f"/desk/calls/{stage.call.slug}/decisions"


def test_the_desk_shows_cases_sums_and_what_is_open(stage: Stage, pages: Pages) -> None:
    case = stage.case("Işıl Şükran İnceöz")
    stage.case()
    stage.propose(case, content("award"))
    pages.sign_in(stage.officer)
    page = pages.get(desk_of(stage))
    assert page.status == 200
    assert "1 of 1 places" in page.text
    assert "Işıl Şükran İnceöz" in page.text
    assert "10,000.00\u00a0EUR of 10,000.00\u00a0EUR" in page.html


def test_the_desk_asks_as_many_statements_for_one_case_as_for_three(stage: Stage, pages: Pages) -> None:
    stage.propose(stage.case(), content("rejection"))
    pages.sign_in(stage.officer)
    pages.get(desk_of(stage))
    one = pages.get(desk_of(stage)).statements
    for _ in range(2):
        stage.propose(stage.case(), content("rejection"))
    assert pages.get(desk_of(stage)).statements == one


def test_the_desk_warns_as_long_as_reviews_are_to_come(stage: Stage, pages: Pages) -> None:
    case = stage.case()
    stage.world.review(case, stage.world.juror(stage.call))
    pages.sign_in(stage.officer)
    page = pages.get(desk_of(stage))
    assert "1 review is still to come" in page.text
    assert "0 of 1" in page.text


def test_the_sheet_saves_all_kinds_in_one_act(stage: Stage, pages: Pages) -> None:
    award, reserve, rejection = stage.case(), stage.case(), stage.case()
    pages.sign_in(stage.officer)
    data = {
        f"kind_{award.public_id}": "award",
        f"kind_{reserve.public_id}": "reserve",
        f"rank_{reserve.public_id}": "1",
        f"kind_{rejection.public_id}": "rejection",
    }
    page = pages.post(desk_of(stage), data)
    assert "Decisions saved: 3." in page.text
    kinds = stage.read(lambda: [stage.decision(one).kind for one in (award, reserve, rejection)])
    assert kinds == ["award", "reserve", "rejection"]


def test_a_sheet_over_places_changes_nothing_and_says_why(stage: Stage, pages: Pages) -> None:
    cases = [stage.case(), stage.case()]
    pages.sign_in(stage.officer)
    page = pages.post(desk_of(stage), {f"kind_{case.public_id}": "award" for case in cases})
    assert page.status == 422
    assert "These would be 2 awards, but the call has 1 places." in page.text
    assert stage.read(lambda: stage.the_call().version) == 1
    assert "2 still open" in pages.get(desk_of(stage)).text


# A call of many cases


@pytest.fixture
def many(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> list[Application]:
    """Five cases by their numbers, of which two stand on a page."""
    monkeypatch.setattr(routes, "CASES_A_PAGE", 2)
    return [stage.case(short_code=f"IST-00000{number}") for number in range(1, 6)]


def numbers_on(page: Page) -> list[str]:
    return re.findall(r"IST-00000\d(?=</a>)", page.html)


def test_a_long_call_is_shown_a_page_at_a_time(stage: Stage, pages: Pages, many: list[Application]) -> None:
    stage.propose(many[0], content("award"))
    pages.sign_in(stage.officer)
    shown = [numbers_on(pages.get(f"{desk_of(stage)}?page={number}")) for number in (1, 2, 3)]
    assert shown == [["IST-000001", "IST-000002"], ["IST-000003", "IST-000004"], ["IST-000005"]]
    last = pages.get(f"{desk_of(stage)}?page=3")
    assert ("1 of 1 places" in last.text, "4 still open" in last.text) == (True, True)


def test_saving_one_page_leaves_the_others_as_they_are(
    stage: Stage, pages: Pages, many: list[Application]
) -> None:
    stage.propose(many[0], content("award"))
    pages.sign_in(stage.officer)
    sent = {f"kind_{case.public_id}": "rejection" for case in many[2:4]}
    page = pages.post(f"{desk_of(stage)}?page=2", sent)
    assert (page.path, numbers_on(page)) == (f"{desk_of(stage)}?page=2", ["IST-000003", "IST-000004"])
    kinds = stage.read(lambda: [stage.decision(one).kind for one in (many[0], *many[2:4])])
    assert kinds == ["award", "rejection", "rejection"]
    assert "2 still open" in page.text


def test_after_saving_one_can_go_on_to_the_next_page(
    stage: Stage, pages: Pages, many: list[Application]
) -> None:
    pages.sign_in(stage.officer)
    page = pages.post(desk_of(stage), {f"kind_{many[0].public_id}": "rejection", "next": "1"})
    assert numbers_on(page) == ["IST-000003", "IST-000004"]
    assert stage.read(lambda: stage.decision(many[0]).kind) == "rejection"


def test_a_case_that_moved_to_another_page_meanwhile_is_saved_all_the_same(
    stage: Stage, pages: Pages, many: list[Application]
) -> None:
    pages.sign_in(stage.officer)
    pages.post(f"{desk_of(stage)}?page=2", {f"kind_{many[4].public_id}": "rejection"})
    assert stage.read(lambda: stage.decision(many[4]).kind) == "rejection"


def test_places_are_counted_over_all_pages(stage: Stage, pages: Pages, many: list[Application]) -> None:
    stage.propose(many[0], content("award"))
    pages.sign_in(stage.officer)
    page = pages.post(f"{desk_of(stage)}?page=3", {f"kind_{many[4].public_id}": "award"})
    assert page.status == 422
    assert "These would be 2 awards, but the call has 1 places." in page.text


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("show=award", ["IST-000004"]),
        ("show=open&page=2", ["IST-000002", "IST-000003"]),
        ("show=reserve", []),
        ("sort=code", ["IST-000001", "IST-000002"]),
        ("", ["IST-000005", "IST-000001"]),
    ],
)
def test_the_cases_of_a_long_call_are_chosen_and_ordered_by_the_address(
    stage: Stage, pages: Pages, many: list[Application], asked: str, shown: list[str]
) -> None:
    stage.propose(many[3], content("award"))
    points = {str(one["key"]): 8 for one in stage.call.rubric}
    stage.world.review(many[4], stage.world.juror(stage.call), state=ReviewState.SUBMITTED, points=points)
    pages.sign_in(stage.officer)
    assert numbers_on(pages.get(f"{desk_of(stage)}?{asked}")) == shown


@pytest.mark.parametrize("typed", ["\x00", "gift", "9" * 40])
def test_nonsense_in_the_sheet_is_answered_by_a_sentence(stage: Stage, pages: Pages, typed: str) -> None:
    case = stage.case()
    pages.sign_in(stage.officer)
    page = pages.post(desk_of(stage), {f"kind_{case.public_id}": typed, f"rank_{case.public_id}": "x"})
    assert page.status == 422


def test_proposing_from_the_ranking_leaves_unscored_cases_open(stage: Stage, pages: Pages) -> None:
    stage.case()
    pages.sign_in(stage.officer)
    page = pages.post(f"{desk_of(stage)}/by-ranking")
    assert "Cases without scores that stay open: 1." in page.text


def test_whoever_prepared_a_decision_may_change_it_in_the_sheet_and_on_its_page(
    stage: Stage, pages: Pages
) -> None:
    case = stage.case()
    stage.propose(case, content("award"))
    pages.sign_in(stage.officer)
    answer = pages.post(desk_of(stage), {f"kind_{case.public_id}": "rejection"})
    assert "Decisions saved: 1." in answer.text
    page = pages.submit(
        pages.get(url_of(stage, case, "/change")),
        kind="reserve",
        reserve_rank="1",
        reserve_until="2027-01-14",
    )
    assert "The decision is saved. It needs a second person now." in page.text
    assert stage.read(lambda: stage.decision(case).proposed_by.name) == "Tobias Krüger"


def test_a_decision_that_was_sent_back_can_be_approved_after_its_change(stage: Stage, pages: Pages) -> None:
    case = stage.case()
    stage.propose(case, content("award"))
    pages.sign_in(stage.approver)
    pages.submit(pages.get(url_of(stage, case)), action="/approve")
    pages.post(url_of(stage, case, "/send-back"), {"why": "Please name the criterion."})
    pages.sign_in(stage.officer)
    pages.post(desk_of(stage), {f"kind_{case.public_id}": "award", f"amount_{case.public_id}": "9000"})
    pages.sign_in(stage.approver)
    pages.submit(pages.get(url_of(stage, case)), action="/approve")
    assert stage.read(lambda: stage.decision(case).approved_by.name) == "Dr. Meike Albrecht"


def test_what_was_sent_back_is_not_approved_with_all_others_before_it_is_changed(
    stage: Stage, pages: Pages
) -> None:
    back, other = stage.case(), stage.case()
    for case in (back, other):
        stage.propose(case, content("rejection"))
    pages.sign_in(stage.approver)
    pages.post(url_of(stage, back, "/send-back"), {"why": "Please name the criterion."})
    assert "Please name the criterion." in pages.get(f"/desk/calls/{stage.call.slug}/approvals").text
    answer = approvals(stage, pages, shown=shown(stage, back, other), all="1", count="1")
    assert "Decisions approved: 1." in answer.text
    stage.propose(back, content("rejection", reason="Das Kriterium Offenheit war weniger erfüllt."))
    answer = approvals(stage, pages, shown=shown(stage, back), all="1", count="1")
    assert "Decisions approved: 1." in answer.text


def test_one_case_is_proposed_in_full(stage: Stage, pages: Pages) -> None:
    case = stage.case()
    pages.sign_in(stage.officer)
    page = pages.get(f"/desk/applications/{case.public_id}/decision")
    assert page.h1 == "Prepare the decision"
    # What the kind of decision asks for is not called optional: its hint tells for which kind it is.
    optional = page.texts("form label.kern-label:has(.kern-label__optional)")
    assert [label.split(" (")[0] for label in optional] == [
        "Reasons on this application, in German",
        "The same in English",
        "The same in Turkish",
    ]
    page = pages.submit(
        page, kind="award_partial", amount_cents="6.000,00", reason="Die Mittel reichen nicht."
    )
    assert page.path == desk_of(stage)
    assert stage.read(lambda: (stage.decision(case).kind, stage.decision(case).amount_cents)) == (
        "award_partial",
        600_000,
    )


def test_a_problem_stands_at_its_field_and_what_was_typed_stays(stage: Stage, pages: Pages) -> None:
    case = stage.case()
    pages.sign_in(stage.officer)
    page = pages.get(f"/desk/applications/{case.public_id}/decision/new")
    page = pages.submit(page, kind="award", amount_cents="99.999,00", reason="Bleibt stehen.")
    assert page.status == 422
    assert "An award can’t be higher than 10,000.00\u00a0EUR, a whole place." in page.html
    assert "Bleibt stehen." in page.html


def test_the_officer_is_told_why_approving_is_for_somebody_else(stage: Stage, pages: Pages) -> None:
    both = stage.world.user("Both", roles=(Role.OFFICER, Role.APPROVER))
    case = stage.case()
    stage.propose(case, content("award"), by=both)
    pages.sign_in(both)
    why = "You prepared this decision yourself. A second person has to approve it."
    assert why in pages.get(url_of(stage, case)).text
    assert why in pages.get(f"/desk/calls/{stage.call.slug}/approvals").text
    seen = stage.read(lambda: stage.decision(case).content_hash)
    assert pages.post(url_of(stage, case, "/approve"), {"seen": seen}).status == 403
    assert state_of(stage, case) == DecisionState.PROPOSED


def test_the_approver_approves_one_decision_as_it_is_shown(stage: Stage, pages: Pages) -> None:
    case = stage.case()
    stage.propose(case, content("award"))
    pages.sign_in(stage.approver)
    page = pages.get(url_of(stage, case))
    page = pages.submit(page, action="/approve")
    assert page.status == 200
    assert state_of(stage, case) == DecisionState.APPROVED


def test_a_page_that_became_old_approves_nothing(stage: Stage, pages: Pages) -> None:
    case = stage.case()
    stage.propose(case, content("award"))
    pages.sign_in(stage.approver)
    page = pages.get(url_of(stage, case))
    stage.propose(case, content("award", amount_cents=900_000))
    answer = pages.submit(page, action="/approve")
    assert answer.status == 409
    assert "This decision was changed after the page was opened." in answer.text
    assert state_of(stage, case) == DecisionState.PROPOSED


def approvals(stage: Stage, pages: Pages, **data: Any) -> Page:
    return pages.post(f"/desk/calls/{stage.call.slug}/approvals", data)


def shown(stage: Stage, *cases: Application) -> list[str]:
    def asking() -> list[str]:
        found = [stage.decision(case) for case in cases]
        return [f"{one.public_id}.{one.content_hash}" for one in found]

    return stage.read(asking)


def test_all_shown_are_approved_by_typing_their_number(stage: Stage, pages: Pages) -> None:
    cases = [stage.case() for _ in range(3)]
    for case in cases:
        stage.propose(case, content("rejection"))
    pages.sign_in(stage.approver)
    assert "Approve all 3 shown" in pages.get(f"/desk/calls/{stage.call.slug}/approvals").text
    marks = shown(stage, *cases)
    assert approvals(stage, pages, shown=marks, all="1", count="2").status == 422
    assert "Decisions approved: 3." in approvals(stage, pages, shown=marks, all="1", count="3").text
    assert {state_of(stage, case) for case in cases} == {DecisionState.APPROVED}


def test_only_the_ticked_ones_are_approved(stage: Stage, pages: Pages) -> None:
    first, second = stage.case(), stage.case()
    for case in (first, second):
        stage.propose(case, content("rejection"))
    pages.sign_in(stage.approver)
    page = approvals(
        stage, pages, shown=shown(stage, first, second), decisions=shown(stage, first), count="1"
    )
    assert "Decisions approved: 1." in page.text
    assert [state_of(stage, case) for case in (first, second)] == ["approved", "proposed"]


def test_a_decision_is_sent_back_with_a_reason_that_the_officer_reads(stage: Stage, pages: Pages) -> None:
    case = stage.case()
    stage.propose(case, content("award"))
    pages.sign_in(stage.approver)
    assert pages.post(url_of(stage, case, "/send-back"), {"why": ""}).status == 422
    pages.post(url_of(stage, case, "/send-back"), {"why": "Please name the criterion."})
    pages.sign_in(stage.officer)
    assert "Please name the criterion." in pages.get(url_of(stage, case, "/change")).text


@pytest.mark.parametrize("page", ["", "/change"])
def test_the_office_alone_sees_decisions(stage: Stage, pages: Pages, page: str) -> None:
    case = stage.case()
    stage.propose(case, content("award"))
    url = url_of(stage, case, page)
    assert pages.get(url, follow=False).status == 302
    for stranger in (stage.world.user(), stage.world.juror(stage.call)):
        pages.sign_in(stranger)
        assert pages.get(url).status == 404
        assert pages.get(desk_of(stage)).status == 404


def test_an_officer_of_another_call_sees_nothing(stage: Stage, pages: Pages) -> None:
    other = stage.world.user("Elsewhere")
    call = stage.world.call()
    stage.world.add(RoleGrant(user_id=other.id, role="officer", call_id=call.id, valid_from=LONG_AGO))
    pages.sign_in(other)
    assert pages.get(desk_of(stage)).status == 404


@pytest.mark.parametrize("role", [Role.OFFICER, Role.APPROVER, Role.AUDITOR])
def test_who_applied_learns_nothing_of_the_own_decision_in_the_office(
    stage: Stage, pages: Pages, role: Role
) -> None:
    person = stage.world.user("Own Case", roles=(role,))
    own, other = stage.world.application(stage.call, person, state=ApplicationState.ADMITTED), stage.case()
    for case in (own, other):
        stage.propose(case, content("rejection"))
    pages.sign_in(person)
    assert [pages.get(url_of(stage, own, page)).status for page in ("", "/change")] == [404, 404]
    for page in (desk_of(stage), f"/desk/calls/{stage.call.slug}/approvals"):
        text = pages.get(page).text
        assert (own.short_code in text, other.short_code in text) == (False, True)


def test_who_applied_neither_sees_nor_does_the_release_of_the_own_outcome(stage: Stage, pages: Pages) -> None:
    person = stage.world.user("Own Case", roles=(Role.APPROVER,))
    own = stage.world.application(stage.call, person, state=ApplicationState.ADMITTED)
    stage.propose(own, content("rejection"))
    stage.approve_all()
    gate = f"/desk/calls/{stage.call.slug}/release"
    pages.sign_in(person)
    for page in (pages.get(gate), pages.post(gate, {"count": "1"})):
        assert page.status == 403
        assert "Somebody else has to release them." in page.text
    assert state_of(stage, own) == "approved"


def plain(page: Page) -> str:
    return re.sub(r'name="_key" value="[^"]*"', "", page.html)


def test_the_applicant_sees_the_very_same_pages_before_and_after_proposal_and_approval(
    stage: Stage, pages: Pages
) -> None:
    case = stage.case("Işıl Şükran İnceöz")
    person = stage.read(lambda: stage.application(case).applicant)
    pages.sign_in(person)
    urls = [
        "/applications/",
        f"/applications/{case.public_id}/",
        f"/applications/{case.public_id}/receipt",
        "/",
    ]
    before = [(plain(page), page.statements) for page in map(pages.get, urls)]
    stage.propose(case, content("award"))
    proposed = [(plain(page), page.statements) for page in map(pages.get, urls)]
    stage.approve(case)
    approved = [(plain(page), page.statements) for page in map(pages.get, urls)]
    assert before == proposed == approved
