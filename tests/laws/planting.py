"""Plants a word of its own into every sensitive field of every row, and tells who may see which."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import sqlalchemy as sa
from flask_login import AnonymousUserMixin
from sqlalchemy.orm import joinedload, selectinload

from portal import db, names
from portal.access import FieldClass
from portal.accounts.models import User
from portal.applications.models import AnswerRevision, Application, ApplicationFile
from portal.applications.queries import questionnaire_of, whole
from portal.awards.models import Offer
from portal.decisions.models import Decision
from portal.files.models import StoredFile
from portal.files.storage import store
from portal.letters.models import Letter
from portal.reviews.models import NO_CONFLICT, Review, Score
from tests.laws.facts import FACTS, Fact, Records, of_answer, of_letter, of_owner
from tests.laws.quarter import Quarter

AS_THEY_ARE = {"user.password", "user.fs_uniquifier", "user.link_key", "sign_in.token_hash", "letter.code"}
NOBODY = "nobody"
FIRST_NUMBER = 7_100_000
WITH_CASE = joinedload(Letter.decision).joinedload(Decision.application)
LOADED: dict[type, tuple[Any, ...]] = {
    User: (selectinload(User.grants),),
    Application: whole(),
    Decision: (joinedload(Decision.application), joinedload(Decision.call)),
    Letter: (WITH_CASE, joinedload(Letter.call)),
    Offer: (joinedload(Offer.decision).joinedload(Decision.application), joinedload(Offer.call)),
    Review: (joinedload(Review.application).joinedload(Application.call), selectinload(Review.declarations)),
}


@dataclass(frozen=True)
class Planted:
    """A word that stands in one field of one row, and who may see it."""

    word: str
    column: str
    kind: str
    case: str
    allowed: frozenset[str]


@dataclass
class Garden:
    """All words by the field in which they stand."""

    places: dict[tuple[str, int], dict[str, str]] = field(default_factory=dict)
    answers: dict[int, dict[str, str]] = field(default_factory=dict)
    number: int = 0

    def word(self) -> str:
        """A word that stands nowhere else; public ids have neither its u nor its o."""
        self.number += 1
        return f"Quo{self.number:04}u"

    def count(self) -> int:
        """A number that stands nowhere else."""
        self.number += 1
        return FIRST_NUMBER + self.number


def plant(garden: Garden) -> None:
    """Write a word into every field of the table of facts, row by row."""
    for mapper in db.Base.registry.mappers:
        for column in mapper.local_table.columns:
            name = f"{column.table.name}.{column.name}"
            if name in FACTS and name not in AS_THEY_ARE:
                for number in db.session().scalars(sa.select(column.table.c.id)).all():
                    _plant(garden, column, number)
    _answer(garden)
    _keep_bytes(garden)
    _make_findable()


def _plant(garden: Garden, column: Any, number: int) -> None:
    table, name = column.table, f"{column.table.name}.{column.name}"
    if name == "answer_revision.answers" or _is_empty(table, column, number):
        return
    word = garden.count() if isinstance(column.type, sa.Integer) else garden.word()
    garden.places.setdefault((name, number), {})[str(word)] = name
    db.session().execute(
        sa.update(table).where(table.c.id == number).values({column.name: _shape(name, column, word)})
    )


def _is_empty(table: Any, column: Any, number: int) -> bool:
    """What means something by being there stays away where it is not."""
    if not (isinstance(column.type, sa.Integer) or column.name in ("conflict", "exclusion_code")):
        return False
    return db.session().scalar(sa.select(column).where(table.c.id == number)) in (None, 0, "", NO_CONFLICT)


def _shape(name: str, column: Any, word: Any) -> Any:
    if name.endswith("email"):
        return f"{word}@test.example"
    if name == "letter.error":
        return json.dumps([["{word}", {"word": word}]])
    if name == "event.facts":
        return {"note": word}
    if name == "stored_file.name":
        return f"{word}.pdf"
    return {"en": word, "de": word} if isinstance(column.type, sa.JSON) else word


def _answer(garden: Garden) -> None:
    for revision in db.session().scalars(sa.select(AnswerRevision)):
        texts = {
            key for key, value in revision.answers.items() if isinstance(value, str) and key != "discipline"
        }
        words = {key: garden.word() for key in sorted(texts)}
        revision.answers = revision.answers | words
        garden.answers[revision.application_id] = words


def _keep_bytes(garden: Garden) -> None:
    """Let every file hold a word, too."""
    for stored in db.session().scalars(sa.select(StoredFile)):
        word = garden.word()
        garden.places["stored_file.name", stored.id][word] = "stored_file"
        data = f"%PDF-1.7 {word}".encode()
        stored.sha256, stored.size = store().keep(data), len(data)


def _make_findable() -> None:
    """Keep what the search reads as the portal keeps it: code, name and title."""
    for case in db.session().scalars(sa.select(Application).options(joinedload(Application.applicant))):
        case.search = names.search_form(f"{case.short_code} {case.applicant.display_name} {case.title}")


def records() -> Records:
    """Everything that the rules have to know of the populated portal."""
    found = Records()
    for case in _load(Application):
        found.applications[case.id] = case
        if case.receipt_file_id:
            found.files.setdefault(case.receipt_file_id, []).append(of_owner(case))
    for review in _load(Review):
        found.reviews.setdefault(review.application_id, []).append(review)
    for letter in _load(Letter):
        if letter.file_id:
            found.files.setdefault(letter.file_id, []).append(of_letter(letter))
    for held in db.session().scalars(sa.select(ApplicationFile)):
        case = found.applications[held.application_id]
        found.files.setdefault(held.file_id, []).append(of_answer(case, held.question))
    return found


def _load(model: type) -> Any:
    return db.session().scalars(sa.select(model).options(*LOADED.get(model, ()))).all()


def readers(quarter: Quarter) -> dict[str, Any]:
    """Everybody as the doors know them, and nobody."""
    ids = {person.id: name for name, person in quarter.people.items()}
    return {ids[one.id]: one for one in _load(User) if one.id in ids} | {NOBODY: AnonymousUserMixin()}


def tell(garden: Garden, people: Mapping[str, Any]) -> list[Planted]:
    """Every word with the people who may see it, as the tables of people and fields have it."""
    return [
        Planted(word, column, fact.kind, case, frozenset(n for n, one in people.items() if sees(one)))
        for word, column, fact, case, sees in _sights(garden, records())
    ]


def _sights(garden: Garden, found: Records) -> Iterator[tuple[str, str, Fact, str, Any]]:
    for mapper in db.Base.registry.mappers:
        table = mapper.local_table
        columns = [name for name in FACTS if name.partition(".")[0] == table.name]
        for row in _load(mapper.class_) if columns else ():
            for name in columns:
                fact = FACTS[name]
                for word in _words(garden, name, row):
                    yield word, name, fact, _case(found, row), partial(fact.seen_by, found, row)
    for number, words in garden.answers.items():
        case = found.applications[number]
        for key, word in words.items():
            question = questionnaire_of(case.call).question(key)
            fact = Fact(FieldClass(question.field_class if question else ""), of_answer(case, key))
            yield word, f"answer {key}", fact, case.public_id, partial(fact.seen_by, found)


def _words(garden: Garden, name: str, row: Any) -> list[str]:
    if name in AS_THEY_ARE:
        return [getattr(row, name.partition(".")[2])]
    return list(garden.places.get((name, row.id), ()))


def _case(found: Records, row: Any) -> str:
    if isinstance(row, Score):
        row = next(one for many in found.reviews.values() for one in many if one.id == row.review_id)
    if isinstance(row, Offer | Letter):
        row = row.decision
    number = row.id if isinstance(row, Application) else getattr(row, "application_id", None)
    return found.applications[number].public_id if number else ""


WRITTEN = re.compile(r"quo\d{4}u|(?<![\w.,])7[.,\u00a0\u202f’]?1\d\d[.,\u00a0\u202f’]?\d{3}(?!\d)")
BETWEEN = re.compile(r"[.,\u00a0\u202f’]")


def words_in(text: str) -> set[str]:
    """The planted words and numbers of a text, however they are written there."""
    found = set(WRITTEN.findall(text.casefold()))
    return {BETWEEN.sub("", one) if one[0] == "7" else one.capitalize() for one in found}
