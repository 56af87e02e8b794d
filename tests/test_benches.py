"""What an installation measures of itself: every letter in turn, the first ones not counted."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal import benches, pdf
from portal.letters import queries
from portal.letters.rules import LetterKind
from tests.letters.examples import letter_facts


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that were printed, in order; a letter has as many bytes as its template has letters."""
    templates: list[str] = []

    def render(template: str, page: Any) -> bytes:
        templates.append(template)
        return template.encode()

    monkeypatch.setattr(pdf, "render", render)
    monkeypatch.setattr(benches, "sign", lambda document, seal: document)
    monkeypatch.setattr(benches, "load_seal", lambda folder: None)
    return templates


def test_an_installation_without_letters_has_no_figures(app: Flask, printed: list[str]) -> None:
    with app.app_context():
        assert benches.letters(Path(), base_url="") == {"letters": 0, **benches.surroundings()}
    assert printed == []


def test_the_letters_are_made_again_in_turn_after_two_that_warm_up(
    app: Flask, printed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = list(LetterKind)[:3]
    monkeypatch.setattr(queries, "list_newest", lambda most: kinds[:most])
    monkeypatch.setattr(queries, "facts_of", lambda kind, **rest: letter_facts(kind))
    with app.app_context():
        found = benches.letters(Path(), base_url="http://localhost")
    batch = printed[2:]
    assert (found["letters"], len(batch), printed[:2]) == (60, 60, batch[:2])
    assert [batch.count(name) for name in dict.fromkeys(batch)] == [20, 20, 20]
    assert found["mean_bytes"] == sum(map(len, batch)) // 60
    assert found.keys() - benches.surroundings().keys() == {
        "letters", "seconds", "letters_per_second", "mean_bytes",
    }  # fmt: skip
