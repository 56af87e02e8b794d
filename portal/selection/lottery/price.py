"""What a lottery costs: the share of the true top that a rule is expected to select, and its worst case.

With P_i the probability that i is among the true k best and p_i the chance of i under a rule, the expected
share is
    Σ p_i P_i / k.
The strict order of P reaches the most; every lottery pays a little of it for equal treatment of near-equals.
"""

from collections.abc import Mapping

from portal.selection.lottery.canonical import check_places
from portal.selection.refusals import BadInput, is_finite, refuse_if
from portal.words import say


def price(chances: Mapping[str, float], likely: Mapping[str, float], places: int) -> dict[str, float]:
    """The expected share under these chances, under the strict order, and the difference: the price."""
    check_places(places)
    for given in (chances, likely):
        _check_probabilities(given)
    if places < 1 or set(chances) != set(likely):
        raise BadInput(
            say("A price needs places, and the same applications on both sides."), set(chances) ^ set(likely)
        )
    ours = sum(chances[name] * likely[name] for name in sorted(likely)) / places
    strict = sum(sorted(likely.values(), reverse=True)[:places]) / places
    return {"expected_share": ours, "strict_share": strict, "price": strict - ours}


def grey_zone(
    likely: Mapping[str, float], places: int, *, low: float = 0.4, high: float = 0.6
) -> dict[str, float]:
    """The chances if all above the zone are accepted and lots are drawn within it for the places left.

    If more stand above the zone than there are places, or fewer in it than are left, the order decides.
    """
    check_places(places)
    _check_probabilities(likely)
    order = sorted(likely, key=lambda name: (-likely[name], name))
    above = [name for name in order if likely[name] > high]
    pool = [name for name in order if low <= likely[name] <= high]
    left = places - len(above)
    chances = dict.fromkeys(sorted(likely), 0.0)
    if left < 0 or left >= len(pool):
        return {**chances, **dict.fromkeys(order[:places], 1.0)}
    return {**chances, **dict.fromkeys(above, 1.0), **dict.fromkeys(pool, left / len(pool))}


def _check_probabilities(given: Mapping[str, float]) -> None:
    refuse_if(
        (name for name, value in given.items() if not (is_finite(value) and 0 <= value <= 1)),
        say("A probability lies between 0 and 1."),
    )
