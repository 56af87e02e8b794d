"""Lotteries that anyone can recompute, with nothing but a tool for SHA-256."""

from portal.selection.lottery.canonical import canonical_text, commitment
from portal.selection.lottery.drawing import Draw, draw
from portal.selection.lottery.maximin import Maximin, maximin
from portal.selection.lottery.price import grey_zone, price
from portal.selection.lottery.promise import Book, Promise
from portal.selection.lottery.sampler import sample
from portal.selection.lottery.unequal import Systematic, systematic

__all__ = [
    "Book", "Draw", "Maximin", "Promise", "Systematic", "canonical_text", "commitment", "draw", "grey_zone",
    "maximin", "price", "sample", "systematic",
]  # fmt: skip
