"""Who judges what: cases are spread over jurors so that nobody carries more than the others."""

from collections import Counter
from collections.abc import Collection, Sequence

Pair = tuple[str, str]


def spread_evenly(
    cases: Sequence[str],
    jurors: Sequence[str],
    *,
    given: Collection[Pair],
    barred: Collection[Pair] = (),
    each: int,
) -> list[Pair]:
    """The pairs of case and juror that are missing until each case has so many jurors.

    It is always the juror with the fewest cases so far who gets the next one, so the same input gives the
    same answer; barred pairs are passed over, and what is given already stays.
    """
    taken, load = {*given, *barred}, Counter(juror for _, juror in given)
    has = Counter(case for case, _ in given)
    order = {juror: place for place, juror in enumerate(jurors)}
    new: list[Pair] = []
    for case in cases:
        free = sorted(
            (one for one in jurors if (case, one) not in taken), key=lambda one: (load[one], order[one])
        )
        for juror in free[: max(each - has[case], 0)]:
            load[juror] += 1
            new.append((case, juror))
    return new
