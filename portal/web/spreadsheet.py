"""A table as a file that any spreadsheet opens, and in which nothing that a stranger typed is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

# Excel takes the first bytes for the encoding, and parts columns as the reader's country writes figures.
MARK: Final = "\ufeff"
SEPARATORS = {"en": ","}
OTHERWISE = ";"
MEDIA_TYPE = "text/csv; charset=utf-8"
# What spreadsheets begin a formula with, also in the wide forms, and what they skip in front of it.
ORDERS = frozenset("=+-@\t\r\n＝＋－＠")  # the wide forms are meant
SKIPPED = " \u00a0\ufeff\"'"


def written(headings: Sequence[str], rows: Iterable[Sequence[str]], *, language: str) -> bytes:
    """The table as CSV in UTF-8, parted as spreadsheets in this language expect it (RFC 4180)."""
    text = io.StringIO()
    text.write(MARK)
    writer = csv.writer(text, delimiter=SEPARATORS.get(language, OTHERWISE), lineterminator="\r\n")
    writer.writerow([plain(heading) for heading in headings])
    writer.writerows([plain(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def plain(cell: str) -> str:
    """The cell as text: where a spreadsheet would calculate, an apostrophe says that it must not."""
    return f"'{cell}" if cell.lstrip(SKIPPED)[:1] in ORDERS else cell
