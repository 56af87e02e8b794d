"""Documents that can't rot: what they show is what the code says."""

from pathlib import Path

from portal.config import Settings
from tests.laws.source import ROOT
from tests.laws.tables import PAGE, with_tables


def test_the_architecture_page_shows_the_tables_of_the_code() -> None:
    text = PAGE.read_text()
    assert with_tables(text) == text


def test_the_readme_names_every_setting() -> None:
    text = (ROOT / "README.md").read_text()
    settings = {f"PORTAL_{name.upper()}" for name in Settings.model_fields if name != "testing"}
    assert {name for name in settings if name not in text} == set()


def test_every_decision_says_context_decision_and_consequences() -> None:
    wanted = ("Context", "Decision", "Consequences")
    found: dict[str, list[str]] = {}
    for path in sorted(Path(ROOT / "docs" / "decisions").glob("*.md")):
        missing = [part for part in wanted if f"**{part}.**" not in path.read_text()]
        if missing:
            found[path.name] = missing
    assert found == {}
