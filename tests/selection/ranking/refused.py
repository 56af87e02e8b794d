"""What can't be computed with is refused before any calculation, with a sentence and the ids."""

GOOD = [("A", "R", 3.0), ("B", "R", 4.0)]
