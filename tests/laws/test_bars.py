"""The bars of the house: what the best of the measured codebases reach is the least that is asked here."""

from statistics import median, quantiles

from tests.laws.bars import lengths_of_functions, lengths_of_templates, mirrored, return_hints

# The bar of the house: whoever knows where a module stands knows where its test stands.
MIRRORED = 0.95


def test_functions_are_short() -> None:
    lengths = lengths_of_functions()
    assert (median(lengths) <= 10, quantiles(lengths, n=10)[-1] <= 26, max(lengths) <= 50) == (True,) * 3


def test_templates_are_short() -> None:
    assert quantiles(lengths_of_templates(), n=10)[-1] <= 100


def test_every_function_says_what_it_returns() -> None:
    assert return_hints() == 1


def test_a_module_has_its_test_at_the_same_path() -> None:
    assert mirrored() >= MIRRORED
