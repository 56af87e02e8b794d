"""The source as trees, for laws that read it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PORTAL = ROOT / "portal"


@dataclass(frozen=True)
class Module:
    """One file of the portal, parsed."""

    path: Path
    tree: ast.Module
    lines: int

    @property
    def name(self) -> str:
        """The path below portal/, e.g. reviews/rules.py."""
        return self.path.relative_to(PORTAL).as_posix()


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file of the portal."""
    found = sorted(path for path in PORTAL.rglob("*.py") if "vendor" not in path.parts)
    texts = [(path, path.read_text()) for path in found]
    return tuple(Module(path, ast.parse(text), text.count("\n")) for path, text in texts)


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call in a tree."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Every function in a tree."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Every imported name as (module, name); a plain import has an empty name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)


def called(call: ast.Call) -> str:
    """The last word of what is called: select for sa.select(…), commit for session.commit()."""
    target = call.func
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
