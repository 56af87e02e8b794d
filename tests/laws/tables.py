"""Renders the tables of people and lives for docs/architecture.md: python -m tests.laws.tables."""

from collections.abc import Iterator
from pathlib import Path

from portal.access import TABLE
from portal.lifecycle import Life
from tests.laws.lives import LIVES
from tests.laws.source import ROOT

PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- rendered from the code: begin -->", "<!-- rendered from the code: end -->"


def rendered() -> str:
    """Both tables as Markdown, in the order in which the code gives them."""
    lines = ["### People: who may do what", "", "| verb | who, or who else |", "|---|---|", *_people()]
    for name, life in LIVES.items():
        lines += ["", f"### The life of: {name}", "", "| from | verb | to |", "|---|---|---|", *_life(life)]
    return "\n".join(lines)


def _people() -> Iterator[str]:
    for verb, alternatives in TABLE.items():
        rows = [" and ".join(predicate.__name__ for predicate in row) for row in alternatives]
        yield f"| {verb.value} | {' · '.join(row.replace('_', ' ') for row in rows)} |"


def _life(life: Life) -> Iterator[str]:
    for source, verb, target in life.rows:
        yield f"| {source.value} | {verb.value} | {target.value} |"
    for state, verbs in life.allows.items():
        yield f"| {state.value} | allows {', '.join(sorted(verb.value for verb in verbs))} | |"


def with_tables(text: str) -> str:
    """The page with today's tables between its marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{rendered()}\n{END}{after}"


def write(page: Path = PAGE) -> None:
    """Bring the page up to date."""
    page.write_text(with_tables(page.read_text()))


if __name__ == "__main__":
    write()
