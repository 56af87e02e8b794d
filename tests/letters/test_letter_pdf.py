"""The letter as a person, an envelope and a screen reader meet it."""

from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from portal import pdf
from portal.letters.rules import LetterKind, page_of, template_of
from tests.files.making import picture
from tests.letters.examples import AUTHORITY, ISIL, LONG_AUTHORITY, PEOPLE, PROVISIONS, letter_facts
from tests.pdf.reading import (
    alternative_texts,
    fonts_not_embedded,
    pages_of,
    shows_notdef,
    tags_of,
    text_of,
    words_of,
)


@cache
def printed(kind: LetterKind) -> bytes:
    return letter(kind)


def letter(kind: LetterKind = LetterKind.AWARD, **changes: Any) -> bytes:
    return pdf.render(template_of(kind), page_of(letter_facts(kind, **changes)))


def in_order(text: str, parts: list[str]) -> list[str]:
    """The parts that the text holds, each found only behind the one before it."""
    found, start = [], 0
    for part in parts:
        at = text.find(part, start)
        if at >= 0:
            found.append(part)
            start = at + len(part)
    return found


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        (
            LetterKind.AWARD,
            [
                "Der Regierende Bürgermeister von Berlin – Senatskanzlei –",
                "Senatskanzlei Berlin · Referat IV B · Jüdenstr. 1 · 10178 Berlin",
                "Per Portal",
                "Işıl Şükran İnceöz Hüseyinağa Mahallesi Kurabiye Sokak 12/4 34435 İSTANBUL TÜRKEI",
                "Geschäftszeichen IV B 12 – KA-IST-2026/0042",
                "Datum 14. April 2026",
                "Kulturaustauschstipendium Istanbul–Berlin 2026/27 – Bewilligung",
                "Ihr Antrag vom 30. Dezember 2025 (Nr. IST-7F3K2A)",
                "Sehr geehrte Frau İnceöz,",
                "Ich bewillige Ihnen ein Stipendium in Höhe von 10.000,00 EUR (in Worten: zehntausend Euro)",
                "Festbetragsfinanzierung",
                "Summe 10.000,00 EUR",
                "Begründung",
                "Nebenbestimmungen",
                "Annahme Bitte erklären Sie die Annahme bis zum 15. Mai 2026",
                "Rechtsbehelfsbelehrung Gegen diesen Bescheid kann innerhalb eines Monats",
                "Mit freundlichen Grüßen Im Auftrag Dr. Meike Albrecht",
                "Anlagen Allgemeine Nebenbestimmungen (ANBest-P)",
                "Ist dieses Schreiben echt?",
                "https://exchange.example/verify/7k3m9qxdt5wz2b8rc4hj6npvfa",
                "7K3M 9QXD T5WZ 2B8R C4HJ 6NPV FA",
                "Non-binding translation",
                "I award you a scholarship of EUR 10,000.00 for your stay in Berlin.",
            ],
        ),
        (
            LetterKind.AWARD_PARTIAL,
            [
                "Ich bewillige Ihnen ein Stipendium in Höhe von 10.000,00 EUR",
                "Im Übrigen lehne ich den Antrag ab. Beantragt waren 12.000,00 EUR.",
                "Zu Ihrem Antrag hat die Jury festgestellt",
                "Rechtsbehelfsbelehrung",
                "Non-binding translation",
                "In all other respects I reject the application.",
            ],
        ),
        (
            LetterKind.RESERVE_NOTICE,
            [
                "Ihr Antrag steht auf Platz 1 der Nachrückliste. Die Liste gilt bis zum 31. Oktober 2026.",
                "weder eine Bewilligung noch eine Ablehnung",
                "Non-binding translation",
                "Your application is number 1 on the reserve list.",
            ],
        ),
        (
            LetterKind.REJECTION,
            [
                "Ihren Antrag vom 30. Dezember 2025 lehne ich ab.",
                "Begründung Zu dieser Ausschreibung gingen 60 Anträge ein, zu vergeben waren 2 Plätze.",
                "Zu Ihrem Antrag hat die Jury festgestellt",
                "Rechtsbehelfsbelehrung",
                "Die nächste Ausschreibung beginnt im Herbst.",
                "Non-binding translation",
                "I reject your application of 30 December 2025.",
            ],
        ),
    ],
)
def test_a_letter_is_read_in_the_order_of_its_parts(
    kind: LetterKind, parts: list[str], tmp_path: Path
) -> None:
    assert in_order(text_of(printed(kind), tmp_path).replace("\u00a0", " "), parts) == parts


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        (
            LetterKind.AWARD,
            [
                "Mit freundlichen Grüßen Im Auftrag Dr. Meike Albrecht",
                "Bağlayıcı olmayan çeviri",
                "İstanbul–Berlin kültür değişimi bursu 2026/27 – hibe kararı",
                "30 Aralık 2025 tarihli başvurunuz (no. IST-7F3K2A) Sayın İnceöz,",
                "Size, Berlin kentindeki konaklamanız için 10.000,00 EUR tutarında burs veriyorum.",
                "15 Temmuz 2026 – 15 Aralık 2026 dönemini kapsar",
                "Ek hükümler 1. Hibe döneminde Berlin’de kalır",
                "en geç 15 Mayıs 2026 tarihine kadar portalda bildirin",
                "Kanun yolu bildirimi Bu karara karşı",
            ],
        ),
        (
            LetterKind.AWARD_PARTIAL,
            [
                "– kısmi hibe kararı",
                "Başvurulan tutar: 12.000,00 EUR.",
                "sanatsal nitelik, ev sahibi kentle ilişki ve uygulanabilirlik.",
            ],
        ),
        (
            LetterKind.RESERVE_NOTICE,
            ["yedek listede 1. sıradadır. Liste 31 Ekim 2026 tarihine kadar geçerlidir.", "ara bildirimdir"],
        ),
        (
            LetterKind.REJECTION,
            [
                "30 Aralık 2025 tarihli başvurunuzu reddediyorum.",
                "Bu çağrıya 60 başvuru yapıldı; verilebilecek yer sayısı 2 idi.",
                "Kanun yolu bildirimi Bu karara karşı",
                "Bir sonraki çağrı sonbaharda açılır.",
            ],
        ),
    ],
)
def test_the_courtesy_page_is_turkish_for_whoever_reads_turkish(
    kind: LetterKind, parts: list[str], tmp_path: Path
) -> None:
    document = letter(kind, courtesy_language="tr")
    text = text_of(document, tmp_path).replace("\u00a0", " ")
    last = pages_of(document)
    assert (in_order(text, parts), "Non-binding" in text) == (parts, False)
    assert f"Sayfa {last} / {last}" in text_of(document, tmp_path, first=last)
    assert (fonts_not_embedded(document), shows_notdef(document)) == ([], False)


@pytest.mark.parametrize("kind", LetterKind)
def test_both_courtesy_pages_have_the_same_parts_in_the_same_order(kind: LetterKind) -> None:
    assert tags_of(letter(kind, courtesy_language="tr")) == tags_of(printed(kind))


def test_the_first_page_is_the_same_whatever_the_language_of_the_courtesy(tmp_path: Path) -> None:
    turkish = letter(courtesy_language="tr")
    assert words_of(turkish, tmp_path) == words_of(printed(LetterKind.AWARD), tmp_path)


def test_a_reserve_notice_instructs_on_no_remedy_and_an_award_in_full_gives_no_jury_reasons(
    tmp_path: Path,
) -> None:
    assert "Rechtsbehelf" not in text_of(printed(LetterKind.RESERVE_NOTICE), tmp_path)
    assert "Jury festgestellt" not in text_of(printed(LetterKind.AWARD), tmp_path)
    assert "Nebenbestimmungen 1. Während des" in text_of(printed(LetterKind.AWARD), tmp_path)


def test_a_rejection_names_no_rank_and_no_amount_and_no_other_person(tmp_path: Path) -> None:
    text = text_of(printed(LetterKind.REJECTION), tmp_path)
    told = ("Platz 1", "Rang", "rank", "EUR", "reserve", "Nachrück")
    assert [word for word in told if word in text] == []


@pytest.mark.parametrize("kind", LetterKind)
def test_a_letter_is_tagged_in_german_with_title_headings_tables_and_a_described_qr_code(
    kind: LetterKind,
) -> None:
    document = pikepdf.open(BytesIO(printed(kind)))
    tags = tags_of(printed(kind))
    assert str(document.Root.Lang) == "de"
    assert bool(document.Root.MarkInfo.Marked)
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
    assert str(document.docinfo["/Title"]).endswith(", IV B 12 – KA-IST-2026/0042")
    assert tags.count("H1") == 1
    assert {"H2", "P", "Table", "TH", "TD", "Figure", "Link"} <= set(tags)
    assert alternative_texts(printed(kind)) == [
        "QR-Code mit der Adresse, unter der sich dieses Schreiben prüfen lässt"
    ]


def test_the_letter_claims_archive_conformance_of_level_a() -> None:
    with pikepdf.open(BytesIO(printed(LetterKind.AWARD))).open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")


@pytest.mark.parametrize(
    "recipient",
    [
        ISIL,
        replace(ISIL, extra_lines=("Atelier Rüzgâr", "Hüseyinağa Mahallesi")),
        replace(
            ISIL,
            extra_lines=("c/o Kulturzentrum für zeitgenössische Kunst und Klang", "2. Hinterhof", "3. Etage"),
        ),
        replace(ISIL, name="נועה לוי", name_language="he", street="רחוב דיזנגוף 99"),
    ],
)
def test_the_recipient_and_nothing_else_stands_in_the_window_of_the_envelope(
    recipient: Any, tmp_path: Path
) -> None:
    words = words_of(letter(recipient=recipient), tmp_path)
    zone = [w for w in words if w.left < 125 and w.top > 62.5 and w.bottom < 98]
    assert {w.text for w in zone} >= {"34435", "İSTANBUL", "TÜRKEI"}
    assert [
        w for w in zone if not (w.left >= 20 and w.right <= 105 and w.top >= 62.5 and w.bottom <= 90)
    ] == []
    assert [w.text for w in words if 45 <= w.top < 90 and 105 < w.left < 124.9] == []


def test_the_parts_of_the_first_page_stand_where_the_norm_puts_them(tmp_path: Path) -> None:
    words = words_of(printed(LetterKind.AWARD), tmp_path)
    place = {w.text: (round(w.left), round(w.top)) for w in reversed(words)}
    assert place["Geschäftszeichen"] == (125, 50)
    assert place["Kulturaustauschstipendium"] == (25, 98)
    assert place["Per"] == (25, 50)
    assert place["Işıl"] == (25, 63)
    assert [w.text for w in words if w.right > 200.5 or w.left < 24.5] == []


def test_a_long_name_of_the_authority_wraps_above_the_window(tmp_path: Path) -> None:
    long = replace(AUTHORITY, name=LONG_AUTHORITY, return_line=f"{LONG_AUTHORITY} · 10969 Berlin")
    words = words_of(letter(authority=long), tmp_path)
    first = [w for w in words if w.top < 44]
    assert " ".join(w.text for w in first).startswith(LONG_AUTHORITY)
    assert [w for w in first if w.right > 190.5 or w.bottom > 44] == []
    assert [w for w in words if 44 <= w.top < 49 and w.left < 105 and w.right > 105.1] == []


@pytest.mark.parametrize("size", [(900, 120), (120, 400), (400, 400)])
def test_a_logo_of_any_shape_is_read_in_words_and_moves_nothing_below_the_name(
    size: tuple[int, int], tmp_path: Path
) -> None:
    facts = letter_facts(
        authority=replace(AUTHORITY, logo="ab" * 32, logo_text="Bärenkopf", accent="#1a5276")
    )
    pictures = {"bundle:logo": picture("PNG", size)}
    document = pdf.render(template_of(facts.kind), page_of(facts), pictures=pictures)
    below = [word for word in words_of(document, tmp_path) if word.top > 44]
    assert below == [word for word in words_of(printed(LetterKind.AWARD), tmp_path) if word.top > 44]
    assert [
        w.text for w in words_of(document, tmp_path) if w.top < 44 and (w.bottom > 44 or w.right > 145.5)
    ] == []
    assert alternative_texts(document)[0] == "Bärenkopf"
    assert sorted(tags_of(document)) == sorted(["Figure", *tags_of(printed(LetterKind.AWARD))])


def test_a_long_name_beside_a_logo_stays_above_the_window(tmp_path: Path) -> None:
    long = replace(AUTHORITY, name=LONG_AUTHORITY, unit=LONG_AUTHORITY, logo="ab" * 32, logo_text="Bärenkopf")
    facts = letter_facts(authority=long)
    pictures = {"bundle:logo": picture("PNG", (400, 400))}
    words = words_of(pdf.render(template_of(facts.kind), page_of(facts), pictures=pictures), tmp_path)
    assert [w.text for w in words if w.top < 44 and (w.bottom > 44.5 or w.right > 145.5)] == []
    assert {w.text: round(w.top) for w in reversed(words)}["Geschäftszeichen"] == 50


def test_a_letter_whose_logo_is_not_at_hand_is_not_made() -> None:
    with pytest.raises(pdf.RenderFailed):
        letter(authority=replace(AUTHORITY, logo="ab" * 32, logo_text="Bärenkopf"))


def test_pages_are_numbered_and_a_long_letter_flows_on(tmp_path: Path) -> None:
    long = letter(LetterKind.AWARD_PARTIAL, provisions=PROVISIONS * 3)
    pages = pages_of(long)
    feet = [
        text_of(long, tmp_path, first=n, last=n).split("KA-IST-2026/0042 ")[-1] for n in range(1, pages + 1)
    ]
    assert feet == [
        "Seite 1 von 5",
        "Seite 2 von 5",
        "Seite 3 von 5",
        "Page 4 of 5",
        "Page 5 of 5",
    ]


@pytest.mark.parametrize(("city", "latin", "native", "language"), PEOPLE)
def test_every_name_is_drawn_with_real_glyphs(
    city: str, latin: str, native: str, language: str, tmp_path: Path
) -> None:
    recipient = replace(
        ISIL,
        name=native or latin,
        name_language=language or None,
        family_name=None,
        extra_lines=(latin, city),
    )
    document = letter(LetterKind.RESERVE_NOTICE, recipient=replace(recipient, form_of_address="neutral"))
    assert (fonts_not_embedded(document), shows_notdef(document)) == ([], False)
    assert in_order(text_of(document, tmp_path), [latin, "Guten Tag"]) == [latin, "Guten Tag"]


def test_the_same_facts_give_the_same_bytes_and_other_facts_others() -> None:
    again = letter(LetterKind.AWARD)
    assert again == printed(LetterKind.AWARD)
    assert pdf.digest(again) != pdf.digest(letter(LetterKind.AWARD, file_number="IV B 12 – KA-IST-2026/0043"))


def test_what_a_person_wrote_is_printed_as_text(tmp_path: Path) -> None:
    hostile = "<img src=file:///etc/passwd> {{ 7*7 }} <script>x</script>"
    text = text_of(letter(project_title=hostile), tmp_path)
    assert hostile.replace(" ", "") in text.replace(" ", "")


def test_a_character_that_no_font_has_stops_the_letter_and_says_which() -> None:
    with pytest.raises(pdf.RenderFailed) as refused:
        letter(project_title="Farbe 🎨 und Klang")
    assert str(refused.value.sentence) == "No font of the letters can draw: 🎨"


def test_a_corrected_letter_names_the_one_it_replaces(tmp_path: Path) -> None:
    text = text_of(letter(replaces="IV B 12 – KA-IST-2026/0007"), tmp_path)
    assert "Dieser Bescheid ersetzt den Bescheid IV B 12 – KA-IST-2026/0007." in text
