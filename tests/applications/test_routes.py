"""The applicant's way, page by page, as a person with a browser and bad luck goes it."""

import json
from datetime import timedelta

import pytest
import time_machine

from portal.accounts.models import User
from portal.applications.states import ApplicationState
from portal.calls.models import Call
from tests.applications.making import answers, id_of, problems, residency_call, revisions, stored
from tests.factories import World
from tests.factories.world import DEADLINE
from tests.pages import Page, Pages, form_data


def begin(pages: Pages, call: Call, person: User) -> str:
    """Sign in and begin an application."""
    pages.sign_in(person)
    return id_of(pages.submit(pages.get(f"/calls/{call.slug}/apply"), "Start application"))


def fill_all(pages: Pages, case: str) -> None:
    """Answer everything that the small questionnaire asks."""
    section = pages.get(f"/applications/{case}/sections/you")
    pages.submit(section, artist_name="Işıl", discipline="visual")
    section = pages.get(f"/applications/{case}/sections/project")
    pages.submit(section, project_title="Ferry drawings", description="Two shores.")


def test_an_application_goes_from_the_call_to_its_receipt(pages: Pages, call: Call, isil: User) -> None:
    case = begin(pages, call, isil)
    tasks = pages.get(f"/applications/{case}/")
    assert tasks.h1 == "Your application"
    assert "14:00 Berlin (15:00 Istanbul)" in tasks.text
    fill_all(pages, case)
    check = pages.get(f"/applications/{case}/check")
    assert problems(check) == []
    receipt = pages.submit(check, "Submit application")
    assert receipt.h1 == "Your application has arrived"
    assert receipt.path == f"/applications/{case}/receipt"
    assert "13 October 2026, 14:00 Berlin (15:00 Istanbul)" in receipt.text
    assert receipt.texts(".receipt .whole") == ["13 October 2026,", "14:00 Berlin", "(15:00 Istanbul)"]


def test_a_page_counts_the_parts_as_the_list_does(pages: Pages, call: Call, isil: User) -> None:
    case = begin(pages, call, isil)
    assert "1 of 3 parts are done." in pages.get(f"/applications/{case}/").text
    parts = ("details", "sections/you", "sections/project")
    told = [pages.get(f"/applications/{case}/{part}").texts(".heading .muted")[0] for part in parts]
    assert [words.partition(" · ")[0] for words in told] == ["Part 1 of 3", "Part 2 of 3", "Part 3 of 3"]


def test_a_second_start_leads_back_to_the_first_draft(pages: Pages, call: Call, isil: User) -> None:
    case = begin(pages, call, isil)
    again = pages.get(f"/calls/{call.slug}/apply")
    assert again.path == f"/applications/{case}/"
    posted = pages.post(f"/calls/{call.slug}/apply")
    assert posted.path == f"/applications/{case}/"


def test_a_withdrawn_draft_makes_room_for_a_new_one(pages: Pages, call: Call, isil: User) -> None:
    case = begin(pages, call, isil)
    asked = pages.get(f"/applications/{case}/withdraw")
    assert "Why do you give it up?" in asked.text
    assert "not assessed any more" not in asked.text  # nobody assesses a draft
    listed = pages.submit(asked, "Give the draft up")
    assert listed.path == "/applications/"
    assert begin(pages, call, isil) != case


def test_a_visitor_signs_in_before_applying(pages: Pages, call: Call) -> None:
    page = pages.get(f"/calls/{call.slug}/apply", follow=False)
    assert (page.status, page.headers["Location"].startswith("/sign-in?next=")) == (302, True)


def test_my_applications_say_in_plain_words_what_comes_next(
    pages: Pages, world: World, call: Call, isil: User
) -> None:
    world.application(call, isil)
    pages.sign_in(isil)
    assert "results are expected on 30 November 2026" in pages.get("/applications/").text


def test_a_draft_is_nobody_elses(pages: Pages, world: World, call: Call, isil: User) -> None:
    draft = world.application(call, isil, state=ApplicationState.DRAFT)
    pages.sign_in(world.user("Somebody Else"))
    parts = ("", "sections/you", "check", "receipt", "receipt.pdf", "withdraw", "details")
    found = [pages.get(f"/applications/{draft.public_id}/{part}").status for part in parts]
    posted = [
        pages.post(f"/applications/{draft.public_id}/{part}").status
        for part in ("sections/you", "check", "withdraw", "details", "autosave/you")
    ]
    assert found + posted == [404] * 12


def test_pages_need_the_same_few_statements_at_any_size(
    pages: Pages, world: World, call: Call, isil: User
) -> None:
    case = begin(pages, call, isil)
    found = {}
    for part in ("", "sections/you", "sections/project", "check"):
        found[part] = pages.get(f"/applications/{case}/{part}").statements
    assert {part: count for part, count in found.items() if count > 8} == {}


def test_the_list_needs_the_same_statements_for_one_and_for_three(
    pages: Pages, world: World, isil: User
) -> None:
    pages.sign_in(isil)
    counts = []
    for number in (1, 2):
        for _ in range(number):
            world.application(world.call(), isil)
        counts.append(pages.get("/applications/").statements)
    assert counts[0] == counts[1] <= 8


# Saving


def test_what_was_typed_is_there_again(pages: Pages, world: World, call: Call, isil: User) -> None:
    case = begin(pages, call, isil)
    section = pages.get(f"/applications/{case}/sections/you")
    after = pages.submit(section, artist_name="Işıl", discipline="dance", access_needs="No steps.")
    assert after.path == f"/applications/{case}/"
    expected = {"artist_name": "Işıl", "discipline": "dance", "access_needs": "No steps."}
    assert answers(world, case) == expected
    again = pages.get(f"/applications/{case}/sections/you")
    assert again.one("[name=artist_name]").get("value") == "Işıl"
    assert again.one("[name=discipline][checked]").get("value") == "dance"
    assert again.one("[name=access_needs]").text.strip() == "No steps."


def test_another_language_shows_the_half_filled_section_again_and_stores_nothing(
    pages: Pages, world: World, call: Call, isil: User
) -> None:
    case = begin(pages, call, isil)
    section = pages.get(f"/applications/{case}/sections/you")
    german = pages.submit(section, "Deutsch", artist_name="Işıl İ.", discipline="dance")
    assert (german.status, german.path, german.one("html").get("lang")) == (200, section.path, "de")
    typed = form_data(german.form())
    assert (typed["artist_name"], typed["discipline"]) == (["Işıl İ."], ["dance"])
    assert (typed["_revision"], german.form().get("data-unsaved")) == (
        form_data(section.form())["_revision"],
        "",
    )
    assert answers(world, case) == {}
    assert pages.submit(german, artist_name="Işıl İ.").path == f"/applications/{case}/"
    assert answers(world, case) == {"artist_name": "Işıl İ.", "discipline": "dance"}


def test_a_change_of_language_does_not_hide_that_another_window_was_faster(
    pages: Pages, world: World, call: Call, isil: User
) -> None:
    case = begin(pages, call, isil)
    section = pages.get(f"/applications/{case}/sections/you")
    pages.submit(pages.get(section.path), artist_name="Faster")
    german = pages.submit(section, "Deutsch", artist_name="Slower")
    assert pages.submit(german).status == 409
    assert answers(world, case)["artist_name"] == "Faster"


def test_one_wrong_answer_is_told_and_the_others_are_kept(
    pages: Pages, world: World, call: Call, isil: User
) -> None:
    case = begin(pages, call, isil)
    section = pages.get(f"/applications/{case}/sections/you")
    page = pages.submit(section, artist_name="Işıl\x00", access_needs="No steps.")
    assert page.status == 422
    assert page.title.startswith("Error:")
    assert problems(page) == [
        "Artistic name: This text contains a character that can’t be stored. Please remove it and try again."
    ]
    assert answers(world, case) == {"access_needs": "No steps."}


@pytest.mark.parametrize(
    "name", ["state", "applicant_id", "public_state", "version", "submitted_at", "grants"]
)
def test_an_unknown_field_is_refused_and_never_stored(
    pages: Pages, world: World, call: Call, isil: User, name: str
) -> None:
    case = begin(pages, call, isil)
    page = pages.post(f"/applications/{case}/sections/you", {"_revision": "0", name: "admitted"})
    assert page.status == 422
    assert answers(world, case) == {}
    assert stored(world, case).state == ApplicationState.DRAFT


@pytest.mark.parametrize("revision", [None, "", "-1", "1e9", "9" * 400, "\x00"])
def test_a_save_without_the_revision_it_saw_is_refused(
    pages: Pages, world: World, call: Call, isil: User, revision: str | None
) -> None:
    case = begin(pages, call, isil)
    sent = {"artist_name": "Işıl"} | ({} if revision is None else {"_revision": revision})
    assert pages.post(f"/applications/{case}/sections/you", sent).status == 422
    assert revisions(world) == 0


def test_a_limit_never_cuts_what_was_written(pages: Pages, world: World, call: Call, isil: User) -> None:
    case = begin(pages, call, isil)
    long = " ".join(["word"] * 60)
    page = pages.submit(pages.get(f"/applications/{case}/sections/project"), description=long)
    assert page.path == f"/applications/{case}/sections/project"
    assert problems(page) == [
        "Description: The limit is 50 words. You have 60; please shorten the text by 10."
    ]
    assert answers(world, case)["description"] == long


def test_two_windows_that_changed_the_same_answer_are_shown_side_by_side(
    pages: Pages, world: World, call: Call, isil: User
) -> None:
    case = begin(pages, call, isil)
    first = pages.get(f"/applications/{case}/sections/you")
    second = pages.get(f"/applications/{case}/sections/you")
    pages.submit(first, artist_name="Işıl", discipline="dance")
    page = pages.submit(second, artist_name="Işıl Ş.", access_needs="No steps.")
    assert page.status == 409
    assert page.texts(".typed__text") == ["Işıl Ş.", "Işıl"]
    assert answers(world, case) == {"artist_name": "Işıl", "discipline": "dance"}
    pages.submit(page, **{"_choose-artist_name": "mine"})
    mine = {"artist_name": "Işıl Ş.", "discipline": "dance", "access_needs": "No steps."}
    assert answers(world, case) == mine


def test_the_version_saved_elsewhere_can_be_kept(pages: Pages, world: World, call: Call, isil: User) -> None:
    case = begin(pages, call, isil)
    first = pages.get(f"/applications/{case}/sections/you")
    second = pages.get(f"/applications/{case}/sections/you")
    pages.submit(first, artist_name="Işıl")
    page = pages.submit(second, artist_name="Isil", access_needs="No steps.")
    pages.submit(page, **{"_choose-artist_name": "theirs"})
    assert answers(world, case) == {"artist_name": "Işıl", "access_needs": "No steps."}


def test_a_new_question_that_follows_from_an_answer_is_asked_at_once(
    pages: Pages, world: World, isil: User
) -> None:
    case = begin(pages, residency_call(world), isil)
    section = pages.get(f"/applications/{case}/sections/budget")
    assert section.select("[name=other_funding_amount]") == []
    page = pages.submit(section, travel_costs="250", material_costs="1.234,56", other_funding="granted")
    assert page.path == f"/applications/{case}/sections/budget"
    assert len(page.select("[name=other_funding_amount]")) == 1
    assert answers(world, case)["material_costs"] == {"cents": 123456, "currency": "EUR"}


# Saving while typing


def autosave(pages: Pages, case: str, **sent: object) -> Page:
    """What the script sends for some fields of the first section."""
    headers = {"Accept": "application/json", "Content-Type": "application/json"}
    return pages.post(f"/applications/{case}/autosave/you", json.dumps(sent), headers=headers)


def test_each_answer_is_saved_while_the_person_types(
    pages: Pages, world: World, call: Call, isil: User
) -> None:
    case = begin(pages, call, isil)
    page = autosave(pages, case, revision=0, answers={"artist_name": ["Işıl"]})
    assert page.json == {"revision": 1, "saved_at": "15:00", "problems": {}}
    assert autosave(pages, case, revision=1, answers={"discipline": ["dance"]}).json["revision"] == 2
    assert answers(world, case) == {"artist_name": "Işıl", "discipline": "dance"}


def test_a_save_of_nothing_new_makes_no_revision(pages: Pages, world: World, call: Call, isil: User) -> None:
    case = begin(pages, call, isil)
    for _ in range(3):
        autosave(pages, case, revision=1, answers={"artist_name": ["Işıl"]})
    assert revisions(world) == 1


def test_a_save_on_an_old_revision_never_overwrites(
    pages: Pages, world: World, call: Call, isil: User
) -> None:
    case = begin(pages, call, isil)
    autosave(pages, case, revision=0, answers={"artist_name": ["Işıl"]})
    page = autosave(pages, case, revision=0, answers={"artist_name": ["Isil"]})
    assert page.status == 409
    assert page.json["conflict"] == f"/applications/{case}/sections/you"
    assert page.json["newest"] == {"artist_name": "Işıl"}
    assert answers(world, case) == {"artist_name": "Işıl"}


def test_two_windows_on_different_answers_don_t_disturb_each_other(
    pages: Pages, world: World, call: Call, isil: User
) -> None:
    case = begin(pages, call, isil)
    autosave(pages, case, revision=0, answers={"artist_name": ["Işıl"]})
    assert autosave(pages, case, revision=0, answers={"discipline": ["dance"]}).status == 200
    assert answers(world, case) == {"artist_name": "Işıl", "discipline": "dance"}


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b"{", b"[" * 100_000, b"\xff\xfe",
        b'{"revision": 0}',
        b'{"revision": true, "answers": {}}',
        b'{"revision": 1e400, "answers": {}}',
        b'{"revision": 99999999999999999999, "answers": {}}',
        b'{"revision": 0, "answers": []}',
        b'{"revision": 0, "answers": {"artist_name": "text"}}',
        b'{"revision": 0, "answers": {"artist_name": [1]}}',
        b'{"revision": 0, "answers": {"state": ["admitted"]}}',
        b'{"revision": 0, "answers": {"\\ud800": ["x"]}}',
    ],
)  # fmt: skip
def test_a_broken_automatic_save_is_refused_and_stores_nothing(
    pages: Pages, world: World, call: Call, isil: User, body: bytes
) -> None:
    case = begin(pages, call, isil)
    headers = {"Accept": "application/json", "Content-Type": "application/json"}
    page = pages.client.post(f"/applications/{case}/autosave/you", data=body, headers=headers)
    assert page.status_code == 422
    assert revisions(world) == 0


# The deadline


def test_the_very_moment_of_the_deadline_is_in_time(
    pages: Pages, world: World, call: Call, isil: User, clock: time_machine.Traveller
) -> None:
    case = begin(pages, call, isil)
    fill_all(pages, case)
    check = pages.get(f"/applications/{case}/check")
    clock.move_to(DEADLINE)
    assert pages.submit(check, "Submit application").h1 == "Your application has arrived"


def test_a_moment_later_nothing_is_sent_and_the_draft_stays_readable(
    pages: Pages, world: World, call: Call, isil: User, clock: time_machine.Traveller
) -> None:
    case = begin(pages, call, isil)
    fill_all(pages, case)
    check, section = pages.get(f"/applications/{case}/check"), pages.get(f"/applications/{case}/sections/you")
    clock.move_to(DEADLINE + timedelta(microseconds=1))
    late = pages.submit(check, "Submit application")
    assert late.status == 409
    assert "The deadline was 14 October 2026, 14:00 Berlin (15:00 Istanbul)." in late.text
    assert pages.submit(section, artist_name="Late").status == 409
    assert autosave(pages, case, revision=2, answers={"artist_name": ["Late"]}).status == 409
    assert stored(world, case).state == ApplicationState.DRAFT
    read = pages.get(f"/applications/{case}/sections/you")
    assert (read.path, "Ferry drawings" in read.text) == (f"/applications/{case}/check", True)
    assert "The deadline was" in pages.get(f"/applications/{case}/").text


# Sending


def test_what_is_missing_is_listed_with_links_to_where_it_is_mended(
    pages: Pages, call: Call, isil: User
) -> None:
    case = begin(pages, call, isil)
    page = pages.submit(pages.get(f"/applications/{case}/check"), "Submit application")
    assert page.status == 422
    assert problems(page) == [
        "Artistic name – Please fill in this line.",
        "Discipline – Please choose one of the answers.",
        "Title – Please fill in this line.",
        "Description – Please write something here.",
    ]
    assert page.link("Artistic name –") == f"/applications/{case}/sections/you#artist_name"


def test_a_person_without_a_name_is_asked_for_it_in_the_form(pages: Pages, world: World, call: Call) -> None:
    nameless = world.user("x", display_name="", name_latin="", street="", town="", country_code="")
    case = begin(pages, call, nameless)
    fill_all(pages, case)
    page = pages.submit(pages.get(f"/applications/{case}/check"), "Submit application")
    assert problems(page) == ["Please tell us your name, as it should stand in a letter to you."]
    details = pages.follow(page, "Please tell us your name")
    saved = pages.submit(
        details,
        action="/details",
        display_name="Noʿa Lewi",
        street="HaYarkon 1",
        town="Tel Aviv-Yafo",
        country_code="IL",
    )
    assert problems(saved) == []
    check = pages.get(f"/applications/{case}/check")
    assert problems(check) == []
    assert pages.submit(check, "Submit application").h1 == "Your application has arrived"
    assert stored(world, case).applicant.display_name == "Noʿa Lewi"


def test_sent_twice_it_is_received_once(pages: Pages, world: World, call: Call, isil: User) -> None:
    case = begin(pages, call, isil)
    fill_all(pages, case)
    check = pages.get(f"/applications/{case}/check")
    other = pages.get(f"/applications/{case}/check")
    first = pages.submit(check, "Submit application")
    hashed = stored(world, case).receipt_hash
    for again in (check, other):
        assert pages.submit(again, "Submit application").path == first.path
    assert stored(world, case).receipt_hash == hashed


def test_after_sending_no_answer_can_be_changed(pages: Pages, world: World, call: Call, isil: User) -> None:
    case = begin(pages, call, isil)
    fill_all(pages, case)
    section = pages.get(f"/applications/{case}/sections/you")
    pages.submit(pages.get(f"/applications/{case}/check"), "Submit application")
    assert pages.submit(section, artist_name="Later").status == 409
    assert autosave(pages, case, revision=2, answers={"artist_name": ["Later"]}).status == 409
    assert answers(world, case)["artist_name"] == "Işıl"


def test_a_withdrawn_application_says_so(pages: Pages, world: World, call: Call, isil: User) -> None:
    application = world.application(call, isil)
    pages.sign_in(isil)
    page = pages.get(f"/applications/{application.public_id}/withdraw")
    pages.submit(page, "Withdraw application", why="Another grant came first.")
    found = stored(world, application.public_id)
    assert (found.state, found.withdrawn_why) == ("withdrawn", "Another grant came first.")
    receipt = pages.get(f"/applications/{application.public_id}/receipt")
    assert receipt.h1 == "Your application is withdrawn"
    again = pages.submit(page, "Withdraw application", why="Another grant came first.")
    assert again.path == "/applications/"
