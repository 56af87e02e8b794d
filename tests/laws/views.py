"""Which templates each page can show, read from the source of its view and of what the view calls there."""

import ast
import inspect
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import Flask

from tests.laws.source import called, calls, functions


@dataclass(frozen=True)
class View:
    """One page that can be opened, with the templates that it can show; none where it answers no page."""

    endpoint: str
    templates: frozenset[str]

    @property
    def own(self) -> str:
        """The template that bears the name of the page: cities/watch.html for cities.watch."""
        return self.endpoint.replace(".", "/") + ".html"


def pages(app: Flask) -> list[View]:
    """Everything that can be opened and answers with a page; a mere act shows only the page it came from."""
    opened = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    views = [View(endpoint, templates_of(app.view_functions[endpoint])) for endpoint in sorted(opened)]
    return [view for view in views if view.templates]


def shown(app: Flask) -> set[str]:
    """All templates that any view can show, acts included."""
    return {name for view in app.view_functions.values() for name in templates_of(view)}


@cache
def templates_of(view: Callable[..., Any]) -> frozenset[str]:
    """The templates that stand in a view or in a function of the same file that it calls."""
    return frozenset(_named(view.__name__, _functions_of(view.__module__), set()))


@cache
def _functions_of(module: str) -> dict[str, ast.FunctionDef]:
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {function.name: function for function in functions(tree)}


def _named(name: str, known: dict[str, ast.FunctionDef], seen: set[str]) -> Iterator[str]:
    if name in seen or name not in known:
        return
    seen.add(name)
    texts = (node.value for node in ast.walk(known[name]) if isinstance(node, ast.Constant))
    yield from (text for text in texts if isinstance(text, str) and text.endswith(".html"))
    for call in calls(known[name]):
        if isinstance(call.func, ast.Name):
            yield from _named(called(call), known, seen)
