"""What each column of the portal holds, and how far that may travel; the columns not told here are harmless.

A line says which kind of fact stands in a column and who may see it in a row. Whoever adds a column to a
model adds it here, or to the harmless ones beside its like, before the law of the fields is content again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from portal.access import FieldClass, Verb, fields_of_review, permitted, visible_fields
from portal.access.predicates import holds_any, keeps_away
from portal.accounts.models import User
from portal.applications.models import Application
from portal.applications.queries import questionnaire_of
from portal.calls.models import Call
from portal.cities.models import CityContact
from portal.decisions.models import Decision
from portal.letters.models import Letter
from portal.reviews.models import Review
from tests.laws.town import NOW

F = FieldClass
Sight = Callable[["Records", Any], bool]


@dataclass
class Records:
    """Everything that stands in the populated portal, by the ways that a rule has to go."""

    applications: dict[int, Application] = field(default_factory=dict)
    reviews: dict[int, list[Review]] = field(default_factory=dict)
    files: dict[int, list[Sight]] = field(default_factory=dict)
    kept: dict[tuple[int, int], frozenset[FieldClass]] = field(default_factory=dict)

    def fields(self, reader: Any, case: Application) -> frozenset[FieldClass]:
        """What the table of fields grants of a case, as its reader and as its juror."""
        key = (getattr(reader, "id", 0), case.id)
        if key not in self.kept:
            judged = (fields_of_review(reader, one, NOW) for one in self.reviews.get(case.id, ()))
            self.kept[key] = visible_fields(reader, case, NOW).union(*judged)
        return self.kept[key]

    def of_person(self, person_id: int) -> list[Application]:
        """The cases of a person."""
        return [one for one in self.applications.values() if one.applicant_id == person_id]

    def review_of(self, row: Any) -> Review:
        """The review to which a row belongs."""
        number = row.id if isinstance(row, Review) else row.review_id
        return next(one for many in self.reviews.values() for one in many if one.id == number)


Audience = Callable[[Records, Any, Any], bool]


@dataclass(frozen=True)
class Fact:
    """A kind of fact, and who may see it in a row."""

    kind: str
    seen_by: Audience


def nobody(records: Records, row: Any, reader: Any) -> bool:
    """No page shows it to anybody."""
    return False


def everybody(records: Records, row: Any, reader: Any) -> bool:
    """It is made to be read."""
    return True


def case_of(records: Records, row: Any) -> Application:
    """The case to which a row belongs."""
    if isinstance(row, Application):
        return row
    if isinstance(row, Letter | Decision):
        decision = row.decision if isinstance(row, Letter) else row
        return records.applications[decision.application_id]
    return records.applications[row.application_id]


def of_case(kind: FieldClass) -> Fact:
    """What the table of fields grants of the case."""
    return Fact(kind, lambda records, row, reader: kind in records.fields(reader, case_of(records, row)))


def by_verb(verb: Verb, kind: str = "") -> Fact:
    """What whoever may do this with the row sees."""
    return Fact(kind or verb, lambda records, row, reader: permitted(reader, verb, row, NOW))


def _owner(records: Records, row: Any, reader: Any) -> bool:
    return bool(row.user_id == getattr(reader, "id", None))


def _outside(records: Records, case: Application, reader: Any) -> bool:
    """Who and what a case is about, for whom its jurors are asked whether they can judge it."""
    asked = (
        one for one in records.reviews.get(case.id, ()) if permitted(reader, Verb.CONFLICT_DECLARE, one, NOW)
    )
    return any(not one.is_over and not one.is_barred_to(reader.id) for one in asked)


def _short_code(records: Records, case: Application, reader: Any) -> bool:
    """The code tells no name: jurors know it before the question of conflicts, the chair by the ranking."""
    given = any(
        permitted(reader, Verb.CONFLICT_DECLARE, one, NOW) for one in records.reviews.get(case.id, ())
    )
    return bool(records.fields(reader, case)) or given or _ranks(records, case, reader)


def _ranks(records: Records, case: Application, reader: Any) -> bool:
    """The ranking shows what was sent in, but not to who applied, stepped back or is to judge it."""
    if not permitted(reader, Verb.CALL_RANKING, case.call, NOW) or case.applicant_id == reader.id:
        return False
    return case.is_submitted and not any(
        keeps_away(reader, one, NOW) for one in records.reviews.get(case.id, ())
    )


def _scores(records: Records, row: Any, reader: Any) -> bool:
    review = records.review_of(row)
    case = records.applications[review.application_id]
    own = permitted(reader, Verb.REVIEW_READ, review, NOW)
    return own or _ranks(records, case, reader) or F.SCORES in records.fields(reader, case)


def _jurors(records: Records, row: Any, reader: Any) -> bool:
    review = records.review_of(row)
    case = records.applications[review.application_id]
    said_by = getattr(row, "user_id", review.juror_id)
    return F.JURORS in records.fields(reader, case) or said_by == getattr(reader, "id", 0)


def _outcome(records: Records, row: Any, reader: Any) -> bool:
    decision = row.decision if isinstance(row, Letter) else row
    fields = records.fields(reader, case_of(records, row))
    return F.DECISION in fields or (F.OUTCOME in fields and decision.released_at is not None)


def _name(records: Records, person: User, reader: Any) -> bool:
    """One's own, that of an applicant by the table of fields, that of staff among staff."""
    cases = records.of_person(person.id)
    known = any(
        F.IDENTITY in records.fields(reader, one)
        or _ranks(records, one, reader)
        or _outside(records, one, reader)
        for one in cases
    )
    may_view = permitted(reader, Verb.VIEW_BEGIN, person, NOW)
    return known or may_view or _administers(person, reader) or _works_with(records, person, reader)


def _works_with(records: Records, person: User, reader: Any) -> bool:
    if not getattr(reader, "is_authenticated", False) or not holds_any(person, NOW):
        return False
    shares = any(grant.principal_id in (person.id, reader.id) for grant in (*reader.grants, *person.grants))
    office = (Verb.DESK_READ, Verb.CALL_RANKING)
    return shares or any(permitted(reader, verb, None, NOW) for verb in office)


def _administers(person: User, reader: Any) -> bool:
    return permitted(reader, Verb.ADMIN_READ, None, NOW) or person.id == getattr(reader, "id", 0)


def _contact(records: Records, person: User, reader: Any) -> bool:
    known = any(F.CONTACT in records.fields(reader, one) for one in records.of_person(person.id))
    return known or _administers(person, reader)


def _title(records: Records, case: Application, reader: Any) -> bool:
    fields = records.fields(reader, case)
    return F.CONTENT in fields or _ranks(records, case, reader) or _outside(records, case, reader)


def _file(records: Records, row: Any, reader: Any) -> bool:
    """A file goes as far as what holds it."""
    return any(sees(records, reader) for sees in records.files.get(row.id, ()))


def of_owner(case: Application) -> Sight:
    """A receipt holds everything, so it is for its owner alone."""
    return lambda records, reader: case.applicant_id == getattr(reader, "id", None)


def of_letter(letter: Letter) -> Sight:
    """A letter is an outcome."""
    return lambda records, reader: _outcome(records, letter, reader)


def of_answer(case: Application, key: str) -> Sight:
    """An answer goes as far as the class of its question; some are not for jurors, whatever their class."""
    question = questionnaire_of(case.call).question(key)
    assert question is not None

    def sees(records: Records, reader: Any) -> bool:
        fields = records.fields(reader, case)
        return FieldClass(question.field_class) in fields and (question.jurors_see or F.CONTACT in fields)

    return sees


def _call(records: Records, call: Call, reader: Any) -> bool:
    # Whoever gives roles gives them for calls, drafts as well.
    return permitted(reader, Verb.CALL_READ, call, NOW) or permitted(reader, Verb.ADMIN_READ, None, NOW)


def _person_to_ask(records: Records, contact: CityContact, reader: Any) -> bool:
    return contact.is_public or permitted(reader, Verb.CITY_DESK, None, NOW)


def _in_the_log(records: Records, event: Any, reader: Any) -> bool:
    kind, _, public_id = event.case.partition(":")
    case = next((one for one in records.applications.values() if one.public_id == public_id), None)
    return kind == "application" and case is not None and F.DECISION in records.fields(reader, case)


NAME, CONTACT = Fact("identity", _name), Fact("contact", _contact)
SCORES, OUTCOME = Fact("scores", _scores), Fact("outcome", _outcome)
JURORS_WORDS = Fact("a juror’s words", _jurors)
SECRET = Fact("secret", nobody)
CALL_TEXT = Fact("call", _call)
PERSON_TO_ASK = Fact("person to ask", _person_to_ask)
OWN = Fact("own", _owner)

FACTS: dict[str, Fact] = {
    "user.display_name": NAME,
    "user.given_names": NAME,
    "user.family_name": NAME,
    "user.native_name": NAME,
    "user.name_latin": NAME,
    "user.title": NAME,
    "user.email": CONTACT,
    "user.address_extra": CONTACT,
    "user.street": CONTACT,
    "user.postal_code": CONTACT,
    "user.town": CONTACT,
    "user.password": SECRET,
    "user.fs_uniquifier": SECRET,
    "user.link_key": SECRET,
    "user.totp_secret": SECRET,
    "address_change.old_email": SECRET,
    "address_change.new_email": OWN,
    "address_change.link_key": SECRET,
    "address_change.undo_key": SECRET,
    "sign_in.token_hash": SECRET,
    "sign_in.agent": OWN,
    "passkey.name": OWN,
    "passkey.credential_id": OWN,
    "passkey.public_key": SECRET,
    "recovery_code.code_hash": SECRET,
    "application.short_code": Fact("code", _short_code),
    "application.title": Fact("content", _title),
    "application.withdrawn_why": of_case(F.CONTENT),
    "application.exclusion_code": of_case(F.DECISION),
    "application.exclusion_note": of_case(F.DECISION),
    "answer_revision.answers": Fact("answers", nobody),  # by the class of each question, see the planting
    "stored_file.name": Fact("file", _file),
    "review.comment": SCORES,
    "score.points": SCORES,
    "review.conflict_note": JURORS_WORDS,
    "review.conflict": JURORS_WORDS,
    "review.return_reason": JURORS_WORDS,
    "deputy_declaration.conflict": JURORS_WORDS,
    "deputy_declaration.note": JURORS_WORDS,
    "decision.amount_cents": OUTCOME,
    "decision.reserve_rank": of_case(F.DECISION),
    "decision.reason": of_case(F.DECISION),
    "decision.reason_translation": of_case(F.DECISION),
    "decision.reason_turkish": of_case(F.DECISION),
    "decision.sent_back_why": of_case(F.DECISION),
    "letter.number": by_verb(Verb.LETTER_READ, F.OUTCOME),
    "letter.code": by_verb(Verb.LETTER_READ, F.OUTCOME),
    "letter.facts": SECRET,
    "letter.error": of_case(F.DECISION),
    "offer.reason": by_verb(Verb.OFFER_READ),
    "event.facts": Fact("log", _in_the_log),
    "read_event.reason": SECRET,
    "kept_answer.location": SECRET,
    "message.recipient": SECRET,
    "message.subject": SECRET,
    "message.body": SECRET,
    "message.stop_path": SECRET,
    "message.error": SECRET,
    "job.error": by_verb(Verb.JOB_READ),
    "call.title": CALL_TEXT,
    "call.summary": CALL_TEXT,
    "call.notes": by_verb(Verb.CALL_DESK),
    "city_contact.name": PERSON_TO_ASK,
    "city_contact.office": PERSON_TO_ASK,
    "city_contact.email": PERSON_TO_ASK,
    "city_contact.phone": PERSON_TO_ASK,
    "city_watch.email": SECRET,
}

# What is written to be read by everybody, however often it is changed.
PUBLISHED = {
    "authority", "borough_partnership", "city", "city_activity", "city_alias", "city_membership",
    "city_network", "programme", "questionnaire_revision",
}  # fmt: skip
# Columns that tell nothing of a person or a case by their words, each beside its like.
HARMLESS: dict[str, set[str]] = {
    "a name in addresses, made of random bits": {"stored_file.sha256", "stored_file.preview_sha256"},
    "a count of the portal's own, or a proof of it": {
        "anchor.events", "anchor.hash", "anchor.heads", "anchor.last_event_id", "anchor.previous",
        "answer_revision.number", "application.receipt_hash", "application.revision", "call.rubric_hash",
        "decision.approved_hash", "decision.content_hash", "event.hash", "event.number", "event.previous",
        "job.attempts", "job.done", "job.fence", "job.total", "letter.sha256", "letter.template_version",
        "message.attempts", "passkey.sign_count", "user.totp_counter",
    },
    "how the portal does its work": {
        "event.case", "event.verb", "job.key", "job.kind", "job.result_url", "job.state", "job.subject",
        "kept_answer.actor", "kept_answer.body", "kept_answer.key", "kept_answer.route", "kept_answer.status",
        "message.case", "message.key", "message.language", "message.state", "read_event.case",
        "read_event.verb",
    },
    "a word from a short list or a day, told by states and outcomes: the twins prove that it does not show": {
        "application.public_state", "application.state", "decision.answer_by", "decision.currency",
        "decision.kind", "decision.months", "decision.period_end", "decision.period_start",
        "decision.reserve_until", "decision.state", "letter.kind", "letter.state", "offer.state",
        "review.state", "score.criterion",
    },
    "a setting, or a word from a list that the case's page shows": {
        "answer_revision.section", "application.discipline", "application.language",
        "application_file.question", "city_contact.is_public", "city_contact.role",
        "city_contact.valid_from", "city_contact.valid_until", "city_watch.language", "letter.language",
        "panel_member.role", "role_grant.role", "sign_in.how", "stored_file.media_type", "stored_file.size",
        "stored_file.pages", "stored_file.width", "stored_file.height", "user.active", "user.country_code",
        "user.family_first", "user.form_of_address", "user.is_demo", "user.language",
        "user.native_language", "user.timezone",
    },
    "made of columns that are told above, for the search alone": {"application.search", "user.search_name"},
    "part of the call as it is published": {
        f"call.{name}" for name in (
            "answer_days", "budget_cents", "code", "currency", "deadline_zone", "direction", "disciplines",
            "months", "monthly_rate_cents", "periods", "places", "provisions", "reserves", "results_on",
            "rubric", "slug", "state", "texts",
        )
    },
}  # fmt: skip
