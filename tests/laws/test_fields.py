"""The table of fields: everybody is given what it grants, and nobody anything else, by whatever way."""

from collections import defaultdict
from typing import Any

import pytest
from flask import Flask

from portal import db
from portal.access import FieldClass
from tests.conftest import empty
from tests.laws.crawl import HELD, Harvest, harvest
from tests.laws.facts import FACTS, HARMLESS, PUBLISHED


@pytest.fixture(scope="module")
def harvested(one_app: Flask) -> Harvest:
    """What everybody was given in a quarter full of secrets."""
    kept = harvest(one_app)
    empty(one_app)
    return kept


def test_every_column_is_told_how_far_it_may_travel() -> None:
    told = set(FACTS) | {name for names in HARMLESS.values() for name in names}
    columns = {
        f"{table.name}.{column.name}"
        for table in db.Base.metadata.sorted_tables
        for column in table.columns
        if table.name not in PUBLISHED and not _is_mechanical(column)
    }
    assert (columns - told, told - columns) == (set(), set())
    assert sum(map(len, HARMLESS.values())) + len(FACTS) == len(told)


def _is_mechanical(column: Any) -> bool:
    """Numbers of rows, names in addresses, and moments."""
    is_moment = isinstance(column.type, db.UTCDateTime)
    return bool(
        column.primary_key or column.foreign_keys or is_moment or column.name in ("public_id", "version")
    )


def test_nobody_is_given_what_the_tables_do_not_grant(harvested: Harvest) -> None:
    strays: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in harvested.planted:
        for who in harvested.readers - one.allowed:
            pages = harvested.seen.get((who, one.word), set())
            strays[who, one.column] |= {page for page in pages if one.column not in HELD.get(page, ())}
    assert {key: pages for key, pages in strays.items() if pages} == {}


def test_everybody_is_given_what_the_table_of_fields_grants(harvested: Harvest) -> None:
    of_cases = [one for one in harvested.planted if one.case]
    granted = {(who, one.kind) for one in of_cases for who in one.allowed}
    given = {(who, one.kind) for one in of_cases for who in one.allowed if (who, one.word) in harvested.seen}
    assert {(who, kind) for who, kind in granted - given if kind in set(FieldClass)} == set()


def test_a_search_finds_a_case_by_no_word_that_the_reader_may_not_see(harvested: Harvest) -> None:
    allowed = {one.word: one.allowed for one in harvested.planted}
    found = {(who, word) for (who, word), is_found in harvested.sought.items() if is_found}
    assert {one for one in found if one[0] not in allowed[one[1]]} == set()
    assert {who for who, _ in found} == {"auditor"}


def test_what_the_office_does_before_the_release_changes_nothing_for_the_applicant(
    harvested: Harvest,
) -> None:
    worked_on, untouched = harvested.twins
    assert len(worked_on) > 5
    changed = {way: set(worked_on[way].splitlines()) ^ set(untouched[way].splitlines()) for way in worked_on}
    assert {way: lines for way, lines in changed.items() if lines} == {}
