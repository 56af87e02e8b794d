from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from portal.selection.spreading import spread_evenly

CASES = [f"case{number}" for number in range(12)]
JURORS = ["ada", "bo", "cem", "dina", "eve"]
PAIRS = st.sets(st.tuples(st.sampled_from(CASES), st.sampled_from(JURORS)), max_size=30)
EACH = st.integers(1, 5)


def test_each_case_gets_its_jurors_and_the_load_is_even() -> None:
    pairs = spread_evenly(CASES[:5], JURORS, given=[], each=3)
    assert Counter(case for case, _ in pairs) == dict.fromkeys(CASES[:5], 3)
    assert Counter(juror for _, juror in pairs) == dict.fromkeys(JURORS, 3)


def test_what_is_given_already_counts() -> None:
    pairs = spread_evenly(["case0"], JURORS, given=[("case0", "ada"), ("case1", "bo")], each=2)
    assert pairs == [("case0", "cem")]


def test_barred_jurors_are_passed_over() -> None:
    assert spread_evenly(["case0"], ["ada", "bo"], given=[], barred=[("case0", "ada")], each=2) == [
        ("case0", "bo")
    ]


@given(PAIRS, PAIRS, EACH)
def test_nothing_is_given_twice_and_nothing_that_is_barred(
    held: set[tuple[str, str]], barred: set[tuple[str, str]], each: int
) -> None:
    new = spread_evenly(CASES, JURORS, given=held, barred=barred, each=each)
    assert len(set(new)) == len(new)
    assert set(new) & (held | barred) == set()


@given(PAIRS, EACH)
def test_every_case_has_so_many_jurors_at_least_and_new_ones_only_up_to_that(
    held: set[tuple[str, str]], each: int
) -> None:
    new = spread_evenly(CASES, JURORS, given=held, each=each)
    before, after = Counter(case for case, _ in held), Counter(case for case, _ in {*held, *new})
    assert {case: after[case] for case in CASES} == {case: max(before[case], each) for case in CASES}


@given(EACH)
def test_from_an_empty_matrix_nobody_carries_two_cases_more_than_anybody_else(each: int) -> None:
    load = Counter(juror for _, juror in spread_evenly(CASES, JURORS, given=[], each=each))
    assert max(load[one] for one in JURORS) - min(load[one] for one in JURORS) <= 1
