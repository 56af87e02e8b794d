"""Reading letters: one letter with its case, those of a call and of a person, and the facts of its text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.interfaces import ORMOption

from portal.accounts.models import User
from portal.applications.models import Application
from portal.audit import case_of
from portal.audit.models import Event, ReadEvent
from portal.authorities.rules import Letterhead
from portal.calls.models import Call, Programme
from portal.db import new_public_id, session
from portal.decisions.models import Decision
from portal.letters.models import Letter
from portal.letters.rules import (
    COURTESY,
    Authority,
    Grounds,
    LetterFacts,
    LetterKind,
    Recipient,
    Text,
    address_lines,
    missing_facts,
)
from portal.letters.states import LETTER_OF, LetterState
from portal.pdf.fonts import unprintable
from portal.words import Sentence, say
from portal.writing import upper_for

BERLIN = ZoneInfo("Europe/Berlin")
HOME = "DE"
# Capitals follow the language of the place: in Turkey and Azerbaijan i becomes İ.
CAPITALS = {"TR": "tr", "AZ": "az"}
ADDRESS = ("address_extra", "street", "postal_code", "town", "country_code")
PROCEDURE = {
    "de": "Die Jury hat alle zugelassenen Anträge nach denselben Kriterien bewertet und eine Empfehlung "
    "abgegeben, der ich gefolgt bin.",
    "en": "The jury assessed all admitted applications by the same criteria and gave a recommendation, "
    "which I followed.",
    "tr": "Jüri, usulüne uygun bulunan bütün başvuruları aynı ölçütlere göre değerlendirmiş ve bir öneride "
    "bulunmuştur; bu öneriye uydum.",
}
NEXT_CALL = {
    "de": "Neue Ausschreibungen werden im Portal veröffentlicht. Ich freue mich, wenn Sie sich wieder "
    "bewerben.",
    "en": "New calls are published in the portal. I would be glad if you applied again.",
    "tr": "Yeni çağrılar portalda yayımlanır. Yeniden başvurursanız memnun olurum.",
}


def find_letter(letter_id: str) -> Letter | None:
    """The letter with this public id, with its decision, case, call and bytes."""
    rows = select(Letter).where(Letter.public_id == letter_id).options(*_whole())
    return session().scalars(rows).one_or_none()


def _whole() -> tuple[ORMOption, ...]:
    case = joinedload(Letter.decision).joinedload(Decision.application)
    return (
        joinedload(Letter.decision).joinedload(Decision.call),
        case.joinedload(Application.applicant),
        case.joinedload(Application.call),
        joinedload(Letter.call).joinedload(Call.programme).joinedload(Programme.authority),
        joinedload(Letter.call).joinedload(Call.city),
        joinedload(Letter.file),
    )


def lock_letter(letter: Letter) -> str:
    """The letter's state as it is now, held until the act ends."""
    rows = select(Letter.state).where(Letter.id == letter.id).with_for_update()
    return session().execute(rows).scalar_one()


def find_letter_of_code(code: str) -> Letter | None:
    """The letter of a code on paper, if it has left the house."""
    rows = select(Letter).join(Letter.decision).where(Letter.code == code, Letter.file_id.is_not(None))
    released = rows.where(Decision.released_at.is_not(None))
    return session().scalars(released.options(*_whole())).one_or_none()


def find_letter_of_bytes(sha256: str) -> Letter | None:
    """The letter of which these are the bytes, if it has left the house."""
    rows = select(Letter).join(Letter.decision).where(Letter.sha256 == sha256)
    released = rows.where(Decision.released_at.is_not(None))
    return session().scalars(released.options(*_whole())).first()


def find_successor(letter: Letter) -> Letter | None:
    """The issued letter that replaces this one."""
    rows = select(Letter).where(Letter.replaces_id == letter.id, Letter.file_id.is_not(None))
    return session().scalars(rows.order_by(Letter.id.desc())).first()


def find_predecessor(letter: Letter) -> Letter | None:
    """The letter that this one replaces."""
    return session().get(Letter, letter.replaces_id) if letter.replaces_id else None


def find_issued_of(application: Application) -> Letter | None:
    """The newest issued letter of a case."""
    rows = select(Letter).join(Letter.decision).where(Decision.application_id == application.id)
    issued = rows.where(Letter.state == LetterState.ISSUED)
    return session().scalars(issued.order_by(Letter.id.desc())).first()


def count_of(application: Application) -> int:
    """How many letters the case has had, whatever became of them."""
    rows = select(func.count(Letter.id)).join(Letter.decision)
    return session().scalar(rows.where(Decision.application_id == application.id)) or 0


def list_queued(call_id: str) -> Sequence[str]:
    """Public ids of the letters of a call that are still to be made, in the order of their asking."""
    rows = select(Letter.public_id).join(Letter.call).where(Call.public_id == call_id)
    return session().scalars(rows.where(Letter.state == LetterState.QUEUED).order_by(Letter.id)).all()


def list_for_call(call: Call, state: str = "") -> Sequence[Letter]:
    """The letters of a call, or those in one state, by their numbers."""
    rows = select(Letter).where(Letter.call_id == call.id).options(*_whole())
    if state:
        rows = rows.where(Letter.state == state)
    return session().scalars(rows.order_by(Letter.number)).all()


def list_of_applicant(user: User) -> Sequence[Letter]:
    """The letters that a person has received, newest first."""
    rows = (
        select(Letter)
        .join(Letter.decision)
        .join(Decision.application)
        .where(Application.applicant_id == user.id, Letter.file_id.is_not(None))
        .where(Decision.released_at.is_not(None))
    )
    return session().scalars(rows.options(*_whole()).order_by(Letter.id.desc())).all()


def count_by_state(call_ids: Sequence[int]) -> dict[tuple[int, str], int]:
    """How many letters of these calls are in which state."""
    rows = select(Letter.call_id, Letter.state, func.count()).where(Letter.call_id.in_(call_ids))
    counted = session().execute(rows.group_by(Letter.call_id, Letter.state))
    return {(call_id, state): count for call_id, state, count in counted}


def first_openings(letters: Sequence[Letter]) -> dict[str, datetime]:
    """When the person to whom a letter goes first opened its bytes, by the letter's public id."""
    readers = {case_of(letter): (letter.public_id, letter.applicant_id) for letter in letters}
    rows = select(ReadEvent.case, ReadEvent.actor_id, func.min(ReadEvent.at)).where(
        ReadEvent.case.in_(readers)
    )
    found = session().execute(rows.group_by(ReadEvent.case, ReadEvent.actor_id))
    return {readers[case][0]: at for case, actor, at in found if readers[case][1] == actor}


def list_history(letter: Letter) -> Sequence[Event]:
    """What was done with one letter, oldest first."""
    rows = select(Event).where(Event.case == case_of(letter.decision.application)).order_by(Event.number)
    return [one for one in session().scalars(rows) if one.facts.get("letter") == letter.public_id]


# The facts of a letter


@dataclass(frozen=True)
class Foreseen:
    """A letter before it exists: the facts that it would have, and what is missing."""

    decision: Decision
    facts: LetterFacts
    problems: list[Sentence]


def foresee(decisions: Sequence[Decision], *, base_url: str, on: date) -> list[Foreseen]:
    """The letters that a release of these decisions would make, each with what would stop it."""
    applications = _count_submitted(decisions[0].call) if decisions else 0
    return [_foreseen(one, applications, base_url=base_url, on=on) for one in decisions]


def _foreseen(decision: Decision, applications: int, *, base_url: str, on: date) -> Foreseen:
    letter = Letter(
        decision=decision,
        call=decision.call,
        kind=LETTER_OF[decision.kind],
        number=decision.application.short_code,
        code=new_public_id(),
        language=decision.application.language,
        facts={},
    )
    facts = facts_of(letter, base_url=base_url, on=on, applications=applications)
    to = facts.recipient
    strange = unprintable(" ".join((to.name, *address_lines(to), facts.project_title)))
    problems = missing_facts(facts)
    if strange:
        characters = " ".join(strange)
        problems.append(say("No font of the letters can draw: {characters}", characters=characters))
    return Foreseen(decision, facts, problems)


def facts_of(letter: Letter, *, base_url: str, on: date, applications: int | None = None) -> LetterFacts:
    """All that the text of a letter may know, taken from its case at this moment."""
    decision, call = letter.decision, letter.call
    application, old = decision.application, find_predecessor(letter)
    assert application.submitted_at is not None  # only what was submitted is ever decided
    whole = decision.months * call.monthly_rate_cents == decision.amount_cents
    # A reserve notice is no decision, so the award that follows does not claim to replace one.
    replaces = old.number if old is not None and old.decision_id == letter.decision_id else ""
    return LetterFacts(
        kind=LetterKind(letter.kind),
        authority=house_of(call.programme.authority.letterhead, call.programme.authority.remedy_version),
        recipient=recipient_of(application.applicant, corrected(letter)),
        file_number=letter.number,
        issued_on=on,
        short_code=application.short_code,
        submitted_on=application.submitted_at.astimezone(BERLIN).date(),
        programme=_text(call.title),
        host_city=_host_city(call),
        code=letter.code,
        verify_url=f"{base_url}/verify/{letter.code}",
        project_title=application.title,
        amount_cents=decision.amount_cents,
        requested_cents=call.months * call.monthly_rate_cents,
        currency=decision.currency,
        months=decision.months,
        monthly_rate_cents=call.monthly_rate_cents if whole else 0,
        starts_on=decision.period_start,
        ends_on=decision.period_end,
        reserve_rank=decision.reserve_rank,
        reserve_until=decision.reserve_until,
        answer_by=decision.answer_by,
        grounds=_grounds(decision, call, _count_submitted(call) if applications is None else applications),
        provisions=_provisions(call.provisions),
        next_call=NEXT_CALL if letter.kind == LetterKind.REJECTION else None,
        replaces=replaces,
        courtesy_language=letter.language if letter.language in COURTESY else COURTESY[0],
    )


def house_of(head: Letterhead, remedy_version: str) -> Authority:
    """Everything that a letter takes from its authority; it is kept with the letter."""
    return Authority(
        name=head.name,
        unit=head.unit,
        street=head.street,
        postal_code=head.postal_code,
        town=head.town,
        phone=head.phone,
        email=head.email,
        contact=head.unit,
        signatory=head.signatory,
        return_line=head.return_line,
        remedy=head.remedy_text,
        remedy_version=remedy_version,
        sign_off=head.sign_off,
        accent=head.accent,
        logo=head.logo,
        logo_text=head.logo_text,
    )


def corrected(letter: Letter) -> Mapping[str, str]:
    """The address that the office has corrected for this letter, if it has."""
    address: Mapping[str, str] = letter.facts.get("address") or {}
    return address


def address_of(person: User) -> dict[str, str]:
    """The postal address as the person gave it."""
    return {name: getattr(person, name) for name in ADDRESS}


def recipient_of(person: User, corrected: Mapping[str, str]) -> Recipient:
    """Whom the letter addresses, and where; the office may have corrected the address for this letter."""
    address = address_of(person) | dict(corrected)
    country = address["country_code"] or HOME
    name = person.name_latin or person.display_name
    return Recipient(
        name=name,
        family_name=person.family_name if person.family_name and person.family_name in name else None,
        form_of_address=person.form_of_address,
        street=address["street"],
        postal_code=address["postal_code"],
        town=address["town"],
        town_upper=upper_for(address["town"], CAPITALS.get(country, "de")),
        country_upper=None if country == HOME else _country(country),
        extra_lines=tuple(filter(None, (address["address_extra"],))),
        name_language=person.native_language
        if person.native_name == name and person.native_language
        else None,
        title=person.title,
    )


def _country(code: str) -> str:
    return str(Locale("de").territories.get(code, code)).upper()


def _host_city(call: Call) -> Text:
    if call.direction == "inbound":
        return {"de": "Berlin", "en": "Berlin", "tr": "Berlin"}
    return {language: name for language, name in call.city.names.items() if language != "native"}


def _grounds(decision: Decision, call: Call, applications: int) -> Grounds:
    is_formal = bool(decision.application.exclusion_code)
    translated = {"en": decision.reason_translation, "tr": decision.reason_turkish}
    finding = {"de": decision.reason} | {language: text for language, text in translated.items() if text}
    return Grounds(
        criteria=() if is_formal else tuple(_text(criterion["title"]) for criterion in call.rubric),
        procedure={"de": ""} if is_formal else PROCEDURE,
        # Who is out for a formal reason never came into the competition, so the letter does not speak of it.
        applications=0 if is_formal else applications,
        places=call.places,
        finding=finding,
    )


def _count_submitted(call: Call) -> int:
    rows = select(func.count(Application.id)).where(Application.call_id == call.id)
    return session().scalar(rows.where(Application.submitted_at.is_not(None))) or 0


def _provisions(by_language: Mapping[str, Sequence[str]]) -> tuple[Text, ...]:
    count = len(by_language.get("de", ()))
    return tuple(
        {language: texts[n] for language, texts in by_language.items() if n < len(texts)}
        for n in range(count)
    )


def _text(text: Mapping[str, Any]) -> Text:
    # The letter is German; a call without a German title borrows what there is.
    return {"de": text.get("de") or next(iter(text.values()), ""), **{k: v for k, v in text.items() if v}}


def list_newest(most: int) -> Sequence[Letter]:
    """The newest letters that were issued, with everything that their text is made from."""
    rows = select(Letter).where(Letter.state == LetterState.ISSUED).order_by(Letter.id.desc()).limit(most)
    return session().scalars(rows.options(*_whole())).all()
