"""The pages of letters: for the person, for the office, and for anybody who holds one."""

from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import text

from portal import db, files, pdf
from portal.accounts.models import User
from portal.applications.models import Application
from portal.files.models import StoredFile
from portal.letters import queries
from portal.letters.models import Letter
from portal.letters.rules import group_code
from tests.decisions.stage import Stage, content
from tests.pages import Pages


@pytest.fixture
def pages(pages: Pages) -> Pages:
    """A browser that asks for English."""
    pages.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return pages


@pytest.fixture
def isil(stage: Stage) -> Application:
    """Işıl’s case, rejected and released."""
    case = stage.case("Işıl Şükran İnceöz")
    stage.propose(case, content("rejection"))
    stage.approve_all()
    stage.release()
    return case


def the_letter(stage: Stage, application: Application) -> Letter:
    found = stage.read(lambda: queries.list_for_call(stage.the_call()))
    return [one for one in found if one.decision.application_id == application.id][-1]


def applicant(stage: Stage, application: Application) -> User:
    return stage.read(lambda: stage.application(application).applicant)


def test_the_person_opens_the_letter_and_the_first_opening_is_kept(
    stage: Stage, pages: Pages, isil: Application
) -> None:
    letter = the_letter(stage, isil)
    pages.sign_in(stage.officer)
    pages.get(f"/letters/{letter.public_id}.pdf")
    assert stage.read(lambda: queries.first_openings([letter])) == {}
    pages.sign_in(applicant(stage, isil))
    page = pages.get(f"/letters/{letter.public_id}")
    assert page.h1 == "Your letter"
    assert "First opened by you" not in page.text
    answer = pages.get(page.link("Open the letter (PDF)"))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert pdf.digest(answer.data) == letter.sha256
    assert "First opened by you" in pages.get(f"/letters/{letter.public_id}").text
    assert stage.read(lambda: queries.first_openings([letter])) == {letter.public_id: stage.at}


def test_a_letter_downloaded_again_is_identical_after_its_template_changed(
    stage: Stage, pages: Pages, isil: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = the_letter(stage, isil)
    pages.sign_in(applicant(stage, isil))
    first = pages.get(f"/letters/{letter.public_id}.pdf").data
    monkeypatch.setattr(pdf, "template_version", lambda: "0" * 64)
    monkeypatch.setattr(pdf, "render", lambda *_, **__: b"another layout")
    stage.act(lambda: db.session().execute(text("UPDATE authority SET name = 'Another name'")))
    assert pages.get(f"/letters/{letter.public_id}.pdf").data == first


@pytest.mark.parametrize("page", ["", ".pdf"])
def test_nobody_else_reads_a_letter(stage: Stage, pages: Pages, isil: Application, page: str) -> None:
    letter = the_letter(stage, isil)
    assert pages.get(f"/letters/{letter.public_id}{page}", follow=False).status == 302
    for stranger in (stage.world.user(), stage.world.juror(stage.call)):
        pages.sign_in(stranger)
        assert pages.get(f"/letters/{letter.public_id}{page}").status == 404


def test_the_desk_counts_letters_by_state_with_constant_statements(stage: Stage, pages: Pages) -> None:
    stage.decided("rejection")
    stage.release()
    pages.sign_in(stage.officer)
    url = f"/desk/calls/{stage.call.slug}/letters"
    pages.get(url)
    one = pages.get(url)
    assert "1 Issued" in one.text
    other = Stage(stage.world, stage.at)
    other.decided("rejection", "rejection", "rejection")
    other.release()
    assert pages.get(f"/desk/calls/{other.call.slug}/letters").statements == one.statements


def test_the_officer_mends_an_address_and_the_letter_goes_out(stage: Stage, pages: Pages) -> None:
    case = stage.case("Suharti", person={"street": ""})
    stage.propose(case, content("rejection"))
    stage.approve_all()
    stage.release()
    letter = the_letter(stage, case)
    pages.sign_in(stage.officer)
    page = pages.get(f"/desk/letters/{letter.public_id}")
    assert "The recipient’s address has no street." in page.text
    wrong = pages.submit(page, action="/address", street="")
    assert wrong.status == 422
    done = pages.submit(page, action="/address", street="Jalan Sabang 1", town="Jakarta", country_code="ID")
    assert done.path.startswith("/jobs/")
    assert the_letter(stage, case).state == "issued"


def test_an_unknown_country_is_asked_and_never_guessed(stage: Stage, pages: Pages) -> None:
    case = stage.case("Suharti", person={"street": "", "country_code": ""})
    stage.propose(case, content("rejection"))
    stage.approve_all()
    stage.release()
    letter = the_letter(stage, case)
    pages.sign_in(stage.officer)
    page = pages.get(f"/desk/letters/{letter.public_id}")
    unsaid = pages.submit(page, action="/address", street="Jalan Sabang 1", town="Jakarta")
    assert (unsaid.status, the_letter(stage, case).state) == (422, "attention")


def test_a_letter_that_is_not_made_yet_leads_the_office_to_its_case(stage: Stage, pages: Pages) -> None:
    case = stage.case("Suharti", person={"street": ""})
    stage.propose(case, content("rejection"))
    stage.approve_all()
    stage.release()
    letter = the_letter(stage, case)
    pages.sign_in(stage.officer)
    assert pages.get(f"/letters/{letter.public_id}").path == f"/desk/letters/{letter.public_id}"


def test_a_letter_is_replaced_by_one_that_names_it(stage: Stage, pages: Pages, isil: Application) -> None:
    old = the_letter(stage, isil)
    pages.sign_in(stage.officer)
    page = pages.get(f"/desk/letters/{old.public_id}/replace")
    assert pages.submit(page, why="").status == 422
    page = pages.submit(page, why="The street was wrong.", street="New Street 2")
    new = the_letter(stage, isil)
    assert page.h1 == new.number == f"IV B 12 – {isil.short_code}/2"
    assert (new.state, new.facts["replaces"], new.facts["recipient"]["street"]) == (
        "issued",
        old.number,
        "New Street 2",
    )
    verdict = pages.get(f"/verify/{old.code}")
    assert (verdict.h1, verdict.texts(".kern-alert .kern-title")) == (
        "This letter was replaced",
        ["It was issued, but a newer letter has taken its place."],
    )
    assert new.number in verdict.text
    assert pages.get(f"/verify/{new.code}").h1 == "This letter is valid"
    pages.sign_in(applicant(stage, isil))
    assert "Go to the newer letter" in pages.get(f"/letters/{old.public_id}").text


def test_a_withdrawn_letter_says_so_to_anybody(stage: Stage, pages: Pages, isil: Application) -> None:
    letter = the_letter(stage, isil)
    pages.sign_in(stage.officer)
    page = pages.get(f"/desk/letters/{letter.public_id}/withdraw")
    pages.submit(page, why="Made for the wrong call.")
    assert pages.get(f"/verify/{letter.code}").h1 == "This letter was withdrawn"
    assert pages.post(f"/desk/letters/{letter.public_id}/replace", {"why": "x"}).status == 409
    pages.sign_in(applicant(stage, isil))
    assert "the authority has declared it void" in pages.get(f"/letters/{letter.public_id}").text


def test_an_approver_may_retry_but_not_withdraw(stage: Stage, pages: Pages, isil: Application) -> None:
    letter = the_letter(stage, isil)
    pages.sign_in(stage.approver)
    assert pages.post(f"/desk/letters/{letter.public_id}/withdraw", {"why": "x"}).status == 403


# Anybody who holds a letter


def test_a_valid_letter_shows_number_date_authority_and_kind_but_no_name(
    stage: Stage, pages: Pages, isil: Application
) -> None:
    letter = the_letter(stage, isil)
    page = pages.get(f"/verify/{letter.code}")
    assert (page.status, page.h1) == (200, "This letter is valid")
    for told in (letter.number, "13 October 2026", "Senatskanzlei", "Rejection"):
        assert told in page.text
    for hidden in ("Işıl", "İnceöz", letter.public_id, isil.public_id):
        assert hidden not in page.html


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: group_code(code),
        lambda code: group_code(code).replace(" ", "-"),
        lambda code: code.upper().replace("0", "O").replace("1", "I"),
    ],
)
def test_a_code_is_read_as_people_type_it(stage: Stage, pages: Pages, isil: Application, typed: Any) -> None:
    letter = the_letter(stage, isil)
    assert pages.get(f"/verify/{typed(letter.code)}").h1 == "This letter is valid"
    assert pages.post("/verify/", {"code": typed(letter.code)}).path == f"/verify/{letter.code}"


@pytest.mark.parametrize("code", ["0" * 26, "abc", "u" * 26, "x" * 3000])
def test_an_unknown_code_is_told_so(stage: Stage, pages: Pages, code: str) -> None:
    page = pages.get(f"/verify/{code}")
    assert (page.status, page.h1) == (404, "We don’t know this letter")


def test_a_letter_that_has_not_left_the_house_is_unknown(stage: Stage, pages: Pages) -> None:
    case = stage.case("Suharti", person={"street": ""})
    stage.propose(case, content("rejection"))
    stage.approve_all()
    stage.release()
    letter = the_letter(stage, case)
    assert pages.get(f"/verify/{letter.code}").status == 404


def kept_files(stage: Stage) -> int:
    return stage.read(lambda: db.session().query(StoredFile).count())


def test_a_file_is_compared_by_its_bytes_and_not_kept(stage: Stage, pages: Pages, isil: Application) -> None:
    letter = the_letter(stage, isil)
    data = stage.read(lambda: files.store().open_bytes(letter.sha256 or ""))
    before = kept_files(stage)
    same = pages.post(f"/verify/{letter.code}", {"pdf": (BytesIO(data), "letter.pdf")})
    assert "The file is the one that was issued" in same.text
    changed = data + b"\n"
    other = pages.post(f"/verify/{letter.code}", {"pdf": (BytesIO(changed), "letter.pdf")})
    assert "The file is not the one that was issued" in other.text
    assert pages.post("/verify/", {"pdf": (BytesIO(data), "x.pdf")}).h1 == "This letter is valid"
    assert pages.post("/verify/", {"pdf": (BytesIO(changed), "x.pdf")}).status == 404
    assert kept_files(stage) == before
    assert not stage.read(lambda: files.store().exists(pdf.digest(changed)))
    assert pages.post(f"/verify/{letter.code}").status == 422


@pytest.mark.parametrize("data", [{}, {"code": "abc"}, {"code": "\x00"}])
def test_a_check_without_a_code_or_file_says_what_to_enter(
    stage: Stage, pages: Pages, data: dict[str, str]
) -> None:
    assert pages.post("/verify/", data).status == 422


def test_the_script_gets_the_hash_to_compare_with(stage: Stage, pages: Pages, isil: Application) -> None:
    letter = the_letter(stage, isil)
    page = pages.get(f"/verify/{letter.code}")
    assert page.one("input[type=file]").get("data-sha256") == letter.sha256
