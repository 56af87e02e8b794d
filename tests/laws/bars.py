"""The bars of the house that are printed and not judged: how long functions, files and templates are."""

import ast
from collections.abc import Sequence
from statistics import median, quantiles

from tests.laws.source import ROOT, functions, modules


def bars() -> dict[str, str]:
    """Each bar with today's figure."""
    lengths = [_length(one) for module in modules() for one in functions(module.tree)]
    hinted = [one.returns is not None for module in modules() for one in functions(module.tree)]
    files = [module.lines for module in modules()]
    templates = [path.read_text().count("\n") for path in (ROOT / "templates").rglob("*.html")]
    tests = sum(path.read_text().count("\n") for path in (ROOT / "tests").rglob("*.py"))
    return {
        "functions, lines": f"{_spread(lengths)}, over 50: {sum(one > 50 for one in lengths)}",
        "files, lines": _spread(files),
        "templates, lines": _spread(templates),
        "return hints": f"{sum(hinted) / len(hinted):.0%}",
        "tests : product": f"{tests / sum(files):.2f}",
        "mirrored modules": f"{_mirrored():.0%}",
    }


def _length(function: ast.FunctionDef) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


def _spread(lengths: Sequence[int]) -> str:
    return f"median {median(lengths):.0f}, p90 {quantiles(lengths, n=10)[-1]:.0f}, longest {max(lengths)}"


def _mirrored() -> float:
    """The share of modules with functions whose test stands at the same path below tests/."""
    tests = {path.relative_to(ROOT / "tests").as_posix() for path in (ROOT / "tests").rglob("test_*.py")}
    places = [module.path for module in modules() if any(functions(module.tree))]
    mirrors = [path.relative_to(ROOT / "portal") for path in places if path.stem != "__init__"]
    return sum((one.parent / f"test_{one.name}").as_posix() in tests for one in mirrors) / len(mirrors)
