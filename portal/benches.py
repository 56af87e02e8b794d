"""What an installation can measure of itself, as figures with the machine and versions they belong to."""

import platform
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from portal import clock, pdf
from portal.letters import queries
from portal.letters.rules import LetterFacts, page_of, template_of
from portal.pdf.seal import Seal, load_seal, sign

LETTERS = 60


def letters(seal_folder: Path, *, base_url: str) -> dict[str, Any]:
    """How fast letters that were issued here are rendered and sealed again; nothing of it is kept."""
    seal, today = load_seal(seal_folder), clock.now().date()
    issued = [queries.facts_of(one, base_url=base_url, on=today) for one in queries.list_newest(LETTERS)]
    if not issued:
        return {"letters": 0, **surroundings()}
    batch = [issued[number % len(issued)] for number in range(LETTERS)]
    _made(batch[:2], seal)  # the render processes start once, not per letter
    begun = time.perf_counter()
    sizes = _made(batch, seal)
    seconds = time.perf_counter() - begun
    return {
        "letters": len(sizes),
        "seconds": round(seconds, 2),
        "letters_per_second": round(len(sizes) / seconds, 2),
        "mean_bytes": sum(sizes) // len(sizes),
        **surroundings(),
    }


def _made(batch: Sequence[LetterFacts], seal: Seal) -> list[int]:
    printed = [pdf.render(template_of(facts.kind), page_of(facts)) for facts in batch]
    return [len(sign(one, seal)) for one in printed]


def surroundings() -> dict[str, Any]:
    """The machine and the versions that figures belong to."""
    return {
        "machine": f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}",
        "versions": {name: version(name) for name in ("weasyprint", "pyhanko", "sqlalchemy", "flask")},
        "seed": None,
    }
