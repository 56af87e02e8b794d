"""Places abroad: stable, best for students, safe against clever wishes, and explained."""

from portal.selection.allocation import allocate, first_choice_first


def test_first_choice_first_rewards_a_clever_wish_and_ours_does_not() -> None:
    orders = {"Paris": ["a", "b", "c"], "Rome": ["b", "c", "a"]}
    rooms = {"Paris": 1, "Rome": 1}
    honest = {"a": ["Paris"], "b": ["Paris", "Rome"], "c": ["Rome"]}
    clever = {**honest, "b": ["Rome", "Paris"]}
    outcomes = [first_choice_first(wishes, orders, rooms)["b"] for wishes in (honest, clever)]
    assert (outcomes, allocate(honest, orders, rooms).matching["b"]) == ([None, "Rome"], "Rome")
