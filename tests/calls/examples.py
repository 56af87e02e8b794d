"""A sound call as plain values, to be spoiled one fact at a time."""

from datetime import UTC, date, datetime
from typing import Any

from portal.calls import programmes
from portal.calls.rules import CallFacts
from portal.questionnaire import load

NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
BOTH = {"de": "Ein Satz.", "en": "A sentence."}


def sound_facts(**changes: Any) -> CallFacts:
    """A call that may be published, except for what is changed."""
    facts: dict[str, Any] = {
        "title": BOTH,
        "summary": BOTH,
        "texts": {"offer": BOTH, "eligibility": BOTH, "selection": BOTH},
        "provisions": {"de": ["Eine Auflage."], "en": ["A duty."]},
        "rubric": programmes.load("residency-berlin")["rubric"],
        "periods": [{"start": "2027-01-15", "end": "2027-06-15"}],
        "places": 2,
        "months": 5,
        "monthly_rate_cents": 200000,
        "budget_cents": 2000000,
        "opens_at": datetime(2026, 9, 15, 7, 0, tzinfo=UTC),
        "deadline_at": datetime(2026, 10, 14, 12, 0, tzinfo=UTC),
        "deadline_zone": "Europe/Berlin",
        "results_on": date(2026, 11, 27),
        "city_status": "active",
        "questionnaire": load("residency"),
    }
    return CallFacts(**(facts | changes))
