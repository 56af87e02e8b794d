"""Lotteries: frozen before, recomputable after, without bias, and with their price."""

from portal.selection.lottery import (
    canonical_text,
)
from tests.selection.lottery.draws import IDS


def test_the_canonical_text_is_this() -> None:
    assert canonical_text("Exchange", "2027", 2, IDS) == (
        "draw-v1\nprogramme=Exchange\ncall=2027\nplaces=2\nA-0001\nA-0003\nA-0007\nB-Ö\n"
    )
