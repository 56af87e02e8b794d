"""Letters of a whole call: made once, one bad one never stops the others, a killed batch goes on."""

from collections.abc import Callable
from typing import Any

import pytest

from portal import files, jobs, pdf
from portal.applications.models import Application
from portal.audit import case_of
from portal.jobs import run
from portal.jobs.models import Job
from portal.jobs.queries import list_jobs_of
from portal.letters import actions, queries, tasks
from portal.letters.models import Letter
from portal.letters.states import LetterState
from portal.mail.queries import list_messages_of
from portal.pdf.seal import load_seal, seal_is_intact
from tests.decisions.stage import Stage, content
from tests.files.making import picture


def letters(stage: Stage) -> list[Letter]:
    return stage.read(lambda: list(queries.list_for_call(stage.the_call())))


def letter_of(stage: Stage, application: Application) -> Letter:
    return next(one for one in letters(stage) if one.decision.application_id == application.id)


def job_of(stage: Stage) -> Job:
    return stage.read(lambda: next(one for one in list_jobs_of(stage.call.id) if one.kind == "letters.issue"))


def test_a_release_issues_every_letter_with_number_hash_and_mail(stage: Stage) -> None:
    case = stage.case(
        "Işıl Şükran İnceöz",
        person={"town": "İstanbul", "country_code": "TR", "form_of_address": "Frau", "family_name": "İnceöz"},
    )
    stage.propose(case, content("award"))
    stage.approve(case)
    stage.release()
    letter = letter_of(stage, case)
    data = stage.read(lambda: files.store().open_bytes(letter.sha256 or ""))
    assert (letter.state, letter.kind, letter.number) == (
        LetterState.ISSUED,
        "award",
        f"IV B 12 – {case.short_code}/1",
    )
    assert letter.sha256 == pdf.digest(data)
    assert letter.template_version == pdf.template_version()
    assert data.startswith(b"%PDF")
    recipient = letter.facts["recipient"]
    assert (recipient["town_upper"], recipient["country_upper"], recipient["family_name"]) == (
        "İSTANBUL",
        "TÜRKEI",
        "İnceöz",
    )
    mails = stage.read(lambda: list_messages_of(case_of(case)))
    assert [mail.subject for mail in mails] == [f"A letter is waiting for you ({case.short_code})"]
    assert f"/letters/{letter.public_id}" in mails[0].body
    assert "award" not in mails[0].body.lower()


def test_a_letter_keeps_the_letterhead_with_which_it_was_made(stage: Stage) -> None:
    old, new = stage.case(), stage.case()
    for one in (old, new):
        stage.propose(one, content("rejection"))
    stage.approve_all()
    logo = stage.act(lambda: _look(stage, "#1a5276", picture("PNG", (600, 270))))
    stage.release()
    first = letter_of(stage, old)
    stage.act(lambda: _look(stage, "#7b241c", b""))
    stage.act(lambda: _replace(stage, letter_of(stage, new)))
    kept, later = letter_of(stage, old), letters(stage)[-1]
    looks = ("accent", "logo", "logo_text")
    assert [first.facts["authority"][name] for name in looks] == ["#1a5276", logo, "Bärenkopf"]
    assert (kept.sha256, kept.facts) == (first.sha256, first.facts)
    assert [later.facts["authority"][name] for name in looks] == ["#7b241c", "", ""]


def _look(stage: Stage, accent: str, logo: bytes) -> str:
    house = stage.the_call().programme.authority
    house.accent, house.logo = accent, files.store().keep(logo) if logo else ""
    house.logo_text = "Bärenkopf" if logo else ""
    return house.logo


def _replace(stage: Stage, letter: Letter) -> None:
    found = queries.find_letter(letter.public_id)
    assert found is not None
    actions.replace(found, why="Another letterhead.", by=stage.person(stage.officer), at=stage.at)


def test_a_letter_bears_the_seal_of_the_organisation(stage: Stage, app: Any) -> None:
    case, *_ = stage.decided("rejection")
    stage.release()
    letter = letter_of(stage, case)
    seal = load_seal(app.extensions["settings"].data.resolve() / "seal")
    assert seal_is_intact(stage.read(lambda: files.store().open_bytes(letter.sha256 or "")), seal)


def test_one_poison_among_six_needs_attention_and_the_others_are_issued(stage: Stage) -> None:
    poisoned = stage.case("Suharti", person={"street": "", "town": "Jakarta", "country_code": "ID"})
    stage.propose(poisoned, content("rejection"))
    stage.decided(*["rejection"] * 5)
    stage.release()
    bad = letter_of(stage, poisoned)
    job = job_of(stage)
    assert sorted(letter.state for letter in letters(stage)) == ["attention"] + ["issued"] * 5
    assert [str(problem) for problem in bad.problems] == ["The recipient’s address has no street."]
    assert (job.state, job.done, job.total) == ("done", 6, 6)


def test_a_character_that_no_font_has_is_named(stage: Stage) -> None:
    case = stage.case("Runa \U00010330")
    stage.propose(case, content("rejection"))
    stage.approve_all()
    stage.release()
    assert [str(one) for one in letter_of(stage, case).problems] == [
        "No font of the letters can draw: \U00010330"
    ]


def test_a_corrected_address_issues_the_letter_and_leaves_the_profile_alone(stage: Stage) -> None:
    case = stage.case("Suharti", person={"street": ""})
    stage.propose(case, content("rejection"))
    stage.approve_all()
    stage.release()
    address = {
        "address_extra": "c/o Wisma",
        "street": "Jalan Sabang 1",
        "postal_code": "10340",
        "town": "Jakarta",
        "country_code": "ID",
    }

    def correct() -> None:
        letter = queries.find_letter(letter_of(stage, case).public_id)
        assert letter is not None
        actions.correct_address(letter, address, by=stage.person(stage.officer), at=stage.at)

    stage.act(correct)
    letter = letter_of(stage, case)
    assert (letter.state, letter.facts["recipient"]["street"], letter.problems) == (
        "issued",
        "Jalan Sabang 1",
        [],
    )
    assert stage.read(lambda: stage.application(case).applicant.street) == ""


class Killed(BaseException):
    """The worker is gone in the middle of its work."""


def dying(after: int, act: Callable[..., Any]) -> Callable[..., Any]:
    """The act, which kills its worker after some calls."""
    calls = 0

    def call(*args: Any, **facts: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > after:
            raise Killed()
        return act(*args, **facts)

    return call


@pytest.mark.parametrize("where", ["_make", "_mark"])
def test_a_batch_whose_worker_was_killed_goes_on_and_makes_no_letter_twice(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    stage.decided(*["rejection"] * 4)
    with monkeypatch.context() as patch:
        patch.setattr("portal.jobs.queue.enqueue", lambda kind, subject: None)
        stage.release()
    with monkeypatch.context() as patch, stage.world.read():
        patch.setattr(tasks, where, dying(2, getattr(tasks, where)))
        with pytest.raises(Killed):
            run.carry_out(job_of(stage).public_id)
    issued = {letter.public_id: letter.sha256 for letter in letters(stage) if letter.file_id}
    job = job_of(stage)
    assert (len(issued), job.state, job.done) == (2, "running", 2)

    def let_the_lease_pass() -> None:
        row = run.queries.lock_job(job.public_id)
        assert row is not None
        row.lease_until = stage.at - run.LEASE

    stage.act(let_the_lease_pass)
    with stage.world.read():
        run.carry_out(job.public_id)
    after = letters(stage)
    assert {letter.state for letter in after} == {"issued"}
    assert {letter.public_id: letter.sha256 for letter in after if letter.public_id in issued} == issued
    assert len({letter.number for letter in after}) == len({letter.sha256 for letter in after}) == 4
    assert job_of(stage).state == "done"
    mails = stage.read(lambda: [list_messages_of(case_of(letter.decision.application)) for letter in after])
    assert [len(sent) for sent in mails] == [1, 1, 1, 1]


def test_a_letter_that_was_issued_is_not_issued_again(stage: Stage) -> None:
    case, *_ = stage.decided("rejection")
    stage.release()
    before = letter_of(stage, case)

    def again() -> None:
        letter = queries.find_letter(before.public_id)
        assert letter is not None
        facts = queries.facts_of(letter, base_url="http://localhost", on=stage.at.date())
        actions.issue(letter, facts, b"other", template_version="x", sha256="0" * 64, at=stage.at)

    stage.act(again)
    after = letter_of(stage, case)
    assert (after.sha256, after.version) == (before.sha256, before.version)


def test_every_mistake_of_a_letter_has_a_sentence() -> None:
    unknown = tasks.problems_of(ValueError("a secret of the machine"))
    assert [str(one) for one in unknown] == [
        "The letter could not be made. Please try again; if it happens again, tell the administration."
    ]


def test_letters_are_work_with_progress() -> None:
    assert run.JOBS["letters.issue"] is tasks.issue_all
    assert jobs.job is run.job
