"""The life of a decision: nothing of it is visible outside before its release."""

from enum import StrEnum

from portal.access.verbs import Verb
from portal.lifecycle import Life, Wording
from portal.words import say


class DecisionState(StrEnum):
    """Where a decision stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    RELEASED = "released"
    SUPERSEDED = "superseded"


class DecisionKind(StrEnum):
    """What is decided."""

    AWARD = "award"
    AWARD_PARTIAL = "award_partial"
    RESERVE = "reserve"
    REJECTION = "rejection"


GRANTING = frozenset({DecisionKind.AWARD, DecisionKind.AWARD_PARTIAL})

_S = DecisionState
_HIDDEN = say("No result yet")

LIFE = Life(
    wording={
        _S.PROPOSED: Wording(say("Proposed, approval due"), _HIDDEN),
        _S.APPROVED: Wording(say("Approved, release due"), _HIDDEN),
        _S.RELEASED: Wording(say("Released"), say("Decided")),
        _S.SUPERSEDED: Wording(say("Superseded"), say("Replaced by a newer decision")),
    },
    rows=(
        (_S.PROPOSED, Verb.DECISION_CHANGE, _S.PROPOSED),
        (_S.PROPOSED, Verb.DECISION_APPROVE, _S.APPROVED),
        (_S.PROPOSED, Verb.DECISION_SEND_BACK, _S.PROPOSED),
        (_S.APPROVED, Verb.DECISION_SEND_BACK, _S.PROPOSED),
        (_S.APPROVED, Verb.DECISION_RELEASE, _S.RELEASED),
        (_S.PROPOSED, Verb.DECISION_SUPERSEDE, _S.SUPERSEDED),
        (_S.RELEASED, Verb.DECISION_SUPERSEDE, _S.SUPERSEDED),
    ),
)

KINDS = {
    DecisionKind.AWARD: say("Award"),
    DecisionKind.AWARD_PARTIAL: say("Partial award"),
    DecisionKind.RESERVE: say("Reserve"),
    DecisionKind.REJECTION: say("Rejection"),
}

_FORMAL = "Ihr Antrag konnte aus formalen Gründen nicht berücksichtigt werden: "
_FORMALLY = "Your application could not be considered for formal reasons: "
_FORMALLY_TR = "Başvurunuz biçimsel nedenlerle değerlendirmeye alınamadı: "


def _formal(german: str, english: str, turkish: str) -> tuple[str, str, str]:
    return _FORMAL + german, _FORMALLY + english, _FORMALLY_TR + turkish


# The usual sentence of reasons, in German, which binds, in English and in Turkish: after the jury’s work, for
# an award in part, and for each reason of the formal check. The office may change it for each case.
REASONS = ("reason", "reason_translation", "reason_turkish")
FINDINGS: dict[str, tuple[str, str, str]] = {
    "jury": (
        (
            "Ihr Vorhaben wurde von der Jury eingehend erörtert. Bei der begrenzten Zahl der Plätze haben "
            "andere Anträge die genannten Kriterien in der Gesamtschau stärker erfüllt."
        ),
        (
            "The jury discussed your project thoroughly. With the limited number of places, other "
            "applications met the criteria named above more strongly as a whole."
        ),
        (
            "Jüri projenizi ayrıntılı olarak görüştü. Yer sayısı sınırlı olduğundan, diğer başvurular "
            "yukarıda anılan ölçütleri bir bütün olarak daha güçlü biçimde karşıladı."
        ),
    ),
    "partial": (
        (
            "Die Jury befürwortet Ihr Vorhaben. Die Mittel der Ausschreibung reichen aber nicht aus, um es "
            "in der vollen Höhe zu fördern."
        ),
        (
            "The jury supports your project. The funds of the call are not sufficient, however, to support "
            "it in full."
        ),
        ("Jüri projenizi destekliyor. Ancak çağrının bütçesi, projenizi tam tutarda desteklemeye yetmiyor."),
    ),
    "pages_exceeded": _formal(
        "Er überschreitet die in der Ausschreibung genannte Seitenzahl.",
        "It exceeds the number of pages named in the call.",
        "Çağrıda belirtilen sayfa sayısını aşıyor.",
    ),
    "volume_exceeded": _formal(
        "Seine Dateien überschreiten den in der Ausschreibung genannten Umfang.",
        "Its files exceed the size named in the call.",
        "Dosyaları çağrıda belirtilen boyutu aşıyor.",
    ),
    "document_missing": _formal(
        "Eine geforderte Unterlage fehlt.", "A required document is missing.", "İstenen bir belge eksik."
    ),
    "document_illegible": _formal(
        "Eine Unterlage ist nicht lesbar.", "A document can’t be read.", "Bir belge okunamıyor."
    ),
    "wrong_document": _formal(
        "Eine eingereichte Unterlage ist nicht die geforderte.",
        "A document that was sent is not the one that was asked for.",
        "Gönderilen bir belge, istenen belge değil.",
    ),
    "not_eligible_residence": _formal(
        "Ihr Hauptwohnsitz liegt nicht in der Stadt, für die ausgeschrieben wurde.",
        "Your main residence is not in the city that the call names.",
        "Asıl ikametgâhınız çağrıda belirtilen şehirde değil.",
    ),
    "enrolled": _formal(
        "Eingeschriebene Studierende sind nicht antragsberechtigt.",
        "Students enrolled at a university are not eligible.",
        "Bir üniversitede kayıtlı öğrenciler başvuramaz.",
    ),
    "earlier_grant": _formal(
        "Eine frühere Förderung in diesem Programm liegt noch keine zwei Jahre zurück.",
        "An earlier grant of this programme ended less than two years ago.",
        "Bu programın daha önceki bir desteği sona ereli henüz iki yıl olmadı.",
    ),
    "late": _formal(
        "Er ging nach Ablauf der Frist ein.",
        "It arrived after the deadline.",
        "Son başvuru anından sonra ulaştı.",
    ),
    "other": _formal(
        "Er erfüllt eine Voraussetzung der Ausschreibung nicht.",
        "It does not meet a requirement of the call.",
        "Çağrının bir koşulunu karşılamıyor.",
    ),
}
