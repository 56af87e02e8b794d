"""The formal check: its reasons, who may not do it, and how the log of a case reads to the office."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

from portal.access import FieldClass
from portal.applications.states import LIFE, OUTCOMES, PublicState
from portal.calls.states import CallState
from portal.local_time import local
from portal.words import Sentence, say

Titles = Mapping[str, str]
NO_TITLES: Titles = MappingProxyType({})

LONGEST_NOTE = 2_000
LONGEST_SEARCH = 100

EXCLUSION_CODES: dict[str, Sentence] = {
    "pages_exceeded": say("More pages than the call allows"),
    "volume_exceeded": say("Larger files than the call allows"),
    "document_missing": say("A required document is missing"),
    "document_illegible": say("A document can’t be read"),
    "wrong_document": say("A document is not the one that was asked for"),
    "not_eligible_residence": say("Main residence is not in the city that the call names"),
    "enrolled": say("Enrolled at a university"),
    "earlier_grant": say("An earlier grant of this programme ended less than two years ago"),
    "late": say("Sent after the deadline"),
    "other": say("Another reason, see the note"),
}


def formal_check_refused(
    *, applicant_id: int, by_id: int, call_state: str, public_state: str
) -> Sentence | None:
    """Why this person may not do the formal check of this application now."""
    if applicant_id == by_id:
        return say("This is your own application. Somebody else in the office has to check it.")
    if public_state != PublicState.PENDING or call_state in (CallState.DECIDED, CallState.ARCHIVED):
        return say("The results of this call are out. Its formal check can’t be changed any more.")
    return None


def exclusion_refused(code: str, note: str) -> Sentence | None:
    """Why an exclusion can't stand: it needs a known reason, and in words what exactly was wrong."""
    if code not in EXCLUSION_CODES:
        return say("Please choose the reason of the exclusion.")
    if not note.strip():
        return say("Please write what exactly was wrong. The applicant’s letter and the file rely on it.")
    if len(note) > LONGEST_NOTE:
        return say("This note is too long. The most is {most} characters.", most=LONGEST_NOTE)
    return None


@dataclass(frozen=True)
class CaseFilters:
    """What the office looks for among the cases of a call; what is empty does not restrict."""

    state: str = ""
    discipline: str = ""
    text: str = ""

    def kept(self) -> dict[str, str]:
        """The filters as a part of an address."""
        return {name: value for name, value in asdict(self).items() if value}


def filters_of(sought: Mapping[str, str]) -> CaseFilters:
    """The filters that an address carries."""
    return CaseFilters(*(_readable(sought.get(name, "")) for name in ("state", "discipline", "text")))


def _readable(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)[:LONGEST_SEARCH]


# The table as a file


@dataclass(frozen=True)
class Column:
    """What a column of the file is called, how far its facts may travel, and what it tells of a case."""

    heading: Sentence
    kind: FieldClass
    fact: Callable[[Any, Titles], Sentence | str]


def _submitted(case: Any, _: Titles) -> str:
    # As spreadsheets of every country read a moment, by the clocks of the call.
    return local(case.submitted_at, case.call.deadline_zone).strftime("%Y-%m-%d %H:%M")


COLUMNS = (
    Column(say("Number"), FieldClass.CONTENT, lambda case, _: case.short_code),
    Column(say("Name"), FieldClass.IDENTITY, lambda case, _: case.applicant.name),
    Column(say("Name in Latin letters"), FieldClass.IDENTITY, lambda case, _: case.applicant.name_latin),
    Column(say("E-mail address"), FieldClass.CONTACT, lambda case, _: case.applicant.email),
    Column(say("Town"), FieldClass.CONTACT, lambda case, _: case.applicant.town),
    Column(say("Country"), FieldClass.CONTACT, lambda case, _: case.applicant.country_code),
    Column(say("Title"), FieldClass.CONTENT, lambda case, _: case.title),
    Column(
        say("Discipline"),
        FieldClass.CONTENT,
        lambda case, disciplines: disciplines.get(case.discipline, case.discipline),
    ),
    Column(say("Submitted"), FieldClass.CONTENT, _submitted),
    Column(say("State"), FieldClass.DECISION, lambda case, _: LIFE.wording[case.state].staff),
)


def cells_of(case: Any, seen: Collection[FieldClass], disciplines: Titles) -> list[Sentence | str]:
    """A row of the file: what the reader may not see stays empty."""
    return [column.fact(case, disciplines) if column.kind in seen else "" for column in COLUMNS]


# How the log of a case reads to the office; a step without a line here is told by its own name.
_TOLD: dict[str, Sentence] = {
    "application.start": say("Draft begun"),
    "application.save": say("Answers saved: {section}"),
    "application.attach": say("File added: {name}"),
    "application.detach": say("File removed: {name}"),
    "application.submit": say("Application submitted, revision {revision}"),
    "application.receipt": say("Receipt made"),
    "application.withdraw": say("Withdrawn by the applicant"),
    "application.admit": say("Admitted in the formal check"),
    "application.exclude": say("Excluded in the formal check: {code}"),
    "application.reopen_check": say("Formal check reopened: {why}"),
    "application.publish_outcome": say("Outcome made known: {outcome}"),
    "review.assign": say("Review assigned"),
    "conflict.declare": say("Question of conflicts of interest answered"),
    "review.score": say("Scores saved as a draft"),
    "review.submit": say("Review submitted"),
    "review.recuse": say("Juror recused"),
    "review.return": say("Review returned for correction"),
    "review.void": say("Review voided"),
    "decision.propose": say("Decision proposed"),
    "decision.change": say("Proposed decision changed"),
    "decision.approve": say("Decision approved"),
    "decision.send_back": say("Decision sent back"),
    "decision.release": say("Decision released"),
    "decision.supersede": say("Decision replaced"),
    "letter.queue": say("Letter queued"),
    "letter.issue": say("Letter issued"),
    "letter.fail": say("Letter needs attention"),
    "letter.correct_address": say("Address corrected for the letter"),
    "letter.retry": say("Letter tried again"),
    "letter.replace": say("Letter replaced"),
    "letter.withdraw": say("Letter withdrawn"),
    "letter.read": say("Letter opened"),
    "offer.accept": say("Offer accepted"),
    "offer.decline": say("Offer declined"),
    "offer.lapse": say("Offer lapsed"),
    "offer.open": say("Offer made"),
}


def told_event(verb: str, facts: Mapping[str, Any], sections: Titles = NO_TITLES) -> Sentence:
    """An event of the log as a sentence for the office; facts that the log lacks show as a dash.

    `sections` has the titles of the questionnaire's sections, which the log knows by their keys.
    """
    sentence = _TOLD.get(verb)
    if sentence is None:
        return say("{step}", step=verb)
    names = _names_in(sentence)
    return Sentence(sentence.msgid, {name: _fact(verb, name, facts.get(name), sections) for name in names})


def note_of(verb: str, facts: Mapping[str, Any]) -> str:
    """What somebody wrote to a step, unless its sentence says it already."""
    told = _names_in(_TOLD[verb]) if verb in _TOLD else ()
    return next((str(facts[name]) for name in ("note", "why") if facts.get(name) and name not in told), "")


def _fact(verb: str, name: str, value: Any, sections: Titles) -> Any:
    if value in (None, ""):
        return "–"
    if name == "section":
        return sections.get(str(value), value)
    if (verb, name) == ("application.exclude", "code"):
        return EXCLUSION_CODES.get(str(value), value)
    if (verb, name) == ("application.publish_outcome", "outcome"):
        return {str(state): told for state, told in OUTCOMES.items()}.get(str(value), value)
    return str(value)


def _names_in(sentence: Sentence) -> tuple[str, ...]:
    return tuple(part.partition("}")[0] for part in sentence.msgid.split("{")[1:])
