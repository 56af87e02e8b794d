"""Letters that nobody gets: invented facts and hard names, to look at a letterhead before it is used."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from portal.letters.rules import Authority, Grounds, LetterFacts, LetterKind, Recipient, Text

# No letter has this code, so whoever checks a specimen is told that it is none.
CODE = "0" * 26
NOTES = ("Muster – kein Bescheid", "Per Portal")
PROGRAMME: Text = {
    "de": "Kulturaustauschstipendium Istanbul–Berlin (Muster)",
    "en": "Cultural exchange scholarship Istanbul–Berlin (specimen)",
    "tr": "İstanbul–Berlin kültür değişimi bursu (örnek)",
}
HOST: Text = {"de": "Berlin", "en": "Berlin", "tr": "Berlin"}
GROUNDS = Grounds(
    criteria=(
        {"de": "künstlerische Qualität", "en": "artistic quality", "tr": "sanatsal nitelik"},
        {"de": "Bezug zur Gaststadt", "en": "relation to the host city", "tr": "ev sahibi kentle ilişki"},
    ),
    procedure={
        "de": "Die Jury hat alle zugelassenen Anträge nach denselben Kriterien bewertet.",
        "en": "The jury assessed all admitted applications by the same criteria.",
        "tr": "Jüri, usulüne uygun bulunan bütün başvuruları aynı ölçütlere göre değerlendirmiştir.",
    },
    applications=60,
    places=2,
    finding={
        "de": "Die Arbeiten überzeugen; der Bezug zur Gaststadt blieb offen.",
        "en": "The works convince; their relation to the host city remained open.",
        "tr": "Çalışmalar ikna edicidir; ev sahibi kentle ilişki açık kalmıştır.",
    },
)
PROVISIONS: tuple[Text, ...] = (
    {
        "de": "Während des Bewilligungszeitraums leben und arbeiten Sie in Berlin.",
        "en": "You live and work in Berlin during the period of the award.",
        "tr": "Hibe döneminde Berlin’de yaşar ve çalışırsınız.",
    },
    {
        "de": "Einen Bericht über Ihren Aufenthalt legen Sie binnen drei Monaten nach dessen Ende vor.",
        "en": "You hand in a report on your stay within three months of its end.",
        "tr": "Konaklamanızın bitiminden sonra üç ay içinde bir rapor sunarsınız.",
    },
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
# By the name that an address can carry.
PEOPLE: dict[str, Recipient] = {
    "istanbul": ISIL,
    "jakarta": replace(
        ISIL, name="Suharti", family_name=None, form_of_address="neutral", street="Jalan Kebon Sirih 8",
        postal_code="10110", town="Jakarta", town_upper="JAKARTA", country_upper="INDONESIEN",
        extra_lines=(), name_language=None,
    ),
    "tel-aviv": replace(
        ISIL, name="נועה לוי", family_name=None, form_of_address="neutral", street="רחוב דיזנגוף 99",
        postal_code="6439602", town="תל אביב-יפו", town_upper="תל אביב-יפו", country_upper="ISRAEL",
        extra_lines=(), name_language="he",
    ),
    "beijing": replace(
        ISIL, name="吕秀英", family_name=None, form_of_address="neutral", street="东长安街1号",
        postal_code="100006", town="北京", town_upper="北京", country_upper="CHINA", extra_lines=(),
        name_language="zh-Hans",
    ),
    "brussels": replace(
        ISIL, name="Anne-Sophie Wilhelmine Van den Bossche-Żółć-Wiśniewska", title="Prof. Dr.",
        family_name="Van den Bossche-Żółć-Wiśniewska",
        street="Avenue du Boulevard de l’Empereur 99, boîte 12",
        postal_code="1000", town="Bruxelles", town_upper="BRUXELLES", country_upper="BELGIEN",
        extra_lines=("c/o Kulturzentrum für zeitgenössische Kunst und Klang", "3. Hinterhof, 4. Etage"),
        name_language="fr",
    ),
}  # fmt: skip
AWARDED: dict[str, Any] = {
    "amount_cents": 900_000,
    "months": 6,
    "monthly_rate_cents": 150_000,
    "provisions": PROVISIONS,
}
# What differs between the kinds of letters.
KINDS: dict[LetterKind, dict[str, Any]] = {
    LetterKind.AWARD: AWARDED,
    LetterKind.AWARD_PARTIAL: AWARDED | {"requested_cents": 1_200_000},
    LetterKind.RESERVE_NOTICE: {"reserve_rank": 1},
    LetterKind.REJECTION: {},
}


def specimen(
    house: Authority,
    kind: LetterKind,
    to: Recipient,
    *,
    file_prefix: str,
    base_url: str,
    on: date,
    courtesy_language: str = "en",
) -> LetterFacts:
    """The facts of a letter of this kind to somebody invented, with the letterhead of a house."""
    facts = LetterFacts(
        kind=kind,
        authority=house,
        recipient=to,
        file_number=f"{file_prefix} – MUSTER/1",
        issued_on=on,
        short_code="IST-000000",
        submitted_on=on - timedelta(days=90),
        programme=PROGRAMME,
        host_city=HOST,
        code=CODE,
        verify_url=f"{base_url}/verify/{CODE}",
        project_title="Fährlinien – Çizgiler üzerine",
        starts_on=on + timedelta(days=60),
        ends_on=on + timedelta(days=240),
        reserve_until=on + timedelta(days=120),
        answer_by=on + timedelta(days=30),
        grounds=GROUNDS,
        notes=NOTES,
        courtesy_language=courtesy_language,
    )
    return replace(facts, **KINDS[kind])
