"""Specimens are whole letters to hard names, and say that they are none."""

from datetime import date

import pytest

from portal.letters.rules import LetterKind, missing_facts
from portal.pdf.fonts import unprintable
from portal.specimens.rules import PEOPLE, specimen
from tests.letters.examples import AUTHORITY


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("to", PEOPLE)
def test_every_specimen_could_be_issued_and_fits_the_window(kind: LetterKind, to: str) -> None:
    on = date(2026, 11, 22)
    facts = specimen(AUTHORITY, kind, PEOPLE[to], file_prefix="IV B 12", base_url="https://x.example", on=on)
    assert missing_facts(facts) == []
    assert unprintable(" ".join((facts.recipient.name, facts.recipient.street, facts.project_title))) == []
    assert (facts.notes[0], facts.file_number) == ("Muster – kein Bescheid", "IV B 12 – MUSTER/1")
