"""Programmes that come with the portal, as data from which new calls are made."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

FOLDER = files(__name__)
BESIDE = ("authorities", "rubrics")


def names() -> list[str]:
    """The names of all programme templates."""
    found = (entry.name.removesuffix(".yaml") for entry in FOLDER.iterdir() if entry.name.endswith(".yaml"))
    return sorted(name for name in found if name not in BESIDE)


def load(name: str) -> dict[str, Any]:
    """The template of this name with its rubric put in; a KeyError when there is none."""
    if not re.fullmatch(r"[a-z][a-z0-9-]*", name) or name not in names():
        raise KeyError(name)
    template = dict(_read(name))
    return template | {"rubric": _read("rubrics")[template["rubric"]]}


def authorities() -> list[dict[str, Any]]:
    """The authorities in whose name the programmes are run."""
    rows: list[dict[str, Any]] = _read("authorities")
    return rows


@cache
def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
