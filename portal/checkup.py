"""Whether an installation is as it must be: one line a question, with the sentence that says what to do."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import text

from portal import db
from portal.config import Settings
from portal.extensions import migrations
from portal.files.storage import store
from portal.jobs.queue import queue

OLDEST_POSTGRESQL = 150000
PROBE = b"portal check\n"


@dataclass(frozen=True)
class Finding:
    """A question and what is wrong; nothing wrong is an empty sentence."""

    name: str
    problem: str


def examine(settings: Settings) -> list[Finding]:
    """Ask every question; one that breaks is answered with what broke."""
    return [Finding(name, _answer(ask, settings)) for name, ask in QUESTIONS]


def _answer(ask: Callable[[Settings], str], settings: Settings) -> str:
    try:
        return ask(settings)
    except Exception as broken:  # noqa: BLE001 - whatever breaks is the answer to the question
        return f"{type(broken).__name__}: {broken}"


def _database(_: Settings) -> str:
    with db.engine().connect() as connection:
        if connection.dialect.name == "sqlite":
            mode = connection.scalar(text("PRAGMA journal_mode"))
            whole = connection.scalar(text("PRAGMA quick_check"))
            return "" if (mode, whole) == ("delete", "ok") else f"journal mode {mode}, quick check {whole}"
        version = int(connection.scalar(text("SHOW server_version_num")) or 0)
        return "" if version >= OLDEST_POSTGRESQL else "PostgreSQL 15 or newer is needed"


def _tables(_: Settings) -> str:
    there, newest = set(migrations.current()), set(migrations.heads())
    return "" if there == newest else "the tables are not those of this version; please call portal init"


def _demo_accounts(settings: Settings) -> str:
    with db.engine().connect() as connection:
        accounts = connection.scalar(text('SELECT count(*) FROM "user" WHERE is_demo')) or 0
    return "" if settings.is_demo or not accounts else f"{accounts} accounts of the demo are in this database"


def _files(_: Settings) -> str:
    kept = store().open_bytes(store().keep(PROBE))
    return "" if kept == PROBE else "what was kept came back changed"


def _queue(_: Settings) -> str:
    queue().huey.pending_count()
    return ""


def _fonts(_: Settings) -> str:
    from portal.pdf.fonts import font_problems  # slow import: only letters need the fonts

    return " ".join(str(problem) for problem in font_problems())


def _seal(settings: Settings) -> str:
    from portal.pdf.seal import load_seal  # slow import: only letters need the seal

    folder = settings.data.resolve() / "seal"
    if not folder.exists():
        return "there is no seal yet; please call portal init"
    load_seal(folder)
    return ""


QUESTIONS: tuple[tuple[str, Callable[[Settings], str]], ...] = (
    ("database", _database),
    ("tables", _tables),
    ("no demo account in production", _demo_accounts),
    ("file store keeps what it gets", _files),
    ("queue can be reached", _queue),
    ("fonts of letters", _fonts),
    ("seal of letters", _seal),
)
