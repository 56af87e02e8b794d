"""Letters to write: one complete set of facts, and the nineteen people whose names are hard to print."""

from dataclasses import replace
from datetime import date
from typing import Any

from portal.letters.rules import Authority, Grounds, LetterFacts, LetterKind, Recipient

# city, Latin name, native form, language of the native form
PEOPLE = (
    ("Los Angeles", "María José O’Neill-García", "", ""),
    ("Paris", "Zoé d’Hérouville", "", ""),
    ("Madrid", "Íñigo Núñez de la Peña", "", ""),
    ("Istanbul", "Işıl Şükran İnceöz", "Işıl Şükran İnceöz", "tr"),
    ("Warsaw", "Łucja Żółć-Wiśniewska", "", ""),
    ("Moscow", "Artëm Ščerbakov", "Артём Щербаков", "ru"),
    ("Budapest", "Őrsi Ágnes", "", ""),
    ("Brussels", "Anne-Sophie Van den Bossche", "", ""),
    ("Jakarta", "Suharti", "", ""),
    ("Tashkent", "Gʻulnora Oʻktamova", "Гулнора Ўктамова", "uz-Cyrl"),
    ("Mexico City", "Xóchitl Hernández y Cruz", "", ""),
    ("Beijing", "Lǚ Xiùyīng", "吕秀英", "zh-Hans"),
    ("Tokyo", "Ōtani Yūko", "大谷優子", "ja"),
    ("Buenos Aires", "Agustina Etchegaray", "", ""),
    ("Prague", "Kateřina Dvořáková", "", ""),
    ("Windhoek", "ǃNaruseb Gawases", "", ""),
    ("London", "Siân Ó Briain", "", ""),
    ("Tel Aviv-Yafo", "Noʿa Lewi", "נועה לוי", "he"),
    ("Berlin", "Alex Groß-Yılmaz", "", ""),
)
LONG_AUTHORITY = (
    "Senatsverwaltung für Arbeit, Soziales, Gleichstellung, Integration, Vielfalt und Antidiskriminierung"
)

AUTHORITY = Authority(
    name="Der Regierende Bürgermeister von Berlin – Senatskanzlei –",
    unit="Referat IV B",
    street="Jüdenstraße 1",
    postal_code="10178",
    town="Berlin",
    phone="030 9026-2241",
    email="referat-iv-b@senat.example",
    contact="Tobias Krüger",
    signatory="Dr. Meike Albrecht",
    return_line="Senatskanzlei Berlin · Referat IV B · Jüdenstr. 1 · 10178 Berlin",
    remedy={
        "de": "Gegen diesen Bescheid kann innerhalb eines Monats nach Bekanntgabe Klage beim "
        "Verwaltungsgericht Berlin, Kirchstraße 7, 10557 Berlin, erhoben werden.",
        "en": "An action against this decision may be brought within one month of its notification before "
        "the Verwaltungsgericht Berlin (Administrative Court), Kirchstraße 7, 10557 Berlin.",
        "tr": "Bu karara karşı, bildirilmesinden itibaren bir ay içinde Berlin İdare Mahkemesi’nde "
        "(Verwaltungsgericht Berlin), Kirchstraße 7, 10557 Berlin, dava açılabilir.",
    },
    remedy_version="2026-1",
)
ISIL = Recipient(
    name="Işıl Şükran İnceöz",
    family_name="İnceöz",
    form_of_address="Frau",
    street="Kurabiye Sokak 12/4",
    postal_code="34435",
    town="İstanbul",
    town_upper="İSTANBUL",
    country_upper="TÜRKEI",
    extra_lines=("Hüseyinağa Mahallesi",),
    name_language="tr",
)
GROUNDS = Grounds(
    criteria=(
        {"de": "künstlerische Qualität", "en": "artistic quality", "tr": "sanatsal nitelik"},
        {
            "de": "Bezug zur Gaststadt",
            "en": "relation to the host city",
            "tr": "ev sahibi kentle ilişki",
        },
        {"de": "Durchführbarkeit", "en": "feasibility", "tr": "uygulanabilirlik"},
    ),
    procedure={
        "de": "Eine Jury aus Berlin und Istanbul hat alle Anträge nach denselben Maßstäben geprüft.",
        "en": "A jury from Berlin and Istanbul examined all applications by the same standards.",
        "tr": "Berlin ve İstanbul’dan oluşan bir jüri bütün başvuruları aynı ölçütlere göre inceledi.",
    },
    applications=60,
    places=2,
    finding={
        "de": "Zu Ihrem Antrag hat die Jury festgestellt: Die Arbeiten sind eigenständig und sorgfältig; "
        "der Zeitplan lässt aber offen, wie das Vorhaben in fünf Monaten abgeschlossen werden soll.",
        "en": "On your application the jury found: the works are original and careful; the time plan, "
        "however, leaves open how the project is to be completed within five months.",
    },
)
PROVISIONS = (
    {
        "de": "Während des Bewilligungszeitraums sind Sie in Berlin und arbeiten an Ihrem Vorhaben.",
        "en": "During the period you stay in Berlin and work on your project.",
        "tr": "Hibe döneminde Berlin’de kalır ve projeniz üzerinde çalışırsınız.",
    },
    {
        "de": "Ändern sich Vorhaben, Zeitraum oder Finanzierung, teilen Sie das unverzüglich mit.",
        "en": "You report without delay if your project, the period or its financing changes.",
        "tr": "Projeniz, dönem veya finansman değişirse bunu gecikmeden bildirirsiniz.",
    },
    {
        "de": "Bis zum 15. Juni 2027 legen Sie einen Bericht von höchstens drei Seiten vor.",
        "en": "By 15 June 2027 you hand in a report of at most three pages.",
        "tr": "15 Haziran 2027 tarihine kadar en fazla üç sayfalık bir rapor sunarsınız.",
    },
    {
        "de": "In Veröffentlichungen nennen Sie die Förderung durch das Land Berlin.",
        "en": "In publications you mention the support by the State of Berlin.",
        "tr": "Yayınlarda Berlin Eyaleti’nin desteğini belirtirsiniz.",
    },
)


def letter_facts(kind: LetterKind = LetterKind.AWARD, **changes: Any) -> LetterFacts:
    """Complete facts for a letter to Işıl about the Istanbul–Berlin studio."""
    facts = LetterFacts(
        kind=kind,
        authority=AUTHORITY,
        recipient=ISIL,
        file_number="IV B 12 – KA-IST-2026/0042",
        issued_on=date(2026, 4, 14),
        short_code="IST-7F3K2A",
        submitted_on=date(2025, 12, 30),
        programme={
            "de": "Kulturaustauschstipendium Istanbul–Berlin 2026/27",
            "en": "Cultural exchange scholarship Istanbul–Berlin 2026/27",
            "tr": "İstanbul–Berlin kültür değişimi bursu 2026/27",
        },
        host_city={"de": "Berlin", "en": "Berlin", "tr": "Berlin"},
        code="7k3m9qxdt5wz2b8rc4hj6npvfa",
        verify_url="https://exchange.example/verify/7k3m9qxdt5wz2b8rc4hj6npvfa",
        project_title="Sesin İzleri – Spuren des Klangs",
        amount_cents=1_000_000,
        requested_cents=1_200_000,
        months=5,
        monthly_rate_cents=200_000,
        starts_on=date(2026, 7, 15),
        ends_on=date(2026, 12, 15),
        reserve_rank=1,
        reserve_until=date(2026, 10, 31),
        answer_by=date(2026, 5, 15),
        grounds=GROUNDS,
        provisions=PROVISIONS,
        enclosures=(
            {"de": "Allgemeine Nebenbestimmungen (ANBest-P)", "en": "General provisions (ANBest-P)"},
        ),
        next_call={
            "de": "Die nächste Ausschreibung beginnt im Herbst. Ich freue mich, wenn Sie wieder dabei sind.",
            "en": "The next call opens in autumn. I would be glad if you applied again.",
            "tr": "Bir sonraki çağrı sonbaharda açılır. Yeniden başvurursanız memnun olurum.",
        },
    )
    return replace(facts, **changes)
