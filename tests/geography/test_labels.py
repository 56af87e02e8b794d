"""Where names stand on a map."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.geography import EUROPE, Label
from portal.geography.labels import Box, place_labels, width_of

DOTS = st.tuples(st.floats(10, 330), st.floats(10, 280))


def test_a_lonely_name_stands_right_of_its_dot_without_a_line() -> None:
    (label,) = place_labels(EUROPE, [("a", "Paris", (100.0, 100.0))])
    assert (label.anchor, label.line, label.box.left) == ("start", None, 107.5)


def test_at_the_right_edge_it_stands_left() -> None:
    (label,) = place_labels(EUROPE, [("a", "Paris", (330.0, 100.0))])
    assert (label.anchor, label.box.right) == ("end", 322.5)


def test_where_neighbours_crowd_a_name_moves_off_on_a_line() -> None:
    crowd = [(str(n), "Bruxelles / Brussel", (150.0 + 8 * (n % 3), 140.0 + 8 * (n // 3))) for n in range(7)]
    labels = place_labels(EUROPE, crowd)
    assert any(label.line for label in labels)
    _nothing_covers_anything(labels)


@settings(max_examples=25)
@given(st.lists(DOTS, max_size=24))
def test_no_name_ever_covers_a_name_or_a_dot_of_others_or_leaves_the_paper(
    dots: list[tuple[float, float]],
) -> None:
    labels = place_labels(EUROPE, [(str(n), "Ciudad", dot) for n, dot in enumerate(dots)])
    _nothing_covers_anything(labels)
    assert all(
        EUROPE.shows(corner)
        for label in labels
        for corner in ((label.box.left, label.box.top), (label.box.right, label.box.bottom))
    )


def _nothing_covers_anything(labels: list[Label]) -> None:
    for one, other in combinations(labels, 2):
        assert not one.box.meets(other.box)
        assert not one.box.meets(Box(*other.dot, other.dot[0] + 0.1, other.dot[1] + 0.1))


@pytest.mark.parametrize(
    ("wider", "slimmer"), [("東京", "ii"), ("MM", "aa"), ("aa", "il"), ("Москва", "תל"), ("a", "")]
)
def test_wide_letters_take_more_room(wider: str, slimmer: str) -> None:
    assert width_of(wider) > width_of(slimmer)
