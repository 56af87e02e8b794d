"""Questionnaires that come with the portal, as data that a call copies and changes."""

import re
from functools import cache
from importlib.resources import files

import yaml

from portal.questionnaire.shape import Questionnaire
from portal.questionnaire.wire import parse_questionnaire


def names() -> list[str]:
    """The names of all questionnaires in the library."""
    return sorted(
        entry.name.removesuffix(".yaml")
        for entry in files(__name__).iterdir()
        if entry.name.endswith(".yaml")
    )


@cache
def load(name: str) -> Questionnaire:
    """The questionnaire of this name; a KeyError when the library has none."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or name not in names():
        raise KeyError(name)
    text = files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return parse_questionnaire(yaml.safe_load(text))
