"""Making letters: each queued letter of a call is read, set, sealed, kept and issued in a step of its own."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from portal import clock, files, pdf
from portal.errors import NotFound
from portal.extensions import part
from portal.jobs import Work, job
from portal.letters import actions, queries
from portal.letters.models import Letter
from portal.letters.rules import LetterFacts, missing_facts, page_of, template_of
from portal.words import Sentence, say

BERLIN = ZoneInfo("Europe/Berlin")
BROKEN = say("The letter could not be made. Please try again; if it happens again, tell the administration.")


class Incomplete(Exception):
    """Facts are missing without which no letter may leave."""

    def __init__(self, problems: list[Sentence]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Made:
    """A letter ready to be issued: its facts, its bytes and their hash."""

    facts: LetterFacts
    data: bytes
    sha256: str
    template_version: str


@job("letters.issue")
def issue_all(work: Work) -> None:
    """Issue every letter of the call that is queued; called again after a crash, those that are left."""
    waiting = queries.list_queued(work.subject)
    work.expect(len(waiting))
    for letter_id in waiting:
        _issue_one(work, letter_id)


def _issue_one(work: Work, letter_id: str) -> None:
    work.step(
        lambda made: _mark(letter_id, made),
        read=lambda: _read(letter_id),
        make=_make,
        otherwise=lambda problem: actions.fail(_get(letter_id), problems_of(problem), at=clock.at()),
    )


def _read(letter_id: str) -> LetterFacts:
    on = clock.at().astimezone(BERLIN).date()
    facts = queries.facts_of(_get(letter_id), base_url=_settings().base_url, on=on)
    problems = missing_facts(facts)
    if problems:
        raise Incomplete(problems)
    return facts


def _make(facts: LetterFacts) -> Made:
    from portal.pdf.seal import load_seal, sign  # slow import: only who makes letters needs the seal

    seal = load_seal(_settings().data.resolve() / "seal")
    sealed = sign(set_letter(facts), seal)
    # Bytes are kept before the row that names them: a crash in between leaves bytes without a row at worst.
    return Made(facts, sealed, files.store().keep(sealed), pdf.template_version())


def set_letter(facts: LetterFacts) -> bytes:
    """The letter as PDF, with the logo of its authority where it has one."""
    logo = facts.authority.logo
    pictures = {"bundle:logo": files.store().open_bytes(logo)} if logo else {}
    return pdf.render(template_of(facts.kind), page_of(facts), pictures=pictures)


def _mark(letter_id: str, made: Made) -> None:
    actions.issue(
        _get(letter_id),
        made.facts,
        made.data,
        template_version=made.template_version,
        sha256=made.sha256,
        at=clock.at(),
    )


def problems_of(problem: Exception) -> list[Sentence]:
    """What the office is told about a letter that could not be made."""
    if isinstance(problem, Incomplete):
        return problem.problems
    if isinstance(problem, pdf.RenderFailed):
        return [problem.sentence]
    return [BROKEN]


def _get(letter_id: str) -> Letter:
    letter = queries.find_letter(letter_id)
    if letter is None:
        raise NotFound()
    return letter


def _settings() -> Any:
    return part("settings")
