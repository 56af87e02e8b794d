"""What a letter says: sentences, amounts, dates and forms of address, made from plain facts."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from portal.words import Sentence, say
from portal.writing import amount, amount_in_words, day, number_in_words

Text = Mapping[str, str]
"""A text by language; German always exists, English takes the place of another language that is missing."""

CODE_LENGTH = 26
WINDOW_ROWS, WINDOW_COLUMNS = 8, 46
SUPPORT: Text = {"de": "ein Stipendium", "en": "a scholarship", "tr": "burs"}
COURTESY = ("en", "tr")
"""The languages of the courtesy page; who reads neither gets the first."""
LEGAL_BASIS: Text = {
    "de": "den §§ 23 und 44 der Landeshaushaltsordnung Berlin und den Ausführungsvorschriften dazu",
    "en": "sections 23 and 44 of the Berlin Budget Code (Landeshaushaltsordnung) and its implementing rules",
    "tr": "Berlin Eyalet Bütçe Kanunu (Landeshaushaltsordnung) madde 23 ve 44 ile uygulama hükümleri",
}


class LetterKind(StrEnum):
    """The kinds of letters that tell a person an outcome."""

    AWARD = "award"
    AWARD_PARTIAL = "award_partial"
    RESERVE_NOTICE = "reserve_notice"
    REJECTION = "rejection"


GRANTING = frozenset({LetterKind.AWARD, LetterKind.AWARD_PARTIAL})
REASONED = frozenset({LetterKind.AWARD_PARTIAL, LetterKind.REJECTION})


@dataclass(frozen=True, kw_only=True)
class Authority:
    """The office that decides and signs, with its own instruction on remedies."""

    name: str
    unit: str
    street: str
    postal_code: str
    town: str
    phone: str
    email: str
    contact: str
    signatory: str
    return_line: str
    remedy: Text
    remedy_version: str
    sign_off: str = "Im Auftrag"
    accent: str = "#111111"
    logo: str = ""
    logo_text: str = ""


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """The person written to, by the name and form of address they chose themselves."""

    name: str
    family_name: str | None
    form_of_address: str
    street: str
    postal_code: str
    town: str
    town_upper: str
    country_upper: str | None = None
    extra_lines: tuple[str, ...] = ()
    name_language: str | None = None
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """Why the authority decided so: procedure, criteria, competition and one sentence on this application."""

    criteria: tuple[Text, ...]
    procedure: Text
    applications: int
    places: int
    finding: Text


@dataclass(frozen=True, kw_only=True)
class LetterFacts:
    """All that a letter may know; what is not here can never be printed."""

    kind: LetterKind
    authority: Authority
    recipient: Recipient
    file_number: str
    issued_on: date
    short_code: str
    submitted_on: date
    programme: Text
    host_city: Text
    code: str
    verify_url: str
    project_title: str = ""
    amount_cents: int = 0
    requested_cents: int = 0
    currency: str = "EUR"
    months: int = 0
    monthly_rate_cents: int = 0
    starts_on: date | None = None
    ends_on: date | None = None
    reserve_rank: int | None = None
    reserve_until: date | None = None
    answer_by: date | None = None
    grounds: Grounds | None = None
    provisions: tuple[Text, ...] = ()
    support: Text = field(default_factory=lambda: SUPPORT)
    legal_basis: Text = field(default_factory=lambda: LEGAL_BASIS)
    enclosures: tuple[Text, ...] = ()
    next_call: Text | None = None
    notes: tuple[str, ...] = ("Per Portal",)
    replaces: str = ""
    courtesy_language: str = "en"


@dataclass(frozen=True)
class Instalment:
    """One part of an award with the day on which it is due."""

    number: int
    due_on: date
    amount_cents: int


@dataclass(frozen=True, kw_only=True)
class LetterBody:
    """The facts of a letter as one language writes them; the template of the kind makes the sentences."""

    language: str
    programme: str
    support: str
    host_city: str
    legal_basis: str
    submitted_on: str
    issued_on: str
    greeting: str
    greeted: str
    amount: str
    amount_words: str
    requested: str
    monthly_rate: str
    months: int
    period: tuple[str, str]
    instalments: tuple[tuple[str, str, str], ...]
    instalment_count: str
    answer_by: str
    reserve_until: str
    procedure: str
    criteria: str
    finding: str
    provisions: tuple[str, ...]
    remedy: str
    next_call: str
    enclosures: tuple[str, ...]
    code_groups: str
    languages: dict[str, str]
    """The parts that are written in another language, because this one is missing."""

    @property
    def salutation(self) -> str:
        """The salutation as one line, ending with a comma."""
        return f"{self.greeting} {self.greeted}".rstrip() + ","


def in_language(text: Text, language: str) -> str:
    """The text in the language asked for, else for foreign readers in English, else in German."""
    return text[spoken(text, language)]


def spoken(text: Text, language: str) -> str:
    """The language in which a text is told to a reader of the language asked for."""
    known = (code for code in (language, *(["en"] if language != "de" else [])) if text.get(code))
    return next(known, "de")


def compose(facts: LetterFacts, language: str = "de") -> LetterBody:
    """The facts of a letter as the given language writes them: German binds, others are a courtesy."""
    grounds = facts.grounds
    parts = instalments(facts.amount_cents, facts.months, facts.starts_on) if facts.starts_on else []
    greeting, greeted = greet(facts.recipient, language)
    return LetterBody(
        language=language,
        programme=in_language(facts.programme, language),
        support=in_language(facts.support, language),
        host_city=in_language(facts.host_city, language),
        legal_basis=in_language(facts.legal_basis, language),
        submitted_on=day(facts.submitted_on, language),
        issued_on=day(facts.issued_on, language),
        greeting=greeting,
        greeted=greeted,
        amount=amount(facts.amount_cents, facts.currency, language),
        amount_words=amount_in_words(facts.amount_cents, facts.currency) if language == "de" else "",
        requested=amount(facts.requested_cents, facts.currency, language),
        monthly_rate=amount(facts.monthly_rate_cents, facts.currency, language),
        months=facts.months,
        period=(_day_or_none(facts.starts_on, language), _day_or_none(facts.ends_on, language)),
        instalments=tuple(
            (str(p.number), day(p.due_on, language), amount(p.amount_cents, facts.currency, language))
            for p in parts
        ),
        instalment_count=number_in_words(len(parts)) if language == "de" else str(len(parts)),
        answer_by=_day_or_none(facts.answer_by, language),
        reserve_until=_day_or_none(facts.reserve_until, language),
        procedure=in_language(grounds.procedure, language) if grounds else "",
        criteria=_listed([in_language(c, language) for c in grounds.criteria], language) if grounds else "",
        finding=in_language(grounds.finding, language) if grounds else "",
        provisions=tuple(in_language(text, language) for text in facts.provisions),
        remedy=in_language(facts.authority.remedy, language),
        next_call=in_language(facts.next_call, language) if facts.next_call else "",
        enclosures=tuple(in_language(text, language) for text in facts.enclosures),
        code_groups=group_code(facts.code),
        languages=dict(_foreign_parts(facts, language)),
    )


def _foreign_parts(facts: LetterFacts, language: str) -> Iterator[tuple[str, str]]:
    grounds = facts.grounds
    parts = {"programme": facts.programme, "remedy": facts.authority.remedy, "next_call": facts.next_call}
    parts |= {"finding": grounds.finding, "procedure": grounds.procedure} if grounds else {}
    many = {"provisions": facts.provisions, "criteria": grounds.criteria if grounds else ()}
    told = [*parts.items(), *((name, text) for name, texts in many.items() for text in texts)]
    for name, text in told:
        code = spoken(text, language) if text else language
        if code != language:
            yield name, code


GREETINGS = {
    ("de", "Frau"): "Sehr geehrte Frau",
    ("de", "Herr"): "Sehr geehrter Herr",
    ("de", "neutral"): "Guten Tag",
    ("de", "none"): "Guten Tag",
    ("en", "Frau"): "Dear Ms",
    ("en", "Herr"): "Dear Mr",
    ("en", "neutral"): "Dear",
    ("en", "none"): "Dear applicant",
    ("tr", "Frau"): "Sayın",
    ("tr", "Herr"): "Sayın",
    ("tr", "neutral"): "Sayın",
    ("tr", "none"): "Sayın başvuru sahibi",
}


def greet(recipient: Recipient, language: str = "de") -> tuple[str, str]:
    """The words of the salutation and the name in it; a single name is used where no family name exists."""
    form = recipient.form_of_address
    name = (recipient.family_name or recipient.name) if form in {"Frau", "Herr"} else recipient.name
    greeted = "" if form == "none" else f"{recipient.title} {name}".strip()
    return GREETINGS[language, form], greeted


def _day_or_none(on: date | None, language: str) -> str:
    return day(on, language) if on else ""


def _listed(items: list[str], language: str) -> str:
    last = {"de": " und ", "en": " and ", "tr": " ve "}[language]
    return last.join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def instalments(amount_cents: int, months: int, start: date) -> list[Instalment]:
    """Equal monthly parts from the start on; the last one absorbs what the division leaves."""
    count = max(months, 1)
    share = amount_cents // count
    shares = [share] * (count - 1) + [amount_cents - share * (count - 1)]
    return [Instalment(n + 1, _months_later(start, n), cents) for n, cents in enumerate(shares)]


def _months_later(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    for day_of_month in range(start.day, 27, -1):
        try:
            return date(year, month + 1, day_of_month)
        except ValueError:
            continue
    return date(year, month + 1, min(start.day, 28))


def group_code(code: str) -> str:
    """A letter's code in groups of four, to be read aloud and typed."""
    upper = code.upper()
    return " ".join(upper[i : i + 4] for i in range(0, len(upper), 4))


def read_code(typed: str) -> str:
    """The code a person typed from paper, forgiving spaces, dashes and look-alikes; empty if it is none."""
    plain = "".join(c for c in typed.lower() if c.isascii() and c.isalnum())
    code = plain.translate(str.maketrans("oil", "011"))
    return code if len(code) == CODE_LENGTH and "u" not in code else ""


def template_of(kind: LetterKind) -> str:
    """The template that lays out a letter of this kind."""
    return f"letters/{kind.value}.de.html"


def address_lines(recipient: Recipient) -> tuple[str, ...]:
    """The lines below the name in the address window; a foreign town and its country stand in capitals."""
    abroad = recipient.country_upper is not None
    town = recipient.town_upper if abroad else recipient.town
    lines = (
        *recipient.extra_lines,
        recipient.street,
        f"{recipient.postal_code} {town}",
        recipient.country_upper,
    )
    return tuple(line.strip() for line in lines if line and line.strip())


def page_of(facts: LetterFacts) -> dict[str, Any]:
    """What the template may see: the facts and their wording in German and in the courtesy language."""
    return {
        "facts": asdict(facts),
        "address": address_lines(facts.recipient),
        "letter": asdict(compose(facts)),
        "courtesy": asdict(compose(facts, facts.courtesy_language)),
    }


def record_of(facts: LetterFacts) -> dict[str, Any]:
    """The facts as they are kept beside the issued letter: plain values, dates as ISO text."""
    return {name: _plain(value) for name, value in asdict(facts).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def missing_facts(facts: LetterFacts) -> list[Sentence]:
    """What keeps this letter from being issued, each a sentence for the officer."""
    checks = (*_recipient_checks(facts), *_authority_checks(facts), *_outcome_checks(facts))
    return [sentence for missing, sentence in checks if missing]


Check = tuple[bool, Sentence]


def _recipient_checks(facts: LetterFacts) -> tuple[Check, ...]:
    to = facts.recipient
    rows = sum(-(-len(line) // WINDOW_COLUMNS) for line in (to.name, *address_lines(to)))
    return (
        (rows > WINDOW_ROWS, say("The recipient’s address is too long for the window of the envelope.")),
        (not to.name.strip(), say("The recipient has no name.")),
        (not to.street.strip(), say("The recipient’s address has no street.")),
        (not to.town.strip() or not to.town_upper.strip(), say("The recipient’s address has no town.")),
        (
            not to.postal_code.strip() and to.country_upper is None,
            say("The recipient’s German address has no postal code."),
        ),
    )


def _authority_checks(facts: LetterFacts) -> tuple[Check, ...]:
    return (
        (not facts.authority.name.strip(), say("The deciding authority has no name.")),
        (not facts.authority.signatory.strip(), say("The authority has no name to sign with.")),
        (
            facts.kind is not LetterKind.RESERVE_NOTICE and not facts.authority.remedy.get("de", "").strip(),
            say("The authority has no instruction on remedies."),
        ),
        (not facts.file_number.strip(), say("The letter has no file number.")),
        (len(facts.code) != CODE_LENGTH, say("The letter has no code for its verification.")),
        (not facts.programme.get("de", "").strip(), say("The programme has no German title.")),
    )


def _outcome_checks(facts: LetterFacts) -> tuple[Check, ...]:
    grants = facts.kind in GRANTING
    reserve = facts.kind is LetterKind.RESERVE_NOTICE
    finding = facts.grounds.finding.get("de", "") if facts.grounds else ""
    return (
        (grants and facts.amount_cents <= 0, say("The awarded amount is zero.")),
        (grants and not (facts.starts_on and facts.ends_on), say("The award has no period.")),
        (grants and facts.answer_by is None, say("There is no day by which the award must be accepted.")),
        (
            facts.kind is LetterKind.AWARD_PARTIAL and facts.requested_cents <= facts.amount_cents,
            say("A partial award must be lower than the amount applied for."),
        ),
        (
            facts.kind in REASONED and not finding.strip(),
            say("The decision has no reasons for this application."),
        ),
        (reserve and not facts.reserve_rank, say("The place on the reserve list is missing.")),
        (reserve and facts.reserve_until is None, say("The reserve list has no last day.")),
    )
