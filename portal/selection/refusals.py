"""How the engine says no: a sentence and the ids that it is about, before anything is computed."""

import math
from collections import Counter
from collections.abc import Hashable, Iterable
from typing import TypeVar

import numpy as np

from portal.errors import Invalid, Refused
from portal.words import Sentence

Key = TypeVar("Key", bound=Hashable)


class BadInput(Invalid):
    """The input contradicts itself or can't be computed with."""

    def __init__(self, sentence: Sentence, ids: Iterable[object] = ()) -> None:
        super().__init__(sentence)
        self.ids = tuple(ids)


class Infeasible(Refused):
    """No result can satisfy all conditions; the ids are named, each with its reason."""

    def __init__(self, sentence: Sentence, reasons: Iterable[tuple[object, Sentence]] = ()) -> None:
        super().__init__(sentence)
        self.reasons = tuple(reasons)
        self.ids = tuple(name for name, _ in self.reasons)

    @property
    def applications(self) -> list[tuple[object, Sentence]]:
        """The ids that can't be served, each with its reason."""
        return list(self.reasons)


class NotComparable(Refused):
    """The groups were judged by separate juries, so that no common order of them is known."""

    def __init__(self, sentence: Sentence, ids: Iterable[object] = ()) -> None:
        super().__init__(sentence)
        self.ids = tuple(ids)


def refuse_if(wrong: Iterable[object], sentence: Sentence) -> None:
    """Refuse with this sentence if there is any id that is wrong."""
    if ids := sorted(set(wrong), key=str):
        raise BadInput(sentence, ids)


def doubled(keys: Iterable[Key]) -> list[Key]:
    """What occurs more than once."""
    return [key for key, count in Counter(keys).items() if count > 1]


def is_whole(value: object, *, at_least: int = 0) -> bool:
    """Whether this is a whole number that is large enough; truth values are no numbers."""
    return isinstance(value, int | np.integer) and not isinstance(value, bool) and int(value) >= at_least


def number_or_nan(value: object) -> float:
    """The number that this is, or NaN for what is no number at all."""
    try:
        return float(value)  # type: ignore[arg-type]  # what is no number is what is asked
    except (TypeError, ValueError):
        return math.nan


def is_finite(value: object) -> bool:
    """Whether this is a number one can compute with; a text is none, even if it reads like one."""
    return not isinstance(value, str | bytes) and math.isfinite(number_or_nan(value))
