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
WRITTEN = "Please write the colour as # and six digits or letters from a to f, like #1a5276."
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
    ("facts", "wanted"),
    [
        (
            {"logo": "ab" * 32},
            [("logo_text", "Please write what is read to people who do not see the logo.")],
        ),
        ({"logo": "ab" * 32, "logo_text": "Logo"}, []),
        ({"accent": "#1a5276"}, []),
        ({"accent": "blue"}, [("accent", WRITTEN)]),
        ({"accent": "#1a527"}, [("accent", WRITTEN)]),
        ({"accent": "#767676"}, []),
    ],
)
def test_a_picture_is_told_in_words_and_a_colour_is_readable(
    facts: dict[str, Any], wanted: list[tuple[str, str]]
) -> None:
    found = rules.problems_of(replace(WHOLE, **facts))
    assert [(name, str(sentence)) for name, sentence in found] == wanted


@pytest.mark.parametrize(
    ("colour", "reached", "shade"),
    [
        ("#777777", "4.4", "#767676"),
        ("#ffffff", "1.0", "#767676"),
        ("#ffcc00", "1.5", "#907300"),
        ("#ff0000", "3.9", "#ee0000"),
    ],
)
def test_a_pale_colour_is_refused_with_its_contrast_and_the_lightest_shade_of_its_hue_that_fits(
    colour: str, reached: str, shade: str
) -> None:
    assert str(rules.accent_refused(colour)) == (
        f"On white paper this colour has a contrast of {reached} to 1; letters need 4.5 to 1. "
        f"The next darker shade that fits is {shade}."
    )
    assert (rules.darker_shade(colour), rules.accent_refused(shade)) == (shade, None)


@pytest.mark.parametrize(
    ("colour", "contrast"), [("#000000", 21.0), ("#ffffff", 1.0), ("#0000ff", 8.59), ("#767676", 4.54)]
)
def test_contrast_is_what_the_guidelines_compute(colour: str, contrast: float) -> None:
    assert round(rules.contrast_on_white(colour), 2) == contrast


@pytest.mark.parametrize(
    ("media_type", "size", "pixels", "wanted"),
    [
        ("image/png", 1_000_000, (315, 142), None),
        ("image/jpeg", 1, (4_000, 4_000), None),
        ("image/webp", 1, (72, 142), None),
        ("application/pdf", 1, (0, 0), "A logo is a picture."),
        ("image/png", 1_000_001, (600, 270), "at most 1 MB and 4000 pixels a side."),
        ("image/png", 1, (4_001, 2_000), "at most 1 MB and 4000 pixels a side."),
        ("image/png", 1, (809, 100), "at most eight times its short side."),
        ("image/png", 1, (100, 100), "Please send it with at least 142 × 142."),
        ("image/png", 1, (314, 40), "Please send it with at least 315 × 41."),
    ],
)
def test_a_logo_is_a_picture_that_prints_sharply_in_its_room(
    media_type: str, size: int, pixels: tuple[int, int], wanted: str | None
) -> None:
    found = rules.logo_refused(media_type, size, *pixels)
    assert wanted in str(found) if wanted else found is None


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
