"""What a letter knows and how it says it."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import ROOT
from portal.letters.rules import (
    COURTESY,
    Instalment,
    LetterKind,
    Recipient,
    address_lines,
    compose,
    greet,
    group_code,
    instalments,
    missing_facts,
    page_of,
    read_code,
    record_of,
    template_of,
)
from tests.letters.examples import AUTHORITY, GROUNDS, ISIL, PEOPLE, letter_facts


def to(name: str, form: str, family_name: str | None = None, title: str = "") -> Recipient:
    return replace(ISIL, name=name, form_of_address=form, family_name=family_name, title=title)


@pytest.mark.parametrize(
    ("recipient", "german", "english"),
    [
        (to("Işıl Şükran İnceöz", "Frau", "İnceöz"), "Sehr geehrte Frau İnceöz,", "Dear Ms İnceöz,"),
        (to("Tobias Krüger", "Herr", "Krüger"), "Sehr geehrter Herr Krüger,", "Dear Mr Krüger,"),
        (to("Clara Weiß", "Frau", "Weiß", "Prof."), "Sehr geehrte Frau Prof. Weiß,", "Dear Ms Prof. Weiß,"),
        (
            to("Alex Groß-Yılmaz", "neutral", "Groß-Yılmaz"),
            "Guten Tag Alex Groß-Yılmaz,",
            "Dear Alex Groß-Yılmaz,",
        ),
        (to("Suharti", "neutral"), "Guten Tag Suharti,", "Dear Suharti,"),
        (to("Suharti", "Frau"), "Sehr geehrte Frau Suharti,", "Dear Ms Suharti,"),
        (to("Kim", "none"), "Guten Tag,", "Dear applicant,"),
    ],
)
def test_the_salutation_follows_the_form_of_address_that_the_person_chose(
    recipient: Recipient, german: str, english: str
) -> None:
    facts = letter_facts(recipient=recipient)
    assert (compose(facts).salutation, compose(facts, "en").salutation) == (german, english)


def test_a_name_is_greeted_exactly_as_it_is_written() -> None:
    assert [greet(to(name, "neutral"))[1] for _, name, _, _ in PEOPLE] == [name for _, name, _, _ in PEOPLE]


def test_instalments_are_equal_monthly_and_the_last_absorbs_the_rest() -> None:
    assert instalments(1_000_001, 3, date(2026, 1, 31)) == [
        Instalment(1, date(2026, 1, 31), 333_333),
        Instalment(2, date(2026, 2, 28), 333_333),
        Instalment(3, date(2026, 3, 31), 333_335),
    ]


@given(st.integers(0, 10**9), st.integers(0, 36), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_instalments_sum_to_the_award_to_the_cent(cents: int, months: int, start: date) -> None:
    parts = instalments(cents, months, start)
    assert sum(part.amount_cents for part in parts) == cents
    assert [part.number for part in parts] == list(range(1, max(months, 1) + 1))
    assert min(part.amount_cents for part in parts) >= 0
    assert [part.due_on for part in parts] == sorted({part.due_on for part in parts})


def test_an_address_abroad_ends_with_town_and_country_in_capitals() -> None:
    assert address_lines(ISIL) == ("Hüseyinağa Mahallesi", "Kurabiye Sokak 12/4", "34435 İSTANBUL", "TÜRKEI")


def test_an_address_in_germany_names_no_country_and_keeps_the_town_as_written() -> None:
    berlin = replace(
        ISIL,
        street="Oranienstraße 25",
        postal_code="10999",
        town="Berlin",
        country_upper=None,
        extra_lines=(),
    )
    assert address_lines(berlin) == ("Oranienstraße 25", "10999 Berlin")


def test_a_code_is_printed_in_groups_and_read_back_as_people_type_it() -> None:
    code = letter_facts().code
    assert group_code(code) == "7K3M 9QXD T5WZ 2B8R C4HJ 6NPV FA"
    assert read_code(group_code(code)) == code
    assert read_code("7k3m-9qxd-t5wz-2b8r-c4hj-6npv-fa") == code
    assert read_code("O1IL" + "0" * 22) == "0111" + "0" * 22
    assert [read_code(typed) for typed in ("", "7K3M", "u" * 26, "7" * 27, "\x00")] == [""] * 5


def test_a_letter_in_german_binds_and_its_courtesy_says_the_same_in_english() -> None:
    facts = letter_facts()
    german, english = compose(facts), compose(facts, "en")
    assert (german.amount, german.amount_words) == ("10.000,00\u00a0EUR", "zehntausend Euro")
    assert (english.amount, english.amount_words) == ("EUR\u00a010,000.00", "")
    assert (german.period, english.period) == (
        ("15. Juli 2026", "15. Dezember 2026"),
        ("15 July 2026", "15 December 2026"),
    )
    assert (german.criteria, english.criteria) == (
        "künstlerische Qualität, Bezug zur Gaststadt und Durchführbarkeit",
        "artistic quality, relation to the host city and feasibility",
    )
    assert (german.instalment_count, english.instalment_count) == ("fünf", "5")
    assert german.instalments[-1] == ("5", "15. November 2026", "2.000,00\u00a0EUR")


def test_a_courtesy_in_turkish_says_the_same_with_its_own_figures() -> None:
    turkish = compose(letter_facts(), "tr")
    assert (turkish.amount, turkish.period, turkish.criteria, turkish.salutation) == (
        "10.000,00\u00a0EUR",
        ("15 Temmuz 2026", "15 Aralık 2026"),
        "sanatsal nitelik, ev sahibi kentle ilişki ve uygulanabilirlik",
        "Sayın İnceöz,",
    )


def test_every_kind_of_letter_has_a_courtesy_page_in_each_language_that_is_offered() -> None:
    folder = ROOT / "pdf_templates" / "letters"
    wanted = {f"{kind}.{language}.html" for kind in LetterKind for language in ("de", *COURTESY)}
    assert {path.name for path in folder.iterdir()} == wanted


def test_a_text_without_translation_falls_back_to_english_then_to_german_and_says_so() -> None:
    titles = {"de": "Stadtstipendium", "en": "City scholarship"}
    remedy = replace(AUTHORITY, remedy={"de": "Klage"})
    turkish = compose(letter_facts(programme=titles, authority=remedy, provisions=()), "tr")
    assert (turkish.programme, turkish.remedy) == ("City scholarship", "Klage")
    assert turkish.languages == {"programme": "en", "remedy": "de", "finding": "en"}
    assert compose(letter_facts(programme={"de": "Stadtstipendium"}), "en").programme == "Stadtstipendium"
    assert compose(letter_facts()).languages == {}


def test_the_facts_are_kept_as_plain_values() -> None:
    record = record_of(letter_facts())
    assert json.loads(json.dumps(record)) == record
    assert (record["kind"], record["issued_on"], record["recipient"]["name"]) == (
        "award",
        "2026-04-14",
        "Işıl Şükran İnceöz",
    )


def test_each_kind_has_its_template_and_the_template_sees_facts_and_both_languages() -> None:
    assert [template_of(kind) for kind in LetterKind] == [
        "letters/award.de.html",
        "letters/award_partial.de.html",
        "letters/reserve_notice.de.html",
        "letters/rejection.de.html",
    ]
    assert set(page_of(letter_facts())) == {"facts", "address", "letter", "courtesy"}


@pytest.mark.parametrize("kind", LetterKind)
def test_complete_facts_may_be_issued(kind: LetterKind) -> None:
    assert missing_facts(letter_facts(kind)) == []


@pytest.mark.parametrize(
    ("kind", "changes", "sentences"),
    [
        ("award", {"amount_cents": 0}, ["The awarded amount is zero."]),
        ("award", {"ends_on": None}, ["The award has no period."]),
        ("award", {"answer_by": None}, ["There is no day by which the award must be accepted."]),
        (
            "award",
            {"recipient": replace(ISIL, street=" ", town_upper="")},
            ["The recipient’s address has no street.", "The recipient’s address has no town."],
        ),
        (
            "award",
            {"recipient": replace(ISIL, postal_code="", country_upper=None)},
            ["The recipient’s German address has no postal code."],
        ),
        (
            "award",
            {"recipient": replace(ISIL, extra_lines=("x" * 100, "y" * 100))},
            ["The recipient’s address is too long for the window of the envelope."],
        ),
        ("award", {"recipient": replace(ISIL, name="")}, ["The recipient has no name."]),
        (
            "award_partial",
            {"requested_cents": 1_000_000},
            ["A partial award must be lower than the amount applied for."],
        ),
        ("award_partial", {"grounds": None}, ["The decision has no reasons for this application."]),
        (
            "rejection",
            {"grounds": replace(GROUNDS, finding={"de": ""})},
            ["The decision has no reasons for this application."],
        ),
        (
            "rejection",
            {"authority": replace(AUTHORITY, remedy={"de": ""})},
            ["The authority has no instruction on remedies."],
        ),
        ("reserve_notice", {"authority": replace(AUTHORITY, remedy={"de": ""})}, []),
        (
            "reserve_notice",
            {"reserve_rank": None, "reserve_until": None},
            ["The place on the reserve list is missing.", "The reserve list has no last day."],
        ),
        ("rejection", {"amount_cents": 0, "answer_by": None, "starts_on": None}, []),
        (
            "rejection",
            {"file_number": "", "code": "short"},
            ["The letter has no file number.", "The letter has no code for its verification."],
        ),
    ],
)
def test_a_letter_that_lacks_a_fact_says_which(
    kind: str, changes: dict[str, object], sentences: list[str]
) -> None:
    assert [
        str(sentence) for sentence in missing_facts(letter_facts(LetterKind(kind), **changes))
    ] == sentences
