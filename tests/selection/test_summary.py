from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from portal.selection.summary import Row, distribution, rounded, summarise

TOTALS = st.decimals(min_value=0, max_value=10, places=2)
PANELS = st.dictionaries(st.integers(0, 40), st.lists(TOTALS, max_size=6), max_size=12)


def of(*figures: str) -> list[Decimal]:
    return [Decimal(figure) for figure in figures]


def test_the_example_of_three_jurors_gives_the_published_figures() -> None:
    assert summarise({"IST-1": of("7.45", "7.85", "6.60")}) == [
        Row("IST-1", *of("7.30", "7.45", "1.25", "0.52"), count=3, place=1)
    ]


def test_equal_means_share_a_place_and_the_next_place_is_counted_on() -> None:
    rows = summarise({"a": of("5"), "b": of("8", "6"), "c": of("7"), "d": of("9")})
    assert [(row.key, row.place, row.tied) for row in rows] == [
        ("d", 1, False),
        ("b", 2, True),
        ("c", 2, True),
        ("a", 4, False),
    ]


def test_among_equal_means_the_higher_median_is_listed_first_without_breaking_the_tie() -> None:
    rows = summarise({"low": of("9", "5", "4"), "high": of("4", "6.5", "7.5")})
    assert [(row.key, row.place) for row in rows] == [("high", 1), ("low", 1)]


def test_means_that_look_equal_are_equal() -> None:
    rows = summarise({"a": of("7.30", "7.30", "7.31"), "b": of("7.30")})
    assert [(row.mean, row.place) for row in rows] == [(Decimal("7.30"), 1), (Decimal("7.30"), 1)]


def test_a_case_without_scores_has_no_figures_no_place_and_stands_last() -> None:
    rows = summarise({"empty": [], "zero": of("0")})
    assert [(row.key, row.mean, row.count, row.place) for row in rows] == [
        ("zero", Decimal("0.00"), 1, 1),
        ("empty", None, 0, None),
    ]


def test_half_a_hundredth_is_rounded_upwards() -> None:
    assert [rounded(value) for value in of("6.605", "6.6049", "0.005")] == of("6.61", "6.60", "0.01")


def test_the_distribution_counts_every_whole_mark_once() -> None:
    assert distribution(of("0.4", "6.5", "7.49", "10"), 0, 10) == [1, 0, 0, 0, 0, 0, 0, 2, 0, 0, 1]


@given(PANELS)
def test_every_case_appears_exactly_once(scores: dict[int, list[Decimal]]) -> None:
    assert sorted(row.key for row in summarise(scores)) == sorted(scores)


@given(PANELS)
def test_nobody_with_a_higher_mean_stands_behind(scores: dict[int, list[Decimal]]) -> None:
    placed = [row for row in summarise(scores) if row.mean is not None and row.place is not None]
    for row in placed:
        better = [other for other in placed if (other.mean or 0) > (row.mean or 0)]
        assert row.place == len(better) + 1
        assert row.tied == (sum(other.mean == row.mean for other in placed) > 1)


@given(PANELS)
def test_mean_and_median_lie_among_the_totals_and_the_spread_is_their_width(
    scores: dict[int, list[Decimal]],
) -> None:
    for row in summarise(scores):
        totals = scores[row.key]
        assert row.count == len(totals)
        if totals:
            assert min(totals) <= (row.mean or 0) <= max(totals)
            assert min(totals) <= (row.median or 0) <= max(totals)
            assert row.spread == max(totals) - min(totals)
            assert (row.deviation or 0) <= (row.spread or 0)


@given(PANELS, st.randoms())
def test_the_order_in_which_scores_arrived_changes_no_place(
    scores: dict[int, list[Decimal]], chance: object
) -> None:
    mixed = list(scores)
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis gives a Random
    places = {row.key: row.place for row in summarise(scores)}
    assert {row.key: row.place for row in summarise({key: scores[key] for key in mixed})} == places


@given(st.lists(TOTALS, max_size=30))
def test_the_distribution_loses_no_score(totals: list[Decimal]) -> None:
    assert sum(distribution(totals, 0, 10)) == len(totals)
