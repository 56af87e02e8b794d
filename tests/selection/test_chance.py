"""Records hold all that a re-run needs, and notice when their inputs were changed."""

from portal.selection.chance import Chance


def test_chance_is_the_same_for_ever() -> None:
    chance = Chance(42, 7)
    assert chance.uniform(3).round(12).tolist() == FIRST_NUMBERS
    assert Chance(42, 7).normal(2, 2).shape == (2, 2)
    assert sorted(Chance(1).order(5).tolist()) == [0, 1, 2, 3, 4]


FIRST_NUMBERS = [0.649420079614, 0.884881353594, 0.553733941176]
