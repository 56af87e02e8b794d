"""Letters are printed with the pinned fonts or not at all."""

import shutil
from pathlib import Path

import pytest

from portal import pdf
from portal.pdf.fonts import FOLDER, FONTS, font_problems, unprintable
from portal.words import say
from tests.letters.examples import PEOPLE


def test_the_installed_fonts_are_the_pinned_ones() -> None:
    assert font_problems() == []


def test_a_missing_and_a_differing_font_are_named(tmp_path: Path) -> None:
    for name in FONTS:
        shutil.copy(FOLDER / name, tmp_path / name)
    (tmp_path / "NotoSans-Bold.ttf").unlink()
    (tmp_path / "NotoSans-Regular.ttf").write_bytes(b"another font")
    assert [str(problem) for problem in font_problems(tmp_path)] == [
        "The font NotoSans-Bold.ttf is missing. Run “make install” again.",
        "The font NotoSans-Regular.ttf differs from the pinned one. Run “make install” again.",
    ]


def test_nothing_is_issued_with_a_wrong_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "checked_fonts", lambda: (say("The font is missing."),))
    with pytest.raises(pdf.RenderFailed, match="The font is missing"):
        pdf.render("receipts/application.html", {})


def test_every_name_of_the_nineteen_cities_can_be_drawn() -> None:
    assert unprintable("".join(latin + native for _, latin, native, _ in PEOPLE)) == []


def test_a_character_that_no_font_has_is_found_once_in_order() -> None:
    assert unprintable("a🎨b\u0000𓀀🎨\u200f\t\u2068") == ["🎨", "𓀀"]
