"""What a letterhead and an instruction on remedies must hold."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.authorities import rules
from portal.authorities.rules import Letterhead

WHOLE = Letterhead(
    name="Senatskanzlei",
    unit="Referat IV B",
    street="Jüdenstr. 1",
    postal_code="10178",
    town="Berlin",
    phone="",
    email="",
    return_line="Senatskanzlei · 10178 Berlin",
    file_prefix="IV B 12",
    sign_off="Im Auftrag",
    signatory="Krüger",
    remedy_kind="klage",
    remedy_text={"de": "Gegen diesen Bescheid kann innerhalb eines Monats Klage erhoben werden."},
)
MISSING = "Please fill this in. No letter can be made without it."


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ({}, []),
        *[({name: " "}, [(name, MISSING)]) for name in rules.NEEDED],
        ({"remedy_kind": "petition"}, [("remedy_kind", "Please choose one of the remedies shown.")]),
        ({"remedy_text": {"en": "An action."}}, [("remedy_de", MISSING)]),
        (
            {"remedy_text": {"de": "Klage beim Gericht."}},
            [("remedy_de", "The instruction does not name the period of one month.")],
        ),
        (
            {"remedy_kind": "widerspruch"},
            [("remedy_de", "The instruction does not name the remedy “{word}”.")],
        ),
    ],
)
def test_each_gap_is_told_at_its_field(facts: dict[str, Any], wanted: list[tuple[str, str]]) -> None:
    found = rules.problems_of(replace(WHOLE, **facts))
    assert [(name, sentence.msgid) for name, sentence in found] == wanted


@pytest.mark.parametrize(
    ("present", "wanted"),
    [
        ("2026-1", "2026-11-22"),
        ("2026-11-21", "2026-11-22"),
        ("2026-11-22", "2026-11-22/2"),
        ("2026-11-22/2", "2026-11-22/3"),
    ],
)
def test_a_new_instruction_is_named_by_its_day(present: str, wanted: str) -> None:
    assert rules.next_remedy_version(present, date(2026, 11, 22)) == wanted


def test_every_change_of_a_letterhead_changes_its_digest() -> None:
    changed = {replace(WHOLE, **{name: "x"}).digest for name in Letterhead.__dataclass_fields__}
    assert len(changed | {WHOLE.digest}) == len(Letterhead.__dataclass_fields__) + 1
