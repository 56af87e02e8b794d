"""Places abroad: stable, best for students, safe against clever wishes, and explained."""

from hypothesis import given

from portal.selection.allocation import Reserve, allocate, reallocate
from portal.selection.record import rerun
from tests.selection.allocation.choices import Case, cases, some


@some
@given(cases(students=6))
def test_cut_offs_and_waiting_lists_say_who_could_not_come(case: Case) -> None:
    found = allocate(**case)
    for host, waiting in found.waiting_lists.items():
        order = case["priorities"][host]
        assert waiting == sorted(waiting, key=order.index)
        if waiting and case["capacity"][host]:
            assert all(order.index(name) + 1 > found.cutoffs[host][""] for name in waiting)


def test_everyone_is_told_why() -> None:
    found = allocate(
        {"a": ["x"], "b": ["x", "y"], "c": ["x", "z"]}, {"x": ["a", "b"], "y": ["b"], "z": ["c"]},
        {"x": 1, "y": 1, "z": 0},
    )  # fmt: skip
    said = {name: (str(why.sentence), [str(one) for one in why.refusals.values()])
            for name, why in found.explanations.items()}  # fmt: skip
    assert said == {
        "a": ("You have your wish number 1, x.", []),
        "b": ("You have your wish number 2, y.",
              ["x: the last open place went to number 1 of its list; you are number 2."]),
        "c": ("None of the hosts that you named had a place left for you.",
              ["x could not take you into its order.", "z has no places."]),
    }  # fmt: skip
    assert found.figures == {
        "matched": 2 / 3, "first_wish": 1 / 3, "mean_wish": 1.5,
        "free_seats": 0.0, "reserved_seats_used": 0.0, "justified_envy": 0.0,
    }  # fmt: skip


def test_a_stored_allocation_runs_again_to_the_same_record_with_its_withdrawals() -> None:
    before = allocate(
        {"a": ["x"], "b": ["x", "y"], "c": ["x", "y"]}, {"x": ["a", ["b", "c"]], "y": [["b", "c"]]},
        {"x": 1, "y": 1}, reserves={"x": [Reserve("r", 1, frozenset("ab"))]}, seed=4,
    )  # fmt: skip
    after = reallocate(reallocate(before, ["a"]), ["b"], settled=["c"])
    assert (rerun(before.record()), rerun(after.record())) == (before.record(), after.record())
