"""Figures of the letters: printed, never judged by time."""

import time
from pathlib import Path

import pytest

from portal import pdf
from portal.letters.rules import LetterKind, page_of, template_of
from portal.pdf.seal import load_seal, sign
from tests.letters.examples import letter_facts

pytestmark = pytest.mark.bench
MANY = 20


@pytest.mark.parametrize("kind", list(LetterKind))
def test_letters_a_second_sealed(kind: LetterKind, tmp_path: Path) -> None:
    seal = load_seal(tmp_path)
    facts = letter_facts(kind)
    pdf.render(template_of(kind), page_of(facts))
    begun = time.perf_counter()
    sizes = [len(sign(pdf.render(template_of(kind), page_of(facts)), seal)) for _ in range(MANY)]
    seconds = time.perf_counter() - begun
    print(f"\n{kind.value}: {MANY / seconds:.1f} letters a second, {sizes[0] // 1000} kB each")
