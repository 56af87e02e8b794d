"""The bars of the house, printed under a whole run: how long functions, files and templates are."""

import ast
from collections.abc import Sequence
from statistics import median, quantiles

from tests.laws.source import ROOT, functions, modules


def bars() -> dict[str, str]:
    """Each bar with today's figure."""
    lengths = lengths_of_functions()
    files = [module.lines for module in modules()]
    tests = sum(path.read_text().count("\n") for path in (ROOT / "tests").rglob("*.py"))
    return {
        "functions, lines": f"{_spread(lengths)}, over 50: {sum(one > 50 for one in lengths)}",
        "files, lines": _spread(files),
        "templates, lines": _spread(lengths_of_templates()),
        "return hints": f"{return_hints():.0%}",
        "tests : product": f"{tests / sum(files):.2f}",
        "mirrored modules": f"{mirrored():.0%}",
    }


def lengths_of_functions() -> list[int]:
    """How many lines each function has."""
    return [_length(one) for module in modules() for one in functions(module.tree)]


def lengths_of_templates() -> list[int]:
    """How many lines each template has."""
    return [path.read_text().count("\n") for path in (ROOT / "templates").rglob("*.html")]


def return_hints() -> float:
    """The share of functions that say what they return."""
    hinted = [one.returns is not None for module in modules() for one in functions(module.tree)]
    return sum(hinted) / len(hinted)


def _length(function: ast.FunctionDef) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


def _spread(lengths: Sequence[int]) -> str:
    return f"median {median(lengths):.0f}, p90 {quantiles(lengths, n=10)[-1]:.0f}, longest {max(lengths)}"


def mirrored() -> float:
    """The share of modules with functions whose test stands at the same path below tests/."""
    tests = {path.relative_to(ROOT / "tests").as_posix() for path in (ROOT / "tests").rglob("test_*.py")}
    places = [module.path for module in modules() if any(functions(module.tree))]
    mirrors = [path.relative_to(ROOT / "portal") for path in places if path.stem != "__init__"]
    return sum((one.parent / f"test_{one.name}").as_posix() in tests for one in mirrors) / len(mirrors)
