"""Pictures of works that nobody made: the same for the same seed, and of every kind that is asked for."""

from io import BytesIO

import pytest
from PIL import Image

from portal.demo.content import read
from portal.demo.pictures import FORMATS, STYLES, draw


@pytest.mark.parametrize("style", [*STYLES, "poster"])
def test_every_style_draws_something_in_one_of_the_formats(style: str) -> None:
    drawn = Image.open(BytesIO(draw(style, "isil:Ferry", words="Ferry drawings")))
    drawn.load()
    # More shades than one colour under grain and light would have.
    assert (drawn.format, drawn.size in FORMATS) == ("JPEG", True)
    assert max(high - low for low, high in drawn.getextrema()) > 90


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_picture() -> None:
    first, again, other = (draw("waves", seed) for seed in ("a", "a", "b"))
    assert (first == again, first == other) == (True, False)


def test_a_poster_carries_its_title() -> None:
    assert draw("poster", "a", words="Ferry") != draw("poster", "a", words="Bridge")


def test_every_discipline_asks_for_styles_that_exist() -> None:
    asked = {style for skill in read("disciplines").values() for style in skill["pictures"]}
    assert asked - {*STYLES, "poster"} == set()
