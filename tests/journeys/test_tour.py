"""The tour with its five people, in the browser: at a desk with script, and on a telephone without."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys import answers, tour
from tests.journeys.conftest import COMMAND, Portal
from tests.journeys.visitor import Visitor, context_options, enter
from tests.pdf.reading import text_of

pytestmark = pytest.mark.journey

HISTORY = (
    "Draft begun",
    "Application submitted, revision {revision}",
    "Receipt made",
    "Admitted in the formal check",
    "Review assigned",
    "Question of conflicts of interest answered",
    "Review submitted",
    "Decision proposed",
    "Decision approved",
    "Decision released",
    "Outcome made known: {outcome}",
    "Letter issued",
    "Offer accepted",
)


@pytest.fixture(params=[(True, "en"), (False, "de")], ids=["script", "no-script"])
def visitor(
    request: pytest.FixtureRequest, portal: Portal, browser: Browser, pictures: Path
) -> Iterator[Visitor]:
    """A reader of English with script, and a reader of German without."""
    script, language = request.param
    context = browser.new_context(**context_options(script=script, language=language))
    shots = pictures / request.node.callspec.id
    yield enter(context, portal.url, shots, script=script, language=language)
    context.close()


def test_one_application_becomes_one_letter(portal: Portal, visitor: Visitor, tmp_path: Path) -> None:
    answers.pack(tmp_path)
    case = tour.Case()
    tour.apply(visitor, case, tmp_path)
    tour.hand_out(visitor)
    tour.score(visitor, case)
    tour.decide(visitor)
    tour.release(visitor)
    tour.read_letter(visitor, case)
    tour.verify(visitor, case, tmp_path / "letter.pdf")
    _read(case, tmp_path)
    _happened(visitor, tour.audit(visitor, case))
    checked = portal.run(COMMAND, "audit", "verify")
    assert (checked.returncode, checked.stdout) == (0, "The log is whole.\n")


def _read(case: tour.Case, folder: Path) -> None:
    """The letter names the authority, the person and the case, and decides."""
    letter = text_of(case.letter, folder)
    for words in (
        "Der Regierende Bürgermeister von Berlin – Senatskanzlei",
        "Işıl Şükran İnceöz",
        "Sehr geehrte Frau İnceöz",
        f"Nr. {case.code}",
        "Ich bewillige Ihnen ein Stipendium in Höhe von 10.000,00 EUR",
        "Dr. Miriam Sander",
    ):
        assert words in letter


def _happened(visitor: Visitor, told: list[str]) -> None:
    """Every step of the tour stands in the history of the case, each after the one before."""
    oldest_first = list(reversed(told))
    steps = [visitor.words(step).split("{")[0].strip() for step in HISTORY]
    places = [next((n for n, line in enumerate(oldest_first) if step in line), None) for step in steps]
    assert None not in places, (steps, oldest_first)
