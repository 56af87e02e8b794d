"""Lotteries: frozen before, recomputable after, without bias, and with their price."""

from hypothesis import settings

some = settings(max_examples=40, deadline=None)


IDS = ["A-0007", "A-0001", "B-Ö", "A-0003"]
