from tests.laws.bars import bars


def test_no_function_goes_without_a_return_hint_and_few_are_long() -> None:
    assert (bars()["return hints"], "over 50: 0" in bars()["functions, lines"]) == ("100%", True)
