"""Files of an application: added with the form, told where they do not fit, opened through their case."""

from typing import Any

import pytest

from portal.access import Role
from portal.accounts.models import User
from portal.applications.queries import find_application, list_files_of
from portal.calls.models import Call
from tests.applications.making import answers, problems, residency_call, upload
from tests.applications.test_routes import begin
from tests.factories import World
from tests.files.making import document, picture
from tests.pages import Page, Pages


def send_cv(pages: Pages, case: str, data: bytes, name: str = "cv.pdf", **more: Any) -> Page:
    """Send the project section with a CV."""
    section = pages.get(f"/applications/{case}/sections/project")
    return pages.submit(section, cv=["", upload(data, name)], **more)


def names_held(world: World, case: str) -> list[str]:
    """The names of the files that an application holds."""
    with world.read():
        application = find_application(case)
        assert application is not None
        return [held.file.name for held in list_files_of(application)]


def test_a_file_is_kept_with_the_answers(pages: Pages, world: World, call: Call, isil: User) -> None:
    case = begin(pages, call, isil)
    send_cv(pages, case, document(pages=2), "Özgeçmiş.pdf", project_title="Ferry drawings")
    (file_id,) = answers(world, case)["cv"]
    section = pages.get(f"/applications/{case}/sections/project")
    assert "Özgeçmiş.pdf" in section.text
    assert "2 pages" in section.text
    sent = pages.get(f"/applications/{case}/files/{file_id}")
    assert (sent.status, sent.data[:5]) == (200, b"%PDF-")
    assert sent.headers["Content-Disposition"].startswith("attachment;")


def test_a_save_without_a_new_file_keeps_the_old_one(
    pages: Pages, world: World, call: Call, isil: User
) -> None:
    case = begin(pages, call, isil)
    send_cv(pages, case, document())
    before = answers(world, case)["cv"]
    pages.submit(pages.get(f"/applications/{case}/sections/project"), project_title="Ferry drawings")
    assert answers(world, case) == {"cv": before, "project_title": "Ferry drawings"}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (document(pages=3), "cv.pdf has 3 pages. The limit is 2; please shorten it and upload it again."),
        (picture(), "cv.pdf is not of an accepted type. Accepted: PDF."),
    ],
)
def test_a_file_that_does_not_fit_is_told_at_its_field_and_the_answers_are_kept(
    pages: Pages, world: World, call: Call, isil: User, data: bytes, told: str
) -> None:
    case = begin(pages, call, isil)
    page = send_cv(pages, case, data, project_title="Ferry drawings")
    assert page.status == 422
    assert problems(page) == [f"Artistic CV: {told}"]
    assert told in page.texts("#cv-error")[0]
    assert answers(world, case) == {"project_title": "Ferry drawings"}
    assert names_held(world, case) == []


@pytest.mark.parametrize("data", [b"%PDF-1.7 broken", b"", b"MZ\x90\x00", document()[:200]])
def test_a_broken_file_is_told_in_a_sentence(
    pages: Pages, world: World, call: Call, isil: User, data: bytes
) -> None:
    case = begin(pages, call, isil)
    page = send_cv(pages, case, data, project_title="Ferry drawings")
    assert page.status == 422
    assert len(problems(page)) == 1
    assert answers(world, case) == {"project_title": "Ferry drawings"}


def test_a_new_file_takes_the_place_of_the_only_one_that_is_asked_for(
    pages: Pages, world: World, call: Call, isil: User
) -> None:
    case = begin(pages, call, isil)
    send_cv(pages, case, document())
    section = pages.get(f"/applications/{case}/sections/project")
    first = answers(world, case)["cv"]
    page = pages.submit(section, cv=["", *first, upload(document(2), "other.pdf")])
    assert page.status == 200
    assert names_held(world, case) == ["other.pdf"]


def test_the_kinds_and_the_size_of_a_file_are_told_before_it_is_sent(
    pages: Pages, world: World, isil: User
) -> None:
    case = begin(pages, residency_call(world), isil)
    documents = pages.get(f"/applications/{case}/sections/documents")
    assert documents.one("#artistic_cv-hint").text.strip().endswith("PDF, at most 10 MB.")
    assert (
        documents.one("#proof_of_residence-hint").text.strip().endswith("PDF, JPEG, PNG, at most 10 MB each.")
    )


def test_a_removed_file_is_gone_from_the_case(pages: Pages, world: World, call: Call, isil: User) -> None:
    case = begin(pages, call, isil)
    send_cv(pages, case, document())
    (file_id,) = answers(world, case)["cv"]
    page = pages.submit(pages.get(f"/applications/{case}/sections/project"), "Remove", project_title="Ferry")
    assert page.path == f"/applications/{case}/sections/project"
    assert answers(world, case) == {"project_title": "Ferry"}
    assert pages.get(f"/applications/{case}/files/{file_id}").status == 404


def test_somebody_elses_file_can_not_be_named_in_an_answer(
    pages: Pages, world: World, call: Call, isil: User
) -> None:
    other = begin(pages, call, world.user())
    send_cv(pages, other, document())
    stolen = answers(world, other)["cv"]
    case = begin(pages, call, isil)
    page = pages.submit(pages.get(f"/applications/{case}/sections/project"), cv=stolen)
    assert page.status == 422
    assert problems(page) == ["Artistic CV: This file is not here any more. Please upload it again."]
    assert pages.get(f"/applications/{other}/files/{stolen[0]}").status == 404
    assert pages.get(f"/applications/{case}/files/{stolen[0]}").status == 404


def test_a_file_for_a_question_that_takes_none_is_refused(
    pages: Pages, world: World, call: Call, isil: User
) -> None:
    case = begin(pages, call, isil)
    page = pages.post(
        f"/applications/{case}/sections/you",
        {"_revision": "0", "artist_name": "Işıl", "artist_file": upload(document())},
    )
    assert page.status == 422
    assert problems(page) == ["The form sent a file that this section does not ask for."]
    assert names_held(world, case) == []


def samples(count: int) -> dict[str, Any]:
    """So many work samples as the form sends them, each with a link."""
    parts = {"title": "Ferry", "year": "2025", "medium": "Ink", "link": "https://works.example/ferry"}
    return {f"samples-{index}-{name}": text for index in range(count) for name, text in parts.items()}


def test_finished_works_are_closed_and_no_more_are_offered_than_can_be_shown(
    pages: Pages, world: World, isil: User
) -> None:
    case = begin(pages, residency_call(world), isil)
    address = f"/applications/{case}/sections/work_samples"
    pages.post(address, {"_revision": "0", **samples(8)})
    page = pages.get(address)
    assert (len(page.select("details.note")), page.select("details.note[open]")) == (8, [])


def test_a_ninth_work_is_kept_and_the_limit_is_told(pages: Pages, world: World, isil: User) -> None:
    case = begin(pages, residency_call(world), isil)
    address = f"/applications/{case}/sections/work_samples"
    page = pages.post(address, {"_revision": "0", "samples": "", **samples(9)})
    assert page.path == address
    assert problems(page) == ["The most work samples you can show is 8. Entered: 9."]
    assert len(answers(world, case)["samples"]) == 9


def test_a_work_shows_its_picture(pages: Pages, world: World, isil: User) -> None:
    case = begin(pages, residency_call(world), isil)
    section = pages.get(f"/applications/{case}/sections/work_samples")
    facts = {"samples-0-title": "Ferry", "samples-0-year": "2025", "samples-0-medium": "Ink"}
    image = upload(picture(size=(400, 300)), "ferry.jpg")
    page = pages.submit(section, "Save and continue", **facts, **{"samples-0-file": ["", image]})
    assert page.path == f"/applications/{case}/"
    (work,) = answers(world, case)["samples"]
    check = pages.get(f"/applications/{case}/check")
    shown = check.one(".work img")
    assert shown.get("alt") == "Ferry"
    assert pages.get(shown.get("src")).headers["Content-Type"] == "image/jpeg"
    assert pages.get(f"/applications/{case}/files/{work['file']}").status == 200


def test_a_new_file_of_a_work_takes_the_place_of_the_old_one(pages: Pages, world: World, isil: User) -> None:
    case = begin(pages, residency_call(world), isil)
    address = f"/applications/{case}/sections/work_samples"
    for name in ("first.jpg", "second.jpg"):
        pages.submit(pages.get(address), **{"samples-0-file": ["", upload(picture(), name)]})
    assert names_held(world, case) == ["second.jpg"]


def test_the_office_opens_files_of_submitted_applications_only(
    pages: Pages, world: World, call: Call, isil: User
) -> None:
    case = begin(pages, call, isil)
    section = pages.get(f"/applications/{case}/sections/you")
    pages.submit(section, artist_name="Işıl", discipline="visual")
    send_cv(pages, case, document(), project_title="Ferry drawings", description="Two shores.")
    (file_id,) = answers(world, case)["cv"]
    office = Pages(pages.app, engine=pages.engine)
    office.sign_in(world.user(roles=(Role.OFFICER,)))
    assert office.get(f"/applications/{case}/files/{file_id}").status == 404
    pages.submit(pages.get(f"/applications/{case}/check"), "Submit application")
    assert office.get(f"/applications/{case}/files/{file_id}").status == 200
    check = office.get(f"/desk/applications/{case}?view=check")
    assert check.texts("dt") == ["Artistic CV"]
    assert [one.split(" (")[0] for one in check.texts("dd")] == ["cv.pdf"]


def test_the_receipt_is_for_who_applied_and_leads_the_office_to_the_case(
    pages: Pages, world: World, call: Call, isil: User
) -> None:
    case = world.application(call, isil)
    pages.sign_in(isil)
    assert pages.get(f"/applications/{case.public_id}/receipt").h1 == "Your application has arrived"
    pages.sign_in(world.user(roles=(Role.OFFICER,)))
    seen = pages.get(f"/applications/{case.public_id}/receipt")
    assert seen.path == f"/desk/applications/{case.public_id}"
