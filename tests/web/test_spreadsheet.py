"""Tables for spreadsheets: nothing that was typed is calculated, every language opens them."""

import csv
import io

import pytest

from portal.web.spreadsheet import plain, written


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Işıl & Söhne", "Işıl & Söhne"),
        ("ǃKhuboab", "ǃKhuboab"),
        ("", ""),
        ("12-03", "12-03"),
        ("=1+1", "'=1+1"),
        ("+49 30 90", "'+49 30 90"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'\t=1+1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        (' "=1+1"', '\' "=1+1"'),
        ("\ufeff=1", "'\ufeff=1"),
        ("＝1+1", "'＝1+1"),  # the wide form is meant
        ("'=1", "''=1"),
    ],
)
def test_no_cell_is_a_formula(typed: str, kept: str) -> None:
    assert plain(typed) == kept


@pytest.mark.parametrize(("language", "separator"), [("en", ","), ("de", ";"), ("tr", ";")])
def test_the_table_reads_back_as_it_was(language: str, separator: str) -> None:
    rows = [["A, B; C", 'He said "no"', "two\nlines"], ["=HYPERLINK(1)", "東京", ""]]
    file = written(["Number", "Name", "-Note"], rows, language=language)
    assert file.startswith(b"\xef\xbb\xbfNumber" + separator.encode())
    back = list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=separator))
    assert back == [["Number", "Name", "'-Note"], rows[0], ["'=HYPERLINK(1)", "東京", ""]]
